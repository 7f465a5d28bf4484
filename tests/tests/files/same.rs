//! How an API is divided into files is nobody's business who uses the client.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use workspace_tests::crates::on_a_large_stack;
use xtask::bundle::Unread;
use xtask::emit::Surroundings;
use xtask::pipeline::{generate, read_all};

fn files_of(folder: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/files/same")
        .join(folder);
    let bytes = fs::read(folder.join("openapi.yaml")).unwrap();
    let read = |path: &str| fs::read(folder.join(path)).map_err(|_| Unread::Missing);
    let document = read_all("openapi.yaml", &bytes, &read).unwrap();
    let surroundings = |_: &str| Surroundings {
        runtime: "../runtime".to_owned(),
        standalone: true,
        command: "cargo xtask generate".to_owned(),
        source: "openapi.yaml".to_owned(),
    };
    let generated = generate(&document, "shop", surroundings).unwrap();
    assert_eq!(generated.warnings, []);
    generated.emitted.files.into_iter().collect()
}

#[test]
fn one_file_and_three_make_the_same_crate() {
    on_a_large_stack(|| {
        let one = files_of("one");
        let three = files_of("three");
        for (path, text) in &one {
            assert_eq!(Some(text), three.get(path), "{path}");
        }
        assert_eq!(one.len(), three.len());
        assert!(one.values().any(|text| text.contains("pub struct Team")));
    });
}
