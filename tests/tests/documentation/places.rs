//! The layout of openapi-generator 6.0 and 6.1: places and names on the wire, and objects without a name left open.

use std::fs;

use serde_json::json;
use xtask::audit::audit;
use xtask::load::{Document, load};
use xtask::reconstruct::yaml::{self, List};
use xtask::reconstruct::{Collector, Options, Pages, assemble, files};

use super::setup::{changed, codes, fixture, folder};
use super::tags::bare;

/// The same API, by either version.
const VERSIONS: [&str; 2] = ["6.0", "6.1"];

const MARK: &str = "x-undocumented";

fn pages(version: &str) -> Pages {
    let folder = fixture("openapi-generator-6-experimental")
        .join(version)
        .join("docs");
    files::read(&[folder])
        .expect("the fixture is there")
        .finish()
}

fn truth(folder: &str) -> Document {
    let path = fixture(folder).join("truth.yaml");
    load("truth.yaml", &fs::read(path).expect("it is there")).expect("it loads")
}

#[test]
fn no_fact_is_lost_or_invented_and_what_is_not_shown_is_marked() {
    let truth = truth("openapi-generator-6-experimental");
    for version in VERSIONS {
        let pages = pages(version);
        assert_eq!(codes(&pages), Vec::<&str>::new(), "{version}");
        let assembled = assemble(&pages, &Options::default());
        let read = bare(&assembled.document, &[MARK]);
        assert_eq!(read, bare(&truth.value, &[MARK]), "{version}");
        // What the file marks, the list names: what lies within an answer also as that of the answer.
        let written = yaml::print(&assembled, "docs", List::Whole);
        let marks = written.matches("x-undocumented: [type]").count();
        let listed = assembled.gaps.iter().filter(|gap| gap.what == ["type"]);
        assert_eq!((marks, listed.count()), (8, 9), "{version}");
    }
}

#[test]
fn a_description_that_says_more_than_the_pages_does_not_differ_from_them() {
    for version in VERSIONS {
        let pages = pages(version);
        let reconstructed = assemble(&pages, &Options::default());
        let text = yaml::print(&reconstructed, "docs", List::Whole);
        let reconstructed = load("library.yaml", text.as_bytes()).expect("it loads");
        assert_eq!(xtask::lint::lint(&reconstructed), [], "{version}");
        for document in [reconstructed, truth("openapi-generator-6-tags")] {
            let report = audit(&document, &pages);
            assert!(report.is_clean(), "{version}: {:?}", report.differences);
        }
    }
}

#[test]
fn a_fact_that_these_pages_show_is_compared() {
    for version in VERSIONS {
        let pages = pages(version);
        let text = yaml::print(&assemble(&pages, &Options::default()), "docs", List::Whole);
        for (from, to, aspect) in [
            ("name: pageSize", "name: size", "parameter pageSize"),
            ("default: 20", "default: 30", "default 20"),
            (
                "        id:\n          type: integer",
                "        id:\n          type: string",
                "type integer",
            ),
            ("- poetry\n", "- verse\n", "value \"poetry\""),
            (
                "                  codes:\n",
                "                  signs:\n",
                "property codes",
            ),
            (
                "        mapOfLists:\n          type: object",
                "        mapOfLists:\n          type: array",
                "type a map of a list of string",
            ),
            ("X-Total:", "X-Sum:", "header X-Total"),
            ("      - from\n", "", "required"),
        ] {
            let found = changed(&text, (from, to), &pages);
            assert!(
                matches!(found.as_slice(), [one] if one.aspect == aspect
                    && one.place.as_ref().is_some_and(|place| place.line > 0)),
                "{version} {to}: {found:?}"
            );
        }
    }
}

#[test]
fn a_page_that_is_cut_short_is_no_reason_to_stop() {
    for path in ["6.0/docs/BooksApi.md", "6.1/docs/models/Book.md"] {
        let whole = fixture("openapi-generator-6-experimental").join(path);
        let text = fs::read_to_string(whole).expect("it is there");
        for end in (0..text.len()).step_by(61) {
            let mut collector = Collector::default();
            let start = text.get(..end).unwrap_or_default();
            collector.add("Page.md", start.as_bytes());
            assemble(&collector.finish(), &Options::default());
        }
    }
}

#[test]
fn the_null_of_an_enumeration_is_no_text_without_a_mark() {
    let page = "# Kind\n\nType | Description | Notes\n------------- | ------------- | -------------\n\
        typing.Union[str, None, ] | |  must be one of [\"a\", \"null\", ]\n";
    let pages = folder(&[("Kind.md", page)]);
    let document = assemble(&pages, &Options::default()).document;
    let expected =
        json!({"type": "string", "nullable": true, "enum": ["a", null], "x-guessed": ["enum"]});
    assert_eq!(document["components"]["schemas"]["Kind"], expected);
}
