//! The server's own message, taken from an error body of whatever shape.

use serde_json::Value;

use crate::outcome::redaction;
use crate::values::secret::Secret;

/// Where error bodies keep their text, the more telling name first. `errors` and `data` hold
/// nested bodies.
const NAMES: &[&str] = &[
    "message",
    "error_description",
    "detail",
    "details",
    "error",
    "title",
    "reason",
    "description",
    "msg",
];

const NESTED: &[&str] = &["error", "errors", "data"];

/// Longer than any message meant for a line of a log.
const MAX_CHARS: usize = 300;

/// The message in a JSON body, on one line, bounded, and without the secrets of the request.
pub(crate) fn of(body: &[u8], secrets: &[Secret]) -> Option<String> {
    let value = serde_json::from_slice(body).ok()?;
    // Before it is shortened, which could leave half of a secret.
    find(&value, 0).map(|text| clean(&redaction::mask(text, secrets)))
}

fn find(value: &Value, depth: usize) -> Option<&str> {
    if depth > 3 {
        return None;
    }
    match value {
        Value::Object(object) => {
            let text = |name: &&str| object.get(*name).and_then(Value::as_str);
            let named = NAMES
                .iter()
                .filter_map(text)
                .find(|text| !text.trim().is_empty());
            named.or_else(|| {
                NESTED
                    .iter()
                    .filter_map(|name| object.get(*name))
                    .find_map(|nested| find(nested, depth + 1))
            })
        }
        Value::Array(items) => items.iter().find_map(|item| find(item, depth + 1)),
        Value::String(text) if !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

/// Control characters would let a server write lines of its own into a log.
pub(crate) fn clean(text: &str) -> String {
    let mut clean: String = text
        .trim()
        .chars()
        .take(MAX_CHARS)
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect();
    if text.trim().chars().nth(MAX_CHARS).is_some() {
        clean.push('…');
    }
    clean
}
