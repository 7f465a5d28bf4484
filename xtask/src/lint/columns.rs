//! `x-columns`: whether the items of the answer have such properties.

use serde_json::Value;

use super::context::{Context, Found, Operation, text};
use super::pagination::{answer, property, walk};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::pointer;

const CODE: &str = "malformed-extension";

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        let Some(Value::Array(columns)) = operation.value.get("x-columns") else {
            continue;
        };
        let at = pointer::join(&operation.pointer, "x-columns");
        let lists = lists(context, operation);
        if lists.is_empty() {
            let message = "the answer is no list and holds none: `x-columns` is ignored";
            report.push(Diagnostic::warning(CODE, at, message, "remove `x-columns`").at_key());
            continue;
        }
        for (index, name) in columns.iter().enumerate() {
            let Some(name) = name.as_str() else { continue };
            let has = |item: &Found<'_>| property(context, item, name, 0).is_some();
            if !lists.iter().any(has) {
                report.push(Diagnostic::warning(
                    CODE,
                    pointer::join(&at, &index.to_string()),
                    format!("the items of the answer have no property `{name}`: it is no column"),
                    "name a property as the wire calls it",
                ));
            }
        }
    }
}

/// The items of the lists that the answer may be meant to be.
fn lists<'d>(context: &Context<'d>, operation: &Operation<'d>) -> Vec<Found<'d>> {
    let Some(answer) = answer(context, operation) else {
        return Vec::new();
    };
    let pagination = operation.value.get("x-pagination");
    let items = pagination.and_then(|pagination| pagination.get("items"));
    let at = items.and_then(Value::as_str).unwrap_or_default();
    let of_list = |list: &Found<'d>| match text(list.value, "type") {
        Some("array") => context.member(list, "items"),
        _ => None,
    };
    if let Some(item) = walk(context, answer.clone(), at).and_then(|list| of_list(&list)) {
        return vec![item];
    }
    let properties = context.member(&answer, "properties");
    let names = properties
        .iter()
        .filter_map(|found| found.value.as_object());
    let names = names.flat_map(|properties| properties.keys());
    let members = names.filter_map(|name| property(context, &answer, name, 0));
    members.filter_map(|member| of_list(&member)).collect()
}
