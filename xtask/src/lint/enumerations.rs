//! Enums: values listed twice, and the names and descriptions that go with them.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::context::Context;
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::SCHEMA;
use crate::grammar::meant::spoken;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for place in context.survey.objects(&SCHEMA) {
        if let Some(Value::Array(values)) = place.value.get("enum") {
            empty_or_repeated(&pointer::join(&place.pointer, "enum"), values, report);
        }
        for extension in ["x-enum-varnames", "x-enumNames", "x-enum-descriptions"] {
            annotation(&place.pointer, place.value, extension, report);
        }
    }
}

fn empty_or_repeated(at: &str, values: &[Value], report: &mut Report) {
    if values.is_empty() {
        report.push(
            Diagnostic::warning(
                "empty-enum",
                at,
                "this enum permits no value: it is ignored",
                "list the values, or remove the enum",
            )
            .at_key(),
        );
    }
    let mut seen = HashSet::new();
    for (index, value) in values.iter().enumerate() {
        // The JSON text of a value tells `"1"` and `1` apart.
        if !seen.insert(value.to_string()) {
            report.push(Diagnostic::warning(
                "repeated-enum-value",
                pointer::join(at, &index.to_string()),
                format!(
                    "{} stands twice in this enum: the second is ignored",
                    spoken(value)
                ),
                "remove one of the two",
            ));
        }
    }
}

fn annotation(at: &str, schema: &Map<String, Value>, extension: &str, report: &mut Report) {
    let Some(Value::Array(texts)) = schema.get(extension) else {
        return;
    };
    let at = pointer::join(at, extension);
    let count = schema
        .get("enum")
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    if texts.len() != count {
        report.push(
            Diagnostic::warning(
                "malformed-extension",
                at.as_str(),
                format!(
                    "the lengths of `{extension}` and `enum` differ: {} and {count}",
                    texts.len()
                ),
                "write one text for each value of the enum, in the same order",
            )
            .at_key(),
        );
    }
    if extension != "x-enum-descriptions" {
        let mut seen = HashSet::new();
        for (index, text) in texts.iter().enumerate() {
            if !seen.insert(text.as_str()) {
                report.push(Diagnostic::warning(
                    "malformed-extension",
                    pointer::join(&at, &index.to_string()),
                    format!("the name {} stands twice", spoken(text)),
                    "give each value a name of its own",
                ));
            }
        }
    }
}
