//! What the keywords of one schema say, without what it refers to.

use serde_json::Value;

use crate::lower::node::Node;

/// Whether the keywords of a schema let a value be null.
pub(super) fn is_nullable(node: &Node<'_>) -> bool {
    node.is_true("nullable")
        || enum_values(node).is_some_and(|values| values.contains(&Value::Null))
}

/// Whether a value is never shown. Also beside an `allOf`, and where there is no type at all: what is marked as a secret is one. Only the values of
/// an enum are known to everybody.
pub(super) fn is_secret(node: &Node<'_>) -> bool {
    node.text("format") == Some("password") && enum_values(node).is_none()
}

/// The values of `enum`, if there are any.
pub(crate) fn enum_values<'d>(schema: &Node<'d>) -> Option<&'d Vec<Value>> {
    schema
        .value
        .get("enum")
        .and_then(Value::as_array)
        .filter(|values| !values.is_empty())
}

/// `type`, or what the other keywords say it must be.
pub(crate) fn kind<'d>(schema: &Node<'d>) -> Option<&'d str> {
    schema.text("type").or_else(|| {
        if schema.has("properties") || schema.has("additionalProperties") {
            Some("object")
        } else if schema.has("items") {
            Some("array")
        } else {
            kind_of_assertions(schema)
        }
    })
}

/// What a schema without a type is about: JSON Schema has these formats, and these assertions, of texts and numbers alone.
fn kind_of_assertions(schema: &Node<'_>) -> Option<&'static str> {
    let composed = ["allOf", "oneOf", "anyOf", "not", "enum", "$ref"];
    if composed.iter().any(|keyword| schema.has(keyword)) {
        return None;
    }
    match schema.text("format") {
        Some(
            "date-time"
            | "date"
            | "time"
            | "duration"
            | "email"
            | "idn-email"
            | "hostname"
            | "idn-hostname"
            | "ipv4"
            | "ipv6"
            | "uri"
            | "uri-reference"
            | "iri"
            | "iri-reference"
            | "uri-template"
            | "url"
            | "uuid"
            | "json-pointer"
            | "relative-json-pointer"
            | "regex"
            | "byte"
            | "binary",
        ) => Some("string"),
        Some("int32" | "int64") => Some("integer"),
        Some("float" | "double") => Some("number"),
        Some(_) => None,
        None => ["pattern", "minLength", "maxLength"]
            .iter()
            .any(|keyword| schema.has(keyword))
            .then_some("string"),
    }
}
