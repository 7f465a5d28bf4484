//! `x-pagination`: whether its parameters and pointers exist.

use serde_json::{Map, Value};

use super::context::{Context, Found, Operation, text};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::X_PAGINATION;
use crate::pointer;

const CODE: &str = "malformed-extension";

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        let Some(Value::Object(pagination)) = operation.value.get("x-pagination") else {
            continue;
        };
        let at = pointer::join(&operation.pointer, "x-pagination");
        counter(&at, pagination, report);
        parameters(context, operation, &at, pagination, report);
        pointers(context, operation, &at, pagination, report);
    }
}

/// The style says which of the two parameters is needed.
fn counter(at: &str, pagination: &Map<String, Value>, report: &mut Report) {
    let Some(style) = pagination.get("style").and_then(Value::as_str) else {
        return;
    };
    if X_PAGINATION.fields.iter().any(|field| field.name == style)
        && !pagination.contains_key(style)
    {
        report.push(
            Diagnostic::warning(
                CODE,
                at,
                format!(
                    "`style: {style}` needs `{style}`, the parameter that counts: it is ignored"
                ),
                format!("add `{style}: ` and the parameter's name"),
            )
            .at_key(),
        );
    }
}

fn parameters(
    context: &Context<'_>,
    operation: &Operation<'_>,
    at: &str,
    pagination: &Map<String, Value>,
    report: &mut Report,
) {
    let known = context.parameters(operation);
    let names = || {
        known
            .iter()
            .filter(|parameter| text(parameter.value, "in") == Some("query"))
            .filter_map(|parameter| text(parameter.value, "name"))
    };
    for key in ["page", "offset", "size"] {
        let Some(name) = pagination.get(key).and_then(Value::as_str) else {
            continue;
        };
        if !names().any(|known| known == name) {
            let help = super::nearest(name, names()).map_or_else(
                || "name a query parameter of this operation".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            report.push(Diagnostic::warning(
                CODE,
                pointer::join(at, key),
                format!(
                    "this operation has no query parameter `{name}`: the pagination is ignored"
                ),
                help,
            ));
        }
    }
}

fn pointers(
    context: &Context<'_>,
    operation: &Operation<'_>,
    at: &str,
    pagination: &Map<String, Value>,
    report: &mut Report,
) {
    let Some(schema) = answer(context, operation) else {
        return;
    };
    for key in ["items", "total", "total-pages"] {
        let Some(written) = pagination.get(key).and_then(Value::as_str) else {
            continue;
        };
        let found = walk(context, schema.clone(), written);
        let message = match found {
            None => format!("`{written}` leads to nothing in the answer's schema"),
            Some(found) if key == "items" && text(found.value, "type") != Some("array") => {
                format!("`{written}` is no array in the answer's schema")
            }
            Some(_) => continue,
        };
        report.push(Diagnostic::warning(
            CODE,
            pointer::join(at, key),
            message,
            "write a JSON pointer into the answer, such as `/results`; an empty one is the whole answer",
        ));
    }
}

/// The schema of the first success that has a body.
pub(super) fn answer<'d>(context: &Context<'d>, operation: &Operation<'d>) -> Option<Found<'d>> {
    let responses = operation.value.get("responses")?.as_object()?;
    responses
        .iter()
        .filter(|(status, _)| status.starts_with('2') || *status == "default")
        .find_map(|(_, response)| {
            let response = context.resolve(Found {
                pointer: String::new(),
                value: response,
            })?;
            let content = response.value.get("content")?.as_object()?;
            let (_, media_type) = content.iter().next()?;
            context.member(
                &Found {
                    pointer: String::new(),
                    value: media_type,
                },
                "schema",
            )
        })
}

/// Follows a JSON pointer into what a schema describes, through references and `allOf`.
pub(super) fn walk<'d>(
    context: &Context<'d>,
    schema: Found<'d>,
    written: &str,
) -> Option<Found<'d>> {
    let mut at = schema;
    for token in pointer::tokens(written) {
        at = property(context, &at, &token, 0)?;
    }
    Some(at)
}

pub(super) fn property<'d>(
    context: &Context<'d>,
    schema: &Found<'d>,
    name: &str,
    depth: usize,
) -> Option<Found<'d>> {
    /// An `allOf` of itself is reported by a rule of its own.
    const MAXIMUM_DEPTH: usize = 32;
    if depth > MAXIMUM_DEPTH {
        return None;
    }
    let declared = context
        .member(schema, "properties")
        .and_then(|properties| context.member(&properties, name));
    declared.or_else(|| {
        context
            .listed(schema, "allOf")
            .iter()
            .find_map(|part| property(context, part, name, depth + 1))
    })
}
