//! The last cell of a row: `[optional] [readonly] [default to 10]` and its relatives.

use std::borrow::Cow;

use super::entities;

/// What the notes say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notes<'a> {
    pub(super) optional: bool,
    pub(super) read_only: bool,
    /// The default as printed.
    pub(super) default: Option<Cow<'a, str>>,
    /// Whether the default stands in brackets: such templates escape it on pages of operations.
    pub(super) bracketed: bool,
    /// The text between the brackets of `must be one of […]`.
    pub(super) values: Option<Cow<'a, str>>,
}

const ONE_OF: &str = "must be one of [";

/// Reads notes; `None` when the text holds anything else.
pub(super) fn parse(text: &str) -> Option<Notes<'_>> {
    // Brackets are escaped by some formatters; elsewhere, backslashes belong to the default.
    let formatted = text.trim_start().starts_with("\\[") || text.contains("\\[default to");
    if !formatted {
        return plain(text);
    }
    let text = entities::unescape(text);
    let notes = plain(&text)?;
    Some(Notes {
        default: notes.default.map(|text| Cow::Owned(text.into_owned())),
        values: notes.values.map(|text| Cow::Owned(text.into_owned())),
        ..notes
    })
}

fn plain(text: &str) -> Option<Notes<'_>> {
    let mut notes = Notes::default();
    let mut rest = text.trim();
    loop {
        if let Some(after) = rest.strip_prefix("[optional]") {
            notes.optional = true;
            rest = after.trim_start();
        } else if let Some(after) = rest.strip_prefix("[readonly]") {
            notes.read_only = true;
            rest = after.trim_start();
        } else {
            break;
        }
    }
    if rest.is_empty() {
        return Some(notes);
    }
    if let Some(after) = rest.strip_prefix("[default to") {
        notes.default = Some(after.strip_suffix(']')?.trim().into());
        notes.bracketed = true;
        return Some(notes);
    }
    let (rest, values) = match rest.find(ONE_OF) {
        Some(at) => {
            let values = rest.get(at + ONE_OF.len()..)?.strip_suffix(']')?;
            let before = rest.get(..at)?.trim_end();
            (before.strip_suffix(',').unwrap_or(before), Some(values))
        }
        None => (rest, None),
    };
    notes.values = values.map(Cow::Borrowed);
    if rest.is_empty() {
        return Some(notes);
    }
    let default = rest
        .strip_prefix("if omitted the server will use the default value of")
        .or_else(|| rest.strip_prefix("defaults to"))?;
    // openapi-generator 5.0 and 5.1 print this for required rows that have no default.
    notes.default = Some(default.trim())
        .filter(|default| *default != "nulltype.Null")
        .map(Cow::Borrowed);
    Some(notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn default_of(text: &str) -> Option<String> {
        let notes = parse(text)?;
        notes.default.map(Cow::into_owned)
    }

    #[test]
    fn every_dialect_writes_the_same_default() {
        for text in [
            " [optional] [default to 10]",
            "[default to 10]",
            " [optional]  if omitted the server will use the default value of 10",
            " defaults to 10",
        ] {
            assert_eq!(default_of(text).as_deref(), Some("10"), "{text}");
        }
    }

    #[test]
    fn brackets_inside_a_default_belong_to_it() {
        assert_eq!(default_of("[default to []]").as_deref(), Some("[]"));
        let list = default_of(r#"[default to ["a"]]"#);
        assert_eq!(list.as_deref(), Some(r#"["a"]"#));
    }

    #[test]
    fn values_of_an_enumeration_may_follow_a_default() {
        let notes = parse(r#"defaults to "a",  must be one of ["a", "b", ]"#).unwrap_or_default();
        assert_eq!(
            (notes.default.as_deref(), notes.values.as_deref()),
            (Some(r#""a""#), Some(r#""a", "b", "#))
        );
        assert!(!notes.optional);
    }

    #[test]
    fn brackets_that_a_formatter_escaped_are_brackets() {
        let notes = parse(r"\[optional\] \[default to 'a\_b'\]").unwrap_or_default();
        assert_eq!(
            (notes.optional, notes.default.as_deref()),
            (true, Some("'a_b'"))
        );
        let list = default_of(r#"[optional] \[default to ["a"]\]"#);
        assert_eq!(list.as_deref(), Some(r#"["a"]"#));
        assert_eq!(default_of(r"[default to '\[a']").as_deref(), Some(r"'\[a'"));
    }

    #[test]
    fn no_default_may_be_printed_as_one() {
        let notes = parse("[readonly] defaults to nulltype.Null").unwrap_or_default();
        assert_eq!((notes.read_only, notes.default), (true, None));
    }

    #[test]
    fn a_description_is_no_note() {
        for text in ["text", "[optional] text", "[default to 10", "x [optional]"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
