//! `cargo xtask diff OLD NEW`: what a change of a description means for callers.

use std::path::Path;

use super::arguments::{Diff, DiffFormat};
use super::console::{Console, count, plural};
use super::generation::{Outcome, generate_all};
use super::input::Input;
use super::{FINDINGS, FINE, USAGE};
use crate::diagnostic::At;
use crate::emit::{Surroundings, outline};
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
    let around = |_: &Input, _: &str| Surroundings::in_workspace("cargo xtask diff", "");
    let generated = console.waiting("both descriptions", || {
        generate_all(&inputs, outline, around)
    });
    let mut sides = Vec::new();
    for outcome in generated {
        let side = match &outcome {
            Ok(outcome) => side(outcome, console),
            Err(error) => Err(error.to_string()),
        };
        match (side, outcome) {
            (Ok(interface), Ok(outcome)) => sides.push((interface, outcome)),
            (Err(message), _) => console.error(&message),
            _ => {}
        }
    }
    let [(old, before), (new, after)] = sides.as_mut_slice() else {
        return USAGE;
    };
    let says = |outcome: &Outcome, key: &str| {
        let pointer = format!("/info/x-crate/{key}");
        outcome.document.get(&pointer).is_some()
    };
    // A name or a version that only the generator gave says nothing.
    if !says(before, "name") || !says(after, "name") {
        new.package.clone_from(&old.package);
    }
    if !says(before, "version") {
        old.version.clear();
    }
    if !says(before, "layout") && !says(after, "layout") {
        old.forget_parts(new);
        new.forget_parts(old);
    }
    let verdict = compare(old, new);
    let places = |change: &Change| {
        let old = place(change.old.as_ref(), before);
        let new = place(change.new.as_ref(), after);
        [old, new].into_iter().flatten().collect()
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

fn side(outcome: &Outcome, console: &mut Console<'_>) -> Result<Interface, String> {
    let Outcome {
        input, generated, ..
    } = outcome;
    let Some(generated) = generated else {
        let found = count(&outcome.diagnostics);
        console.findings(&outcome.diagnostics, &outcome.document);
        return Err(format!(
            "{}: {found}; there is no client to compare",
            input.name
        ));
    };
    if generated.left_out > 0 {
        console.err(&format!(
            "warning: {}: {} left out, for which `cargo xtask generate` says why: not compared",
            input.name,
            plural(generated.left_out, "operation")
        ));
    }
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
