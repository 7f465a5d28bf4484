//! The pages of the fixtures, and the command line.

use std::path::{Path, PathBuf};

use workspace_tests::run::Run;
use xtask::audit::{Difference, Report, audit};
use xtask::cli::{self, Console};
use xtask::load::load;
use xtask::reconstruct::{Assembled, Collector, Options, Pages, assemble, files};

/// The fixtures: the same API in the pages of every dialect.
pub(super) const DIALECTS: [&str; 6] = [
    "swagger-codegen-2",
    "swagger-codegen-3",
    "openapi-generator-4",
    "openapi-generator-5",
    "openapi-generator-6-legacy",
    "openapi-generator-7",
];

pub(super) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/docs")
        .join(name)
}

pub(super) fn pages(dialect: &str) -> Pages {
    let folder = fixture(dialect).join("docs");
    files::read(&[folder])
        .expect("the fixture is there")
        .finish()
}

pub(super) fn reconstruct(dialect: &str) -> Assembled {
    assemble(&pages(dialect), &Options::default())
}

/// The pages of a folder that has these files.
pub(super) fn folder(files: &[(&str, &str)]) -> Pages {
    let mut collector = Collector::default();
    for (name, text) in files {
        collector.add(name, text.as_bytes());
    }
    collector.finish()
}

pub(super) fn codes(pages: &Pages) -> Vec<&'static str> {
    pages.findings.iter().map(|finding| finding.code).collect()
}

/// The findings as places and codes.
pub(super) fn shown(pages: &Pages) -> Vec<String> {
    let findings = pages.findings.iter();
    findings
        .map(|finding| format!("{} {}", finding.place, finding.code))
        .collect()
}

/// What pages and a description differ in that has one text in the place of another.
pub(super) fn changed(text: &str, (from, to): (&str, &str), pages: &Pages) -> Vec<Difference> {
    assert!(text.contains(from), "{from} is not in {text}");
    let changed = text.replacen(from, to, 1);
    let document = load("library.yaml", changed.as_bytes()).expect("it loads");
    audit(&document, pages).unexplained().cloned().collect()
}

/// Exit status, output and error output of the command.
pub(super) fn run(workspace: &Path, arguments: &[&str]) -> (u8, String, String) {
    let Run { code, out, err } = Run::of(arguments, |arguments, out, err| {
        cli::run(arguments, workspace, &mut Console::new(out, err, false))
    });
    (code, out, err)
}

/// Fails unless description and pages say the same, all of it was read, and every explanation explains something.
#[track_caller]
pub(super) fn assert_clean(report: &Report) {
    let Report {
        differences,
        findings,
        stale,
        ..
    } = report;
    assert!(report.is_clean(), "{differences:?} {findings:?} {stale:?}");
}
