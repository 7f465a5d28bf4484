//! Media types: which of them are JSON, forms, text or bytes.

use super::context::Context;
use super::node::Node;
use super::schema::kind;

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    Json,
    /// Server-sent events.
    Events,
    /// JSON values, one after the other.
    Values,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// Judges a media type by its name, and by its schema where the name leaves it open: servers do answer JSON as `text/plain`,
/// and the description says so by giving an object's schema there.
pub(crate) fn classify(name: &str, schema: Option<&Node<'_>>) -> Media {
    let essence = essence_of(name);
    let structured = schema.is_some_and(|schema| {
        schema.has("$ref")
            || ["allOf", "oneOf", "anyOf"]
                .iter()
                .any(|key| schema.has(key))
            || kind(schema).is_some_and(|kind| kind != "string")
    });
    if essence == "text/event-stream" {
        return Media::Events;
    }
    if is_values(&essence) {
        return Media::Values;
    }
    // Structured suffixes: RFC 6839, section 3.1.
    if essence == "application/json" || essence == "text/json" || essence.ends_with("+json") {
        return Media::Json;
    }
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Media::Form,
        _ if essence.starts_with("multipart/") => Media::Multipart,
        "*/*" | "application/*" if schema.is_none() => Media::Bytes,
        "*/*" | "application/*" | "text/plain" | "text/*" if structured => Media::Json,
        _ if essence.starts_with("text/") || is_xml(name) => Media::Text,
        _ if structured && is_version_of_vendor(&essence) => Media::Json,
        _ => Media::Bytes,
    }
}

/// Words in the names of vendors' media types of which no value is JSON, whatever its schema.
const OTHER_FORMATS: [&str; 10] = [
    "avro", "cbor", "excel", "msgpack", "parquet", "protobuf", "thrift", "xml", "yaml", "zip",
];

/// Whether a name in the vendors' tree (RFC 6838, section 3.2) says of no format: people name the version of their API like this,
/// `application/vnd.company.v2`, and mean JSON.
pub(super) fn is_version_of_vendor(essence: &str) -> bool {
    let name = essence.strip_prefix("application/vnd.");
    name.is_some_and(|name| {
        !name.contains('+') && !OTHER_FORMATS.iter().any(|format| name.contains(format))
    })
}

/// A media type without its parameters, in lower case.
fn essence_of(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Lines of JSON have many names, and RFC 7464 has one for values with a sign before each.
fn is_values(essence: &str) -> bool {
    let (_, subtype) = essence.split_once('/').unwrap_or_default();
    let names = ["jsonl", "jsonlines", "json-lines", "ndjson", "json-seq"];
    let plain = subtype.strip_prefix("x-").unwrap_or(subtype);
    names.contains(&plain) || subtype.ends_with("+json-seq") || subtype == "stream+json"
}

/// Whether it is XML, which arrives as text.
pub(crate) fn is_xml(name: &str) -> bool {
    let essence = essence_of(name);
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

impl<'d> Context<'d> {
    /// Says that what is described of an XML document is lost.
    pub(super) fn tell_of_xml(&mut self, name: &str, media: &Node<'d>) {
        let typed = media.get("schema").and_then(|schema| self.follow(&schema));
        if is_xml(name) && typed.is_some_and(|schema| schema.text("type") != Some("string")) {
            self.warn(
                "xml-as-text",
                &media.pointer,
                format!("`{name}` is not read into types, nor written from them"),
                "it is a `String`; describe JSON as well, if the server knows it",
            );
        }
    }

    /// Says that what is described of an object in another format, such as YAML, is lost.
    pub(super) fn tell_of_format(&mut self, name: &str, media: &Node<'d>, arrives: &str) {
        if is_xml(name) {
            return;
        }
        let typed = media.get("schema").and_then(|schema| self.follow(&schema));
        let properties = typed.and_then(|schema| schema.get("properties"));
        if properties.is_some_and(|properties| !properties.members().is_empty()) {
            self.warn(
                "object-in-another-format",
                &media.pointer,
                format!("`{name}` is not read into types, nor written from them"),
                format!("it is {arrives}; describe JSON as well, if the server knows it"),
            );
        }
    }

    /// Says that JSON is read and written by a name that does not say so.
    pub(super) fn tell_of_vendors_name(&mut self, name: &str, media: &Node<'d>) {
        if is_version_of_vendor(&essence_of(name)) {
            self.warn(
                "json-by-another-name",
                &media.pointer,
                format!(
                    "`{name}` does not say that it is JSON, and its schema is none of text or bytes"
                ),
                "it is taken for JSON; call it `…+json`, or describe bytes by `format: binary`",
            );
        }
    }

    /// Says that parts are not told apart by their position, and that lines are no parts.
    pub(super) fn tell_of_encoding(&mut self, name: &str, media: &Node<'d>) {
        let item = media.get("itemEncoding");
        if let Some(encoding) = item.filter(|_| classify(name, None) != Media::Multipart) {
            self.warn(
                "encoding-by-position",
                &encoding.pointer,
                format!("`itemEncoding` is about parts, and `{name}` has none"),
                "it is ignored; remove it",
            );
        }
        if let Some(encoding) = media.get("prefixEncoding") {
            self.warn(
                "encoding-by-position",
                &encoding.pointer,
                "`prefixEncoding` gives each part a media type by its position, and all parts of a list are of one type here",
                "it is ignored; describe each part by `prefixItems` in the body itself, or say by `itemEncoding` what holds for all",
            );
        }
    }
}
