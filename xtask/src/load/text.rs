//! Text that YAML takes for something else: `version: 1.10` is a number to YAML, and the number is 1.1.
//!
//! Where OpenAPI wants text, and the value was written without quotes, what was written is meant.

use serde_json::{Map, Value};

use super::{Document, pointer};
use crate::diagnostic::{At, Diagnostic};
use crate::grammar::{Form, Kind, SCHEMA, Survey, Trouble, Version};

/// Replaces values by what was written, where text is wanted.
pub(crate) fn restore(mut document: Document) -> Document {
    let version = Version::of(&document.value).unwrap_or(Version::V3_0);
    let survey = Survey::of(&document.value, Form::Written(version));
    let fields: Vec<String> = survey
        .troubles
        .iter()
        .filter_map(|trouble| match trouble {
            Trouble::WrongKind {
                pointer,
                kind: Kind::Text,
                found,
                ..
            } if is_scalar(found) => Some(pointer.clone()),
            _ => None,
        })
        .collect();
    let values: Vec<String> = survey
        .objects(&SCHEMA)
        .filter(|place| place.value.get("type").and_then(Value::as_str) == Some("string"))
        .flat_map(|place| scalars(&place.pointer, place.value))
        .collect();
    for pointer in fields.iter().chain(&values) {
        if let Some(written) = document.raw(pointer).map(str::to_owned) {
            document.replace(pointer, Value::String(written));
        }
    }
    document.keep_written();
    // In a field that is always text, nobody is in doubt. A default or an enum value may as well
    // have the wrong type.
    for pointer in values {
        if let Some(text) = document.get(&pointer).and_then(Value::as_str) {
            let finding = Diagnostic::warning(
                "unquoted-text",
                document.written(&pointer),
                format!(
                    "`{text}` is no text, though the schema says `type: string`: it is taken as \"{text}\""
                ),
                "write it in quotes",
            );
            let span = document.span(&pointer, &At::Value);
            document.findings.push(finding.at_span(span));
        }
    }
    document
}

fn is_scalar(value: &Value) -> bool {
    value.is_number() || value.is_boolean()
}

/// The default and the enum values of a schema for text that are no text.
fn scalars(at: &str, schema: &Map<String, Value>) -> Vec<String> {
    let mut found = Vec::new();
    if schema.get("default").is_some_and(is_scalar) {
        found.push(pointer::join(at, "default"));
    }
    let values = schema.get("enum").and_then(Value::as_array);
    for (index, value) in values.into_iter().flatten().enumerate() {
        if is_scalar(value) {
            let list = pointer::join(at, "enum");
            found.push(pointer::join(&list, &index.to_string()));
        }
    }
    found
}
