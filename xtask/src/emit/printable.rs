//! Characters that cannot stand in source text as they are.

use std::borrow::Cow;

/// Text with control characters and those that turn the direction of writing as escapes: rustc refuses a bare carriage return
/// in a comment, and `text_direction_codepoint_in_comment` what makes code look like other code.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_odd(character) {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

fn is_odd(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
