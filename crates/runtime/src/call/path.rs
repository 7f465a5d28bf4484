//! Paths: a template and its values become one path, or are refused.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

use crate::call::value::{self, PathStyle, Style};

/// What `url` would escape in a path, and `\`, which it takes for `/`.
const LITERAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// The encoded value of a path parameter (`style: simple`), or why it would address another
/// resource.
pub(crate) fn parameter(value: &Value) -> Result<String, &'static str> {
    joined(&value::simple(value)?, ",")
}

/// The encoded value of a path parameter in another style.
pub(crate) fn styled(style: PathStyle, name: &str, value: &Value) -> Result<String, &'static str> {
    let name = value::encode(name);
    let matrix = |items: &[String]| {
        let text = joined(items, ",")?;
        Ok(format!(";{name}={text}"))
    };
    match (style, value) {
        (PathStyle::Exploded, Value::Object(object)) => Ok(pairs(object)?.join(",")),
        (PathStyle::Exploded, _) => parameter(value),
        (PathStyle::Space, _) => joined(&value::simple(value)?, "%20"),
        (PathStyle::Pipe, _) => joined(&value::simple(value)?, "%7C"),
        (PathStyle::Tab, _) => joined(&value::simple(value)?, "%09"),
        (PathStyle::Lists(outer, inner), _) => {
            let (_, value) = Style::Lists(outer, inner).without_lists(value);
            let sign = match outer.sign() {
                "," => ",".to_owned(),
                sign => value::encode(sign),
            };
            joined(&value::simple(&value)?, &sign)
        }
        (PathStyle::Label, _) => label(parameter(value)?),
        (PathStyle::LabelExploded, Value::Object(object)) => label(pairs(object)?.join(".")),
        (PathStyle::LabelExploded, _) => label(joined(&value::simple(value)?, ".")?),
        (PathStyle::Matrix, _) => matrix(&value::simple(value)?),
        (PathStyle::MatrixExploded, Value::Object(object)) => {
            Ok(format!(";{}", pairs(object)?.join(";")))
        }
        (PathStyle::MatrixExploded, Value::Array(_)) => {
            let items = value::simple(value)?;
            refuse_empty(&items.concat())?;
            let items = items.iter().map(|item| value::encode(item));
            Ok(items.map(|item| format!(";{name}={item}")).collect())
        }
        (PathStyle::MatrixExploded, _) => matrix(&value::simple(value)?),
    }
}

fn joined(items: &[String], delimiter: &str) -> Result<String, &'static str> {
    let text = items.join(delimiter);
    refuse_empty(&text)?;
    refuse_step(&text)?;
    let encoded: Vec<String> = items.iter().map(|item| value::encode(item)).collect();
    Ok(encoded.join(delimiter))
}

/// Encoded members: `name=value`.
fn pairs(object: &serde_json::Map<String, Value>) -> Result<Vec<String>, &'static str> {
    let pairs = value::named_scalars(object)?;
    if pairs.is_empty() {
        return Err(EMPTY);
    }
    let encoded = pairs
        .iter()
        .map(|(name, text)| value::join_pair(name, text));
    Ok(encoded.collect())
}

/// The dot of a label may make a step of what is none without it.
fn label(text: String) -> Result<String, &'static str> {
    let text = format!(".{text}");
    refuse_step(&text)?;
    Ok(text)
}

const EMPTY: &str = "it is empty, which would address the whole collection";

fn refuse_empty(text: &str) -> Result<(), &'static str> {
    if text.is_empty() { Err(EMPTY) } else { Ok(()) }
}

fn refuse_step(text: &str) -> Result<(), &'static str> {
    // A segment of dots is resolved as a step in the path, also when it is written with %2e.
    const STEPS: [&str; 6] = [".", "%2e", "..", ".%2e", "%2e.", "%2e%2e"];
    if STEPS.iter().any(|step| text.eq_ignore_ascii_case(step)) {
        return Err("`.` and `..` are steps in the path, not names");
    }
    Ok(())
}

/// Why a template could not be filled.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unfilled {
    /// No value was given for this parameter.
    Missing(String),
    /// A brace is not closed.
    Malformed,
}

/// Puts encoded values into a template. A segment may hold several parameters, or a parameter
/// and literal text: `/files/{name}:copy`.
pub(crate) fn expand(template: &str, values: &[(String, String)]) -> Result<String, Unfilled> {
    let mut path = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        push_literal(&mut path, literal);
        let Some((name, after)) = after.split_once('}') else {
            return Err(Unfilled::Malformed);
        };
        match values.iter().find(|(given, _)| given == name) {
            Some((_, value)) => path.push_str(value),
            None => return Err(Unfilled::Missing(name.to_owned())),
        }
        rest = after;
    }
    push_literal(&mut path, rest);
    Ok(path)
}

fn push_literal(path: &mut String, literal: &str) {
    path.extend(utf8_percent_encode(literal, LITERAL));
}
