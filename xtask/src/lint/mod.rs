//! Lint: what is wrong with a description, before anything is made of it.
//!
//! Each module holds the rules of one subject. A rule reads the document and adds findings with a
//! stable code. What it finds wrong it mends: it changes the document to what is surely meant, or takes
//! out what nobody can make sense of, and the finding says which. One run reports everything.

mod columns;
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
mod report;
mod schemas;
mod security;
mod structure;
mod suggestion;
mod token_source;
mod value;
mod values;

pub(crate) use suggestion::nearest;

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::load::Document;
use context::Context;
use report::Report;

/// A rule looks at the document, and reports.
type Rule = fn(&Context<'_>, &mut Report);

/// The rules, in stages: each relies on what those before it have mended.
const STAGES: [&[Rule]; 3] = [
    &[structure::check],
    &[references::check, recursion::check],
    &[
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
        value::check,
        columns::check,
    ],
];

/// How often a stage may look again at what it has changed: what was put in place of something may itself be wrong.
const MAXIMUM_ROUNDS: usize = 8;

/// A description in which all is as it has to be.
#[derive(Clone, Debug)]
pub struct Mended<'d> {
    /// What is meant. Values stand at the pointers where their author put them.
    pub document: Cow<'d, Document>,
    /// What was found, and what was done instead.
    pub findings: Vec<Diagnostic>,
}

/// Checks a description against every rule. The result is empty when there is nothing to say.
pub fn lint(document: &Document) -> Vec<Diagnostic> {
    mend(document).findings
}

/// Checks a description against every rule, and takes what is surely meant where one is broken. An error is what nothing can
/// be made of.
pub fn mend(document: &Document) -> Mended<'_> {
    let mut mended = Cow::Borrowed(document);
    let mut findings = document.findings.clone();
    let mut report = Report::default();
    let (mut stage, mut round) = (0, 0);
    while stage < STAGES.len() {
        let context = Context::new(&mended);
        let mut edits = Vec::new();
        // As long as nothing changes, one context serves.
        while let Some(rules) = STAGES.get(stage).filter(|_| edits.is_empty()) {
            for rule in *rules {
                rule(&context, &mut report);
            }
            edits = report.take_edits();
            round += 1;
            if edits.is_empty() || round == MAXIMUM_ROUNDS {
                (stage, round) = (stage + 1, 0);
            }
        }
        drop(context);
        if !edits.is_empty() {
            let document = mended.to_mut();
            for edit in edits {
                edit.apply(&mut document.value);
            }
        }
    }
    findings.extend(report.into_diagnostics());
    Mended {
        document: mended,
        findings,
    }
}
