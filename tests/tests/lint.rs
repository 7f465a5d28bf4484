//! Bad descriptions, each named after the one risk that it pins: what a run says about them, and what it makes of those that
//! can be mended.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::diagnostic::{Diagnostic, has_errors, render};
use xtask::emit::Surroundings;
use xtask::lint::{lint, mend};
use xtask::load::Document;
use xtask::pipeline::{Generated, generate, read};

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

/// Each finding says what to do, under a name that does not change.
fn check_words(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        assert!(
            !diagnostic.help.is_empty(),
            "{diagnostic:?} says not what to do"
        );
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(diagnostic.code.chars().all(kebab), "{diagnostic:?}");
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn generated(document: &Document, stem: &str) -> Result<Generated, Vec<Diagnostic>> {
    generate(document, stem, |_| {
        Surroundings::in_workspace("cargo xtask generate", format!("{stem}.yaml"))
    })
}

#[test]
fn what_nothing_can_be_made_of_is_refused_with_place_reason_and_remedy() {
    for path in fixtures("fixtures/bad") {
        let (document, diagnostics) = findings(&path);
        assert!(has_errors(&diagnostics), "{} is not bad", path.display());
        check_words(&diagnostics);
        let rendered = without_trailing_spaces(&render(&diagnostics, &document, false));
        insta::assert_snapshot!(stem(&path).replace('-', "_"), rendered);
    }
}

#[test]
fn what_can_be_mended_is_mended_with_a_warning_that_says_how() {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots/mended");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for path in fixtures("fixtures/mended") {
            let (document, _) = findings(&path);
            let generated = generated(&document, &stem(&path)).unwrap_or_else(|findings| {
                panic!("{}", render(&findings, &document, false));
            });
            let findings = &generated.warnings;
            assert!(!findings.is_empty(), "{} is not bad", path.display());
            assert!(!has_errors(findings), "{}", path.display());
            check_words(findings);
            let shown = format!(
                "{} operations, {} left out\n\n{}\n{}",
                generated.operations,
                generated.left_out,
                generated.emitted.outline,
                render(findings, &document, false)
            );
            insta::assert_snapshot!(stem(&path), without_trailing_spaces(&shown));
        }
    });
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
    files.extend(fixtures("fixtures/mended"));
    for path in files {
        let (document, _) = findings(&path);
        let mended = mend(&document);
        if document.value.is_null() || has_errors(&mended.findings) {
            continue;
        }
        // What is left out is not put back: the crate of a document without a title needs none.
        let left_out = |diagnostic: &Diagnostic| {
            [
                "missing-field",
                "no-responses",
                "parameter-type",
                "incomplete-security-scheme",
                "dangling-reference",
                "remote-reference",
                "circular-reference",
                "reference-to-wrong-kind",
                "misplaced-reference",
            ]
            .contains(&diagnostic.code)
        };
        if mended.findings.iter().any(left_out) {
            continue;
        }
        let parsed = serde_json::from_value::<openapiv3::OpenAPI>(mended.document.value.clone());
        if let Err(error) = parsed {
            panic!("{}: {error}", path.display());
        }
    }
}
