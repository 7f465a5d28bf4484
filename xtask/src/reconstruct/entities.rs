//! HTML entities: the generators' templates escape what they print, some of them twice.

use std::borrow::Cow;

/// Decodes entities once.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if text.contains('&') {
        html_escape::decode_html_entities(text)
    } else {
        Cow::Borrowed(text)
    }
}

/// Decodes the text of a description: what was escaped twice is decoded twice.
pub(super) fn decode_prose(text: &str) -> String {
    let once = decode(text);
    let twice = text.contains("&amp;#") || text.contains("&amp;lt;") || text.contains("&amp;quot;");
    let text = if twice {
        decode(&once).into_owned()
    } else {
        once.into_owned()
    };
    text.trim().to_owned()
}
