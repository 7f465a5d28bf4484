//! The body of a request: the parameter in `body`, or those in `formData` together.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::parameter::{encoding, take_schema};
use crate::diagnostic::Diagnostic;
use crate::load::node::{Content, Node};

const MULTIPART: &str = "multipart/form-data";
const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// What may be sent: media types, and whether they are those of all operations that name none.
pub(in crate::normalise) struct Consumed<'c> {
    pub(in crate::normalise) media_types: &'c [Node],
    pub(in crate::normalise) by_default: bool,
}

impl Consumed<'_> {
    /// The media types of a body that is described as a whole. Of those that hold for all operations nobody chose one for
    /// this body: where JSON is among them, it is meant.
    fn of_whole(&self) -> &[Node] {
        let is_json = |name: &Node| name.as_text().map(essence) == Some(JSON);
        match self.media_types.iter().position(is_json) {
            Some(json) if self.by_default => self.media_types.get(json..=json).unwrap_or_default(),
            _ => self.media_types,
        }
    }
}

/// The request body that these parameters are.
pub(in crate::normalise) fn request_body(
    parameters: Vec<Node>,
    consumed: &Consumed<'_>,
) -> Option<Node> {
    let (bodies, fields): (Vec<Node>, Vec<Node>) = parameters
        .into_iter()
        .partition(|parameter| parameter.text("in") == Some("body"));
    match bodies.into_iter().next() {
        Some(body) => Some(whole(body, consumed.of_whole())),
        None => form(fields, consumed.media_types),
    }
}

/// What is not sent because the body is another parameter: an operation has one body, or a form.
pub(super) fn beside_body(parameters: &[Node]) -> Option<Diagnostic> {
    let is_body = |parameter: &&Node| parameter.text("in") == Some("body");
    let body = parameters.iter().find(is_body)?;
    let others = parameters
        .iter()
        .filter(|other| !std::ptr::eq(*other, body));
    let mut names = others.clone().filter_map(|other| other.text("name"));
    let first = others.clone().next()?;
    let named = names.next().unwrap_or_default();
    let more = match names.count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let said = first.get("in").unwrap_or(first);
    let message = format!(
        "an operation has one body or a form, and this one has both: `{named}`{more} is left out"
    );
    let help = "describe the whole body by one parameter in `body`, or all fields in `formData`";
    Some(Diagnostic::warning("body-beside-body", "", message, help).at_span(said.place.span()))
}

fn whole(mut body: Node, consumes: &[Node]) -> Node {
    for key in ["name", "in", "allowEmptyValue", "collectionFormat"] {
        body.take(key);
    }
    // Some describe the body as they describe a parameter.
    let of_a_parameter = take_schema(&mut body);
    let schema = body.take("schema").unwrap_or(of_a_parameter);
    body.put("content", content(&schema, consumes));
    body
}

/// The schema under each media type, under JSON if there is none.
pub(in crate::normalise) fn content(schema: &Node, media_types: &[Node]) -> Node {
    let place = schema.place;
    let media_type = || Node::mapping([("schema", schema.clone())], place);
    let mut content = IndexMap::new();
    for name in media_types.iter().filter_map(Node::as_text) {
        content.insert(name.to_owned(), media_type());
    }
    if content.is_empty() {
        content.insert(JSON.to_owned(), media_type());
    }
    Node {
        place: place.made(),
        content: Content::Map(content),
    }
}

/// One object with a property for each field.
fn form(fields: Vec<Node>, consumes: &[Node]) -> Option<Node> {
    let place = fields.first()?.place;
    let mut properties = IndexMap::new();
    let mut required = Vec::new();
    let mut encodings = IndexMap::new();
    let mut files = false;
    for mut field in fields {
        let place = field.place;
        let Some(name) = field.text("name").map(str::to_owned) else {
            continue;
        };
        if field.get("required").and_then(Node::scalar) == Some(&Value::Bool(true)) {
            required.push(Node::made(json!(name), place));
        }
        let format = field.take("collectionFormat");
        let is_list = field.text("type") == Some("array");
        let inside = field.take("itemsStyle");
        let mut schema = field
            .take("schema")
            .unwrap_or_else(|| take_schema(&mut field));
        schema.place = place;
        if let Some(description) = field.take("description")
            && !schema.has("description")
        {
            schema.put("description", description);
        }
        files |= is_file(&schema) || schema.get("items").is_some_and(is_file);
        if is_list && !schema.get("items").is_some_and(is_file) {
            let word = format.as_ref().and_then(Node::as_text).unwrap_or("csv");
            let (style, explode) = encoding(word, true);
            let at = format.as_ref().map_or(place, |format| format.place);
            let style = Node::made(json!(style), at);
            let explode = Node::made(json!(explode), at);
            let mut encoding = Node::mapping([("style", style), ("explode", explode)], at);
            if let Some(inside) = inside {
                encoding.put("itemsStyle", inside);
            }
            encodings.insert(name.clone(), encoding);
        }
        properties.insert(name, schema);
    }
    let map = |content| Node {
        place: place.made(),
        content: Content::Map(content),
    };
    let mut schema = Node::mapping([("type", Node::made(json!("object"), place))], place);
    let is_required = !required.is_empty();
    if is_required {
        schema.put("required", Node::list(required, place));
    }
    schema.put("properties", map(properties));
    let mut media_type = Node::mapping([("schema", schema)], place);
    if !encodings.is_empty() {
        media_type.put("encoding", map(encodings));
    }
    let takes = |name: &str| {
        consumes.iter().any(|consumed| {
            consumed
                .as_text()
                .is_some_and(|consumed| essence(consumed) == name)
        })
    };
    // Files can only be sent in parts, and nobody needs parts for anything else.
    let name = if files || takes(MULTIPART) && !takes(FORM) {
        MULTIPART
    } else {
        FORM
    };
    let content = Node::mapping([(name, media_type)], place);
    let mut body = Node::mapping([("content", content)], place);
    if is_required {
        body.put("required", Node::made(json!(true), place));
    }
    Some(body)
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// `type: file` is text of bytes by now.
pub(super) fn is_file(schema: &Node) -> bool {
    schema.text("type") == Some("string") && schema.text("format") == Some("binary")
}
