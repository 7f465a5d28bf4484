//! Descriptions against pages: what differs is found, what is explained is quiet, and explanations stay true.

use std::fs;

use serde_json::Value;
use xtask::audit::{Report, audit, text};
use xtask::load::{Document, load};
use xtask::reconstruct::yaml;
use xtask::reconstruct::yaml::List;

use super::setup::{DIALECTS, fixture, pages, reconstruct, run};

fn reconstructed(dialect: &str) -> String {
    yaml::print(&reconstruct(dialect), dialect, List::Whole)
}

fn audited(text: &str) -> (Report, Document) {
    let document = load("specs/library.yaml", text.as_bytes()).expect("it loads");
    let report = audit(&document, &pages("openapi-generator-7"));
    (report, document)
}

/// The description that the pages were reconstructed to, with one text in the place of another.
fn changed(from: &str, to: &str) -> String {
    let text = reconstructed("openapi-generator-7");
    assert!(text.contains(from), "{from} is not in {text}");
    text.replacen(from, to, 1)
}

pub(super) fn aspects(report: &Report) -> Vec<&str> {
    report
        .unexplained()
        .map(|difference| difference.aspect.as_str())
        .collect()
}

#[test]
fn what_was_reconstructed_from_pages_says_what_they_say() {
    for dialect in DIALECTS {
        let text = reconstructed(dialect);
        let document = load("library.yaml", text.as_bytes()).expect("it loads");
        let report = audit(&document, &pages(dialect));
        assert!(report.is_clean(), "{dialect}: {:?}", report.differences);
    }
}

#[test]
fn every_kind_of_difference_is_found() {
    for (from, to, aspect) in [
        (
            "url: https://library.example/v1",
            "url: https://elsewhere.example",
            "server https://library.example/v1",
        ),
        (
            "/books/{bookId}/cover:",
            "/books/{bookId}/picture:",
            "path POST /books/{bookId}/cover",
        ),
        ("default: 10", "default: 20", "default 10"),
        (
            "type: integer\n          default: 10",
            "type: string\n          default: 10",
            "type integer",
        ),
        (
            "        '404':\n          description: ''\n",
            "",
            "status 404",
        ),
        ("X-Shelf:", "X-Room:", "header X-Shelf"),
        (
            "      - desk: []\n      x-guessed",
            "      x-guessed",
            "security desk, shelf_key",
        ),
        (
            "multipart/form-data:",
            "application/json:",
            "content types multipart/form-data",
        ),
        ("      - id\n", "", "required"),
        ("lent_since:", "borrowed:", "property lent_since"),
        ("      - poetry\n", "", "value \"poetry\""),
        ("readOnly: true", "readOnly: false", "read-only"),
    ] {
        let text = reconstructed("openapi-generator-7");
        assert!(text.contains(from), "{from:?} is not in {text}");
        let (report, _) = audited(&text.replacen(from, to, 1));
        assert!(
            aspects(&report).contains(&aspect),
            "{from:?}: {:?}",
            report.differences
        );
    }
}

#[test]
fn a_difference_names_its_line_on_both_sides() {
    let (report, document) = audited(&changed("default: 10", "default: 20"));
    let shown = text(&report, &document);
    let line = document
        .text()
        .lines()
        .position(|line| line.contains("page_size"))
        .expect("the parameter");
    assert!(
        shown.contains("the page says 10, the description 20"),
        "{shown}"
    );
    assert!(
        shown.contains(&format!("specs/library.yaml:{}", line + 1)),
        "{shown}"
    );
    assert!(shown.contains("BooksApi.md:"), "{shown}");
}

#[test]
fn an_explanation_covers_what_it_names_and_nothing_else() {
    let explained = "operationId: find_books\n      x-docs-differs:\n        default 10: The server changed it.";
    let text =
        changed("default: 10", "default: 20").replacen("operationId: find_books", explained, 1);
    let (report, _) = audited(&text);
    assert!(
        !aspects(&report).contains(&"default 10"),
        "{:?}",
        report.differences
    );
    assert!(report.stale.is_empty());
    let also = text.replacen(
        "type: integer\n          default: 20",
        "type: string\n          default: 20",
        1,
    );
    let (report, _) = audited(&also);
    assert!(
        aspects(&report).contains(&"type integer"),
        "{:?}",
        report.differences
    );
}

#[test]
fn an_explanation_of_nothing_is_reported() {
    for explanation in [
        "x-docs-differs: It used to.",
        "x-docs-differs:\n        default 10: It used to.",
    ] {
        let from = "operationId: find_books";
        let (report, document) = audited(&changed(from, &format!("{from}\n      {explanation}")));
        assert_eq!(report.stale.len(), 1, "{explanation}");
        assert!(!report.is_clean());
        assert!(text(&report, &document).contains("explains no difference any more"));
    }
}

#[test]
fn the_command_fails_on_what_nobody_explained() {
    let workspace = tempfile::tempdir().expect("a folder");
    let specs = workspace.path().join("specs");
    fs::create_dir(&specs).expect("a folder");
    let text = reconstructed("openapi-generator-7");
    fs::write(specs.join("library.yaml"), &text).expect("a file");
    let docs = fixture("openapi-generator-7").join("docs");
    let docs = docs.to_string_lossy();
    let (code, out, _) = run(workspace.path(), &["audit", "library", "--docs", &docs]);
    assert_eq!(code, 0, "{out}");
    fs::write(
        specs.join("library.yaml"),
        text.replace("default: 10", "default: 20"),
    )
    .expect("a file");
    let (code, out, _) = run(
        workspace.path(),
        &["audit", "--docs", &docs, "--format", "json"],
    );
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(code, 1);
    assert_eq!(report["library"]["differences"][0]["aspect"], "default 10");
    let (code, ..) = run(workspace.path(), &["audit", "nobody", "--docs", &docs]);
    assert_eq!(code, 2);
}
