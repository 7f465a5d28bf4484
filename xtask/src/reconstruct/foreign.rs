//! Pages that look like those that are read here, and are not.

use std::sync::Arc;

use super::finding::{Finding, Place};

/// Languages that generators write documentation for, by the tag of their examples.
const LANGUAGES: [(&str, &str); 22] = [
    ("java", "Java"),
    ("kotlin", "Kotlin"),
    ("scala", "Scala"),
    ("javascript", "JavaScript"),
    ("js", "JavaScript"),
    ("typescript", "TypeScript"),
    ("ts", "TypeScript"),
    ("go", "Go"),
    ("golang", "Go"),
    ("ruby", "Ruby"),
    ("php", "PHP"),
    ("csharp", "C#"),
    ("swift", "Swift"),
    ("objc", "Objective-C"),
    ("dart", "Dart"),
    ("perl", "Perl"),
    ("R", "R"),
    ("powershell", "PowerShell"),
    ("PowerShell", "PowerShell"),
    ("rust", "Rust"),
    ("c", "C"),
    ("elixir", "Elixir"),
];

/// Says why a page cannot be read, if it cannot.
pub(super) fn refuse(file: &Arc<str>, text: &str) -> Option<Finding> {
    // An example decides; what descriptions hold does not.
    let is_python = text.lines().any(|line| line.starts_with("```python"));
    let mut heading = "";
    for (index, line) in text.lines().enumerate() {
        let place = || Place::new(file, index + 1);
        if line.starts_with("# ") && line.contains(".apis.tags.")
            || line == "## Model Type Info"
            || line == "### Return Types, Responses"
            || line.starts_with("Input Type | Accessed Type")
        {
            return Some(Finding::error(
                place(),
                "layout-not-read",
                "this page has the layout of openapi-generator 6.0 to 6.6 `python`, which is not read",
                "the same SDK generated with `python-nextgen`, `python-legacy` or `python-prior`, or with \
                 version 7, has pages that are read; this one was skipped",
            ));
        }
        if is_python {
            continue;
        }
        if line.starts_with("##") {
            heading = line;
        }
        if let (Some(tag), true) = (line.strip_prefix("```"), heading.contains("Example")) {
            let language = LANGUAGES.iter().find(|(known, _)| *known == tag.trim());
            if let Some((_, language)) = language {
                return Some(Finding::error(
                    place(),
                    "other-language",
                    format!("this page documents an SDK for {language}"),
                    "types and names of other languages than Python are not read: it was skipped",
                ));
            }
        }
        if foreign_row(line) {
            return Some(Finding::error(
                place(),
                "other-language",
                "this page has types of another language than Python",
                "types and names of other languages than Python are not read: it was skipped",
            ));
        }
    }
    None
}

/// Whether a line is a row whose type is a word that other languages have and Python has not.
fn foreign_row(line: &str) -> bool {
    let line = line.trim_start_matches('|').trim_start();
    let Some(cells) = super::row::cells(line) else {
        return false;
    };
    let word = cells.kind.as_str();
    let plain = cells.link.is_none();
    plain
        && matches!(
            word,
            "String"
                | "Long"
                | "Integer"
                | "Boolean"
                | "Double"
                | "OffsetDateTime"
                | "BigDecimal"
                | "int32"
                | "int64"
                | "Int64"
                | "Int"
                | "i32"
                | "i64"
                | "number"
                | "boolean"
                | "Number"
                | "time.Time"
                | "System.Guid"
        )
        || word.starts_with("Array<")
        || word.starts_with("List<")
        || word.starts_with("kotlin.")
        || word.starts_with("Vec<")
        || word.len() > 2 && word.starts_with("[]")
}
