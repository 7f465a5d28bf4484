//! The last cell of a row: `[optional] [readonly] [default to 10]` and its relatives.

/// What the notes say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notes<'a> {
    pub(super) optional: bool,
    pub(super) read_only: bool,
    /// The default as printed.
    pub(super) default: Option<&'a str>,
    /// Whether the default stands in brackets: such templates escape it on pages of operations.
    pub(super) bracketed: bool,
    /// The text between the brackets of `must be one of […]`.
    pub(super) values: Option<&'a str>,
}

const ONE_OF: &str = "must be one of [";

/// Reads notes; `None` when the text holds anything else.
pub(super) fn parse(text: &str) -> Option<Notes<'_>> {
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
        notes.default = Some(after.strip_suffix(']')?.trim());
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
    notes.values = values;
    if rest.is_empty() {
        return Some(notes);
    }
    let default = rest
        .strip_prefix("if omitted the server will use the default value of")
        .or_else(|| rest.strip_prefix("defaults to"))?;
    notes.default = Some(default.trim());
    Some(notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn default_of(text: &str) -> Option<&str> {
        parse(text).and_then(|notes| notes.default)
    }

    #[test]
    fn every_dialect_writes_the_same_default() {
        for text in [
            " [optional] [default to 10]",
            "[default to 10]",
            " [optional]  if omitted the server will use the default value of 10",
            " defaults to 10",
        ] {
            assert_eq!(default_of(text), Some("10"), "{text}");
        }
    }

    #[test]
    fn brackets_inside_a_default_belong_to_it() {
        assert_eq!(default_of("[default to []]"), Some("[]"));
        assert_eq!(default_of(r#"[default to ["a"]]"#), Some(r#"["a"]"#));
    }

    #[test]
    fn values_of_an_enumeration_may_follow_a_default() {
        let notes = parse(r#"defaults to "a",  must be one of ["a", "b", ]"#).unwrap_or_default();
        assert_eq!(
            (notes.default, notes.values),
            (Some(r#""a""#), Some(r#""a", "b", "#))
        );
        assert!(!notes.optional);
    }

    #[test]
    fn a_description_is_no_note() {
        for text in ["text", "[optional] text", "[default to 10", "x [optional]"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
