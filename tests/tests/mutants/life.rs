//! What becomes of a mutant, and whether that is as it should be.

use std::collections::BTreeMap;

use workspace_tests::crates::runtime;
use xtask::diagnostic::{Diagnostic, has_errors, render};
use xtask::emit::Surroundings;
use xtask::load::Document;
use xtask::pipeline::{generate, read};

/// What became of a mutant.
pub(crate) enum Fate {
    /// The package and its files.
    Crate(String, BTreeMap<String, String>),
    Refused,
}

/// Loads and generates, and looks at what comes of it.
///
/// # Errors
///
/// What is wrong with how it ended.
pub(crate) fn live(name: &str, bytes: &[u8]) -> Result<Fate, String> {
    let document = match read(&format!("{name}.yaml"), bytes) {
        Ok(document) => document,
        Err(rejected) => return refused(&rejected.diagnostics, &rejected.document),
    };
    let surroundings = |_: &str| Surroundings {
        runtime: runtime(),
        ..Surroundings::in_workspace("cargo xtask generate", format!("{name}.yaml"))
    };
    match generate(&document, name, surroundings) {
        Err(findings) => refused(&findings, &document),
        Ok(generated) => {
            check_places(&generated.warnings, &document)?;
            for (path, text) in &generated.emitted.files {
                if path.ends_with(".rs") {
                    syn::parse_file(text)
                        .map_err(|error| format!("{path} does not parse: {error}"))?;
                }
            }
            Ok(Fate::Crate(generated.package, generated.emitted.files))
        }
    }
}

/// A refusal says what is wrong, and where.
fn refused(findings: &[Diagnostic], document: &Document) -> Result<Fate, String> {
    if !has_errors(findings) {
        return Err("it was refused without an error".to_owned());
    }
    check_places(findings, document)?;
    Ok(Fate::Refused)
}

fn check_places(findings: &[Diagnostic], document: &Document) -> Result<(), String> {
    for finding in findings {
        if finding.code == "internal-error" {
            return Err(format!("{} at {}", finding.message, finding.pointer));
        }
        let span = document.span(&finding.pointer, &finding.at);
        if span.start > span.end || span.start > document.source_of(&span).text.len() {
            return Err(format!("{} is nowhere: {span:?}", finding.code));
        }
        if finding.message.is_empty() {
            return Err(format!("{} says nothing", finding.code));
        }
    }
    let rendered = render(findings, document, false);
    let places = rendered
        .lines()
        .filter(|line| line.trim_start().starts_with("--> "));
    let is_place = |line: &str| {
        let mut parts = line
            .rsplit(':')
            .map(|part| part.parse::<usize>().is_ok_and(|number| number > 0));
        parts.next() == Some(true) && parts.next() == Some(true)
    };
    match places.clone().all(is_place) && (findings.is_empty() || places.count() > 0) {
        true => Ok(()),
        false => Err(format!("a finding has no place:\n{rendered}")),
    }
}
