//! `contentEncoding` and `contentMediaType`: bytes in a text, or instead of one.

use serde_json::json;

use crate::load::node::Node;

pub(super) fn normalise(schema: &mut Node) {
    let encoding = schema.take("contentEncoding");
    let media_type = if schema.has("contentSchema") {
        None
    } else {
        schema.take("contentMediaType")
    };
    let typed = schema.text("type");
    if schema.has("format") || typed.is_some_and(|typed| typed != "string") {
        return;
    }
    let (format, from) = match (&encoding, &media_type) {
        // RFC 4648, section 4; its other alphabets stay text.
        (Some(node), _)
            if node
                .as_text()
                .is_some_and(|name| name.eq_ignore_ascii_case("base64")) =>
        {
            ("byte", node)
        }
        (None, Some(node)) if node.as_text().is_some_and(is_binary) => ("binary", node),
        _ => return,
    };
    let place = from.place;
    if typed.is_none() {
        schema.put("type", Node::made(json!("string"), place));
    }
    schema.put("format", Node::made(json!(format), place));
    // A part that holds the file is of this type.
    if format == "binary"
        && let Some(media_type) = media_type
    {
        schema.put("contentMediaType", media_type);
    }
}

/// Whether what a media type names is no text.
fn is_binary(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let text = essence.starts_with("text/")
        || essence.starts_with("multipart/")
        || [
            "json",
            "xml",
            "yaml",
            "javascript",
            "x-www-form-urlencoded",
            "jsonl",
            "x-ndjson",
            "json-seq",
            "graphql",
        ]
        .iter()
        .any(|word| {
            essence.ends_with(&format!("/{word}")) || essence.ends_with(&format!("+{word}"))
        })
        || essence.contains('*')
        || essence.is_empty();
    !text
}
