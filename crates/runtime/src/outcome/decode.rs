//! Bodies of answers: from bytes to types, with errors that say where and never what.

use std::error::Error as StdError;
use std::fmt;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::call::framing::Framing;
use crate::outcome::message::clean;
use crate::values::inside;
use crate::values::second_look::{self, Misfit, Path, Segment};

/// A body that is not what the description says.
///
/// It says where and of what kind the difference is, never the value found there: a field that
/// fails to decode may be a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    item: Option<u64>,
    path: Option<String>,
    problem: String,
}

impl DecodeError {
    /// Where decoding failed: `roles[2].name`; nothing when the body is not JSON at all.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The number of the event or value that this is about, counted from 1, in an answer that holds several.
    #[must_use]
    pub fn item(&self) -> Option<u64> {
        self.item
    }

    /// Says which of the values in an answer this is about.
    pub(crate) fn in_item(self, number: u64) -> Self {
        Self {
            item: Some(number),
            ..self
        }
    }

    pub(crate) fn at(path: &str, problem: String) -> Self {
        Self {
            path: Some(path.to_owned()),
            item: None,
            problem,
        }
    }

    /// What is wrong there.
    #[cfg(feature = "cli")]
    pub(crate) fn problem(&self) -> &str {
        &self.problem
    }

    pub(crate) fn text(problem: &str) -> Self {
        Self {
            item: None,
            path: None,
            problem: problem.to_owned(),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(number) = self.item {
            write!(formatter, "item {number}: ")?;
        }
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
    serde_json::from_slice(body).or_else(|_| look_again(body, hints))
}

/// What an error body says, as far as it is what the description says: an odd member, that of a newer server for
/// instance, does not take the rest away. Gives what was wrong as well.
pub(crate) fn json_in_part<T: DeserializeOwned>(
    body: &[u8],
    hints: Hints<'_>,
) -> (Option<T>, Option<DecodeError>) {
    let error = match json(body, hints) {
        Ok(value) => return (Some(value), None),
        Err(error) => error,
    };
    let value = serde_json::from_slice(body).ok();
    (value.and_then(without_odd_members), Some(error))
}

/// Leaves out the members that do not fit, one after the other.
fn without_odd_members<T: DeserializeOwned>(mut body: Value) -> Option<T> {
    // More than a body has that is of the described shape at all.
    const MOST: usize = 16;
    for _ in 0..MOST {
        match second_look::read(&body) {
            Ok(value) => return Some(value),
            Err(misfit) => remove(&mut body, &misfit.path)?,
        }
    }
    None
}

/// Takes out the member, or the item, at the end of the path.
fn remove(body: &mut Value, path: &Path) -> Option<()> {
    let (last, parents) = path.split_last()?;
    let mut parent = body;
    for segment in parents {
        parent = match segment {
            Segment::Member(name) => parent.get_mut(name)?,
            Segment::Item(number) => parent.get_mut(number)?,
        };
    }
    match (last, parent) {
        (Segment::Member(name), Value::Object(members)) => members.remove(name).map(drop),
        (Segment::Item(number), Value::Array(items)) if *number < items.len() => {
            items.remove(*number);
            Some(())
        }
        _ => None,
    }
}

/// Reads what the first look took for something else, or says what is wrong with it.
#[cold]
fn look_again<T: DeserializeOwned>(body: &[u8], hints: Hints<'_>) -> Result<T, DecodeError> {
    let value = serde_json::from_slice(body)
        .map_err(|error| DecodeError::text(&not_json(body, hints, &error)))?;
    second_look::read(&value).map_err(of_misfit)
}

fn of_misfit(misfit: Misfit) -> DecodeError {
    let path = clean(&misfit.path.to_string());
    let (path, problem) = inside::whole_way(Some(path), misfit.error.to_string());
    DecodeError {
        item: None,
        path: path.as_deref().map(clean),
        problem: without_value(&problem),
    }
}

const OUT_OF_RANGE: &str = "number out of range";

const HTML: &str = "an HTML page, perhaps from a proxy in front of the server";

fn not_json(body: &[u8], hints: Hints<'_>, error: &serde_json::Error) -> String {
    if body.iter().all(u8::is_ascii_whitespace) {
        return "the body is empty where JSON is expected".to_owned();
    }
    if hints.compressed {
        return "the body is compressed, which the client did not ask for".to_owned();
    }
    let found = match hints.content_type.map(essence).as_deref() {
        Some("text/html" | "application/xhtml+xml") => HTML,
        Some("text/xml" | "application/xml") => "XML",
        Some("text/plain") => "plain text",
        _ if looks_like_html(body) => HTML,
        _ => {
            let problem = match error.classify() {
                Category::Eof => "JSON that ends too early",
                // A number beyond `f64` is well-formed, though serde_json reports it as a fault of syntax.
                _ if error.to_string().starts_with(OUT_OF_RANGE) => {
                    "JSON with a number that is out of range"
                }
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

/// Whether an answer may be what its reader divides it by: what is no event stream has no events, and would be silence.
pub(crate) fn is_framed(framing: Framing, headers: &HeaderMap) -> Result<(), DecodeError> {
    let Some(found) = Hints::of(headers).content_type.map(essence) else {
        return Ok(());
    };
    let expected = match framing {
        Framing::Bytes => return Ok(()),
        Framing::Events if found == "text/event-stream" => return Ok(()),
        Framing::Events => "a stream of events",
        // Lines of JSON have many names.
        Framing::Json if !matches!(&*found, "text/html" | "application/xhtml+xml") => return Ok(()),
        Framing::Json => "JSON",
    };
    let found = match &*found {
        "text/html" | "application/xhtml+xml" => HTML.to_owned(),
        found => format!("`{}`", crate::outcome::message::clean(found)),
    };
    Err(DecodeError::text(&format!(
        "the body is {found}, not {expected}"
    )))
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
