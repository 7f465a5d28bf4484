//! Paths: a template and its values become one path, or are refused.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

use crate::call::value;

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
    let items = value::simple(value)?;
    let text = items.join(",");
    if text.is_empty() {
        return Err("it is empty, which would address the whole collection");
    }
    // A segment of dots is resolved as a step in the path, also when it is written with %2e.
    const STEPS: [&str; 6] = [".", "%2e", "..", ".%2e", "%2e.", "%2e%2e"];
    if STEPS.iter().any(|step| text.eq_ignore_ascii_case(step)) {
        return Err("`.` and `..` are steps in the path, not names");
    }
    let encoded: Vec<String> = items.iter().map(|item| value::encode(item)).collect();
    Ok(encoded.join(","))
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
