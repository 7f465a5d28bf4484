//! Operations: ids, responses, bodies.

use std::collections::HashMap;

use serde_json::Value;

use super::context::{Context, Operation};
use crate::diagnostic::Diagnostic;
use crate::lower::derive_operation_id;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if context.operations.is_empty() && context.document.value.get("paths").is_some() {
        diagnostics.push(
            Diagnostic::warning(
                "no-operations",
                "/paths",
                "there is no operation in this description: the client can call nothing",
                "add a path with at least one of get, put, post, delete, options, head, patch, trace",
            )
            .at_key(),
        );
    }
    ids(context, diagnostics);
    for operation in &context.operations {
        responses(operation, diagnostics);
        body(operation, diagnostics);
    }
}

fn ids(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
            diagnostics.push(
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
            diagnostics.push(Diagnostic::error(
                "duplicate-operation-id",
                at,
                format!(
                    "the operationId `{id}` is that of `{} {}` on line {line} already",
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

fn responses(operation: &Operation<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let responses = operation.value.get("responses").and_then(Value::as_object);
    let mut described = responses
        .into_iter()
        .flatten()
        .map(|(status, _)| status.as_str())
        .filter(|status| !status.starts_with("x-"))
        .peekable();
    if described.peek().is_none() {
        diagnostics.push(
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
            diagnostics.push(
                Diagnostic::error(
                    "unknown-status",
                    pointer::join(&at, status),
                    format!("`{status}` is no HTTP status"),
                    "write a status such as `200`, a class such as `4XX`, or `default`",
                )
                .at_key(),
            );
        }
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

fn body(operation: &Operation<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let method = operation.method.to_uppercase();
    if ["GET", "HEAD", "TRACE"].contains(&method.as_str())
        && operation.value.contains_key("requestBody")
    {
        diagnostics.push(
            Diagnostic::warning(
                "body-without-meaning",
                pointer::join(&operation.pointer, "requestBody"),
                format!(
                    "HTTP gives the body of a {method} request no meaning (RFC 9110, section 9.3)"
                ),
                "describe what it holds as query parameters, if the server takes them",
            )
            .at_key(),
        );
    }
}
