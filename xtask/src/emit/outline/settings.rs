//! What the outline says of a call that its signature does not show: the description's extensions, by their names.

use crate::model::{Operation, Pagination, PaginationStyle};

/// The settings of an operation, each with its value: ` {value "/data"; absent 404}`. Nothing where there are none.
pub(super) fn settings(operation: &Operation) -> String {
    let Operation {
        stream_end,
        value,
        absent,
        idempotent,
        destructive,
        shown_once,
        columns,
        pagination,
        ..
    } = operation;
    let quoted = |text: &str| format!("{text:?}");
    let list = |items: Vec<String>| (!items.is_empty()).then(|| items.join(", "));
    let absent = absent.iter().map(u16::to_string).collect();
    let columns = columns.iter().map(|name| quoted(name)).collect();
    let single = [
        ("value", value.as_ref().map(|value| quoted(&value.pointer))),
        ("absent", list(absent)),
        ("stream-end", stream_end.as_deref().map(quoted)),
        ("idempotent", idempotent.as_ref().map(bool::to_string)),
        ("destructive", destructive.as_ref().map(bool::to_string)),
        ("shown-once", shown_once.then(|| true.to_string())),
        ("columns", list(columns)),
    ];
    let of_pages = pagination.iter().flat_map(of_pages);
    let set = of_pages.chain(single).filter_map(|(name, value)| {
        let value = value?;
        Some(format!("{name} {value}"))
    });
    let set: Vec<String> = set.collect();
    match set.as_slice() {
        [] => String::new(),
        set => format!(" {{{}}}", set.join("; ")),
    }
}

fn of_pages(pagination: &Pagination) -> [(&'static str, Option<String>); 7] {
    let Pagination {
        style,
        size,
        default_size,
        items,
        total,
        total_pages,
        max_size,
    } = pagination;
    let by = match style {
        PaginationStyle::Page { parameter, first } => format!("page {parameter:?} from {first}"),
        PaginationStyle::Offset { parameter } => format!("offset {parameter:?}"),
    };
    let pointer = |pointer: &Option<String>| pointer.as_ref().map(|pointer| format!("{pointer:?}"));
    let number = |number: &Option<u64>| number.as_ref().map(u64::to_string);
    // The whole answer is what nobody needs to say.
    let items = (!items.is_empty()).then(|| format!("{items:?}"));
    [
        ("pages-by", Some(by)),
        ("page-size", Some(format!("{size:?}"))),
        ("page-default", number(default_size)),
        ("page-most", number(max_size)),
        ("page-items", items),
        ("page-total", pointer(total)),
        ("pages-total", pointer(total_pages)),
    ]
}
