//! How an API is divided into files is nobody's business who uses the client.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use workspace_tests::crates::on_a_large_stack;
use xtask::bundle::Unread;
use xtask::emit::Surroundings;
use xtask::pipeline::{generate, read_all};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn files_of(description: &str) -> BTreeMap<String, String> {
    let path = fixtures().join(description);
    let bytes = fs::read(&path).unwrap();
    let read = |file: &str| fs::read(path.with_file_name(file)).map_err(|_| Unread::Missing);
    let document = read_all("openapi.yaml", &bytes, &read).unwrap();
    let surroundings = |_: &str| Surroundings::in_workspace("cargo xtask generate", "openapi.yaml");
    let generated = generate(&document, "shop", surroundings).unwrap();
    assert_eq!(generated.warnings, []);
    generated.emitted.files.into_iter().collect()
}

#[track_caller]
fn assert_same(one: &str, three: &str, wanted: &str) {
    let (one, three) = (files_of(one), files_of(three));
    for (path, text) in &one {
        assert_eq!(Some(text), three.get(path), "{path}");
    }
    assert_eq!(one.len(), three.len());
    assert!(one.values().any(|text| text.contains(wanted)), "{wanted}");
}

#[test]
fn one_file_and_three_make_the_same_crate() {
    on_a_large_stack(|| {
        assert_same(
            "files/same/one/openapi.yaml",
            "files/same/three/openapi.yaml",
            "pub struct Team",
        );
    });
}

/// The API that is written in each version as well.
#[test]
fn the_api_of_every_version_is_another_one_in_three_files() {
    on_a_large_stack(|| {
        assert_same(
            "versions/same/openapi-3.0.yaml",
            "files/same/library/openapi.yaml",
            "pub struct Atlas",
        );
    });
}
