//! What an author surely meant by a value of the wrong kind, and how a message shows it.

use serde_json::{Map, Value, json};

use super::{Form, Kind, SCHEMA, Shape, Sort};

/// The value that was surely meant where this kind is wanted. `None` if nobody can tell.
pub(crate) fn meant(kind: Kind, found: &Value) -> Option<Value> {
    match kind {
        Kind::Text => text(found),
        Kind::Flag => flag(found).map(Value::Bool),
        Kind::Number => number(found),
        Kind::Count => number(found).filter(is_count),
        Kind::Word(words) | Kind::Words(words) => word(words, found),
        Kind::Object(shape) => object(shape, found),
        Kind::FlagOr(shape) => flag(found)
            .map(Value::Bool)
            .or_else(|| object(shape, found)),
        Kind::List(of) => list(*of, found),
        Kind::Map(_) => map(found),
        Kind::Anything => None,
    }
}

/// Several lines of text, written as a list of them.
fn text(found: &Value) -> Option<Value> {
    let lines: Option<Vec<&str>> = found.as_array()?.iter().map(Value::as_str).collect();
    lines
        .filter(|lines| !lines.is_empty())
        .map(|lines| Value::from(lines.join("\n")))
}

/// A yes or no as people write it: YAML 1.1 knows eleven ways.
pub(crate) fn flag(found: &Value) -> Option<bool> {
    match found {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => match number.as_i64()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        },
        Value::String(word) => match word.trim().to_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" | "required" => Some(true),
            "false" | "no" | "n" | "off" | "0" | "optional" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A number in quotes.
pub(crate) fn number(found: &Value) -> Option<Value> {
    let text = found.as_str()?.trim();
    let whole = text.parse::<i64>().map(Value::from);
    whole
        .or_else(|_| text.parse::<u64>().map(Value::from))
        .ok()
        .or_else(|| {
            let fraction = text.parse::<f64>().ok()?;
            serde_json::Number::from_f64(fraction).map(Value::Number)
        })
}

fn is_count(number: &Value) -> bool {
    number.is_u64()
        || number
            .as_f64()
            .is_some_and(|number| number >= 0.0 && number.fract() == 0.0)
}

fn word(words: &[&str], found: &Value) -> Option<Value> {
    let written = match found {
        Value::String(word) => word.trim(),
        // One word, in a list.
        Value::Array(items) => match items.as_slice() {
            [Value::String(word)] => word.trim(),
            _ => return None,
        },
        _ => return None,
    };
    let same = |word: &&&str| word.eq_ignore_ascii_case(written);
    words.iter().find(same).map(|word| Value::from(*word))
}

/// A list of one, written without the list, or as a mapping whose keys nobody needs.
fn list(of: Kind, found: &Value) -> Option<Value> {
    let item = |value: &Value| {
        if of.takes(Sort::of(value), Form::Normal) {
            Some(value.clone())
        } else {
            meant(of, value)
        }
    };
    if let (Kind::Object(shape), Value::Object(members)) = (of, found) {
        let is_item = members.contains_key("$ref")
            || shape
                .fields
                .iter()
                .any(|field| members.contains_key(field.name))
            || shape.others.is_some();
        if !is_item {
            let values = members.values().filter(|value| value.is_object());
            return Some(values.cloned().collect());
        }
    }
    if found.is_null() {
        return None;
    }
    item(found).map(|item| json!([item]))
}

/// A mapping, written as a list of mappings of one member each.
fn map(found: &Value) -> Option<Value> {
    let mut members = Map::new();
    for item in found.as_array()? {
        for (key, value) in item.as_object()? {
            members.insert(key.clone(), value.clone());
        }
    }
    (!members.is_empty()).then_some(Value::Object(members))
}

/// Objects that are written as text, and the field that the text is.
const TEXTS: [(&str, &str); 6] = [
    ("Contact", "name"),
    ("External Documentation", "url"),
    ("License", "name"),
    ("Response", "description"),
    ("Server", "url"),
    ("Tag", "name"),
];

fn object(shape: &'static Shape, found: &Value) -> Option<Value> {
    if let Value::Array(items) = found
        && let [only @ Value::Object(_)] = items.as_slice()
    {
        return Some(only.clone());
    }
    if !std::ptr::eq(shape, &SCHEMA) {
        let field = TEXTS.iter().find(|(name, _)| *name == shape.name);
        return match (field, found) {
            (Some((_, field)), Value::String(text)) => Some(json!({ *field: text })),
            _ => None,
        };
    }
    match found {
        // A schema by the name of its type, or of its component.
        Value::String(written) => match type_word(written) {
            Some(schema) => Some(Value::Object(schema)),
            None => written
                .starts_with("#/")
                .then(|| json!({ "$ref": written })),
        },
        // JSON Schema: whatever there is.
        Value::Bool(true) => Some(json!({})),
        // One of these, as tuples are written.
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            Some(json!({ "anyOf": items }))
        }
        _ => None,
    }
}

/// The `type` that a word stands for, and the `format` that it implies: words of programming languages and of databases.
pub(crate) fn type_word(written: &str) -> Option<Map<String, Value>> {
    let word = written.trim().to_lowercase();
    if let Some(items) = items_word(&word) {
        let items = Value::Object(type_word(items)?);
        return Some(Map::from_iter([
            ("type".to_owned(), "array".into()),
            ("items".to_owned(), items),
        ]));
    }
    let (ty, format) = match word.as_str() {
        "string" | "str" | "text" | "char" | "varchar" | "enum" | "email" | "url" | "uri"
        | "time" | "decimal" => ("string", None),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "date_time" | "timestamp" => ("string", Some("date-time")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "password" => ("string", Some("password")),
        "file" | "binary" | "bytes" => ("string", Some("binary")),
        "byte" | "base64" => ("string", Some("byte")),
        "integer" | "int" | "short" | "smallint" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" | "bigint" => ("integer", Some("int64")),
        "number" | "numeric" | "real" => ("number", None),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "boolean" | "bool" => ("boolean", None),
        "array" | "list" | "arr" | "set" | "tuple" => ("array", None),
        "object" | "obj" | "dict" | "dictionary" | "map" | "hash" | "struct" | "json" => {
            ("object", None)
        }
        _ => return None,
    };
    let mut schema = Map::new();
    schema.insert("type".to_owned(), ty.into());
    if let Some(format) = format {
        schema.insert("format".to_owned(), format.into());
    }
    Some(schema)
}

/// What a list holds by the word for it: `string[]`, `array<string>`, `list[string]`.
fn items_word(word: &str) -> Option<&str> {
    if let Some(items) = word.strip_suffix("[]") {
        return Some(items);
    }
    let inside = ["array", "list", "set"].into_iter();
    let inside = inside.filter_map(|list| word.strip_prefix(list)).next()?;
    let inside = inside.trim_start();
    let angles = inside
        .strip_prefix('<')
        .and_then(|inside| inside.strip_suffix('>'));
    angles.or_else(|| inside.strip_prefix('[')?.strip_suffix(']'))
}

/// A value as a message shows it.
pub(crate) fn spoken(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
        scalar => {
            let text = scalar.to_string();
            match text.char_indices().nth(60) {
                Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
                None => format!("`{text}`"),
            }
        }
    }
}
