//! The layout of openapi-generator 6.2 to 6.6 `python` tells nearly all, and nothing of it is lost.

use std::fs;

use serde_json::{Value, json};
use xtask::audit::audit;
use xtask::load::load;
use xtask::reconstruct::yaml::{self, List};
use xtask::reconstruct::{Collector, Options, Pages, assemble, files};

use super::setup::{assert_clean, changed, codes, fixture, folder, run};

/// The pages as the generator wrote them, and after prettier.
const FORMATS: [&str; 2] = ["plain", "prettier"];

fn pages(format: &str) -> Pages {
    let folder = fixture("openapi-generator-6-tags")
        .join(format)
        .join("docs");
    files::read(&[folder])
        .expect("the fixture is there")
        .finish()
}

/// A description without what the pages do not take over: marks (except those named), sentences, tags, ids of
/// operations.
pub(super) fn bare(value: &Value, marks: &[&str]) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(key, value)| {
                let sentence =
                    matches!(key.as_str(), "description" | "operationId") && value.is_string();
                let marked = key.starts_with("x-") && !marks.contains(&key.as_str());
                !marked && !sentence && *key != "tags"
            });
            kept.map(|(key, value)| (key.clone(), bare(value, marks)))
                .collect()
        }
        // Versions differ in the order of names.
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let mut texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            texts.sort_unstable();
            json!(texts)
        }
        Value::Array(items) => items.iter().map(|item| bare(item, marks)).collect(),
        other => other.clone(),
    }
}

#[test]
fn no_fact_of_the_layout_is_lost_or_invented() {
    let truth = fixture("openapi-generator-6-tags").join("truth.yaml");
    let truth = load("truth.yaml", &fs::read(truth).expect("it is there")).expect("it loads");
    for format in FORMATS {
        let pages = pages(format);
        // Prettier cuts a description at its bar, and the cell behind it off.
        let cut: &[&str] = match format {
            "prettier" => &["notes-not-understood"],
            _ => &[],
        };
        assert_eq!(codes(&pages), cut, "{format}");
        let assembled = assemble(&pages, &Options::default());
        let (read, truth) = (bare(&assembled.document, &[]), bare(&truth.value, &[]));
        assert_eq!(read, truth, "{format}");
        let left: Vec<String> = assembled
            .gaps
            .iter()
            .map(|gap| gap.subject.to_string())
            .collect();
        assert_eq!(left, ["info", "tags"], "{format}");
    }
}

#[test]
fn a_description_of_the_layout_passes_the_lint_and_the_audit() {
    let pages = pages("plain");
    let text = yaml::print(&assemble(&pages, &Options::default()), "docs", List::Whole);
    let document = load("library.yaml", text.as_bytes()).expect("it loads");
    assert_eq!(xtask::lint::lint(&document), []);
    let report = audit(&document, &pages);
    assert_clean(&report);
}

#[test]
fn a_fact_that_only_this_layout_shows_is_compared() {
    let pages = pages("plain");
    let text = yaml::print(&assemble(&pages, &Options::default()), "docs", List::Whole);
    for (from, to, aspect) in [
        (
            "        '204':\n          description: ''\n",
            "        '204':\n          description: ''\n          content: {text/plain: {schema: {type: string}}}\n",
            "return type nothing",
        ),
        (
            "        id:\n          type: integer\n          format: int64",
            "        id:\n          type: integer\n          format: int32",
            "type integer (int64)",
        ),
        ("- poetry\n", "- verse\n", "value \"poetry\""),
        (
            "                  reason:\n",
            "                  cause:\n",
            "property reason",
        ),
        ("row:\n", "line:\n", "property row"),
        (
            "              $ref: '#/components/schemas/Author'\n      responses",
            "              $ref: '#/components/schemas/Book'\n      responses",
            "type Author",
        ),
        (
            "text/plain:\n              schema:\n                type: string",
            "text/plain:\n              schema:\n                type: boolean",
            "return type string",
        ),
    ] {
        let found = changed(&text, (from, to), &pages);
        assert!(
            found.iter().any(|difference| difference.aspect == aspect),
            "{to}: {found:?}"
        );
        assert!(
            found.iter().all(|difference| difference
                .place
                .as_ref()
                .is_some_and(|place| place.line > 0)),
            "{to}"
        );
    }
}

#[test]
fn a_page_that_is_cut_short_is_reported_and_the_rest_is_kept() {
    let path = fixture("openapi-generator-6-tags/plain/docs/apis/tags/BooksApi.md");
    let text = fs::read_to_string(path).expect("it is there");
    for end in (0..text.len()).step_by(97) {
        let mut collector = Collector::default();
        collector.add(
            "BooksApi.md",
            text.get(..end).unwrap_or_default().as_bytes(),
        );
        let pages = collector.finish();
        assert!(pages.operations.len() <= 3, "{end}");
        assemble(&pages, &Options::default());
    }
    let mut collector = Collector::default();
    let (head, _) = text.split_once("# **send_cover**").expect("it is there");
    collector.add("BooksApi.md", head.as_bytes());
    let pages = collector.finish();
    assert_eq!(codes(&pages), ["operation-without-section"]);
    assert_eq!(pages.operations.len(), 3);
}

#[test]
fn a_type_that_is_none_is_reported_with_its_row() {
    let page = "# p.model.pet.Pet\n\n## Model Type Info\nInput Type | Accessed Type | Description | Notes\n\
        ---- | ---- | ---- | ----\ndict, frozendict.frozendict,  | frozendict.frozendict,  |  | \n\n### Dictionary Keys\n\
        Key | Input Type | Accessed Type | Description | Notes\n---- | ---- | ---- | ---- | ----\n\
        **a** | complex,  | complex,  |  | [optional] \n**b** | str,  | str,  | cut | off |  \n**c** | str, | str, | cut | off | more\n";
    let mut collector = Collector::default();
    collector.add("Pet.md", page.as_bytes());
    let pages = collector.finish();
    let found: Vec<String> = pages
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.place, finding.code))
        .collect();
    assert_eq!(
        found,
        [
            "Pet.md:11 type-not-understood",
            "Pet.md:13 notes-not-understood"
        ]
    );
    let document = assemble(&pages, &Options::default()).document;
    assert_eq!(
        document["components"]["schemas"]["Pet"]["required"],
        json!(["b", "c"])
    );
}

#[test]
fn the_command_reads_the_layout_from_the_folder_of_pages() {
    let docs = fixture("openapi-generator-6-tags/plain/docs");
    let (code, out, err) = run(&docs, &["reconstruct", &docs.to_string_lossy(), "--strict"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("name: lent-since"), "{out}");
    assert!(out.contains("docs/apis/tags/BooksApi.md"), "{out}");
}

#[test]
fn what_a_value_must_not_be_is_kept_and_compared() {
    let page = "# p.model.pet.Pet\n\n## Model Type Info\nInput Type | Accessed Type | Description | Notes\n\
        ---- | ---- | ---- | ----\nstr,  | str,  |  | \n\n### Composed Schemas (allOf/anyOf/oneOf/not)\n#### not\n\
        Class Name | Input Type | Accessed Type | Description | Notes\n---- | ---- | ---- | ---- | ----\n\
        [not_schema](#not_schema) | str,  | str,  |  | must be one of [\"open\", ] \n\n# not_schema\n\n\
        ## Model Type Info\nInput Type | Accessed Type | Description | Notes\n---- | ---- | ---- | ----\n\
        str,  | str,  |  | must be one of [\"open\", ] \n";
    let pages = folder(&[("Pet.md", page)]);
    assert_eq!(codes(&pages), Vec::<&str>::new());
    let assembled = assemble(&pages, &Options::default());
    let not = json!({"type": "string", "enum": ["open"]});
    assert_eq!(
        assembled.document["components"]["schemas"]["Pet"]["not"],
        not
    );
    let text = yaml::print(&assembled, "docs", List::Whole);
    let audited = |text: &str| {
        let document = load("pet.yaml", text.as_bytes()).expect("it loads");
        audit(&document, &pages).unexplained().count()
    };
    assert_eq!(audited(&text), 0);
    for (from, to) in [("- open", "- shut"), ("not:", "x-not:")] {
        assert!(text.contains(from), "{from} is not in {text}");
        assert_eq!(audited(&text.replacen(from, to, 1)), 1, "{to}");
    }
}
