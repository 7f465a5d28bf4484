//! What is written in place of a character: HTML entities, which the generators' templates print for what
//! they show, some of them twice, and backslashes, which formatters of Markdown add.

use std::borrow::Cow;

/// The address in `*address*`, in what formatters make of it, or bare as some templates print it.
pub(super) fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    [('*', '*'), ('_', '_'), ('<', '>')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .or_else(|| Some(text).filter(|text| text.contains("://") && !text.contains(' ')))
}

/// Decodes entities once.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if text.contains('&') {
        html_escape::decode_html_entities(text)
    } else {
        Cow::Borrowed(text)
    }
}

/// Removes the backslashes that formatters put before what could be markup: `\_from`, `\[optional\]`.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let escapes = c == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
        plain.extend(if escapes { rest.next() } else { Some(c) });
    }
    Cow::Owned(plain)
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
