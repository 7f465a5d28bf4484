//! Findings that several kinds of pages give rise to.

use super::finding::{Finding, Place};

pub(super) fn type_not_understood(place: Place, text: &str) -> Finding {
    Finding::error(
        place,
        "type-not-understood",
        format!("`{}` is no type of Python's", shortened(text)),
        "the value is left without a type",
    )
}

pub(super) fn too_few_cells(place: Place) -> Finding {
    Finding::error(
        place,
        "too-few-cells",
        "this row lacks a name, a type or a description",
        "it should read `**name** | **type** | text | notes`: the row was skipped",
    )
}

pub(super) fn too_few_columns(place: Place, found: usize) -> Finding {
    Finding::error(
        place,
        "too-few-columns",
        format!("this table has {found} columns, not the four that are needed"),
        "they are Name, Type, Description and Notes: the table was skipped",
    )
}

pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
