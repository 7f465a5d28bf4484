//! No bytes make the reading of pages panic.

use std::fs;

use proptest::prelude::*;
use xtask::reconstruct::sources::Sources;
use xtask::reconstruct::yaml::List;
use xtask::reconstruct::{Collector, Options, WireNames, assemble, yaml};

use super::setup::{DIALECTS, fixture};

/// All pages of the fixtures, for what is made by cutting and mixing them.
fn material() -> Vec<u8> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        for file in [
            "docs/BooksApi.md",
            "docs/Book.md",
            "docs/Genre.md",
            "README.md",
        ] {
            all.extend(fs::read(fixture(dialect).join(file)).expect("the fixture is there"));
        }
    }
    all
}

fn survives(bytes: &[u8]) {
    let mut collector = Collector::default();
    collector.add("README.md", bytes);
    collector.add("Twice.md", bytes);
    let pages = collector.finish();
    for prose in [false, true] {
        let assembled = assemble(
            &pages,
            &Options {
                prose,
                ..Options::default()
            },
        );
        yaml::print(&assembled, "bytes", List::Whole);
    }
    let mut sources = Sources::default();
    sources.learn(&String::from_utf8_lossy(bytes));
    sources.names();
    let _ = WireNames::from_file(&String::from_utf8_lossy(bytes));
}

#[test]
fn many_rows_of_one_name_do_not_make_names_without_end() {
    let rows = "**a** | **int** |  | \n".repeat(20_000);
    let page = format!(
        "# Pen\n\n## Properties\nName | Type | Description | Notes\n---|---|---|---\n{rows}"
    );
    let mut collector = Collector::default();
    collector.add("Pen.md", page.as_bytes());
    let assembled = assemble(&collector.finish(), &Options::default());
    let properties = &assembled.document["components"]["schemas"]["Pen"]["properties"];
    let names: Vec<&String> = properties
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names.len(), 20_000);
    assert!(names.iter().all(|name| name.len() < 10));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_cause_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        survives(&bytes);
    }

    #[test]
    fn no_cut_or_mixed_page_causes_a_panic(
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..3000, "\\PC{0,3}|[|*`#>\\[\\]{}()&;\n]{0,6}"), 1..6),
    ) {
        let material = material();
        let mut mixed = Vec::new();
        for (start, length, between) in cuts {
            let start = start.index(material.len());
            let end = (start + length).min(material.len());
            mixed.extend_from_slice(material.get(start..end).unwrap_or_default());
            mixed.extend_from_slice(between.as_bytes());
        }
        survives(&mixed);
    }
}
