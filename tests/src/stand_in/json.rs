//! Reading and changing JSON objects, which is what the servers keep.

use serde_json::{Map, Value};

/// The text of that name, if there is one.
pub(super) fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

/// The text of that name, if it is there and not empty.
pub(super) fn filled<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    text(object, name).filter(|text| !text.is_empty())
}

/// The texts of a list; nothing where there is no list.
pub(super) fn texts<'a>(object: &'a Map<String, Value>, name: &str) -> Vec<&'a str> {
    let items = object.get(name).and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Takes over those of `names` that `change` holds, and keeps the others. `null` counts as left out.
pub(super) fn take_over(
    target: &mut Map<String, Value>,
    change: &Map<String, Value>,
    names: &[&str],
) {
    for name in names {
        if let Some(value) = change.get(*name).filter(|value| !value.is_null()) {
            target.insert((*name).to_owned(), value.clone());
        }
    }
}

/// The part of a list that a page holds.
pub(super) fn part<T>(items: Vec<T>, skip: usize, take: usize) -> Vec<T> {
    items.into_iter().skip(skip).take(take).collect()
}
