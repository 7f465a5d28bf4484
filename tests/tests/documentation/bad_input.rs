//! What is no page, or no good one: it is named with its line, and the rest is kept.

use xtask::reconstruct::{Collector, files};

use super::setup::{codes, fixture, folder, shown};

#[test]
fn a_layout_or_language_that_is_not_read_is_refused_by_name() {
    for (folder, code, word) in [
        (
            "openapi-generator-6-tags",
            "layout-not-read",
            "openapi-generator 6.0 to 6.6",
        ),
        ("other-language", "other-language", "Java"),
    ] {
        let pages = files::read(&[fixture(folder)])
            .expect("the fixture is there")
            .finish();
        assert_eq!(
            codes(&pages).iter().filter(|found| **found == code).count(),
            1,
            "{folder}"
        );
        assert!(
            pages
                .findings
                .iter()
                .any(|finding| finding.message.contains(word)),
            "{folder}"
        );
        assert!(pages.operations.is_empty(), "{folder}");
    }
}

#[test]
fn bad_input_is_reported_with_its_line_and_the_rest_is_kept() {
    let good = "# Pen\n\n## Properties\nName | Type | Description | Notes\n--- | --- | --- | ---\n**ink** | **int** |  | \n";
    let narrow = "# Ruler\n\n## Properties\nName | Type\n--- | ---\n**a** | **int**\n";
    let short = "# Eraser\n\n## Properties\nName | Type | Description | Notes\n--- | --- | --- | ---\n**a** | **int**\n**b** | **i[nt** |  | \n";
    let other = "# Pen\n\n## Properties\nName | Type | Description | Notes\n--- | --- | --- | ---\n**ink** | **str** |  | \n";
    let found = folder(&[
        ("Pen.md", good),
        ("Ruler.md", narrow),
        ("Eraser.md", short),
        ("Other.md", other),
        ("notes.md", "# Notes\n\nNothing to see.\n"),
        ("null.md", "a\0b"),
    ]);
    assert_eq!(
        shown(&found),
        [
            "Eraser.md:6 too-few-cells",
            "Eraser.md:7 type-not-understood",
            "Other.md:1 contradictory-models",
            "Ruler.md:4 too-few-columns",
            "notes.md not-a-page",
            "null.md not-text",
        ]
    );
    assert!(found.models.iter().any(|model| model.name == "Pen"));
}

#[test]
fn a_page_of_50_mib_and_a_folder_without_pages_are_named() {
    let mut collector = Collector::default();
    collector.add("Huge.md", &vec![b'x'; 50 * 1024 * 1024]);
    collector.add("Binary.md", &[0x89, 0x50, 0xff, 0x00]);
    let found = collector.finish();
    assert_eq!(codes(&found), ["not-text", "page-too-large", "no-pages"]);
    let empty = tempfile::tempdir().expect("a folder");
    let found = files::read(&[empty.path().to_owned()])
        .expect("it can be read")
        .finish();
    let name = empty.path().to_string_lossy();
    assert_eq!(shown(&found), [format!("{name} no-pages")]);
    assert!(files::read(&[empty.path().join("missing")]).is_err());
}

/// Two links in a folder that lead back to it are more than a hundred thousand ways to the same page.
#[cfg(unix)]
#[test]
fn links_that_lead_round_in_circles_lead_to_each_page_once() {
    use std::fs;
    use std::os::unix::fs::symlink;

    let project = tempfile::tempdir().expect("a folder");
    let docs = project.path().join("docs");
    fs::create_dir(&docs).expect("a folder");
    for file in ["BooksApi.md", "Book.md"] {
        let from = fixture("openapi-generator-7").join("docs").join(file);
        fs::copy(from, docs.join(file)).expect("a copy");
    }
    for (link, to) in [("again", "."), ("same", "../docs"), ("up", "..")] {
        symlink(to, docs.join(link)).expect("a link");
    }
    let found = files::read(&[docs.clone(), docs.clone()])
        .expect("it can be read")
        .finish();
    assert_eq!(shown(&found), [""; 0]);
    assert_eq!(found.operations.len(), 5);
}

/// More than any page names: to look each of them up among all takes minutes.
#[test]
fn schemes_are_looked_up_in_time_that_grows_with_their_number() {
    let head = "# a.OneApi\n\nAll URIs are relative to *https://a.example*\n\nMethod | HTTP request | Description\n---|---|---\n\
                [**get**](OneApi.md#get) | **GET** /a | \n\n# **get**\n> get(a)\n\n### Parameters\n\n\
                Name | Type | Description | Notes\n---|---|---|---\n**a** | **int** |  | \n\n### Authorization\n\n";
    let names: Vec<String> = (0..160_000)
        .map(|number| format!("[k{number}](../README.md#k{number})"))
        .collect();
    let start = std::time::Instant::now();
    let found = folder(&[("OneApi.md", &format!("{head}{}\n", names.join(", ")))]);
    let assembled = xtask::reconstruct::assemble(&found, &xtask::reconstruct::Options::default());
    let time = start.elapsed();
    assert_eq!(found.schemes.len(), 160_000);
    assert!(assembled.gaps.len() >= 160_000);
    assert!(time < std::time::Duration::from_secs(30), "{time:?}");
}

#[test]
fn pages_that_contradict_each_other_or_were_cut_short_are_named_and_the_first_is_kept() {
    let head = "# a.OneApi\n\nAll URIs are relative to *https://a.example*\n\nMethod | HTTP request | Description\n---|---|---\n";
    let list = "[**get**](OneApi.md#get) | **GET** /a | \n[**put**](OneApi.md#put) | **PUT** /a | \nrubbish\n[**odd**] | **FETCH** a | \n\n";
    let get = |kind: &str| {
        format!(
            "# **get**\n> get(a)\n\n### Example\n```python\n```\n\n### Parameters\n\nName | Type | Description | Notes\n---|---|---|---\n\
             **a** | **{kind}** |  | \n\n### Return type\n\nrubbish\n\n### HTTP response details\n\
             | Status code | Description | Response headers |\n|---|---|---|\n**99** | x |  -  |\n\n"
        )
    };
    let one = format!("{head}{list}{}# **other**\n> other()\n", get("int"));
    let two = format!(
        "{head}[**get**](OneApi.md#get) | **GET** /a | \n\n{}",
        get("str")
    );
    let found = folder(&[("OneApi.md", &one), ("TwoApi.md", &two)]);
    assert_eq!(
        shown(&found),
        [
            "OneApi.md:8 operation-without-section",
            "OneApi.md:10 operation-not-understood",
            "OneApi.md:27 return-type-not-understood",
            "OneApi.md:32 status-not-understood",
            "OneApi.md:34 operation-not-listed",
            "TwoApi.md:9 contradictory-operations",
            "TwoApi.md:24 return-type-not-understood",
            "TwoApi.md:29 status-not-understood",
        ]
    );
    let kept = found.operations.iter().find(|one| one.name == "get");
    let kind = kept.map(|one| one.parameters[0].kind.clone());
    assert_eq!(
        kind,
        Some(xtask::reconstruct::type_expression::Type::Integer)
    );
}
