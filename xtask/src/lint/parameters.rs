//! Parameters: declared twice, optional in a path, without a type.

use std::collections::HashSet;

use serde_json::Value;

use super::context::{Context, Found, identity, text};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::PARAMETER;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for place in context.survey.objects(&PARAMETER) {
        optional_in_path(&place.pointer, place.value, report);
        type_of(&place.pointer, place.value, report);
    }
    // A path item is looked at once, however many operations it has.
    let mut items = HashSet::new();
    for operation in &context.operations {
        if items.insert(operation.item.pointer.as_str()) {
            twice(context, &operation.item, report);
        }
        if let Some(value) = context.document.value.pointer(&operation.pointer) {
            let own = Found {
                pointer: operation.pointer.clone(),
                value,
            };
            twice(context, &own, report);
        }
    }
}

fn optional_in_path(at: &str, parameter: &serde_json::Map<String, Value>, report: &mut Report) {
    let in_path = parameter.get("in").and_then(Value::as_str) == Some("path");
    if in_path && parameter.get("required") != Some(&Value::Bool(true)) {
        let name = parameter
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default();
        report.push(Diagnostic::warning(
            "optional-path-parameter",
            pointer::join(at, "required"),
            format!(
                "the path parameter `{name}` must say `required: true`: it is taken as required"
            ),
            "add `required: true`",
        ));
    }
}

/// Exactly one of `schema` and `content`, the latter with one media type (OpenAPI 3.0.3, section 4.7.12.2).
fn type_of(at: &str, parameter: &serde_json::Map<String, Value>, report: &mut Report) {
    let media_types = parameter
        .get("content")
        .and_then(Value::as_object)
        .map(serde_json::Map::len);
    let (message, help) = match (parameter.contains_key("schema"), media_types) {
        (true, None) | (false, Some(1)) => return,
        (false, None | Some(0)) => (
            "it has no `schema`: it is sent as text",
            "add `schema: {type: string}`",
        ),
        (true, Some(_)) => (
            "it has both `schema` and `content`",
            "remove one of the two",
        ),
        (false, Some(_)) => (
            "its `content` has several media types: the first counts",
            "keep one of them",
        ),
    };
    // One without a name is left out anyway.
    let Some(name) = parameter.get("name").and_then(Value::as_str) else {
        return;
    };
    report.push(Diagnostic::warning(
        "parameter-type",
        pointer::join(at, "name"),
        format!("the parameter `{name}` does not have one type: {message}"),
        help,
    ));
}

fn twice(context: &Context<'_>, owner: &Found<'_>, report: &mut Report) {
    let list = pointer::join(&owner.pointer, "parameters");
    let items = owner.value.get("parameters").and_then(Value::as_array);
    let mut seen = HashSet::new();
    for (index, value) in items.into_iter().flatten().enumerate() {
        let at = pointer::join(&list, &index.to_string());
        let Some(found) = context.resolve(Found {
            pointer: at.clone(),
            value,
        }) else {
            continue;
        };
        let identity = identity(found.value);
        if let (Some(name), Some(place)) = identity
            && !seen.insert(identity)
        {
            let member = if text(value, "$ref").is_some() {
                "$ref"
            } else {
                "name"
            };
            report.push(Diagnostic::warning(
                "duplicate-parameter",
                pointer::join(&at, member),
                format!(
                    "the {place} parameter `{name}` is declared twice in this list: the last counts"
                ),
                "remove or rename one of the two",
            ));
        }
    }
}
