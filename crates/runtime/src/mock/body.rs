//! How bodies differ.

use serde_json::Value;

use super::expectation::{clipped, differs};
use super::received::{Received, pairs, values};
use crate::values::secret::Secret;

const JSON: &str = "application/json";

/// What is different in a body that was expected to be `expected`, of that media type.
pub(super) fn differences(
    content_type: &str,
    expected: &[u8],
    received: &Received,
    secrets: &[Secret],
) -> Vec<String> {
    let sent = received.content_type().unwrap_or_default();
    let (wanted, given) = (essence(content_type), essence(sent));
    // JSON goes by many names, and is expected under the common one.
    if wanted != JSON && !wanted.eq_ignore_ascii_case(given) {
        return vec![differs(
            "the body's media type",
            Some(wanted),
            (!given.is_empty()).then_some(given),
        )];
    }
    let actual = &received.body[..];
    match wanted {
        "application/x-www-form-urlencoded" => form(expected, actual, secrets),
        "multipart/form-data" => multipart((content_type, expected), (sent, actual), secrets),
        _ => match (
            serde_json::from_slice(expected),
            serde_json::from_slice(actual),
        ) {
            (Ok(expected), Ok(actual)) => json(&expected, &actual, secrets),
            _ if expected == actual => Vec::new(),
            _ => vec![differs(
                "body",
                Some(&text(expected, secrets)),
                Some(&text(actual, secrets)),
            )],
        },
    }
}

/// A media type without its parameters.
fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

fn json(expected: &Value, actual: &Value, secrets: &[Secret]) -> Vec<String> {
    let show = |value: &Value| clipped(&masked(value, secrets).to_string());
    let mut now = expected.clone();
    let mut differences = Vec::new();
    // Each step is taken, so that the next one finds the value that it speaks of.
    for step in json_patch::diff(expected, actual).0 {
        let path = step.path().as_str().to_owned();
        let what = match path.as_str() {
            "" => "body".to_owned(),
            path => format!("body at `{path}`"),
        };
        let old = match step {
            json_patch::PatchOperation::Add(_) => None,
            _ => now.pointer(&path).map(show),
        };
        if json_patch::patch(&mut now, std::slice::from_ref(&step)).is_err() {
            break;
        }
        let new = match step {
            json_patch::PatchOperation::Remove(_) => None,
            _ => now.pointer(&path).map(show),
        };
        differences.push(differs(&what, old.as_deref(), new.as_deref()));
    }
    differences
}

/// A value whose secrets are not shown.
fn masked(value: &Value, secrets: &[Secret]) -> Value {
    match value {
        Value::String(text) if is_secret(text, secrets) => Value::from("***"),
        Value::Array(items) => items.iter().map(|item| masked(item, secrets)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), masked(value, secrets)))
            .collect(),
        other => other.clone(),
    }
}

pub(super) fn is_secret(text: &str, secrets: &[Secret]) -> bool {
    secrets.iter().any(|secret| secret.expose() == text)
}

fn form(expected: &[u8], actual: &[u8], secrets: &[Secret]) -> Vec<String> {
    let read = |bytes| pairs(&String::from_utf8_lossy(bytes));
    named_values("body field", &read(expected), &read(actual), true, secrets)
}

/// How the values differ that have a name in `expected`; with `all`, those that have none as well.
pub(super) fn named_values(
    what: &str,
    expected: &[(String, String)],
    actual: &[(String, String)],
    all: bool,
    secrets: &[Secret],
) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    let unexpected = actual.iter().filter(|_| all);
    for (name, _) in expected.iter().chain(unexpected) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let show = |pairs: &[(String, String)], name: &str| {
        let values: Vec<String> = values(pairs, name)
            .into_iter()
            .map(|value| match is_secret(value, secrets) {
                true => "***".to_owned(),
                false => clipped(value),
            })
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    };
    names
        .into_iter()
        .filter(|name| values(expected, name) != values(actual, name))
        .map(|name| {
            differs(
                &format!("{what} `{name}`"),
                show(expected, name).as_deref(),
                show(actual, name).as_deref(),
            )
        })
        .collect()
}

/// Parts are compared in their order, which is the one of the type's fields.
fn multipart(
    (expected_type, expected): (&str, &[u8]),
    (actual_type, actual): (&str, &[u8]),
    secrets: &[Secret],
) -> Vec<String> {
    let expected = parts(expected_type, expected);
    let actual = parts(actual_type, actual);
    let count = expected.len().max(actual.len());
    (0..count)
        .filter(|index| expected.get(*index) != actual.get(*index))
        .map(|index| {
            let show = |part: Option<&Vec<u8>>| part.map(|part| text(part, secrets));
            differs(
                &format!("body part {}", index + 1),
                show(expected.get(index)).as_deref(),
                show(actual.get(index)).as_deref(),
            )
        })
        .collect()
}

/// The parts of a multipart body, each with its head.
fn parts(content_type: &str, body: &[u8]) -> Vec<Vec<u8>> {
    let boundary = content_type
        .split(';')
        .filter_map(|parameter| parameter.trim().strip_prefix("boundary="))
        .map(|boundary| format!("--{}", boundary.trim_matches('"')))
        .next()
        .unwrap_or_default();
    let mut parts = Vec::new();
    let mut rest = body;
    while let Some(at) = find(rest, boundary.as_bytes()).filter(|_| !boundary.is_empty()) {
        let (part, after) = rest.split_at(at);
        parts.push(part.trim_ascii().to_vec());
        rest = after.get(boundary.len()..).unwrap_or_default();
    }
    // What stands before the first boundary.
    parts.drain(..parts.len().min(1));
    parts
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len().max(1))
        .position(|window| window == wanted)
}

/// Bytes as a message can show them.
fn text(bytes: &[u8], secrets: &[Secret]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
            let last_is_secret = lines.last().is_some_and(|last| is_secret(last, secrets));
            match lines.split_last() {
                Some((_, head)) if last_is_secret => clipped(&[head, &["***"]].concat().join(" ")),
                _ => clipped(&lines.join(" ")),
            }
        }
        Err(_) => format!("{} bytes", bytes.len()),
    }
}
