//! Defaults and constraints as sentences.
//!
//! They go into the documentation and nowhere else: a server may tighten or relax a rule, and a client that checked it
//! would refuse what the server takes, or fail to read what it sends.

use serde_json::Value;

use super::node::Node;
use crate::model::UnixTime;

/// One sentence for each constraint that a schema states.
pub(crate) fn notes(schema: &Node<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(default) = schema.value.get("default").filter(|value| !value.is_null()) {
        notes.push(format!("Default: `{}`.", literal(default)));
    }
    let number = |key: &str| {
        schema
            .value
            .get(key)
            .filter(|value| value.is_number())
            .map(literal)
    };
    let exclusive = |key: &str| {
        if schema.is_true(key) {
            "more than"
        } else {
            "at least"
        }
    };
    let below = if schema.is_true("exclusiveMaximum") {
        "less than"
    } else {
        "at most"
    };
    match (number("minimum"), number("maximum")) {
        (Some(low), Some(high))
            if !schema.is_true("exclusiveMinimum") && !schema.is_true("exclusiveMaximum") =>
        {
            notes.push(format!("Between {low} and {high}."));
        }
        (low, high) => {
            notes.extend(
                low.map(|low| format!("{} {low}.", capital(exclusive("exclusiveMinimum")))),
            );
            notes.extend(high.map(|high| format!("{} {high}.", capital(below))));
        }
    }
    notes.extend(number("multipleOf").map(|step| format!("A multiple of {step}.")));
    notes.extend(size(schema, "minLength", "maxLength", "character"));
    notes.extend(size(schema, "minItems", "maxItems", "item"));
    notes.extend(size(schema, "minProperties", "maxProperties", "entry"));
    if schema.is_true("uniqueItems") {
        notes.push("No item twice.".to_owned());
    }
    if let Some(pattern) = schema.text("pattern") {
        notes.push(format!("Pattern: {}.", code(pattern)));
    }
    if let Some(format) = schema
        .text("format")
        .filter(|format| tells_something(format))
    {
        notes.push(format!("Format: {}.", code(format)));
    }
    notes
}

/// In what the time is counted that an integer stands for.
pub(crate) fn unix_time(node: &Node<'_>) -> Option<UnixTime> {
    match node.text("x-unix-time")? {
        "seconds" => Some(UnixTime::Seconds),
        "milliseconds" => Some(UnixTime::Milliseconds),
        _ => None,
    }
}

/// A value that the document shows: its `example`, or the first of its `examples`.
pub(crate) fn example(node: &Node<'_>) -> Option<Value> {
    let examples = node.value.get("examples");
    let first = match examples {
        // A Schema Object since OpenAPI 3.1.
        Some(Value::Array(list)) => list.first(),
        Some(Value::Object(named)) => named.values().next().and_then(|first| first.get("value")),
        _ => None,
    };
    node.value.get("example").or(first).cloned()
}

/// The formats that the Rust type does not show.
fn tells_something(format: &str) -> bool {
    !matches!(
        format,
        "password"
            | "int32"
            | "int64"
            | "uint32"
            | "uint64"
            | "float"
            | "double"
            | "date"
            | "date-time"
            | "uuid"
            | "binary"
            | "string"
    )
}

fn size(schema: &Node<'_>, least: &str, most: &str, what: &str) -> Option<String> {
    let read = |key: &str| schema.value.get(key).and_then(Value::as_u64);
    let plural = |count: u64| match (what, count) {
        (_, 1) => what.to_owned(),
        ("entry", _) => "entries".to_owned(),
        _ => format!("{what}s"),
    };
    match (read(least).filter(|least| *least > 0), read(most)) {
        (Some(least), Some(most)) if least == most => {
            Some(format!("Exactly {least} {}.", plural(least)))
        }
        (Some(least), Some(most)) => Some(format!("{least} to {most} {}.", plural(most))),
        (Some(least), None) => Some(format!("At least {least} {}.", plural(least))),
        (None, Some(most)) => Some(format!("At most {most} {}.", plural(most))),
        (None, None) => None,
    }
}

/// A value as a reader would write it.
pub(crate) fn literal(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Text as Markdown code, whatever it holds (CommonMark 0.31, section 6.1).
pub(crate) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let padding = if longest > 0 || text.starts_with(' ') {
        " "
    } else {
        ""
    };
    format!(
        "{fence}{padding}{}{padding}{fence}",
        text.replace(['\n', '\r'], " ")
    )
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}
