//! `patternProperties`, `propertyNames` and `unevaluatedProperties`: objects whose keys are data.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::Documentation;
use super::union::any_of;
use crate::load::node::{Content, Node};

pub(super) fn normalise(schema: &mut Node, documentation: &mut Documentation) {
    if let Some(patterns) = schema.take("patternProperties") {
        let place = patterns.place;
        if let Content::Map(members) = patterns.content {
            let mut values: Vec<Node> = members.into_values().collect();
            match schema.take("additionalProperties") {
                Some(additional) if !additional.is_scalar() => values.push(additional),
                _ => {}
            }
            schema.put("additionalProperties", any_of(values, place));
        }
    }
    // Some tools write `false` as what permits nothing.
    let closed = schema
        .get("additionalProperties")
        .is_some_and(permits_nothing);
    if closed && let Some(additional) = schema.take("additionalProperties") {
        let place = additional.place;
        schema.put("additionalProperties", Node::made(json!(false), place));
    }
    if let Some(unevaluated) = schema.take("unevaluatedProperties") {
        match unevaluated.scalar() {
            None if permits_nothing(&unevaluated) => documentation.push("unevaluatedProperties"),
            None if !schema.has("additionalProperties") => {
                schema.put("additionalProperties", unevaluated);
            }
            // Clients never mind what they do not know.
            Some(Value::Bool(true)) => {}
            _ => documentation.push("unevaluatedProperties"),
        }
    }
    if let Some(names) = schema.take("propertyNames") {
        documentation.push("propertyNames");
        let is_object = schema.text("type").is_none_or(|kind| kind == "object");
        let bare = [
            "properties",
            "additionalProperties",
            "allOf",
            "anyOf",
            "oneOf",
            "$ref",
        ]
        .iter()
        .all(|key| !schema.has(key));
        if is_object && bare {
            let place = names.place;
            schema.put("additionalProperties", Node::made(json!({}), place));
        }
    }
}

/// `{not: {}}`.
fn permits_nothing(schema: &Node) -> bool {
    let members = schema.members();
    members.is_some_and(|members| members.len() == 1)
        && schema
            .get("not")
            .and_then(Node::members)
            .is_some_and(IndexMap::is_empty)
}
