//! The other kind of source: does a description still cover what the vendor's own one says?
//!
//! A description here covers a part of what a vendor describes, and a newer file adds to it. So what is reported is what the
//! vendor's file has and ours has not, operation by operation: operations under the same tag, parameters, bodies, statuses,
//! properties, values of enumerations, and types that are not the same. What only ours has is no difference: it may be of a
//! newer version, or what the server does and its file does not say. `x-docs-differs` explains as it does for pages, but an
//! explanation without a difference is not reported: it may be about the pages.

mod operations;
mod schemas;

use serde_json::{Value, json};

use super::explanations;
use super::view::View;
use super::{Difference, Differences};
use crate::load::Document;

/// What a vendor's file has and the description has not.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// All differences, explained or not, in the order of the vendor's file; each with the pointer into that file.
    pub differences: Vec<(Difference, String)>,
    /// How many operations both have.
    pub operations: usize,
}

impl Coverage {
    /// The differences that nobody has explained, with the pointers into the vendor's file.
    pub fn unexplained(&self) -> impl Iterator<Item = &(Difference, String)> {
        self.differences
            .iter()
            .filter(|(difference, _)| difference.explanation.is_none())
    }
}

/// Compares a description with the vendor's.
pub fn cover(document: &Document, vendor: &Document) -> Coverage {
    let mut comparison = Comparison {
        ours: View::new(&document.value),
        theirs: View::new(&vendor.value),
        differences: Differences::default(),
        places: Vec::new(),
        compared: Vec::new(),
    };
    let operations = comparison.operations();
    let mut found = comparison.differences.found;
    // Nothing here is stale: an explanation may be about the pages.
    explanations::explain(&document.value, &mut found);
    let mut differences: Vec<_> = found.into_iter().zip(comparison.places).collect();
    differences
        .sort_by_key(|(difference, place)| (vendor.position(place), difference.aspect.clone()));
    differences.dedup();
    Coverage {
        differences,
        operations,
    }
}

/// The comparison under way.
struct Comparison<'a> {
    ours: View<'a>,
    theirs: View<'a>,
    differences: Differences,
    /// For each difference, the pointer into the vendor's file.
    places: Vec<String>,
    /// Pairs of schemas, by their pointers, that need no second look.
    compared: Vec<(String, String)>,
}

impl Comparison<'_> {
    fn report(&mut self, pointers: &[&str], aspect: String, message: String, place: &str) {
        self.differences.add(pointers, aspect, message, None);
        self.places.push(place.to_owned());
    }
}

/// The report as text: one entry for each unexplained difference, with the places on both sides.
pub fn text(coverage: &Coverage, document: &Document, vendor: &Document) -> String {
    let mut text = String::new();
    for (difference, place) in coverage.unexplained() {
        let at = difference.pointers.first().map_or("", String::as_str);
        text.push_str(&format!(
            "{}\n  vendor: {}\n  description: {}\n  aspect: {}\n\n",
            difference.message,
            located(vendor, place),
            located(document, at),
            difference.aspect
        ));
    }
    text
}

/// The report as JSON: all differences, explained ones too.
pub fn json(coverage: &Coverage, document: &Document, vendor: &Document) -> Value {
    let differences = coverage.differences.iter().map(|(difference, place)| {
        let at = difference.pointers.first().map_or("", String::as_str);
        json!({
            "aspect": difference.aspect,
            "message": difference.message,
            "pointer": at,
            "description": located(document, at),
            "vendor": located(vendor, place),
            "explanation": difference.explanation,
        })
    });
    json!({ "operations": coverage.operations, "differences": differences.collect::<Vec<_>>() })
}

/// The file, the line, and the pointer in the author's terms.
fn located(document: &Document, at: &str) -> String {
    let written = document.written(at);
    let written = if written.is_empty() {
        "/"
    } else {
        written.as_str()
    };
    let line = document.position(at).line;
    format!("{}:{line} ({written})", document.name())
}
