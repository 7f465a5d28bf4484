//! The command `reconstruct`: what it writes, says and answers.

use std::fs;
use std::path::Path;

use super::setup::{fixture, run};

#[test]
fn strict_writes_nothing_where_a_part_was_not_understood() {
    let folder = tempfile::tempdir().expect("a folder");
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("a folder");
    for file in ["BooksApi.md", "Book.md"] {
        let from = fixture("openapi-generator-7").join("docs").join(file);
        fs::copy(from, docs.join(file)).expect("a copy");
    }
    fs::write(docs.join("Broken.md"), [0xff, 0xfe]).expect("a file");
    let output = folder.path().join("library.yaml");
    let (docs, target) = (docs.to_string_lossy(), output.to_string_lossy());
    let (code, _, err) = run(
        Path::new("."),
        &["reconstruct", &docs, "-o", &target, "--strict"],
    );
    assert_eq!((code, output.exists()), (1, false), "{err}");
    let (code, out, err) = run(Path::new("."), &["reconstruct", &docs, "-o", &target]);
    assert_eq!((code, output.exists()), (1, true), "{err}");
    assert!(out.contains("5 operations, 1 model"), "{out}");
    assert!(err.contains("Broken.md:1: the file is not text"), "{err}");
    fs::remove_file(folder.path().join("docs/Broken.md")).expect("it is there");
    let (code, out, err) = run(Path::new("."), &["reconstruct", &docs]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("openapi: 3.0.3"), "{out}");
}
