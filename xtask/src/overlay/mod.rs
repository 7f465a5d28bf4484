//! Overlay: what a vendor's file says wrong, or cannot say, comes from a file beside it.
//!
//! The files are those of the [Overlay Specification], 1.0 and 1.1: `actions`, one after the other, each with a JSONPath query
//! (RFC 9535) for what it changes. Where two versions differ, the later one counts, which takes what the earlier one refuses.
//!
//! A query that finds nothing is an error, though the specification permits it: a patch that no longer applies has to be seen.
//!
//! [Overlay Specification]: https://spec.openapis.org/overlay/latest.html

mod action;
mod merge;
mod read;

use serde_json_path::JsonPath;

use self::action::{Action, Change};
use self::merge::merge;
pub use self::read::{Overlay, read};
use crate::diagnostic::Diagnostic;
use crate::load::node::Node;
use crate::load::{Document, Rejected, Span, restore_text};
use crate::pointer;

/// Applies overlays to a description, in their order; what they write keeps its place in them.
///
/// # Errors
///
/// The findings about the first action that cannot be applied, with the description as it was until then.
pub fn overlay(mut document: Document, overlays: &[Overlay]) -> Result<Document, Box<Rejected>> {
    for overlay in overlays {
        let numbering = document.take_in(&overlay.document);
        let warnings = overlay.warnings.iter().cloned();
        document.findings.extend(warnings.map(|warning| {
            let span = Span {
                source: numbering,
                ..overlay.document.span(&warning.pointer, &warning.at)
            };
            warning.at_span(span)
        }));
        for action in &overlay.actions {
            let action = action.renumbered(numbering);
            if let Err(finding) = apply(&mut document, &action) {
                return Err(Box::new(Rejected {
                    document,
                    diagnostics: vec![*finding],
                }));
            }
        }
    }
    Ok(restore_text(document))
}

fn apply(document: &mut Document, action: &Action) -> Result<(), Box<Diagnostic>> {
    let targets = query(document, &action.target.value);
    if targets.is_empty() {
        return Err(finding(
            "unmatched-target",
            &action.target.span,
            format!("`{}` finds nothing in the description", action.target.value),
            "the description may have changed: correct the target, or remove the action",
        ));
    }
    match &action.change {
        Change::Nothing => Ok(()),
        Change::Remove => {
            // From the end of each list, so that what comes before keeps its number.
            for target in targets.iter().rev() {
                if target.is_empty() {
                    return Err(finding(
                        "impossible-action",
                        &action.target.span,
                        "the whole description cannot be removed",
                        "let the target be a part of it",
                    ));
                }
                document.remove(target);
            }
            Ok(())
        }
        Change::Update(update) => merge_into(document, &targets, update),
        Change::Copy(source) => {
            let found = query(document, &source.value);
            let [from] = found.as_slice() else {
                return Err(finding(
                    "impossible-action",
                    &source.span,
                    format!(
                        "`{}` finds {} places, and one is to be copied",
                        source.value,
                        found.len()
                    ),
                    "let it name one place",
                ));
            };
            let copied = document.node(from).cloned().unwrap_or_default();
            merge_into(document, &targets, &copied)
        }
    }
}

fn merge_into(
    document: &mut Document,
    targets: &[String],
    update: &Node,
) -> Result<(), Box<Diagnostic>> {
    targets.iter().try_for_each(|target| {
        let merged = document.edit(target, |node| merge(node, update.clone()));
        merged.unwrap_or(Ok(()))
    })
}

/// The pointers to what a query finds, in the order of the document, each once.
fn query(document: &Document, query: &JsonPath) -> Vec<String> {
    let found = query.query_located(&document.value).dedup();
    let mut pointers: Vec<String> = found
        .locations()
        .map(serde_json_path::NormalizedPath::to_json_pointer)
        .collect();
    pointers.sort_by_key(|pointer| order(pointer));
    pointers
}

/// Items of a list are ordered by their number, not by how it is written.
fn order(target: &str) -> Vec<(usize, String)> {
    pointer::tokens(target)
        .map(|token| (token.parse().unwrap_or(usize::MAX), token.into_owned()))
        .collect()
}

/// An error that points into an overlay.
fn finding(
    code: &'static str,
    span: &Span,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(code, "", message, help).at_span(*span))
}
