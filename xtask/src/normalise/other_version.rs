//! Keywords that another version of OpenAPI has. They are read as that version means them.

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostic::{At, Diagnostic};
use crate::grammar::{Survey, Trouble, Version};
use crate::load::Document;

/// One finding for each keyword, at the first place where it stands.
pub(super) fn findings(
    document: &Document,
    survey: &Survey<'_>,
    version: Version,
) -> Vec<Diagnostic> {
    let mut found: IndexMap<(&str, &str, String), (String, usize)> = IndexMap::new();
    for trouble in &survey.troubles {
        if let Trouble::OfOtherVersion {
            pointer,
            shape,
            field,
        } = trouble
        {
            found
                .entry((shape.name, field.name, field.versions()))
                .and_modify(|(_, times)| *times += 1)
                .or_insert_with(|| (pointer.clone(), 1));
        }
    }
    found
        .into_iter()
        .map(|((_, name, versions), (at, times))| {
            let spoken = match document.get(&at) {
                Some(Value::String(text)) if name == "type" => format!("`{name}: {text}`"),
                Some(Value::Array(_)) if name == "type" => format!("`{name}` as a list"),
                Some(Value::Number(_)) if name.starts_with("exclusive") => {
                    format!("`{name}` as a number")
                }
                Some(Value::Bool(_)) if name.starts_with("exclusive") => {
                    format!("`{name}` as a flag")
                }
                _ => format!("`{name}`"),
            };
            let more = match times {
                1 => String::new(),
                _ => format!(" ({times} times)"),
            };
            let span = document.span(&at, &At::Key);
            Diagnostic::warning(
                "other-version",
                document.written(&at),
                format!(
                    "{spoken} is {versions}, and this description is {}{more}: it is read as it is meant there",
                    version.number()
                ),
                "write what the version of the description has, or correct the version",
            )
            .at_span(span)
        })
        .collect()
}
