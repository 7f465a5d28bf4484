//! `cargo xtask diff OLD NEW`: what a change of a description means for callers.

use std::collections::BTreeSet;
use std::path::Path;

use super::arguments::{Diff, DiffFormat};
use super::console::{Console, count};
use super::generation::{Outcome, generate_all};
use super::input::Input;
use super::{FINDINGS, FINE, USAGE};
use crate::diagnostic::At;
use crate::emit::Surroundings;
use crate::verdict::{Change, Interface, Level, Subject, compare, markdown, pointer_of, text};

pub(super) fn run(options: &Diff, workspace: &Path, console: &mut Console<'_>) -> u8 {
    let mut inputs = Vec::new();
    for spec in [&options.old, &options.new] {
        match Input::named(spec, workspace) {
            // Without `x-crate`, the name of the file would become the name of the crate.
            Ok(input) => inputs.push(input.called("description")),
            Err(message) => {
                console.error(&message);
                return USAGE;
            }
        }
    }
    let around = |_: &Input, _: &str| Surroundings {
        runtime: "../runtime".to_owned(),
        standalone: true,
        command: "cargo xtask diff".to_owned(),
        source: String::new(),
        earlier: BTreeSet::new(),
    };
    let mut sides = Vec::new();
    for outcome in generate_all(&inputs, around) {
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) => {
                console.error(&error.to_string());
                return USAGE;
            }
        };
        match side(&outcome) {
            Ok(interface) => sides.push((interface, outcome)),
            Err(message) => {
                console.findings(&outcome.diagnostics, &outcome.document);
                console.error(&message);
                return USAGE;
            }
        }
    }
    let [(old, before), (new, after)] = sides.as_slice() else {
        return USAGE;
    };
    let verdict = compare(old, new);
    let places = |change: &Change| {
        let old = place(change.old.as_ref(), before);
        let new = place(change.new.as_ref(), after);
        [old, new]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" → ")
    };
    let report = match options.format {
        DiffFormat::Text => text(old, &verdict, places),
        DiffFormat::Markdown => markdown(old, &verdict, places),
    };
    match report.trim_end() {
        "" => console.out("callers see no change"),
        report => console.out(report),
    }
    match verdict.level() {
        Some(Level::Breaking) => FINDINGS,
        _ => FINE,
    }
}

fn side(outcome: &Outcome) -> Result<Interface, String> {
    let Outcome {
        input, generated, ..
    } = outcome;
    let Some(generated) = generated else {
        let found = count(&outcome.diagnostics);
        return Err(format!(
            "{}: {found}; there is no client to compare",
            input.name
        ));
    };
    generated.emitted.outline.parse().map_err(|error| {
        format!(
            "{}: its outline cannot be read, which is a bug: {error}",
            input.name
        )
    })
}

/// `specs/petstore.yaml:12:5`.
fn place(subject: Option<&Subject>, outcome: &Outcome) -> Option<String> {
    let document = &outcome.document;
    let places = &outcome.generated.as_ref()?.places;
    let pointer = pointer_of(subject?, places, document)?;
    let span = document.span(&pointer, &At::Key);
    let source = document.source_of(&span);
    let position = source.position(span.start);
    Some(format!(
        "{}:{}:{}",
        source.name, position.line, position.column
    ))
}
