//! Schemas that contradict themselves or leave the essential out.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::context::Context;
use super::numbers::{compare, number};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::SCHEMA;
use crate::pointer;

/// Pairs of limits: the lower one, the upper one.
const LIMITS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for place in context.survey.objects(&SCHEMA) {
        limits(&place.pointer, place.value, report);
        pattern(&place.pointer, place.value, report);
        required(context, &place.pointer, place.value, report);
        items(&place.pointer, place.value, report);
    }
}

fn limits(at: &str, schema: &Map<String, Value>, report: &mut Report) {
    for (lower, upper) in LIMITS {
        if let (Some(low), Some(high)) = (number(schema.get(lower)), number(schema.get(upper)))
            && compare(low, high) == Ordering::Greater
        {
            report.push(Diagnostic::warning(
                "impossible-limits",
                pointer::join(at, lower),
                format!("`{lower}` is {low} and `{upper}` is {high}: no value is possible"),
                "correct one of the two",
            ));
        }
    }
}

fn pattern(at: &str, schema: &Map<String, Value>, report: &mut Report) {
    let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else {
        return;
    };
    if let Err(reason) = regular_expression(pattern) {
        report.push(Diagnostic::warning(
            "invalid-pattern",
            pointer::join(at, "pattern"),
            format!("this is not a regular expression: {reason}"),
            "write it as ECMAScript does, without slashes around it",
        ));
    }
}

/// A pattern is a regular expression of ECMAScript (OpenAPI 3.0.3, section 4.7.24.1), with or
/// without its Unicode mode.
pub(super) fn regular_expression(pattern: &str) -> Result<regress::Regex, String> {
    regress::Regex::with_flags(pattern, "u")
        .or_else(|_| regress::Regex::new(pattern))
        .map_err(|error| error.to_string())
}

fn required(context: &Context<'_>, at: &str, schema: &Map<String, Value>, report: &mut Report) {
    // A part of an `allOf` may require what another part declares, and what has no properties of
    // its own says nothing about their names.
    let composed = ["allOf", "oneOf", "anyOf"]
        .iter()
        .any(|key| schema.contains_key(*key));
    let part = ["/allOf/", "/oneOf/", "/anyOf/"]
        .iter()
        .any(|key| at.contains(key));
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return;
    };
    if composed || part || context.composed.contains(at) {
        return;
    }
    let names = schema.get("required").and_then(Value::as_array);
    for (index, name) in names.into_iter().flatten().enumerate() {
        let Some(name) = name.as_str() else { continue };
        if properties.contains_key(name) {
            continue;
        }
        let help = match super::nearest(name, properties.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add it to `properties`, or remove it from `required`".to_owned(),
        };
        report.push(Diagnostic::warning(
            "required-undeclared-property",
            pointer::join(&pointer::join(at, "required"), &index.to_string()),
            format!("`{name}` is required and is no property of this schema: it is ignored"),
            help,
        ));
    }
}

fn items(at: &str, schema: &Map<String, Value>, report: &mut Report) {
    let is_array = schema.get("type").and_then(Value::as_str) == Some("array");
    if is_array && !schema.contains_key("items") {
        report.push(Diagnostic::warning(
            "array-without-items",
            pointer::join(at, "type"),
            "this array does not say what it holds: its items may be anything",
            "add `items`",
        ));
    }
}
