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

/// The reserved characters of RFC 3986 that may stand in a query as they are. `&`, `#` and `+` stay out: they would end
/// the value, end the query, and arrive as a space.
const RESERVED: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

fn encode_reserved(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, RESERVED)).into_owned()
}

/// How an array or an object is written into a query or a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `style: form, explode: true`: `id=3&id=4`.
    #[default]
    Form,
    /// `style: form, explode: false`: `id=3,4,5`.
    Comma,
    /// `style: spaceDelimited`: `id=3%204%205`.
    Space,
    /// `style: pipeDelimited`: `id=3%7C4%7C5`.
    Pipe,
    /// `collectionFormat: tsv` of Swagger 2.0: `id=3%094%095`.
    Tab,
    /// `style: deepObject`: `filter[role]=admin`, `id[]=3`.
    DeepObject,
    /// A JSON document.
    Json,
    /// A list of lists, as `collectionFormat` of Swagger 2.0 has it: its own style, and that of the lists in it.
    Lists(&'static Style, &'static Style),
}

impl Style {
    /// The sign between the items of a list.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Space => " ",
            Self::Pipe => "|",
            Self::Tab => "\t",
            _ => ",",
        }
    }

    /// The value with a text for each list in it, and the style for that.
    pub(crate) fn without_lists(self, value: &Value) -> (Self, Cow<'_, Value>) {
        let Self::Lists(outer, inner) = self else {
            return (self, Cow::Borrowed(value));
        };
        let Value::Array(items) = value else {
            return (*outer, Cow::Borrowed(value));
        };
        let joined = |item: &Value| match item {
            Value::Array(inside) => match scalars(inside) {
                Ok(texts) => Value::String(texts.join(inner.sign())),
                Err(_) => item.clone(),
            },
            other => other.clone(),
        };
        let items = items.iter().map(joined).collect();
        (*outer, Cow::Owned(Value::Array(items)))
    }
}

/// How a value is written into a path, where that is not the default (`simple` without `explode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathStyle {
    /// `style: simple, explode: true`: `x=1,y=2`.
    Exploded,
    /// `style: label`: `.3,4`.
    Label,
    /// `style: label, explode: true`: `.3.4`.
    LabelExploded,
    /// `style: matrix`: `;id=3,4`.
    Matrix,
    /// `style: matrix, explode: true`: `;id=3;id=4`.
    MatrixExploded,
    /// `collectionFormat: ssv` of Swagger 2.0: `3%204`.
    Space,
    /// `collectionFormat: pipes` of Swagger 2.0: `3%7C4`.
    Pipe,
    /// `collectionFormat: tsv` of Swagger 2.0: `3%094`.
    Tab,
    /// A list of lists of Swagger 2.0: its own style, and that of the lists in it.
    Lists(&'static Style, &'static Style),
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

/// The members of an object with their names before them: `simple` with `explode: true`. Other values are written as
/// without.
pub(crate) fn exploded(value: &Value) -> Result<Vec<String>, &'static str> {
    match value {
        Value::Object(object) => {
            let pairs = named_scalars(object)?.into_iter();
            Ok(pairs.map(|(name, text)| format!("{name}={text}")).collect())
        }
        other => simple(other),
    }
}

/// The members of an object that are not null.
pub(crate) fn named_scalars(
    object: &serde_json::Map<String, Value>,
) -> Result<Vec<(String, String)>, &'static str> {
    let mut all = Vec::with_capacity(object.len());
    for (name, value) in object {
        all.extend(scalar(value)?.map(|text| (name.clone(), text)));
    }
    Ok(all)
}

/// The pairs of `style: form, explode: true`, not yet encoded. OpenAPI leaves open what happens to an object or an array
/// inside another: a list of an object repeats its member's name, and what nests deeper goes into brackets.
pub(crate) fn form_pairs(name: &str, value: &Value) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                member_pairs(name, value, &mut pairs);
            }
        }
        other => member_pairs(name, other, &mut pairs),
    }
    pairs
}

/// The pairs of a member: its name, repeated for a list, or with what nests deeper in brackets.
fn member_pairs(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) if !nests(items) => {
            for item in items {
                push_scalar(name.to_owned(), item, pairs);
            }
        }
        other => bracket_pairs(name, other, pairs),
    }
}

/// `name[member]=value`, `name[]=item`, and `name[0][member]=value` for a list of objects: what PHP, Rack and the
/// parsers made after them read. Only the index says which members belong together.
fn bracket_pairs(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (member, value) in object {
                bracket_pairs(&format!("{name}[{member}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            let nests = nests(items);
            for (index, item) in items.iter().enumerate() {
                let index = if nests {
                    index.to_string()
                } else {
                    String::new()
                };
                bracket_pairs(&format!("{name}[{index}]"), item, pairs);
            }
        }
        single => push_scalar(name.to_owned(), single, pairs),
    }
}

fn nests(items: &[Value]) -> bool {
    items.iter().any(|item| item.is_array() || item.is_object())
}

fn push_scalar(name: String, value: &Value, pairs: &mut Vec<(String, String)>) {
    // Nothing is sent for null, and what nests does not come here.
    if let Ok(Some(text)) = scalar(value) {
        pairs.push((name, text));
    }
}

/// The encoded pairs of one parameter; empty when there is nothing to send.
pub(crate) fn styled(style: Style, name: &str, value: &Value) -> String {
    styled_with(style, name, value, encode)
}

/// The pairs of a part of a form, not encoded, if the style says how the value is written.
pub(crate) fn pairs(style: Style, name: &str, value: &Value) -> Option<Vec<(String, String)>> {
    let (style, value) = style.without_lists(value);
    let value = value.as_ref();
    let mut pairs = Vec::new();
    match style {
        // A part of text would not say that it is JSON.
        Style::Json => return None,
        Style::Form => member_pairs(name, value, &mut pairs),
        Style::DeepObject => bracket_pairs(name, value, &mut pairs),
        _ => {
            let items = simple(value).ok()?;
            if !items.is_empty() {
                pairs.push((name.to_owned(), items.join(style.sign())));
            }
        }
    }
    Some(pairs)
}

/// The encoded pairs of one field of a form: its members are not fields of their own.
pub(crate) fn field(name: &str, value: &Value) -> String {
    let mut pairs = Vec::new();
    member_pairs(name, value, &mut pairs);
    join_pairs(&pairs)
}

/// The encoded pairs of one parameter whose value may hold reserved characters (`allowReserved`).
pub(crate) fn reserved(style: Style, name: &str, value: &Value) -> String {
    styled_with(style, name, value, encode_reserved)
}

fn styled_with(
    style: Style,
    name: &str,
    value: &Value,
    encode_value: fn(&str) -> String,
) -> String {
    let (style, value) = style.without_lists(value);
    let value = value.as_ref();
    let delimiter = match style {
        Style::Form => return join(&form_pairs(name, value), encode_value),
        Style::DeepObject => {
            let mut pairs = Vec::new();
            bracket_pairs(name, value, &mut pairs);
            return join(&pairs, encode_value);
        }
        Style::Json if value.is_null() => return String::new(),
        Style::Json => return pair(name, &value.to_string(), encode_value),
        Style::Comma | Style::Lists(..) => ",",
        Style::Space => "%20",
        Style::Pipe => "%7C",
        Style::Tab => "%09",
    };
    match simple(value) {
        Ok(items) if items.is_empty() => String::new(),
        Ok(items) => {
            let items: Vec<String> = items.iter().map(|item| encode_value(item)).collect();
            format!("{}={}", encode(name), items.join(delimiter))
        }
        // What nests cannot be told apart between delimiters.
        Err(_) => join(&form_pairs(name, value), encode_value),
    }
}

pub(crate) fn join_pairs(pairs: &[(String, String)]) -> String {
    join(pairs, encode)
}

/// `name=value`, encoded.
pub(crate) fn join_pair(name: &str, value: &str) -> String {
    pair(name, value, encode)
}

fn pair(name: &str, value: &str, encode_value: fn(&str) -> String) -> String {
    format!("{}={}", encode(name), encode_value(value))
}

fn join(pairs: &[(String, String)], encode_value: fn(&str) -> String) -> String {
    let encoded = pairs
        .iter()
        .map(|(name, value)| pair(name, value, encode_value));
    encoded.collect::<Vec<_>>().join("&")
}
