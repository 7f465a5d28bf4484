//! How a parameter's value is written, by OpenAPI's serialisation styles.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;

/// Everything except RFC 3986's unreserved characters, so that no character of a value can be
/// taken for structure. The dot stays: it cannot be escaped (`url` treats `%2e` as a dot).
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

pub(crate) fn encode(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, VALUE)).into_owned()
}

/// How an array or an object is written into a query, where that is not the default
/// (`form` with `explode: true`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `style: form, explode: false`: `id=3,4,5`.
    Comma,
    /// `style: spaceDelimited`: `id=3%204%205`.
    Space,
    /// `style: pipeDelimited`: `id=3%7C4%7C5`.
    Pipe,
    /// `style: deepObject`: `filter[role]=admin`.
    DeepObject,
}

/// A value as JSON sees it, which takes enums, dates, UUIDs and secrets as they are written.
pub(crate) fn to_value<V: Serialize + ?Sized>(value: &V) -> Result<Value, &'static str> {
    serde_json::to_value(value).map_err(|_| "its value cannot be written")
}

/// The text of a scalar; `None` for null.
pub(crate) fn scalar(value: &Value) -> Result<Option<String>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(value) => Ok(Some(value.to_string())),
        Value::Number(value) => Ok(Some(value.to_string())),
        Value::String(value) => Ok(Some(value.clone())),
        Value::Array(_) | Value::Object(_) => Err("it nests an array or an object in another"),
    }
}

fn scalars<'v>(values: impl IntoIterator<Item = &'v Value>) -> Result<Vec<String>, &'static str> {
    values
        .into_iter()
        .filter_map(|value| scalar(value).transpose())
        .collect()
}

/// Names and values that alternate: an object with `explode: false`.
fn members(object: &serde_json::Map<String, Value>) -> Result<Vec<String>, &'static str> {
    let mut all = Vec::with_capacity(object.len() * 2);
    for (name, value) in object {
        if let Some(value) = scalar(value)? {
            all.push(name.clone());
            all.push(value);
        }
    }
    Ok(all)
}

/// The items of `style: simple` (path and header): one for a scalar, none for null.
pub(crate) fn simple(value: &Value) -> Result<Vec<String>, &'static str> {
    match value {
        Value::Array(items) => scalars(items),
        Value::Object(object) => members(object),
        single => Ok(scalar(single)?.into_iter().collect()),
    }
}

/// The pairs of `style: form, explode: true`, not yet encoded.
pub(crate) fn form_pairs(name: &str, value: &Value) -> Result<Vec<(String, String)>, &'static str> {
    let mut pairs = Vec::new();
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                if let Some(text) = scalar(value)? {
                    pairs.push((name.clone(), text));
                }
            }
        }
        Value::Array(items) => {
            for text in scalars(items)? {
                pairs.push((name.to_owned(), text));
            }
        }
        single => {
            if let Some(text) = scalar(single)? {
                pairs.push((name.to_owned(), text));
            }
        }
    }
    Ok(pairs)
}

/// The encoded query of one parameter in the default style; empty when there is nothing to send.
pub(crate) fn query_form(name: &str, value: &Value) -> Result<String, &'static str> {
    Ok(join_pairs(&form_pairs(name, value)?))
}

/// The encoded query of one parameter in another style.
pub(crate) fn query_styled(
    style: Style,
    name: &str,
    value: &Value,
) -> Result<String, &'static str> {
    let delimiter = match style {
        Style::Comma => ",",
        Style::Space => "%20",
        Style::Pipe => "%7C",
        Style::DeepObject => {
            let mut pairs = Vec::new();
            deep_pairs(name, value, &mut pairs)?;
            return Ok(join_pairs(&pairs));
        }
    };
    let items: Vec<String> = simple(value)?.iter().map(|item| encode(item)).collect();
    if items.is_empty() {
        return Ok(String::new());
    }
    Ok(format!("{}={}", encode(name), items.join(delimiter)))
}

/// `name[member]=value`. OpenAPI leaves open what a nested object or an array becomes; brackets
/// that go on and a repeated key are what servers read.
fn deep_pairs(
    name: &str,
    value: &Value,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), &'static str> {
    match value {
        Value::Object(object) => {
            for (member, value) in object {
                deep_pairs(&format!("{name}[{member}]"), value, pairs)?;
            }
        }
        other => pairs.extend(form_pairs(name, other)?),
    }
    Ok(())
}

pub(crate) fn join_pairs(pairs: &[(String, String)]) -> String {
    let encoded: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    encoded.join("&")
}
