//! The pages of the five products, against what is true of their APIs: how much is left to review, and that nothing is
//! silently wrong. The pages are not part of this repository; `SDK_DOCS` names a folder that holds them.

use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::reconstruct::yaml::{self, List};
use xtask::reconstruct::{Convention, Options, WireNames, assemble, files};

use super::truth::{truth, wrong};

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
