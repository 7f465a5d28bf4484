//! The server's own message, taken from an error body of whatever shape.

use std::error::Error as StdError;

use http::StatusCode;
use serde_json::{Map, Value};

use super::redaction;
use crate::values::secret::Secret;

/// Where error bodies keep their text, from the general to the particular: many have one of each (`message` and
/// `details`, `title` and `detail` of RFC 9457), and either may be the telling one.
const NAMES: &[&str] = &[
    "title",
    "message",
    "msg",
    "error",
    "error_description",
    "reason",
    "description",
    "detail",
    "details",
    "errors",
];

/// Which part of the request an entry of a list of errors is about.
const PLACES: &[&str] = &["field", "pointer", "property", "path", "parameter", "name"];

/// Where a body is wrapped into another.
const WRAPPERS: &[&str] = &["data", "response", "fault"];

/// As many of a list of errors are told.
const MOST_ITEMS: usize = 3;

const MOST_LEVELS: usize = 3;

/// Longer than any message meant for a line of a log.
const MAX_CHARS: usize = 300;

/// The message in a JSON body or of a line of text, on one line, bounded, and without the secrets of the request.
pub(crate) fn of(body: &[u8], status: Option<StatusCode>, secrets: &[Secret]) -> Option<String> {
    let phrase = status.and_then(|status| status.canonical_reason());
    let mut texts = Vec::new();
    match serde_json::from_slice(body) {
        Ok(value) => collect(&value, 0, &mut texts),
        Err(_) => texts.extend(sentence(body).filter(|text| phrase != Some(text))),
    }
    // What the status says already tells nothing new.
    if let Some(phrase) = phrase
        && texts.iter().any(|text| !text.eq_ignore_ascii_case(phrase))
    {
        texts.retain(|text| !text.eq_ignore_ascii_case(phrase));
    }
    let text = without_repetition(texts).join(": ");
    // A server may send more than is worth looking through for what is shown of it.
    let beginning = text.char_indices().nth(MAX_CHARS * 10);
    let text = beginning.map_or(text.as_str(), |(end, _)| &text[..end]);
    // Before it is shortened, which could leave half of a secret.
    (!text.is_empty()).then(|| clean(&redaction::mask(text, secrets)))
}

/// What a server says without JSON: that it speaks HTTPS alone, for instance. What is no line of text is a page, or broken off.
fn sentence(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let is_text = text.starts_with(char::is_alphanumeric) && text.contains(char::is_alphabetic);
    let is_line = text.len() <= MAX_CHARS && !text.contains(char::is_control);
    (is_text && is_line).then(|| text.to_owned())
}

/// What a chain of causes begins with, in one line: the certificate that is not trusted, the port that nobody listens to.
pub(crate) fn root_of(cause: &(dyn StdError + 'static)) -> String {
    let mut root = cause;
    while let Some(source) = root.source() {
        root = source;
    }
    clean(&root.to_string())
}

fn collect(value: &Value, level: usize, texts: &mut Vec<String>) {
    if level > MOST_LEVELS {
        return;
    }
    match value {
        Value::String(text) if !text.trim().is_empty() => texts.push(text.trim().to_owned()),
        Value::Array(items) => {
            let items = items.iter().map(|item| one_line(item, level + 1));
            let items: Vec<String> = items.flatten().take(MOST_ITEMS).collect();
            if !items.is_empty() {
                texts.push(items.join("; "));
            }
        }
        Value::Object(object) => {
            let before = texts.len();
            for name in NAMES {
                match object.get(*name) {
                    Some(Value::Object(fields)) if *name == "errors" => {
                        texts.extend(by_field(fields, level + 1));
                    }
                    Some(nested) => collect(nested, level + 1, texts),
                    None => {}
                }
            }
            if texts.len() == before {
                let nested = WRAPPERS.iter().filter_map(|name| object.get(*name));
                nested.for_each(|nested| collect(nested, level + 1, texts));
            }
        }
        _ => {}
    }
}

/// An entry of a list of errors, with the place that it is about.
fn one_line(item: &Value, level: usize) -> Option<String> {
    let mut texts = Vec::new();
    collect(item, level, &mut texts);
    let text = without_repetition(texts).join(": ");
    if text.is_empty() {
        return None;
    }
    let place = PLACES
        .iter()
        .find_map(|name| item.get(*name).and_then(Value::as_str));
    Some(match place {
        Some(place) => format!("{place}: {text}"),
        None => text,
    })
}

/// `errors` as an object: what is wrong, by the name of the field.
fn by_field(fields: &Map<String, Value>, level: usize) -> Option<String> {
    let lines = fields.iter().filter_map(|(field, problems)| {
        let text = one_line(problems, level)?;
        Some(format!("{field}: {text}"))
    });
    let lines: Vec<String> = lines.take(MOST_ITEMS).collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

/// The texts without those that another one contains.
fn without_repetition(texts: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(texts.len());
    for text in texts {
        let lower = text.to_lowercase();
        if kept
            .iter()
            .any(|other| other.to_lowercase().contains(&lower))
        {
            continue;
        }
        kept.retain(|other| !lower.contains(&other.to_lowercase()));
        kept.push(text);
    }
    kept
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
