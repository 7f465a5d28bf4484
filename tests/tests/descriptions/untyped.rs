//! How much of a crate, and of its description, is any JSON value.

use serde_json::{Map, Value};

/// How many there are of something, and how many of them are any JSON value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Share {
    pub(crate) all: usize,
    pub(crate) untyped: usize,
}

/// What a schema without one of these says nothing with.
const TELLING: [&str; 12] = [
    "type",
    "format",
    "pattern",
    "properties",
    "additionalProperties",
    "items",
    "enum",
    "const",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
];

/// The fields of types, as they are printed; a list of any JSON value is one, too.
pub(crate) fn fields(types: &str) -> Share {
    let mut share = Share::default();
    for line in types.lines() {
        let declared = line
            .strip_prefix("    pub ")
            .and_then(|line| line.strip_suffix(','))
            .and_then(|line| line.split_once(": "));
        if let Some((_, mut ty)) = declared {
            share.all += 1;
            while let Some(inner) = ["Option<", "Vec<", "Box<"]
                .iter()
                .find_map(|outer| ty.strip_prefix(outer)?.strip_suffix('>'))
            {
                ty = inner;
            }
            share.untyped += usize::from(ty == "serde_json::Value");
        }
    }
    share
}

/// The properties of a description in its normal form.
pub(crate) fn properties(document: &Value) -> Share {
    let mut share = Share::default();
    count(document, document, &mut share);
    share
}

fn count(root: &Value, value: &Value, share: &mut Share) {
    match value {
        Value::Object(members) => {
            if let Some(Value::Object(properties)) = members.get("properties") {
                share.all += properties.len();
                let open = properties.values().filter(|schema| is_open(root, schema));
                share.untyped += open.count();
            }
            members
                .values()
                .for_each(|member| count(root, member, share));
        }
        Value::Array(items) => items.iter().for_each(|item| count(root, item, share)),
        _ => {}
    }
}

/// Whether a schema says nothing of the value, or of the items of a list.
fn is_open(root: &Value, schema: &Value) -> bool {
    // References in a circle have an end.
    const FARTHEST: usize = 16;
    let mut schema = schema;
    for _ in 0..FARTHEST {
        let Value::Object(members) = schema else {
            return true;
        };
        if let Some(target) = members.get("$ref").and_then(Value::as_str) {
            let target = target.strip_prefix('#').and_then(|to| root.pointer(to));
            match target {
                Some(target) => schema = target,
                None => return true,
            }
        } else if is_list(members) {
            match members.get("items") {
                Some(items) => schema = items,
                None => return true,
            }
        } else {
            return !TELLING.iter().any(|keyword| members.contains_key(*keyword));
        }
    }
    true
}

fn is_list(schema: &Map<String, Value>) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("array")
}
