//! What an audit found, for people and for programs.

use serde_json::{Value, json};

use super::{Difference, Report};
use crate::load::Document;
use crate::pointer;

/// The report as text: one entry for each unexplained difference and each explanation of nothing, with the
/// places on both sides.
pub fn text(report: &Report, document: &Document) -> String {
    let mut text = String::new();
    for difference in report.unexplained() {
        text.push_str(&format!("{}\n", difference.message));
        text.push_str(&format!("  description: {}\n", place(document, difference)));
        if let Some(place) = &difference.place {
            text.push_str(&format!("  page: {place}\n"));
        }
        text.push_str(&format!("  aspect: {}\n\n", difference.aspect));
    }
    for (at, aspect) in &report.stale {
        let of = aspect
            .as_ref()
            .map(|aspect| format!(" of `{aspect}`"))
            .unwrap_or_default();
        text.push_str(&format!(
            "this explanation{of} explains no difference any more: remove it\n"
        ));
        text.push_str(&format!(
            "  description: {}\n\n",
            explanation_place(document, at, aspect.as_deref())
        ));
    }
    text
}

/// The report as JSON: `differences` (explained ones, too) and `stale` explanations.
pub fn json(report: &Report, document: &Document) -> Value {
    let differences = report.differences.iter().map(|difference| {
        json!({
            "aspect": difference.aspect,
            "message": difference.message,
            "pointer": difference.pointers.first(),
            "description": place(document, difference),
            "page": difference.place.as_ref().map(ToString::to_string),
            "explanation": difference.explanation,
        })
    });
    let stale = report.stale.iter().map(|(at, aspect)| {
        json!({
            "pointer": at,
            "aspect": aspect,
            "description": explanation_place(document, at, aspect.as_deref()),
        })
    });
    json!({
        "differences": differences.collect::<Vec<_>>(),
        "stale": stale.collect::<Vec<_>>(),
    })
}

fn place(document: &Document, difference: &Difference) -> String {
    let at = difference
        .pointers
        .first()
        .map(String::as_str)
        .unwrap_or_default();
    located(document, at)
}

fn explanation_place(document: &Document, at: &str, aspect: Option<&str>) -> String {
    let key = pointer::join(at, "x-docs-differs");
    located(
        document,
        &aspect.map_or(key.clone(), |aspect| pointer::join(&key, aspect)),
    )
}

fn located(document: &Document, at: &str) -> String {
    format!(
        "{}:{} ({})",
        document.name(),
        document.position(at).line,
        if at.is_empty() { "/" } else { at }
    )
}
