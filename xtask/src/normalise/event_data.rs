//! The data of server-sent events: a text that holds JSON, of which `contentSchema` says what it is (OpenAPI 3.2, "Special
//! Considerations for Server-Sent Events").
//!
//! In the normal form, the schema of the data says what it holds, as people write it in the older versions. Anywhere else
//! a text that holds JSON stays one.

use std::collections::HashSet;

use crate::load::node::{Content, Node};
use crate::pointer;

/// Puts the schema of what the data holds in the place of the text.
pub(super) fn settle(root: &mut Node) {
    let mut open = Vec::new();
    streams(root, "", &mut open);
    let mut seen = HashSet::new();
    while let Some(at) = open.pop() {
        if !seen.insert(at.clone()) {
            continue;
        }
        let by_event = is_told_by_event(root, &at);
        let Some(schema) = root.pointed_mut(&at) else {
            continue;
        };
        open.extend(schema.text("$ref").and_then(pointer::of_reference));
        for key in ["allOf", "oneOf", "anyOf"] {
            let parts = schema.get(key).map(Node::items).unwrap_or_default();
            open.extend((0..parts.len()).map(|index| format!("{at}/{key}/{index}")));
        }
        let data = schema
            .members_mut()
            .and_then(|members| members.get_mut("properties"))
            .and_then(Node::members_mut)
            .and_then(|properties| properties.get_mut("data"));
        let Some(data) = data else { continue };
        if data.text("contentMediaType").is_none_or(is_json)
            && let Some(held) = data.take("contentSchema")
        {
            *data = held;
        } else if by_event && data.text("type") == Some("string") {
            // All data is text, which the data of a single event is no more.
            data.take("type");
        }
    }
}

/// Whether one of the schemas that a schema consists of says what the data of its event holds.
fn is_told_by_event(root: &Node, at: &str) -> bool {
    let Some(schema) = root.pointed(at) else {
        return false;
    };
    let parts = ["allOf", "oneOf", "anyOf"].into_iter();
    let mut parts = parts
        .filter_map(|key| schema.get(key))
        .flat_map(Node::items);
    parts.any(|part| {
        let target = part.text("$ref").and_then(pointer::of_reference);
        let meant = target.and_then(|target| root.pointed(&target));
        let properties = meant.unwrap_or(part).get("properties");
        let data = properties.and_then(|properties| properties.get("data"));
        data.is_some_and(|data| data.has("contentSchema"))
    })
}

/// The pointers of the schemas of event streams.
fn streams(node: &Node, at: &str, found: &mut Vec<String>) {
    match &node.content {
        Content::Map(members) => {
            for (key, member) in members {
                let at = pointer::join(at, key);
                if key == "text/event-stream" {
                    let schemas = ["schema", "itemSchema"].into_iter();
                    let schemas = schemas.filter(|key| member.has(key));
                    found.extend(schemas.map(|key| pointer::join(&at, key)));
                }
                streams(member, &at, found);
            }
        }
        Content::List(items) => {
            for (index, item) in items.iter().enumerate() {
                streams(item, &format!("{at}/{index}"), found);
            }
        }
        Content::Scalar(_) => {}
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.ends_with("/json") || essence.ends_with("+json")
}
