//! Pagination that cannot be kept: without a list to be found in the answer, or with two ways to find it in one type.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Api, Operation, Pagination, Success, Type};
use crate::pointer;

const CODE: &str = "unpaged-list";

/// Takes the pagination from operations that cannot page, and says why. What the lint sees in the document alone (a
/// parameter that is not there) it has reported already.
pub(crate) fn settle(api: &mut Api, findings: &mut Vec<Diagnostic>) {
    let mut pages = HashMap::new();
    let problems: Vec<Option<Problem>> = api
        .operations
        .iter()
        .map(|operation| problem(api, operation, &mut pages))
        .collect();
    for (operation, problem) in api.operations.iter_mut().zip(problems) {
        if let Some(Problem { message, help }) = problem {
            operation.pagination = None;
            let at = pointer::join(&operation.pointer, "x-pagination");
            findings.push(Diagnostic::warning(CODE, at, message, help).at_key());
        }
    }
}

/// The first operation that answers each type of pages.
type Pages<'a> = HashMap<&'a str, (&'a Operation, &'a Pagination)>;

struct Problem {
    message: String,
    help: &'static str,
}

fn problem<'a>(api: &'a Api, operation: &'a Operation, pages: &mut Pages<'a>) -> Option<Problem> {
    let pagination = operation.pagination.as_ref()?;
    let items = &pagination.items;
    let no_stream = |why: String, help| {
        Some(Problem {
            message: format!("{why}: `{}` gets no stream", operation.name),
            help,
        })
    };
    match &operation.success {
        Success::Json(Type::Array(_)) if items.is_empty() => None,
        Success::Json(Type::Array(_)) => no_stream(
            format!("the answer is a list, and `items: {items}` leads into an object"),
            "write `items: \"\"`",
        ),
        Success::Json(Type::Named(page)) => {
            let found = api.properties_at(page, items).unwrap_or_default();
            match found.last().map(|field| &field.ty) {
                Some(Type::Array(_)) => other_use(operation, page, pagination, pages),
                _ => no_stream(
                    format!("`items: {items}` leads to no list in the type of the answer"),
                    "name a property that is an array, through properties that are objects: unions are not looked into",
                ),
            }
        }
        Success::OptionalJson(_) => no_stream(
            "the body may be missing here".to_owned(),
            "remove `x-body-optional` or `x-pagination`",
        ),
        _ => no_stream(
            "the answer is neither a list nor an object with one".to_owned(),
            "remove `x-pagination`, or describe the answer with named properties",
        ),
    }
}

/// A type is one kind of page: how its items are found is an `impl` of the type.
fn other_use<'a>(
    operation: &'a Operation,
    page: &'a str,
    pagination: &'a Pagination,
    pages: &mut Pages<'a>,
) -> Option<Problem> {
    let (first, other) = pages.entry(page).or_insert((operation, pagination));
    (where_found(other) != where_found(pagination)).then(|| Problem {
        message: format!(
            "`{}` answers the same type, and finds items or totals elsewhere in it: `{}` gets no stream",
            first.name, operation.name
        ),
        help: "write the same `items`, `total` and `total-pages` on both",
    })
}

fn where_found(pagination: &Pagination) -> (&str, Option<&str>, Option<&str>) {
    (
        &pagination.items,
        pagination.total.as_deref(),
        pagination.total_pages.as_deref(),
    )
}
