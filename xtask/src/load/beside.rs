//! The other files of a description.

use std::sync::Arc;

use super::findings::Findings;
use super::node::Node;
use super::{Document, Source, decode, parse, refuse_early};
use crate::diagnostic::{At, Diagnostic, Severity};

/// What a file holds that is a part of a description.
#[derive(Debug)]
pub(crate) struct Part {
    /// Which of the sources of the document it is.
    pub(crate) number: usize,
    /// What it holds; its places are in that source.
    pub(crate) tree: Arc<Node>,
}

/// Loads another file of a description, of whatever it holds. `None` where it is not to be read; the findings of the
/// document say why.
pub(crate) fn load_beside(document: &mut Document, name: &str, bytes: &[u8]) -> Option<Part> {
    let number = document.next_number();
    let text = match decode(name, bytes) {
        Ok(text) => text,
        Err(rejected) => {
            let source = rejected.document.source().clone();
            return refuse(document, source, rejected.diagnostics);
        }
    };
    let mut source = Source::new(name, text);
    source.number = number;
    if let Some(diagnostic) = refuse_early(text) {
        return refuse(document, source, vec![diagnostic]);
    }
    let mut findings = Findings::default();
    match parse(&source, &mut findings) {
        Some(tree) if !findings.has_errors() => {
            let tree = Arc::new(tree);
            source.written = Some(Arc::clone(&tree));
            document.add(source);
            warn(document, number, findings.diagnostics);
            Some(Part { number, tree })
        }
        _ => refuse(document, source, findings.diagnostics),
    }
}

/// The description does without the file: what is wrong with it ends nothing.
fn refuse(document: &mut Document, mut source: Source, errors: Vec<Diagnostic>) -> Option<Part> {
    let number = document.next_number();
    source.number = number;
    document.add(source);
    warn(document, number, errors);
    None
}

/// Adds what was found in a file: none of it ends anything.
fn warn(document: &mut Document, number: usize, found: Vec<Diagnostic>) {
    let found = found.into_iter().map(|mut finding| {
        finding.severity = Severity::Warning;
        if let At::Span(span) = &mut finding.at {
            span.source = number;
        }
        finding
    });
    document.findings.extend(found);
}
