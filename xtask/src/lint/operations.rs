//! Operations: ids, responses, bodies.

use std::collections::HashMap;

use serde_json::Value;

use super::context::{Context, Operation, members};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::lower::derive_operation_id;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let value = &context.document.value;
    if context.operations.is_empty() && value.get("paths").is_some() && !calls_back(value) {
        report.push(
            Diagnostic::warning(
                "no-operations",
                "/paths",
                "there is no operation in this description: the client can call nothing",
                "add a path with at least one of get, put, post, delete, options, head, patch, trace",
            )
            .at_key(),
        );
    }
    ids(context, report);
    for operation in &context.operations {
        responses(context, operation, report);
        body(operation, report);
    }
}

/// Whether the server makes calls: their types are what the crate is for.
fn calls_back(description: &Value) -> bool {
    members(description.get("webhooks")).next().is_some()
}

fn ids(context: &Context<'_>, report: &mut Report) {
    let mut seen: HashMap<&str, &Operation<'_>> = HashMap::new();
    for operation in &context.operations {
        let at = pointer::join(&operation.pointer, "operationId");
        let id = operation.value.get("operationId").and_then(Value::as_str);
        let Some(id) = id.filter(|id| !id.trim().is_empty()) else {
            if operation
                .value
                .get("operationId")
                .is_some_and(|id| !id.is_string())
            {
                // Its kind is wrong, which is said elsewhere.
                continue;
            }
            let derived = derive_operation_id(operation.method, operation.path);
            report.push(
                Diagnostic::warning(
                    "missing-operation-id",
                    operation.pointer.as_str(),
                    format!("this operation has no operationId: it is called `{derived}` after its method and path"),
                    format!("add `operationId: {derived}`, or a better name"),
                )
                .at_key(),
            );
            continue;
        };
        if let Some(first) = seen.get(id) {
            let line = context
                .document
                .position(&pointer::join(&first.pointer, "operationId"))
                .line;
            report.push(Diagnostic::warning(
                "duplicate-operation-id",
                at,
                format!(
                    "the operationId `{id}` is that of `{} {}` on line {line} already: this one gets a number",
                    first.method.to_uppercase(),
                    first.path
                ),
                "give each operation an id of its own",
            ));
        } else {
            seen.insert(id, operation);
        }
    }
}

fn responses(context: &Context<'_>, operation: &Operation<'_>, report: &mut Report) {
    let responses = operation.value.get("responses").and_then(Value::as_object);
    let mut described = responses
        .into_iter()
        .flatten()
        .map(|(status, _)| status.as_str())
        .filter(|status| !status.starts_with("x-"))
        .peekable();
    if described.peek().is_none() {
        report.push(
            Diagnostic::warning(
                "no-responses",
                operation.pointer.as_str(),
                "this operation describes no response: every 2xx is taken for a success without a body",
                "add `responses` with at least the status of success",
            )
            .at_key(),
        );
    }
    let at = pointer::join(&operation.pointer, "responses");
    for status in described {
        if !is_status(status) {
            let written = pointer::join(&at, status);
            let meant = meant_status(status)
                .map(|meant| (pointer::join(&at, &meant), meant))
                .filter(|(pointer, _)| context.document.get(pointer).is_none());
            let done = match (meant, context.document.get(&written)) {
                (Some((pointer, meant)), Some(response)) => {
                    report.set(pointer, response.clone());
                    format!("it is taken for `{meant}`")
                }
                _ => "it is left out".to_owned(),
            };
            report.remove(written.as_str());
            report.push(
                Diagnostic::warning(
                    "unknown-status",
                    written,
                    format!("`{status}` is no HTTP status: {done}"),
                    "write a status such as `200`, a class such as `4XX`, or `default`",
                )
                .at_key(),
            );
        }
    }
}

/// What a status is that begins as one, or is a word that means one: `200 OK`, `Default`, `2xx success`.
fn meant_status(status: &str) -> Option<String> {
    let first = status
        .trim()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()?;
    if is_status(first) {
        return Some(first.to_owned());
    }
    match status.trim().to_lowercase().as_str() {
        "default" | "error" => Some("default".to_owned()),
        "success" | "ok" => Some("2XX".to_owned()),
        _ => None,
    }
}

/// OpenAPI 3.0.3, section 4.7.16: three digits, one digit and `XX`, or `default`.
fn is_status(status: &str) -> bool {
    if status == "default" {
        return true;
    }
    match status.as_bytes() {
        [b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => true,
        [b'1'..=b'9', rest @ ..] => rest.len() == 2 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn body(operation: &Operation<'_>, report: &mut Report) {
    let method = operation.method.to_uppercase();
    if ["GET", "HEAD", "TRACE"].contains(&method.as_str())
        && operation.value.contains_key("requestBody")
    {
        let (message, help) = match method.as_str() {
            "TRACE" => (
                "HTTP allows no body of a TRACE request (RFC 9110, section 9.3.8)".to_owned(),
                "it is not sent; remove it",
            ),
            _ => (
                format!(
                    "HTTP gives the body of a {method} request no meaning (RFC 9110, section 9.3)"
                ),
                "it is sent; describe what it holds as query parameters, if the server takes them",
            ),
        };
        let body = pointer::join(&operation.pointer, "requestBody");
        report.push(Diagnostic::warning("body-without-meaning", body, message, help).at_key());
    }
}
