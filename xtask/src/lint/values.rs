//! Defaults and enum values that their own schema does not permit.

mod fit;

use serde_json::{Map, Value};

use super::context::{Context, Found};
use crate::diagnostic::Diagnostic;
use crate::grammar::SCHEMA;
use crate::pointer;
use fit::Misfit;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for place in context.survey.objects(&SCHEMA) {
        if let Some(value) = place.value.get("default") {
            default(context, &place.pointer, place.value, value, diagnostics);
        }
        let values = place.value.get("enum").and_then(Value::as_array);
        let at = pointer::join(&place.pointer, "enum");
        for (index, value) in values.into_iter().flatten().enumerate() {
            if let Err(misfit) = fit::check(context, place.value, value) {
                let at = pointer::join(&at, &index.to_string());
                diagnostics.push(report("enum-value", "this enum value", at, misfit));
            }
        }
    }
}

fn default<'d>(
    context: &Context<'d>,
    at: &str,
    schema: &'d Map<String, Value>,
    value: &'d Value,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let pointer = pointer::join(at, "default");
    let found = fit::check(context, schema, value).and_then(|()| fit::check_enum(schema, value));
    if let Err(misfit) = found {
        diagnostics.push(report("default-value", "this default", pointer, misfit));
        return;
    }
    // `allOf: [{$ref: …}]` with a default beside it is how OpenAPI 3.0 gives a referenced schema one.
    let parts = schema.get("allOf").and_then(Value::as_array);
    let list = pointer::join(at, "allOf");
    for (index, part) in parts.into_iter().flatten().enumerate() {
        let part = Found {
            pointer: pointer::join(&list, &index.to_string()),
            value: part,
        };
        let Some(part) = context
            .resolve(part)
            .and_then(|found| found.value.as_object())
        else {
            continue;
        };
        let found = fit::check(context, part, value).and_then(|()| fit::check_enum(part, value));
        if let Err(misfit) = found {
            diagnostics.push(report("default-value", "this default", pointer, misfit));
            return;
        }
    }
}

fn report(code: &'static str, what: &str, at: String, misfit: Misfit) -> Diagnostic {
    match misfit {
        Misfit::Type(reason) => Diagnostic::error(
            code,
            at,
            format!("{what} does not fit its type: {reason}"),
            "correct the value or the type",
        ),
        Misfit::Constraint(reason) => Diagnostic::warning(
            code,
            at,
            format!("{what} breaks a rule of its own schema: {reason}"),
            "correct the value or the rule",
        ),
    }
}
