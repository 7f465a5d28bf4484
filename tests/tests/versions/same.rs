//! The version of a description is nobody's business who uses the client.

use std::collections::BTreeMap;

use workspace_tests::crates::on_a_large_stack;
use xtask::diagnostic::render;
use xtask::emit::{Emitted, Surroundings};
use xtask::load::Document;
use xtask::pipeline::generate;

use crate::{description, fixture};

/// The files of the client of a description that has no findings, and its outline.
#[track_caller]
fn made(document: &Document) -> Emitted {
    let surroundings = |_: &str| Surroundings::in_workspace("cargo xtask generate", "openapi.yaml");
    let generated = generate(document, "library", surroundings)
        .unwrap_or_else(|findings| panic!("{}", render(&findings, document, false)));
    assert_eq!(render(&generated.warnings, document, false), "");
    generated.emitted
}

/// What the client of a description is called and takes.
#[track_caller]
pub(crate) fn outline(document: &Document) -> String {
    made(document).outline
}

/// A module of the client of a description.
#[track_caller]
pub(crate) fn module(document: &Document, name: &str) -> String {
    let text = made(document).files.remove(&format!("src/{name}.rs"));
    text.unwrap_or_default()
}

fn files_of(name: &str) -> BTreeMap<String, String> {
    let document = description(&fixture(&format!("same/{name}.yaml")));
    made(&document).files.into_iter().collect()
}

/// All files are equal; a list of bytes would be no help to whoever reads the failure.
#[track_caller]
fn assert_same(one: &BTreeMap<String, String>, name: &str) {
    let other = files_of(name);
    for (path, text) in one {
        let found = other.get(path).map_or("", String::as_str);
        let differs = text
            .lines()
            .zip(found.lines())
            .find(|(line, found)| line != found);
        assert_eq!(differs, None, "{path} of {name}");
        assert_eq!(text, found, "{path} of {name}");
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn one_api_is_one_crate_in_every_version() {
    on_a_large_stack(|| {
        let expected = files_of("openapi-3.0");
        let types = expected.get("src/types.rs").map_or("", String::as_str);
        assert!(types.contains("pub struct Book"), "{types}");
        assert_same(&expected, "openapi-3.1");
        assert_same(&expected, "openapi-3.2");
        assert_same(&expected, "swagger-2.0");
    });
}
