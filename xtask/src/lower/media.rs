//! Media types: which of them are JSON, forms, text or bytes.

use super::node::Node;
use super::schema::kind;

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// Judges a media type by its name, and by its schema where the name leaves it open: servers do answer JSON as `text/plain`,
/// and the description says so by giving an object's schema there.
pub(crate) fn classify(name: &str, schema: Option<&Node<'_>>) -> Media {
    let essence = name
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let structured = schema.is_some_and(|schema| {
        schema.has("$ref")
            || ["allOf", "oneOf", "anyOf"]
                .iter()
                .any(|key| schema.has(key))
            || kind(schema).is_some_and(|kind| kind != "string")
    });
    // Structured suffixes: RFC 6839, section 3.1.
    if essence == "application/json" || essence == "text/json" || essence.ends_with("+json") {
        return Media::Json;
    }
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Media::Form,
        _ if essence.starts_with("multipart/") => Media::Multipart,
        "*/*" | "application/*" if schema.is_none() => Media::Bytes,
        "*/*" | "application/*" | "text/plain" | "text/*" if structured => Media::Json,
        _ if essence.starts_with("text/") => Media::Text,
        _ => Media::Bytes,
    }
}
