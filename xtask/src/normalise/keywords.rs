//! Keywords that say nothing to the generator: one finding for all of a kind, not one for each.

use indexmap::IndexMap;

use crate::diagnostic::Diagnostic;
use crate::load::Span;
use crate::load::node::Place;

/// How many keywords a finding names.
const MOST_NAMED: usize = 12;

/// The keywords that were found, and how often.
#[derive(Default)]
pub(super) struct Keywords {
    found: IndexMap<String, usize>,
    /// The first place.
    place: Option<Place>,
}

impl Keywords {
    pub(super) fn add(&mut self, keyword: &str, place: Place) {
        *self.found.entry(keyword.to_owned()).or_default() += 1;
        self.place.get_or_insert(place);
    }

    /// What no Rust type can say.
    pub(super) fn documentation(self) -> Option<Diagnostic> {
        let (spoken, span) = self.spoken()?;
        let diagnostic = Diagnostic::warning(
            "taken-as-documentation",
            "",
            format!("no type can say {spoken}: it is taken as documentation"),
            "nothing needs to be done: the server checks it; here is the first place",
        );
        Some(diagnostic.at_span(span))
    }

    /// What JSON Schema permits as an annotation, and OpenAPI does not know.
    pub(super) fn unknown(self) -> Option<Diagnostic> {
        let (spoken, span) = self.spoken()?;
        let diagnostic = Diagnostic::warning(
            "unknown-keyword",
            "",
            format!("schemas hold {spoken}, which OpenAPI does not know: it is ignored"),
            "correct the spelling, or begin the keyword with `x-`; here is the first place",
        );
        Some(diagnostic.at_span(span))
    }

    fn spoken(&self) -> Option<(String, Span)> {
        let place = self.place?;
        let mut spoken: Vec<String> = self
            .found
            .iter()
            .take(MOST_NAMED)
            .map(|(keyword, times)| match times {
                1 => format!("`{keyword}`"),
                _ => format!("`{keyword}` ({times} times)"),
            })
            .collect();
        if self.found.len() > MOST_NAMED {
            spoken.push(format!("{} more", self.found.len() - MOST_NAMED));
        }
        let bytes = if place.key().is_empty() {
            place.value()
        } else {
            place.key()
        };
        let span = Span {
            source: place.source as usize,
            ..Span::from(bytes)
        };
        Some((spoken.join(", "), span))
    }
}
