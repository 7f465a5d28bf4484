//! `x-value` and `x-absent`: whether the answer has such a part, and whether the statuses are those of errors.

use serde_json::Value;

use super::context::{Context, Found, Operation, text};
use super::pagination::{answer, property};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::pointer;

const CODE: &str = "malformed-extension";

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        value(context, operation, report);
        absent(operation, report);
    }
}

/// A pointer that leads nowhere is taken out: the method returns the whole answer then.
fn value(context: &Context<'_>, operation: &Operation<'_>, report: &mut Report) {
    let Some(written) = operation.value.get("x-value").and_then(Value::as_str) else {
        return;
    };
    let found = answer(context, operation).and_then(|schema| walk(context, schema, written));
    if found.is_some() {
        return;
    }
    let at = pointer::join(&operation.pointer, "x-value");
    report.remove(at.as_str());
    report.push(Diagnostic::warning(
        CODE,
        at,
        format!("`{written}` leads to nothing in the answer's schema: the method returns the whole answer"),
        "write a JSON pointer into the answer, such as `/data/0`, where `0` is the only element of a list",
    ));
}

fn walk<'d>(context: &Context<'d>, schema: Found<'d>, written: &str) -> Option<Found<'d>> {
    if !written.starts_with('/') {
        return None;
    }
    let mut at = schema;
    for token in pointer::tokens(written) {
        at = match text(at.value, "type") {
            // Of a list with more elements nobody knows which one is meant.
            Some("array") if token == "0" => context.member(&at, "items")?,
            Some("array") => return None,
            _ => property(context, &at, &token, 0)?,
        };
    }
    Some(at)
}

fn absent(operation: &Operation<'_>, report: &mut Report) {
    let statuses = operation.value.get("x-absent").and_then(Value::as_array);
    let at = pointer::join(&operation.pointer, "x-absent");
    for (index, status) in statuses.into_iter().flatten().enumerate() {
        let is_error = |status: u64| (400..600).contains(&status);
        if status.as_u64().is_some_and(|status| !is_error(status)) {
            report.push(Diagnostic::warning(
                CODE,
                pointer::join(&at, &index.to_string()),
                format!("{status} is no status of an error: it is ignored"),
                "write the status with which the server says that there is nothing, such as 404",
            ));
        }
    }
}
