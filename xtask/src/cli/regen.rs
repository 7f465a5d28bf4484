//! `cargo xtask regen`: the crates of this workspace from the descriptions in `specs/`.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use super::arguments::Regen;
use super::console::{Console, count, plural};
use super::generation::{Outcome, generate_all};
use super::input::{Input, specs};
use super::{FINDINGS, FINE, USAGE, licenses, verdict};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::emit::{Surroundings, emit};
use crate::lint::nearest;
use crate::write::{Change, Comparison, Files, compare, diff, earlier, is_regenerated, write};

pub(super) fn run(options: &Regen, workspace: &Path, console: &mut Console<'_>) -> u8 {
    let inputs = match select(&options.vendors, workspace) {
        Ok(inputs) => inputs,
        Err(message) => {
            console.error(&message);
            return USAGE;
        }
    };
    let mut unread = false;
    let mut outcomes = Vec::new();
    let around = |input: &Input, package: &str| surroundings(input, package, workspace);
    let generated = console.waiting("specs/", || generate_all(&inputs, emit, around));
    for outcome in generated {
        match outcome {
            Ok(outcome) => outcomes.push(outcome),
            Err(error) => {
                console.error(&error.to_string());
                unread = true;
            }
        }
    }
    equal_packages(&mut outcomes);
    let mut failed = unread;
    for outcome in &outcomes {
        console.findings(&outcome.diagnostics, &outcome.document);
        // Whatever is found is a question about our own description, and somebody has to answer it.
        if !outcome.diagnostics.is_empty() {
            console.err(&format!(
                "{}: {}",
                outcome.input.name,
                count(&outcome.diagnostics)
            ));
            failed = true;
        }
    }
    if unread
        || outcomes.iter().any(|outcome| {
            !options.check && !outcome.diagnostics.is_empty() || has_errors(&outcome.diagnostics)
        })
    {
        if !options.check {
            console.error("nothing was written");
        }
        return if unread { USAGE } else { FINDINGS };
    }
    let all = options.vendors.is_empty();
    let compared = match compare_all(&outcomes, all, workspace) {
        Ok(compared) => compared,
        Err(error) => {
            console.error(&error.to_string());
            return USAGE;
        }
    };
    if options.check {
        check(&outcomes, &compared, options, console) | u8::from(failed)
    } else {
        apply(&outcomes, &compared, options, console)
    }
}

/// The crates that were compared, by name.
type Compared = BTreeMap<String, Comparison>;

fn select(vendors: &[String], workspace: &Path) -> Result<Vec<Input>, String> {
    let known = specs(workspace)?;
    if known.is_empty() {
        return Err("there is no description in specs/".to_owned());
    }
    for vendor in vendors {
        if known.iter().any(|input| input.stem == *vendor) {
            continue;
        }
        let names: Vec<&str> = known.iter().map(|input| input.stem.as_str()).collect();
        // A path to the description is what the other commands take.
        let called = Path::new(vendor).file_stem().and_then(OsStr::to_str);
        let hint = nearest(called.unwrap_or(vendor), names.iter().copied())
            .map(|name| format!("did you mean `{name}`? "))
            .unwrap_or_default();
        return Err(format!(
            "there is no vendor `{vendor}`: {hint}specs/ has {}",
            names.join(", ")
        ));
    }
    Ok(known
        .into_iter()
        .filter(|input| vendors.is_empty() || vendors.contains(&input.stem))
        .collect())
}

fn surroundings(input: &Input, package: &str, workspace: &Path) -> Surroundings {
    let command = format!("cargo xtask regen {}", input.stem);
    Surroundings {
        earlier: earlier(&workspace.join("crates").join(package)),
        ..Surroundings::in_workspace(command, &input.name)
    }
}

/// Two descriptions that would become one crate would overwrite each other.
fn equal_packages(outcomes: &mut [Outcome]) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for outcome in outcomes {
        let Some(generated) = &outcome.generated else {
            continue;
        };
        if let Some(first) = seen.get(&generated.package) {
            outcome.diagnostics.push(Diagnostic::error(
                "equal-crate-names",
                "/info/x-crate/name",
                format!(
                    "the crate `{}` is made from {first} already",
                    generated.package
                ),
                "give it a name of its own: `x-crate: {name: …}` in `info`",
            ));
        } else {
            seen.insert(generated.package.clone(), outcome.input.name.clone());
        }
    }
}

fn compare_all(outcomes: &[Outcome], all: bool, workspace: &Path) -> io::Result<Compared> {
    let crates = workspace.join("crates");
    let licenses = licenses::read(workspace)?;
    let mut compared = Compared::new();
    for outcome in outcomes {
        if let Some(generated) = &outcome.generated {
            let mut files = generated.emitted.files.clone();
            let texts = licenses::named_by(&generated.license, &licenses);
            files.extend(texts.map(|(name, text)| (name.clone(), text.clone())));
            let comparison = compare(&crates.join(&generated.package), files)?;
            compared.insert(generated.package.clone(), comparison);
        }
    }
    if all && crates.is_dir() {
        // Crates whose description is gone.
        for entry in fs::read_dir(&crates)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !compared.contains_key(&name) && is_regenerated(&entry.path())? {
                let mut comparison = compare(&entry.path(), Files::new())?;
                licenses::give_up(&mut comparison, &licenses)?;
                compared.insert(name, comparison);
            }
        }
    }
    Ok(compared)
}

fn apply(
    outcomes: &[Outcome],
    compared: &Compared,
    options: &Regen,
    console: &mut Console<'_>,
) -> u8 {
    let start = Instant::now();
    let comparisons: Vec<&Comparison> = compared.values().collect();
    if let Err(error) = write(&comparisons) {
        console.error(&error.to_string());
        return USAGE;
    }
    let writing = start.elapsed();
    for (name, comparison) in compared {
        let number = plural(comparison.files.len(), "file");
        console.out(&format!("{name}: {number}{}", changes(comparison)));
        verdict::say(comparison, console);
        for (path, change) in &comparison.changes {
            if *change == Change::Foreign {
                console.err(&format!(
                    "warning: crates/{name}/{path} was not written by the generator and is left alone; \
                     `regen --check` fails until it is moved elsewhere"
                ));
            }
        }
    }
    timings(outcomes, options, console);
    if options.verbose {
        console.out(&format!("write {:.1} ms", writing.as_secs_f64() * 1000.0));
    }
    FINE
}

fn check(
    outcomes: &[Outcome],
    compared: &Compared,
    options: &Regen,
    console: &mut Console<'_>,
) -> u8 {
    let mut different = false;
    for (name, comparison) in compared {
        different |= !comparison.is_equal();
        let number = plural(comparison.files.len(), "file");
        console.out(&format!("{name}: {number}{}", changes(comparison)));
    }
    timings(outcomes, options, console);
    if !different {
        return FINE;
    }
    for (name, comparison) in compared {
        let text = diff(comparison, &format!("crates/{name}"));
        if !text.is_empty() {
            console.out(text.trim_end());
        }
        verdict::say(comparison, console);
    }
    let command = if options.vendors.is_empty() {
        "cargo xtask regen".to_owned()
    } else {
        format!("cargo xtask regen {}", options.vendors.join(" "))
    };
    console.error(&format!(
        "crates/ is not what specs/ say: run `{command}`, review the changes and commit them"
    ));
    FINDINGS
}

fn timings(outcomes: &[Outcome], options: &Regen, console: &mut Console<'_>) {
    if options.verbose {
        for outcome in outcomes {
            console.out(&format!("{}: {}", outcome.input.name, outcome.timings()));
        }
    }
}

/// `, 2 changed, 1 missing`, or `, unchanged`.
pub(super) fn changes(comparison: &Comparison) -> String {
    let number = |wanted: fn(&Change) -> bool| {
        comparison
            .changes
            .values()
            .filter(|change| wanted(change))
            .count()
    };
    let kinds = [
        (
            number(|change| matches!(change, Change::Changed(_))),
            "changed",
        ),
        (number(|change| matches!(change, Change::Missing)), "new"),
        (
            number(|change| matches!(change, Change::Surplus(_))),
            "surplus",
        ),
        (
            number(|change| matches!(change, Change::Foreign)),
            "not generated",
        ),
    ];
    let spoken: String = kinds
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, kind)| format!(", {number} {kind}"))
        .collect();
    if spoken.is_empty() {
        ", unchanged".to_owned()
    } else {
        spoken
    }
}
