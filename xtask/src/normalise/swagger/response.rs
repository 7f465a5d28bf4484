//! Responses: the schema stands under the media types that the operation produces.

use indexmap::IndexMap;
use serde_json::json;

use super::body::{content, is_file};
use super::parameter;
use crate::load::node::{Content, Node};

/// A response, or a reference to one.
pub(super) fn normalise(response: &mut Node, produces: &[Node]) {
    if response.has("$ref") || response.members().is_none() {
        return;
    }
    let headers = response
        .members_mut()
        .and_then(|members| members.get_mut("headers"));
    for header in headers
        .and_then(Node::members_mut)
        .into_iter()
        .flat_map(IndexMap::values_mut)
    {
        parameter::header(header);
    }
    let examples = response.take("examples");
    let mut media_types = match response.take("schema") {
        Some(schema) if is_file(&schema) && !produces.iter().any(is_of_bytes) => {
            let bytes = Node::made(json!("application/octet-stream"), schema.place);
            content(&schema, &[bytes])
        }
        Some(schema) => content(&schema, produces),
        None => Node::mapping([], response.place),
    };
    for (name, example) in examples.and_then(into_members).into_iter().flatten() {
        if !name.contains('/') {
            continue;
        }
        let place = example.place;
        let known = media_types
            .members_mut()
            .and_then(|members| members.get_mut(&name));
        match known {
            Some(media_type) => media_type.put("example", example),
            None => media_types.put(&name, Node::mapping([("example", example)], place)),
        }
    }
    if media_types
        .members()
        .is_some_and(|members| !members.is_empty())
    {
        response.put("content", media_types);
    }
}

fn into_members(node: Node) -> Option<IndexMap<String, Node>> {
    match node.content {
        Content::Map(members) => Some(members),
        _ => None,
    }
}

/// Whether a media type may be that of a file.
fn is_of_bytes(media_type: &Node) -> bool {
    media_type
        .as_text()
        .is_some_and(|name| !name.contains("json") && !name.contains("xml"))
}
