//! Lint: what is wrong with a description, before anything is made of it.
//!
//! Each module holds the rules of one subject. A rule reads the document and adds findings with a
//! stable code; no rule depends on another having passed, so one run reports everything.

mod context;
mod enumerations;
mod extensions;
mod names;
mod numbers;
mod operations;
mod pagination;
mod parameters;
mod paths;
mod recursion;
mod references;
mod schemas;
mod security;
mod structure;
mod suggestion;
mod token_source;
mod values;

pub(crate) use suggestion::nearest;

use crate::diagnostic::Diagnostic;
use crate::load::Document;
use context::Context;

/// Checks a description against every rule. The result is empty when there is nothing to say.
pub fn lint(document: &Document) -> Vec<Diagnostic> {
    let context = Context::new(document);
    let rules = [
        structure::check,
        references::check,
        recursion::check,
        paths::check,
        parameters::check,
        operations::check,
        security::check,
        schemas::check,
        enumerations::check,
        values::check,
        names::check,
        extensions::check,
        pagination::check,
        token_source::check,
    ];
    let mut diagnostics = document.findings.clone();
    for rule in rules {
        rule(&context, &mut diagnostics);
    }
    diagnostics
}
