//! Names on the wire from a file, and the list of what is not known.

use serde_json::Value;
use xtask::reconstruct::yaml::List;
use xtask::reconstruct::{Options, WireNames, assemble, yaml};

use super::setup::{folder, pages, reconstruct};

#[test]
fn guesses_are_marked_and_names_from_a_file_settle_them() {
    let pages = pages("openapi-generator-7");
    let parameter = |document: &Value, name: &str| -> Value {
        let parameters = document["paths"]["/books"]["get"]["parameters"].as_array();
        let found = parameters
            .into_iter()
            .flatten()
            .find(|one| one["x-docs-name"] == name || one["name"] == name);
        found.cloned().unwrap_or_default()
    };
    let guessed = assemble(&pages, &Options::default()).document;
    assert_eq!(
        parameter(&guessed, "page_size")["x-guessed"],
        serde_json::json!(["in", "name"])
    );
    let wire_names = WireNames::from_file(
        "parameters:\n  find_books:\n    page_size: { name: pageSize, in: query }\n    sort: sortBy\n\
         properties:\n  Book:\n    lent_since: lentSince\n",
    )
    .expect("a file of names");
    let settled = assemble(
        &pages,
        &Options {
            wire_names,
            prose: false,
        },
    )
    .document;
    let page_size = parameter(&settled, "page_size");
    assert_eq!(page_size["name"], "pageSize");
    assert_eq!(page_size.get("x-guessed"), None);
    assert_eq!(
        parameter(&settled, "sort")["x-guessed"],
        serde_json::json!(["in"])
    );
    let book = &settled["components"]["schemas"]["Book"]["properties"];
    assert_eq!(book["lentSince"]["x-docs-name"], "lent_since");
    assert_eq!(book["lentSince"].get("x-guessed"), None);
    assert!(WireNames::from_file("parameters: 3").is_err());
}

#[test]
fn whatever_is_marked_is_listed_at_the_end() {
    let text = yaml::print(&reconstruct("openapi-generator-7"), "library", List::Whole);
    for line in [
        "# - info: title (",
        "# - tags: name (",
        "# - model Book, property extra: type (",
        "# - POST /books, headers of 201: type (",
        "# - GET /books, answer: media types (",
        "# - model Author: page (",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    let nowhere = folder(&[(
        "Pen.md",
        "# Pen\n\n## Properties\nName | Type | Description | Notes\n---|---|---|---\n**ink** | **object** |  | \n",
    )]);
    let text = yaml::print(
        &assemble(&nowhere, &Options::default()),
        "pens",
        List::Whole,
    );
    assert!(text.contains("# - servers: url (Pen.md)"), "{text}");
    assert!(text.contains("# - info: title, version (Pen.md)"), "{text}");
}
