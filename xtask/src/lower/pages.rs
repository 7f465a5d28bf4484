//! Pagination that cannot be kept: without a list to be found in the answer, or with two ways to find it in one type.

use crate::diagnostic::Diagnostic;
use crate::load::pointer;
use crate::model::{Api, Operation, Pagination, Success, Type};

const CODE: &str = "unpaged-list";

/// Takes the pagination from operations that cannot page, and says why. What the lint sees in the document alone (a
/// parameter that is not there) it has reported already.
pub(crate) fn settle(api: &mut Api, findings: &mut Vec<Diagnostic>) {
    let problems: Vec<Option<Problem>> = (0..api.operations.len())
        .map(|index| problem(api, index))
        .collect();
    for (operation, problem) in api.operations.iter_mut().zip(problems) {
        if let Some(Problem { message, help }) = problem {
            operation.pagination = None;
            let at = pointer::join(&operation.pointer, "x-pagination");
            findings.push(Diagnostic::warning(CODE, at, message, help).at_key());
        }
    }
}

struct Problem {
    message: String,
    help: &'static str,
}

fn problem(api: &Api, index: usize) -> Option<Problem> {
    let operation = api.operations.get(index)?;
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
                Some(Type::Array(_)) => other_use(api, index, page, pagination),
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
fn other_use(api: &Api, index: usize, page: &str, pagination: &Pagination) -> Option<Problem> {
    let same_page = |operation: &&Operation| matches!(&operation.success, Success::Json(Type::Named(name)) if name == page);
    let earlier = api.operations.iter().take(index).filter(same_page);
    let other = earlier
        .filter_map(|operation| Some((operation, operation.pagination.as_ref()?)))
        .find(|(_, other)| where_found(other) != where_found(pagination))?;
    Some(Problem {
        message: format!(
            "`{}` answers the same type, and finds items or totals elsewhere in it: `{}` gets no stream",
            other.0.name,
            api.operations.get(index)?.name
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
