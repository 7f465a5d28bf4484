//! Pages of the same API in other languages settle what those of a Python SDK leave open.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use xtask::reconstruct::{Options, Pages, assemble, files, second};

use super::setup::{codes, run};

/// Pages that openapi-generator 7 wrote of one description.
fn folder(language: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/second-sources");
    fixtures.join(language)
}

fn python() -> Pages {
    let collector = files::read(&[folder("python")]).expect("the fixture is there");
    collector.finish()
}

/// The description of the Python pages with those of another language.
fn with(language: &str) -> Value {
    let mut pages = python();
    second::settle(
        &mut pages,
        &second::read(&folder(language)).expect("it is there"),
    );
    assert_eq!(codes(&pages), [""; 0], "{language}");
    assemble(&pages, &Options::default()).document
}

#[test]
fn each_language_settles_what_only_it_prints() {
    let long = json!({"type": "integer", "format": "int64"});
    let pen = |document: &Value, property: &str| {
        document["components"]["schemas"]["Pen"]["properties"][property].clone()
    };
    let alone = assemble(&python(), &Options::default()).document;
    assert_eq!(pen(&alone, "id"), json!({"type": "integer"}));
    for language in ["java", "go"] {
        let document = with(language);
        assert_eq!(pen(&document, "id"), long, "{language}");
        assert_eq!(pen(&document, "serials")["items"], long, "{language}");
        assert_eq!(pen(&document, "width")["format"], "double", "{language}");
        let parameters = &document["paths"]["/pens/{penId}"]["get"]["parameters"];
        assert_eq!(parameters[0]["schema"], long, "{language}");
    }
    assert_eq!(pen(&with("go"), "owner")["nullable"], true);
    assert_eq!(
        pen(&with("java"), "kind")["enum"],
        json!(["ball", "fountain"])
    );
    for language in ["java", "typescript"] {
        let parameters = &with(language)["paths"]["/pens/{penId}"]["get"]["parameters"];
        assert_eq!(
            parameters[1]["schema"]["enum"],
            json!(["ink", "age"]),
            "{language}"
        );
    }
    // What is less precise elsewhere takes nothing away.
    assert_eq!(pen(&with("go"), "made")["format"], "date");
}

#[test]
fn what_two_sources_contradict_each_other_in_is_named_with_both_places() {
    let other = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(folder("java")).expect("it is there") {
        let path = entry.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a text");
        let text = text
            .replace("|**id** | **Long**", "|**id** | **Boolean**")
            .replace("`BLUE` (value: `\"blue\"`)", "`GREEN` (value: `\"green\"`)")
            .replace(
                "| **pageSize** | **Long**|  | [optional] |",
                "| **pageSize** | **Long**|  | |",
            );
        fs::write(other.path().join(path.file_name().expect("a name")), text).expect("a file");
    }
    let docs = folder("python").to_string_lossy().into_owned();
    let others = other.path().to_string_lossy().into_owned();
    let (code, out, err) = run(Path::new("."), &["reconstruct", &docs, "--with", &others]);
    assert_eq!(code, 0, "{err}");
    let found: Vec<&str> = err
        .lines()
        .filter(|line| line.contains("contradictory-sources"))
        .collect();
    assert_eq!(found.len(), 3, "{err}");
    for what in [
        "the property `id` of `Pen` is integer here and boolean at",
        "the values of `Colour`",
        "is optional here and required at",
    ] {
        let line = found.iter().find(|line| line.contains(what));
        let line = line.unwrap_or_else(|| panic!("{what} is not in {err}"));
        assert_eq!(line.matches(".md:").count(), 2, "{line}");
    }
    // What stands on the Python pages stays.
    assert!(
        out.contains("        id:\n          type: integer\n"),
        "{out}"
    );
}

#[test]
fn pages_of_another_api_are_no_second_source() {
    let mut pages = python();
    let other = tempfile::tempdir().expect("a folder");
    fs::write(other.path().join("Book.md"), "# Book\n\n## Properties\n").expect("a file");
    second::settle(
        &mut pages,
        &second::read(other.path()).expect("it is there"),
    );
    assert_eq!(codes(&pages), ["other-api"]);
    let (code, ..) = run(
        Path::new("."),
        &[
            "reconstruct",
            &folder("python").to_string_lossy(),
            "--with",
            "/nowhere",
        ],
    );
    assert_eq!(code, 2);
}
