//! `type` as a list of types, and the type `null`.

use serde_json::{Value, json};

use super::Documentation;
use super::null::permit;
use crate::load::node::{Content, Node};

pub(super) fn normalise(schema: &mut Node, documentation: &mut Documentation) {
    let Some(written) = schema.get("type") else {
        return;
    };
    let place = written.place;
    // Swagger 2.0 has a type for what is sent as bytes.
    if written.as_text() == Some("file") {
        schema.put("type", Node::made(json!("string"), place));
        schema.put("format", Node::made(json!("binary"), place));
        return;
    }
    let mut types: Vec<Node> = match &written.content {
        Content::List(items) => items.clone(),
        Content::Scalar(Value::String(name)) if name == "null" => vec![written.clone()],
        _ => return,
    };
    if types.iter().any(|item| item.as_text().is_none()) {
        // Its kind is wrong, which is said elsewhere.
        return;
    }
    let all = types.len();
    types.retain(|item| item.as_text() != Some("null"));
    let names: Vec<&str> = types.iter().filter_map(Node::as_text).collect();
    let has = |name: &str| names.contains(&name);
    let anything = ["string", "boolean", "object", "array"]
        .iter()
        .all(|name| has(name))
        && (has("number") || has("integer"));
    let both = has("number") && has("integer");
    if types.len() < all {
        permit(schema, place);
    }
    let read_from_text =
        types.len() == 2 + usize::from(both) && is_number_read_from_text(schema, &types);
    // Every integer is a number. Beside text there are alternatives anyway, and one for integers keeps all their digits.
    if both && (read_from_text || types.len() == 2) {
        types.retain(|item| item.as_text() != Some("integer"));
    }
    if read_from_text {
        types.retain(|item| item.as_text() != Some("string"));
        schema.take("pattern");
        documentation.push("type");
    }
    schema.take("type");
    if types.is_empty() {
        if all > 0 && !schema.has("enum") {
            schema.put("enum", Node::made(json!([null]), place));
        }
    } else if types.len() == 1 {
        if let Some(only) = types.pop() {
            let mut only = only;
            only.place = only.place.behind(&place);
            schema.put("type", only);
        }
    } else if anything
        && !["properties", "items", "additionalProperties"]
            .iter()
            .any(|key| schema.has(key))
    {
        // Any value is what a schema without a type says, too.
    } else if ["allOf", "anyOf", "oneOf"]
        .iter()
        .any(|key| schema.has(key))
    {
        documentation.push("type");
    } else {
        split(schema, types);
    }
}

/// Whether text among the types is what a lenient server reads as a number, too: the format is one of numbers, or the text has
/// to look like one. What is sent and answered is the number.
fn is_number_read_from_text(schema: &Node, types: &[Node]) -> bool {
    let has = |name: &str| types.iter().any(|item| item.as_text() == Some(name));
    let of_numbers = schema.text("format").is_some_and(is_of_numbers);
    let like_a_number = schema.text("pattern").is_some_and(|pattern| {
        pattern.starts_with('^')
            && pattern.contains(r"\d")
            && !pattern.contains(|c: char| c.is_alphabetic() && !matches!(c, 'd' | 'e' | 'E'))
    });
    has("string") && (has("integer") || has("number")) && (of_numbers || like_a_number)
}

/// One alternative for each type, with the keywords that say something of it.
fn split(schema: &mut Node, types: Vec<Node>) {
    let values = schema.take("enum");
    let format = schema.take("format");
    let mut used: Vec<&str> = Vec::new();
    let mut alternatives = Vec::new();
    let text = types.iter().any(|name| name.as_text() == Some("string"));
    for name in types {
        let Some(kind) = name.as_text().map(str::to_owned) else {
            continue;
        };
        let place = name.place;
        let mut alternative = Node::mapping([("type", name)], place);
        let keywords = keywords(&kind);
        for keyword in keywords {
            if let Some(member) = schema.get(keyword) {
                alternative.put(keyword, member.clone());
                used.push(keyword);
            }
        }
        if let Some(format) = &format
            && says_something(&kind, format.as_text().unwrap_or_default(), text)
        {
            alternative.put("format", format.clone());
        }
        if let Some(values) = &values {
            let fitting: Vec<Node> = values
                .items()
                .iter()
                .filter(|value| fits(value, &kind))
                .cloned()
                .collect();
            if fitting.is_empty() {
                continue;
            }
            alternative.put("enum", Node::list(fitting, values.place));
        }
        alternatives.push(alternative);
    }
    for keyword in used {
        schema.take(keyword);
    }
    let place = schema.place;
    schema.put("anyOf", Node::list(alternatives, place));
}

/// The keywords that say something of values of a type only.
fn keywords(kind: &str) -> &'static [&'static str] {
    match kind {
        "string" => &[
            "minLength",
            "maxLength",
            "pattern",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
        ],
        "number" | "integer" => &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "array" => &[
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
        ],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
        ],
        _ => &[],
    }
}

fn is_of_numbers(format: &str) -> bool {
    ["int", "uint", "float", "double", "decimal"]
        .iter()
        .any(|word| format.starts_with(word))
}

/// Whether a format is one of values of this type; `text` tells whether text is among the types.
fn says_something(kind: &str, format: &str, text: bool) -> bool {
    let of_numbers = is_of_numbers(format);
    match kind {
        "string" => !of_numbers,
        "integer" => of_numbers && format.contains("int") || !text,
        "number" => of_numbers || !text,
        _ => false,
    }
}

fn fits(value: &Node, kind: &str) -> bool {
    match (&value.content, kind) {
        (Content::Scalar(Value::String(_)), "string")
        | (Content::Scalar(Value::Bool(_)), "boolean")
        | (Content::Scalar(Value::Number(_)), "number")
        | (Content::List(_), "array")
        | (Content::Map(_), "object") => true,
        (Content::Scalar(Value::Number(number)), "integer") => number.is_i64() || number.is_u64(),
        _ => false,
    }
}
