//! Scalars that every reader of YAML takes for what they are: `no`, `1e3` and `2020-01-02` are text to
//! YAML 1.2 in part, and a boolean, a number and a date to the many readers of YAML 1.1.

use serde_json::{Number, Value};

/// Words that some version of YAML takes for a boolean or for null, in lower case.
const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

/// A text, number, boolean or null in one line; `None` for what is none of them.
pub(super) fn inline(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => number(value),
        Value::String(value) => text(value),
        Value::Array(items) if items.is_empty() => "[]".to_owned(),
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Array(_) | Value::Object(_) => return None,
    })
}

/// A text: bare, in single quotes, or with escapes.
pub(super) fn text(value: &str) -> String {
    if value.chars().any(needs_escape) {
        escaped(value)
    } else if is_bare(value) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', "''"))
    }
}

/// Whether a text of several lines can be written line by line behind `|-`.
pub(super) fn is_literal(value: &str) -> bool {
    value.contains('\n')
        && !value.starts_with(char::is_whitespace)
        && !value.ends_with('\n')
        && !value.chars().any(|c| c != '\n' && needs_escape(c))
}

/// YAML 1.1 knows a number with an exponent only by its point and its sign.
fn number(value: &Number) -> String {
    let printed = value.to_string();
    let Some((digits, exponent)) = printed.split_once('e') else {
        return printed;
    };
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    let exponent = exponent.trim_start_matches('+');
    format!("{digits}{point}e{sign}{exponent}")
}

fn is_bare(value: &str) -> bool {
    // A version such as 3.0.3 is no number to anybody.
    let parts = || value.split('.');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts().count() > 2 && parts().all(digits) {
        return true;
    }
    let begins = value.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '_' | '$'));
    let word = WORDS.iter().any(|word| value.eq_ignore_ascii_case(word));
    begins
        && !word
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.ends_with([' ', ':'])
}

/// Characters that YAML does not take as they are, or takes for the end of a line.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            c if needs_escape(c) => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_older_readers_take_for_something_else_is_quoted() {
        for value in [
            "no",
            "Y",
            "null",
            "2020-01-02",
            "1:30",
            "0x1",
            "=",
            "<<",
            "~",
            "",
            "a: b",
            "-",
        ] {
            assert_eq!(text(value), format!("'{value}'"));
        }
        for value in [
            "/pets/{petId}",
            "application/json",
            "note",
            "a:b",
            "Grüße an alle",
            "3.0.3",
        ] {
            assert_eq!(text(value), value);
        }
        assert_eq!(inline(&json!(1e30)).as_deref(), Some("1.0e+30"));
        assert_eq!(inline(&json!(1.5e-9)).as_deref(), Some("1.5e-9"));
    }

    #[test]
    fn every_text_is_read_back_as_it_was() {
        for value in [
            "it's",
            "a\tb",
            "\u{7f}\u{2028}",
            "\"\\",
            "a #b",
            "a\r\nb",
            "#",
            "a ",
            "\u{fffe}",
        ] {
            let read: Value = serde_yaml::from_str(&text(value)).unwrap_or_default();
            assert_eq!(read, json!(value));
        }
    }
}
