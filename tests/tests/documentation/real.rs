//! The pages of the five products, against what is true of their APIs: how much is left to review, and that nothing is
//! silently wrong. The pages are not part of this repository; `SDK_DOCS` names a folder that holds them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::audit::audit;
use xtask::load::load;
use xtask::reconstruct::yaml::{self, List};
use xtask::reconstruct::{Collector, Convention, Options, WireNames, assemble, files};

use super::mutations::{VENDORS, mutations};
use super::truth::{truth, wrong};
use super::written::Files;

/// The description of the real pages, and the lines of its list.
fn reconstructed(
    docs: &Path,
    vendor: &str,
    convention: Option<Convention>,
) -> (Value, Vec<String>) {
    let pages = files::read(&[docs.join(vendor)]).expect("the pages are there");
    let mut wire_names = WireNames::default();
    wire_names.convention = convention;
    let options = Options {
        prose: false,
        wire_names,
    };
    let assembled = assemble(&pages.finish(), &options);
    let text = yaml::print(&assembled, vendor, List::Grouped);
    let lines = text.lines().filter(|line| line.starts_with("# - "));
    (assembled.document, lines.map(str::to_owned).collect())
}

fn docs() -> Option<PathBuf> {
    let folder = std::env::var_os("SDK_DOCS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: SDK_DOCS names no folder of pages");
    }
    Some(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(folder?),
    )
}

#[test]
fn the_real_pages_are_reviewed_in_forty_lines_and_nothing_is_silently_wrong() {
    let Some(docs) = docs() else { return };
    for (vendor, convention) in [
        ("alsid", Convention::Camel),
        ("contabo", Convention::Camel),
        ("kestra", Convention::Camel),
        ("sftpgo", Convention::Snake),
    ] {
        let (document, lines) = reconstructed(&docs, vendor, Some(convention));
        assert_eq!(wrong(&document, &truth(vendor)), [""; 0], "{vendor}");
        assert!(lines.len() <= 40, "{vendor}: {lines:#?}");
    }
}

#[test]
fn names_that_are_wrong_for_want_of_a_convention_are_not_passed_over() {
    let Some(docs) = docs() else { return };
    let (document, lines) = reconstructed(&docs, "portainer", None);
    let wrong = wrong(&document, &truth("portainer"));
    assert!(!wrong.is_empty());
    // Nothing but names: all else is so.
    let is_name = |wrong: &&String| !wrong.contains([':', ' ']);
    assert_eq!(wrong.iter().find(|wrong| !is_name(wrong)), None);
    assert!(
        lines
            .iter()
            .any(|line| line.contains("names of a single word")),
        "{lines:#?}"
    );
}

/// What an audit of the project's own description says of pages: message, file and line of what nobody has explained, places
/// of what somebody has, and how many explanations are over.
type Found = (
    Vec<(String, String, usize)>,
    BTreeSet<(String, usize)>,
    usize,
);

fn audited(vendor: &str, files: &Files) -> Found {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../specs/{vendor}.yaml"));
    let document = load("spec.yaml", &fs::read(path).expect("it is there")).expect("it loads");
    let mut collector = Collector::default();
    for (name, text) in files {
        collector.add(name, text.as_bytes());
    }
    let (mut open, mut explained) = (Vec::new(), BTreeSet::new());
    let report = audit(&document, &collector.finish());
    for difference in report.differences {
        let place = difference
            .place
            .map(|place| (place.file.to_string(), place.line));
        let (file, line) = place.unwrap_or_default();
        if difference.explanation.is_some() {
            explained.insert((file, line));
        } else {
            open.push((difference.message, file, line));
        }
    }
    (open, explained, report.stale.len())
}

/// Whether a row is no property or parameter by name: that of all other properties, or that of a body.
fn is_nameless(row: &str, kind: &str) -> bool {
    let is_body = kind.starts_with("parameter") && row.contains("](");
    is_body || row.starts_with("**any string name**")
}

/// A change may bring both sides together: then an explanation is over.
#[test]
fn no_fact_of_the_real_pages_changes_behind_an_explanation() {
    let Some(docs) = docs() else { return };
    let mut wrong = Vec::new();
    for vendor in VENDORS {
        let entries = fs::read_dir(docs.join(vendor)).expect("the pages are there");
        let files: Files = entries
            .map(|entry| {
                let entry = entry.expect("a file");
                let text = fs::read_to_string(entry.path()).expect("a page");
                (entry.file_name().to_string_lossy().into_owned(), text)
            })
            .collect();
        let (open, explained, over) = audited(vendor, &files);
        assert_eq!((open.as_slice(), over), ([].as_slice(), 0), "{vendor}");
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for mutation in mutations(&files) {
            let is_explained = explained.contains(&(mutation.file.clone(), mutation.number));
            let row = files[&mutation.file]
                .lines()
                .nth(mutation.number.saturating_sub(1));
            // Below its heading, a page of a model has code with remarks.
            let is_code = mutation.kind == "model" && mutation.number > 1;
            let is_fact = !is_code && row.is_some_and(|row| !is_nameless(row, mutation.kind));
            let count = seen.entry(mutation.kind).or_default();
            if is_explained || !is_fact || *count >= 9 {
                continue;
            }
            *count += 1;
            let (found, _, over) = audited(vendor, &mutation.of(&files));
            let kept = mutation.text.is_some();
            let is_there = |file: &str, line| line > 0 && (!kept || file == mutation.file);
            let is_found = match found.as_slice() {
                [] => over > 0,
                [(_, file, line)] => is_there(file, *line),
                // With the page of a model goes what leads to those that it is about.
                [first, ..] => matches!(mutation.kind, "page" | "model") && first.2 > 0,
            };
            if !is_found {
                wrong.push(format!(
                    "{vendor} {} in {}:{}, {:?}: {found:?}",
                    mutation.kind, mutation.file, mutation.number, mutation.line
                ));
            }
        }
        let tried: usize = seen.values().sum();
        assert!(tried >= 40, "{vendor}: {seen:?}");
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
