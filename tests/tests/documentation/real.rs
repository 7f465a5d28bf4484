//! The pages of the five products, against what is true of their APIs: how much is left to review, and that nothing is
//! silently wrong. The pages are not part of this repository; `SDK_DOCS` names a folder that holds them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use xtask::reconstruct::yaml::{self, List};
use xtask::reconstruct::{Convention, Options, WireNames, assemble, files};

/// Names on the wire by model, and places by operation and name.
fn truth(vendor: &str) -> Value {
    let file = format!("fixtures/truth/{vendor}.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(path).expect("it is there");
    serde_json::from_str(&text).expect("it is JSON")
}

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

fn is_guessed(value: &Value, what: &str) -> bool {
    let marks = value["x-guessed"].as_array();
    marks.is_some_and(|marks| marks.contains(&json!(what)))
}

/// What the description says without a mark, and is not so.
fn wrong(document: &Value, truth: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    for (model, schema) in members(&document["components"]["schemas"]) {
        let Some(known) = truth["properties"][&model].as_array() else {
            continue;
        };
        for (name, property) in members(&schema["properties"]) {
            if !is_guessed(&property, "name") && !known.contains(&json!(name)) {
                wrong.push(format!("{model}.{name}"));
            }
        }
    }
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(&item) {
            let known = &truth["parameters"][format!("{method} {path}")];
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap_or_default();
                let found = members(known)
                    .into_iter()
                    .find(|(key, _)| key.eq_ignore_ascii_case(name));
                let place = found.map(|(_, place)| place);
                let is_named = place.is_some() || is_guessed(parameter, "name");
                let is_placed =
                    is_guessed(parameter, "in") || place.as_ref() == Some(&parameter["in"]);
                if !is_named || !is_placed && place.is_some() {
                    wrong.push(format!("{method} {path} {name}"));
                }
            }
        }
    }
    wrong
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
    assert!(!wrong(&document, &truth("portainer")).is_empty());
    assert!(
        lines
            .iter()
            .any(|line| line.contains("names of a single word")),
        "{lines:#?}"
    );
}

/// What the tests above would find, if it were there.
#[test]
fn a_wrong_name_and_a_wrong_place_are_wrong_unless_they_are_marked() {
    let truth = json!({
        "properties": {"User": ["userName"]},
        "parameters": {"get /users": {"pageSize": "query", "X-Trace": "header"}},
    });
    let description = |name: &str, place: &str, marks: Value| {
        json!({
            "paths": {"/users": {"get": {"parameters": [{"name": "pageSize", "in": place, "x-guessed": marks}]}}},
            "components": {"schemas": {"User": {"properties": {name: {"x-guessed": marks}}}}},
        })
    };
    let none = json!([]);
    assert_eq!(
        wrong(&description("userName", "query", none.clone()), &truth),
        [""; 0]
    );
    assert_eq!(
        wrong(&description("user_name", "query", none.clone()), &truth),
        ["User.user_name"]
    );
    assert_eq!(
        wrong(&description("userName", "header", none), &truth),
        ["get /users pageSize"]
    );
    let marked = json!(["name", "in"]);
    assert_eq!(
        wrong(&description("user_name", "header", marked), &truth),
        [""; 0]
    );
}
