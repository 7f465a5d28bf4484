//! Parts that are told apart by their position (`prefixItems` of a list, `prefixEncoding` of OpenAPI 3.2): an object has a
//! property for each, since a list in Rust has one type for all its items.

use indexmap::{IndexMap, IndexSet};
use serde_json::json;

use crate::load::node::{Content, Node, Place};
use crate::pointer;

/// How many references may lead to the list.
const MOST_REFERENCES: usize = 16;

/// Makes objects of the lists that are bodies in parts. A form is none of them: its parts have names.
pub(super) fn settle(body: &mut Node, written: &Node) {
    let content = body
        .members_mut()
        .and_then(|members| members.get_mut("content"));
    let media_types = content.and_then(Node::members_mut);
    for (name, media) in media_types.into_iter().flatten() {
        let in_parts = name.starts_with("multipart/") && !name.starts_with("multipart/form-data");
        if in_parts && let Some((schema, encoding, names)) = object(media, written) {
            let place = media.place;
            for key in ["prefixEncoding", "itemEncoding"] {
                media.take(key);
            }
            media.put("schema", schema);
            media.put("encoding", encoding);
            let names = names.iter().map(|name| Node::made(json!(name), place));
            media.put("positions", Node::list(names.collect(), place));
        }
    }
}

/// The object, what is said of its parts, and their names in their order.
fn object(media: &Node, written: &Node) -> Option<(Node, Node, IndexSet<String>)> {
    let target = |schema: &&Node| written.pointed(&pointer::of_reference(schema.text("$ref")?)?);
    let meant = std::iter::successors(media.get("schema"), target);
    let mut lists = meant
        .take(MOST_REFERENCES)
        .filter(|schema| schema.has("prefixItems"));
    let mut schema = lists.next()?.clone();
    let Content::List(parts) = schema.take("prefixItems")?.content else {
        return None;
    };
    let place = schema.place;
    let encodings = media.get("prefixEncoding").map(Node::items);
    let mut encodings = encodings.unwrap_or_default().iter();
    let mut names: IndexSet<String> = IndexSet::new();
    let mut properties = IndexMap::new();
    let mut encoding = IndexMap::new();
    for (index, part) in parts.into_iter().enumerate() {
        let wanted = name(&part);
        let name = match names.contains(wanted) {
            true => format!("{wanted}{}", index + 1),
            false => wanted.to_owned(),
        };
        if let Some(said) = encodings.next() {
            encoding.insert(name.clone(), said.clone());
        }
        properties.insert(name.clone(), part);
        names.insert(name);
    }
    let required = names.iter().map(|name| Node::made(json!(name), place));
    schema.put("required", Node::list(required.collect(), place));
    if let Some(items) = schema.take("items").filter(|items| !items.is_scalar()) {
        let rest = match names.contains("rest") {
            true => "rest_of_parts",
            false => "rest",
        };
        let list = [
            ("type", Node::made(json!("array"), place)),
            ("items", items),
        ];
        properties.insert(rest.to_owned(), Node::mapping(list, place));
        if let Some(said) = media.get("itemEncoding") {
            encoding.insert(rest.to_owned(), said.clone());
        }
        names.insert(rest.to_owned());
    }
    for key in ["minItems", "maxItems", "uniqueItems"] {
        schema.take(key);
    }
    schema.put("type", Node::made(json!("object"), place));
    schema.put("properties", map(properties, place));
    Some((schema, map(encoding, place), names))
}

fn map(members: IndexMap<String, Node>, place: Place) -> Node {
    Node {
        place: place.made(),
        content: Content::Map(members),
    }
}

/// What a part is called: by its title, by the schema that it is, or by what it holds.
fn name(part: &Node) -> &str {
    let component = part
        .text("$ref")
        .and_then(|target| target.rsplit('/').next());
    let is_file = part.has("contentMediaType") || part.text("format") == Some("binary");
    let kind = if is_file { "file" } else { "part" };
    part.text("title").or(component).unwrap_or(kind)
}
