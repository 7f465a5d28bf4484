//! Null: among the types, the values or the alternatives of a schema. OpenAPI 3.0 says `nullable: true`.

use serde_json::{Value, json};

use super::annotations::is_annotation;
use crate::grammar::Version;
use crate::load::node::{Node, Place};

/// Lets null be a value of the schema.
pub(super) fn permit(schema: &mut Node, place: Place) {
    schema.put("nullable", Node::made(json!(true), place));
}

pub(super) fn normalise(schema: &mut Node, version: Version) {
    if let Some(flag) = schema.take("x-nullable")
        && !schema.has("nullable")
        && flag.scalar().is_some_and(Value::is_boolean)
    {
        schema.put("nullable", flag);
    }
    // What OpenAPI 3.0 means by null among the values is a question for those who make types of them.
    if version != Version::V3_0
        && let Some(values) = schema.get("enum")
        && let Some(null) = values.items().iter().find(|value| is_null_value(value))
    {
        let place = null.place;
        permit(schema, place);
    }
    for key in ["anyOf", "oneOf"] {
        alternatives(schema, key);
    }
    // Tools write it for "no default" beside what is never null.
    let no_default = schema.get("default").is_some_and(is_null_value);
    if version >= Version::V3_1 && no_default && !schema.has("nullable") {
        schema.take("default");
    }
}

fn is_null_value(value: &Node) -> bool {
    value.scalar().is_some_and(Value::is_null)
}

/// Whether null is all that a schema permits. Its parts are in the normal form.
fn is_null(schema: &Node) -> bool {
    let Some(members) = schema.members() else {
        return false;
    };
    let only_null = schema
        .get("enum")
        .is_some_and(|values| matches!(values.items(), [only] if is_null_value(only)));
    only_null
        && members
            .keys()
            .all(|key| ["enum", "nullable", "type"].contains(&key.as_str()) || is_annotation(key))
}

/// `anyOf: [X, null]` is a nullable X.
fn alternatives(schema: &mut Node, key: &str) {
    let Some(list) = schema.get(key) else {
        return;
    };
    let place = list.place;
    let Some(null) = list.items().iter().find(|part| is_null(part)) else {
        return;
    };
    let null = null.place;
    let mut rest: Vec<Node> = list
        .items()
        .iter()
        .filter(|part| !is_null(part))
        .cloned()
        .collect();
    schema.take(key);
    permit(schema, null);
    match rest.len() {
        0 => {
            schema.put("enum", Node::made(json!([null]), place));
        }
        1 => {
            if let Some(only) = rest.pop()
                && let Err(only) = join(schema, only)
            {
                schema.put(key, Node::list(vec![*only], place));
            }
        }
        _ => schema.put(key, Node::list(rest, place)),
    }
}

/// Makes the only alternative part of the schema; gives it back where both say something of one
/// keyword.
fn join(schema: &mut Node, only: Node) -> Result<(), Box<Node>> {
    if only.has("$ref") {
        if schema.has("allOf") {
            return Err(Box::new(only));
        }
        let place = only.place;
        schema.put("allOf", Node::list(vec![only], place));
        return Ok(());
    }
    let Some(members) = only.members() else {
        return Err(Box::new(only));
    };
    if members
        .keys()
        .any(|key| schema.has(key) && !is_annotation(key) && key != "nullable")
    {
        return Err(Box::new(only));
    }
    for (key, member) in members {
        if !schema.has(key) {
            schema.put(key, member.clone());
        }
    }
    Ok(())
}
