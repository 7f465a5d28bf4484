//! Bodies of answers: from bytes to types, with errors that say where and never what.

use std::error::Error as StdError;
use std::fmt;

use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

/// A body that is not what the description says.
///
/// It says where and of what kind the difference is, never the value found there: a field that
/// fails to decode may be a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: Option<String>,
    problem: String,
}

impl DecodeError {
    /// Where decoding failed: `roles[2].name`; nothing when the body is not JSON at all.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    pub(crate) fn text(problem: &str) -> Self {
        Self {
            path: None,
            problem: problem.to_owned(),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(formatter, "at `{path}`: {}", self.problem),
            None => formatter.write_str(&self.problem),
        }
    }
}

impl StdError for DecodeError {}

/// What the headers say about a body; used only to explain why it is not JSON.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hints<'h> {
    pub(crate) content_type: Option<&'h str>,
    pub(crate) compressed: bool,
}

impl<'h> Hints<'h> {
    pub(crate) fn of(headers: &'h HeaderMap) -> Self {
        Self {
            content_type: headers
                .get(CONTENT_TYPE)
                .and_then(|value| value.to_str().ok()),
            compressed: headers
                .get(CONTENT_ENCODING)
                .is_some_and(|value| value != "identity"),
        }
    }
}

pub(crate) fn json<T: DeserializeOwned>(body: &[u8], hints: Hints<'_>) -> Result<T, DecodeError> {
    // Paths are followed only after a failure: that costs time and is rarely needed.
    serde_json::from_slice(body).or_else(|_| locate(body, hints))
}

#[cold]
fn locate<T: DeserializeOwned>(body: &[u8], hints: Hints<'_>) -> Result<T, DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let (path, error) = match serde_path_to_error::deserialize(&mut deserializer) {
        Ok(value) => match deserializer.end() {
            Ok(()) => return Ok(value),
            Err(error) => (None, error),
        },
        Err(error) => (
            Some(crate::outcome::message::clean(&error.path().to_string())),
            error.into_inner(),
        ),
    };
    Err(match error.classify() {
        Category::Data => DecodeError {
            path,
            problem: without_value(&error.to_string()),
        },
        _ => DecodeError {
            path: None,
            problem: not_json(body, hints, &error),
        },
    })
}

fn not_json(body: &[u8], hints: Hints<'_>, error: &serde_json::Error) -> String {
    if body.iter().all(u8::is_ascii_whitespace) {
        return "the body is empty where JSON is expected".to_owned();
    }
    if hints.compressed {
        return "the body is compressed, which the client did not ask for".to_owned();
    }
    let found = match hints.content_type.map(essence).as_deref() {
        Some("text/html" | "application/xhtml+xml") => {
            "an HTML page, perhaps from a proxy in front of the server"
        }
        Some("text/xml" | "application/xml") => "XML",
        Some("text/plain") => "plain text",
        _ if looks_like_html(body) => "an HTML page, perhaps from a proxy in front of the server",
        _ => {
            let problem = match error.classify() {
                Category::Eof => "JSON that ends too early",
                _ => "JSON with a syntax error",
            };
            return format!(
                "the body is {problem}, line {} column {}",
                error.line(),
                error.column()
            );
        }
    };
    format!("the body is {found}, not JSON")
}

fn essence(content_type: &str) -> String {
    content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

fn looks_like_html(body: &[u8]) -> bool {
    body.trim_ascii_start().first() == Some(&b'<')
}

/// Takes the value out of a message of serde's, which quotes it:
/// `invalid type: string "hunter2", expected u64 at line 1 column 20`.
fn without_value(message: &str) -> String {
    let message = message
        .rsplit_once(" at line ")
        .map_or(message, |(message, _)| message);
    const HARMLESS: [&str; 3] = [
        "missing field `",
        "duplicate field `",
        "a secret has to be a string",
    ];
    if HARMLESS.iter().any(|start| message.starts_with(start)) {
        return message.to_owned();
    }
    let Some((_, expected)) = message.rsplit_once(", expected ") else {
        return "the value is not accepted".to_owned();
    };
    let found = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .map(kind_of_value);
    match found {
        Some(found) => format!("found {found}, expected {expected}"),
        None => format!("expected {expected}"),
    }
}

/// The words before the value: serde writes it in quotes or backticks, or not at all.
fn kind_of_value(text: &str) -> &str {
    const KINDS: &[(&str, &str)] = &[
        ("string", "a string"),
        ("boolean", "a boolean"),
        ("integer", "a number"),
        ("floating point", "a number"),
        ("null", "null"),
        ("map", "an object"),
        ("sequence", "an array"),
    ];
    KINDS
        .iter()
        .find(|(prefix, _)| text.starts_with(prefix))
        .map_or("another value", |(_, kind)| kind)
}
