//! Tabs between a colon and its value.
//!
//! YAML allows them (section 6.2: separation spaces are spaces and tabs), and so does libyaml; the parser takes some for the
//! indentation of a nested mapping. A space means the same there, and is as long.

/// What the parser says of such a tab, behind it.
pub(super) const COMPLAINT: &str = "':' must be followed by a valid YAML whitespace";

/// The text with spaces for the tabs before this place. `None` where there are none.
pub(super) fn to_spaces(text: &str, behind: usize) -> Option<String> {
    let before = text.get(..behind)?;
    let kept = before.trim_end_matches([' ', '\t']);
    let white = before.get(kept.len()..)?;
    white.contains('\t').then(|| {
        let spaces = " ".repeat(white.len());
        [kept, &spaces, text.get(behind..).unwrap_or_default()].concat()
    })
}
