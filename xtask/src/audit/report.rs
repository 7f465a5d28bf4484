//! What an audit found, for people and for programs.

use serde_json::{Value, json};

use super::{Difference, Report};
use crate::load::Document;

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
    for stale in &report.stale {
        let of = stale
            .of
            .as_ref()
            .map(|of| format!(" of `{of}`"))
            .unwrap_or_default();
        text.push_str(&format!(
            "this explanation{of} explains no difference any more: remove it\n  description: {}\n\n",
            located(document, &stale.pointer)
        ));
    }
    text
}

/// The report as JSON: `differences` (explained ones, too), `findings` about the pages and `stale` explanations.
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
    let stale = report.stale.iter().map(|stale| {
        json!({
            "pointer": stale.pointer,
            "of": stale.of,
            "description": located(document, &stale.pointer),
        })
    });
    let findings = report.findings.iter().map(|finding| {
        json!({
            "code": finding.code,
            "message": finding.message,
            "page": finding.place.to_string(),
        })
    });
    json!({
        "differences": differences.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
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

fn located(document: &Document, at: &str) -> String {
    format!(
        "{}:{} ({})",
        document.name(),
        document.position(at).line,
        if at.is_empty() { "/" } else { at }
    )
}
