//! What is left to review: conventions and answers of servers settle most of it, and nothing is silently wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use xtask::reconstruct::yaml::{self, List};
use xtask::reconstruct::{
    Collector, Convention, Example, Options, Pages, WireNames, assemble, examples,
};

use super::mutations::description;
use super::setup::{fixture, pages, run};
use super::written;

fn options(convention: Convention, seen: WireNames) -> Options {
    let mut wire_names = WireNames::default();
    wire_names.convention = Some(convention);
    wire_names.extend(seen);
    Options {
        wire_names,
        prose: false,
    }
}

fn learned(pages: &mut Pages, of: &str, value: Value) -> Result<WireNames, String> {
    let of = of.to_owned();
    examples::learn(pages, &[Example { of, value }])
}

#[test]
fn a_convention_settles_the_names_of_several_words() {
    let pages = pages("openapi-generator-7");
    let document = assemble(&pages, &options(Convention::Camel, WireNames::default())).document;
    let book = &document["components"]["schemas"]["Book"]["properties"];
    assert_eq!(book["lentSince"]["x-docs-name"], "lent_since");
    assert_eq!(book["lentSince"].get("x-guessed"), None);
    assert_eq!(book["title"].get("x-guessed"), None);
    // An escaped word has lost what it was.
    assert_eq!(book["from"]["x-guessed"], json!(["name"]));
    let parameters = &document["paths"]["/books"]["get"]["parameters"];
    assert_eq!(parameters[0]["name"], "pageSize");
    assert_eq!(parameters[0]["x-guessed"], json!(["in"]));
}

#[test]
fn an_answer_settles_names_types_and_nulls_and_wins_over_the_convention() {
    let mut pages = pages("swagger-codegen-3");
    let answer = json!([
        {"ID": 1, "title": null, "lent-since": "2020-01-02T00:00:00Z", "genre": "poetry", "extra": [1.5], "From": "x"},
        {"ID": 2, "title": "a", "genre": "prose", "extra": []},
    ]);
    let seen = learned(&mut pages, "find_books", answer).expect("there is such a method");
    let document = assemble(&pages, &options(Convention::Camel, seen)).document;
    let book = &document["components"]["schemas"]["Book"]["properties"];
    let names: Vec<&String> = book
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "ID",
            "title",
            "genre",
            "language",
            "authors",
            "counts",
            "lent-since",
            "From",
            "extra"
        ]
    );
    for name in ["ID", "lent-since", "From", "extra"] {
        assert_eq!(book[name].get("x-guessed"), None, "{name}");
    }
    assert_eq!(book["title"]["nullable"], true);
    assert_eq!(
        book["extra"],
        json!({"type": "array", "items": {"type": "number"}})
    );
    // What was seen need not be all that there is.
    let genre = &document["components"]["schemas"]["Genre"];
    assert_eq!(genre["enum"], json!(["poetry", "prose"]));
    assert_eq!(genre["x-guessed"], json!(["enum"]));
}

#[test]
fn an_answer_of_a_model_or_of_nothing_is_told_apart() {
    let mut pages = pages("openapi-generator-7");
    let seen =
        learned(&mut pages, "Book", json!({"lentSince": null})).expect("there is such a model");
    assert_eq!(seen.property("Book", "lent_since"), ["lentSince"]);
    assert!(learned(&mut pages, "Magazine", json!({})).is_err());
    // Two names that Python does not tell apart are nobody's.
    let both = json!({"lentSince": null, "lent_since": null});
    let seen = learned(&mut pages, "Book", both).expect("there is such a model");
    assert_eq!(seen.property("Book", "lent_since"), [""; 0]);
}

#[test]
fn names_in_an_envelope_are_doubted_with_those_that_lost_an_underscore() {
    let page = "# Page\n\n## Properties\nName | Type | Description | Notes\n---|---|---|---\n**data** | **str** |  | \n**links** | **str** |  | \n";
    let mut collector = Collector::default();
    collector.add("Page.md", page.as_bytes());
    let document = assemble(&collector.finish(), &Options::default()).document;
    let rows = &document["components"]["schemas"]["Page"]["properties"];
    for name in ["data", "links"] {
        assert_eq!(rows[name]["x-guessed"], json!(["name"]), "{name}");
    }
}

/// The lines of the list, of a model with the property `id` and another, and what is known of names.
fn listed(wire_names: WireNames) -> (Vec<String>, Value) {
    let page = "# User\n\n## Properties\nName | Type | Description | Notes\n---|---|---|---\n**id** | **int** |  | \n**role** | **str** |  | \n";
    let mut collector = Collector::default();
    collector.add("User.md", page.as_bytes());
    let options = Options {
        wire_names,
        prose: false,
    };
    let assembled = assemble(&collector.finish(), &options);
    let text = yaml::print(&assembled, "docs", List::Grouped);
    let lines = text
        .lines()
        .filter(|line| line.starts_with("# - ") && line.contains("single word"));
    let schema = assembled.document["components"]["schemas"]["User"].clone();
    (lines.map(str::to_owned).collect(), schema)
}

#[test]
fn a_single_word_is_not_taken_as_it_is_without_a_word() {
    let (lines, schema) = listed(WireNames::default());
    assert_eq!(
        lines,
        ["# - names of a single word: capital: --names or --example settles it (User.md:6)"]
    );
    assert_eq!(schema["properties"]["role"].get("x-guessed"), None);
    let convention = options(Convention::Pascal, WireNames::default()).wire_names;
    let (lines, schema) = listed(convention);
    assert_eq!(lines, [""; 0]);
    assert_eq!(schema["required"], json!(["Id", "Role"]));
    // One answer with a capital speaks against all other words.
    let page = "# Team\n\n## Properties\nName | Type | Description | Notes\n---|---|---|---\n**id** | **int** |  | \n";
    let mut collector = Collector::default();
    collector.add("Team.md", page.as_bytes());
    let seen =
        learned(&mut collector.finish(), "Team", json!({"Id": 1})).expect("there is such a model");
    let (lines, schema) = listed(seen);
    assert_eq!(lines, [""; 0]);
    assert_eq!(schema["properties"]["role"]["x-guessed"], json!(["name"]));
}

/// The names of properties and parameters in a description: those on the wire that are right, wherever they stand.
fn names(document: &Value, certain: bool, found: &mut BTreeSet<String>) {
    let guessed = |value: &Value| {
        let marks = value["x-guessed"].as_array();
        certain && marks.is_some_and(|marks| marks.contains(&json!("name")))
    };
    match document {
        Value::Object(members) => {
            let properties = members.get("properties").and_then(Value::as_object);
            let properties = properties.into_iter().flatten();
            found.extend(
                properties
                    .filter(|(_, value)| !guessed(value))
                    .map(|(name, _)| name.clone()),
            );
            let is_parameter = members.get("in").is_some() && members.get("type").is_none();
            if let (true, Some(name)) = (is_parameter && !guessed(document), members.get("name")) {
                found.insert(name.as_str().expect("a text").to_lowercase());
            }
            members
                .values()
                .for_each(|value| names(value, certain, found));
        }
        Value::Array(items) => items.iter().for_each(|value| names(value, certain, found)),
        _ => {}
    }
}

#[test]
fn a_vendor_is_reviewed_in_forty_lines_and_nothing_is_silently_wrong() {
    for (vendor, convention) in [
        ("alsid", Convention::Camel),
        ("contabo", Convention::Camel),
        ("kestra", Convention::Camel),
        ("sftpgo", Convention::Snake),
    ] {
        let truth = description(vendor);
        let mut collector = Collector::default();
        for (name, text) in written::pages(&truth) {
            collector.add(&name, text.as_bytes());
        }
        let assembled = assemble(
            &collector.finish(),
            &options(convention, WireNames::default()),
        );
        let (mut right, mut certain) = (BTreeSet::new(), BTreeSet::new());
        names(&truth, false, &mut right);
        right.extend(right.clone().into_iter().map(|name| name.to_lowercase()));
        names(&assembled.document, true, &mut certain);
        let wrong: Vec<&String> = certain
            .iter()
            .filter(|name| !right.contains(*name))
            .collect();
        assert_eq!(wrong, [""; 0], "{vendor}");
        let text = yaml::print(&assembled, vendor, List::Grouped);
        let lines = text.lines().filter(|line| line.starts_with("# - ")).count();
        assert!(lines <= 40, "{vendor}: {lines}");
    }
}

#[test]
fn the_command_groups_the_list_unless_it_is_asked_for_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let answer = folder.path().join("books.json");
    fs::write(&answer, r#"[{"lentSince": null}]"#).expect("a file");
    let docs = fixture("openapi-generator-7").join("docs");
    let docs = docs.to_string_lossy();
    let example = format!("find_books={}", answer.display());
    let lines = |arguments: &[&str]| {
        let arguments = [
            &[
                "reconstruct",
                &docs,
                "--names",
                "camelCase",
                "--example",
                &example,
            ],
            arguments,
        ]
        .concat();
        let (code, out, err) = run(Path::new("."), &arguments);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("lentSince:\n          type: string\n          format: date-time\n          nullable: true"), "{out}");
        let lines = out.lines().filter(|line| line.starts_with("# - "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let grouped = lines(&[]);
    assert!(
        grouped
            .iter()
            .any(|line| line.starts_with("# - in of 8 parameters")
                || line.contains(" parameters of ")),
        "{grouped:?}"
    );
    assert!(lines(&["-v"]).len() > grouped.len());
    for wrong in [
        "books.json",
        "find_books=missing.json",
        "nothing=books.json",
    ] {
        let (code, ..) = run(folder.path(), &["reconstruct", &docs, "--example", wrong]);
        assert_eq!(code, 2, "{wrong}");
    }
}
