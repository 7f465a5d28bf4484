//! Bad descriptions, each named after the one risk that it pins: what a run says about them.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::diagnostic::{Diagnostic, render};
use xtask::lint::lint;
use xtask::load::Document;
use xtask::pipeline::read;

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == "yaml" || ending == "json")
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn findings(path: &Path) -> (Document, Vec<Diagnostic>) {
    let name = path.file_name().unwrap().to_str().unwrap();
    match read(name, &fs::read(path).unwrap()) {
        Ok(document) => {
            let diagnostics = lint(&document);
            (document, diagnostics)
        }
        Err(rejected) => (rejected.document, rejected.diagnostics),
    }
}

fn without_trailing_spaces(text: &str) -> String {
    text.lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

#[test]
fn bad_descriptions_are_reported_with_place_reason_and_remedy() {
    for path in fixtures("fixtures/bad") {
        let (document, diagnostics) = findings(&path);
        assert!(!diagnostics.is_empty(), "{} is not bad", path.display());
        for diagnostic in &diagnostics {
            assert!(
                !diagnostic.help.is_empty(),
                "{diagnostic:?} says not what to do"
            );
            let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(diagnostic.code.chars().all(kebab), "{diagnostic:?}");
        }
        let rendered = without_trailing_spaces(&render(&diagnostics, &document, false));
        let name = path
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .replace('-', "_");
        insta::assert_snapshot!(name, rendered);
    }
}

#[test]
fn the_descriptions_of_this_repository_have_no_findings() {
    for path in fixtures("../specs") {
        let (document, diagnostics) = findings(&path);
        assert_eq!(render(&diagnostics, &document, false), "");
    }
}

#[test]
fn what_the_lint_accepts_is_what_openapiv3_accepts() {
    let mut files = fixtures("../specs");
    files.extend(fixtures("fixtures/bad"));
    for path in files {
        let (document, diagnostics) = findings(&path);
        let wrong_shape = |diagnostic: &Diagnostic| {
            [
                "wrong-kind",
                "missing-field",
                "unknown-status",
                "no-responses",
                "parameter-type",
            ]
            .contains(&diagnostic.code)
        };
        if document.value.is_null() || diagnostics.iter().any(wrong_shape) {
            continue;
        }
        if diagnostics.iter().any(|diagnostic| {
            diagnostic.code == "unsupported-version" || diagnostic.code == "not-a-description"
        }) {
            continue;
        }
        let parsed = serde_json::from_value::<openapiv3::OpenAPI>(document.value.clone());
        if let Err(error) = parsed {
            panic!("{}: {error}", path.display());
        }
    }
}
