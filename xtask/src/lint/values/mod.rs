//! Defaults and enum values that their own schema does not permit.

mod fit;

use serde_json::{Map, Value};

use super::context::{Context, Found};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::SCHEMA;
use crate::grammar::meant::{self, spoken};
use crate::pointer;
use fit::Misfit;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for place in context.survey.objects(&SCHEMA) {
        if let Some(value) = place.value.get("default") {
            default(context, &place.pointer, place.value, value, report);
        }
        if let Some(Value::Array(values)) = place.value.get("enum") {
            enumeration(context, &place.pointer, place.value, values, report);
        }
    }
}

fn default<'d>(
    context: &Context<'d>,
    at: &str,
    schema: &'d Map<String, Value>,
    value: &'d Value,
    report: &mut Report,
) {
    // `allOf: [{$ref: …}]` with a default beside it is how OpenAPI 3.0 gives a referenced schema one.
    let parts = schema.get("allOf").and_then(Value::as_array);
    let parts = parts.into_iter().flatten().filter_map(|part| {
        let part = Found {
            pointer: String::new(),
            value: part,
        };
        context.resolve(part)?.value.as_object()
    });
    let at = pointer::join(at, "default");
    for schema in std::iter::once(schema).chain(parts) {
        let fits = |value: &Value| {
            fit::check(context, schema, value).and_then(|()| fit::check_enum(schema, value))
        };
        let Err(misfit) = fits(value) else { continue };
        let (message, help) = match misfit {
            Misfit::Type(reason) => {
                let done = match reread(schema, value).filter(|value| fits(value).is_ok()) {
                    Some(value) => {
                        let done = format!("{} is taken", spoken(&value));
                        report.set(at.as_str(), value);
                        done
                    }
                    None => {
                        report.remove(at.as_str());
                        "it is left out".to_owned()
                    }
                };
                (
                    format!("this default does not fit its type: {reason}: {done}"),
                    "correct the value or the type",
                )
            }
            Misfit::Constraint(reason) => (
                format!("this default breaks a rule of its own schema: {reason}"),
                "correct the value or the rule",
            ),
        };
        report.push(Diagnostic::warning("default-value", at, message, help));
        return;
    }
}

/// A value that was written as text.
fn reread(schema: &Map<String, Value>, value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    match schema.get("type")?.as_str()? {
        "integer" | "number" => meant::number(value),
        "boolean" => meant::flag(value).map(Value::Bool),
        "object" | "array" => serde_json::from_str(text).ok(),
        _ => None,
    }
}

/// Where all values are of another type than the schema says, the values are right: somebody has looked at them.
fn enumeration(
    context: &Context<'_>,
    at: &str,
    schema: &Map<String, Value>,
    values: &[Value],
    report: &mut Report,
) {
    let list = pointer::join(at, "enum");
    let mut misfits = Vec::new();
    for (index, value) in values.iter().enumerate() {
        match fit::check(context, schema, value) {
            Ok(()) => {}
            Err(Misfit::Type(reason)) => misfits.push((index, reason)),
            Err(Misfit::Constraint(reason)) => report.push(Diagnostic::warning(
                "enum-value",
                pointer::join(&list, &index.to_string()),
                format!("this enum value breaks a rule of its own schema: {reason}"),
                "correct the value or the rule",
            )),
        }
    }
    if misfits.is_empty() {
        return;
    }
    let done = mend(at, schema, values, report);
    for (index, reason) in misfits {
        report.push(Diagnostic::warning(
            "enum-value",
            pointer::join(&list, &index.to_string()),
            format!("this enum value does not fit its type: {reason}: {done}"),
            "correct the value or the type",
        ));
    }
}

/// Says what was done with an enum whose values are of another type.
fn mend(
    at: &str,
    schema: &Map<String, Value>,
    values: &[Value],
    report: &mut Report,
) -> &'static str {
    let list = pointer::join(at, "enum");
    if schema.get("type").and_then(Value::as_str) == Some("array")
        && !values
            .iter()
            .any(|value| value.is_array() || value.is_object())
    {
        report.remove(list.as_str());
        let items = schema.get("items").and_then(Value::as_object);
        if items.is_none_or(|items| !items.contains_key("enum") && !items.contains_key("$ref")) {
            let items = pointer::join(at, "items");
            if schema.get("items").is_none() {
                report.set(items.as_str(), Value::Object(Map::new()));
            }
            report.set(pointer::join(&items, "enum"), Value::Array(values.to_vec()));
            return "the enum is taken for that of the items";
        }
        return "the enum is left out";
    }
    let reread: Option<Vec<Value>> = values
        .iter()
        .map(|value| {
            let same = value.is_null() || !value.is_string();
            if same {
                Some(value.clone())
            } else {
                reread(schema, value)
            }
        })
        .collect();
    if let Some(values) = reread.filter(|_| values.iter().any(Value::is_string)) {
        report.set(list, Value::Array(values));
        return "the values are taken without their quotes";
    }
    let texts = values
        .iter()
        .all(|value| value.is_string() || value.is_null());
    if texts {
        report.set(pointer::join(at, "type"), "string".into());
        return "the values are taken as written, as text";
    }
    report.remove(list);
    "the enum is left out"
}
