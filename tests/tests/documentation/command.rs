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

#[test]
fn what_is_written_names_no_folder_of_this_machine() {
    let project = tempfile::tempdir().expect("a folder");
    let docs = project.path().join("pages");
    fs::create_dir(&docs).expect("a folder");
    for file in ["docs/BooksApi.md", "docs/Book.md", "README.md"] {
        let from = fixture("openapi-generator-7").join(file);
        let to = if file == "README.md" {
            project.path()
        } else {
            &docs
        };
        let name = from.file_name().expect("a name");
        fs::copy(&from, to.join(name)).expect("a copy");
    }
    let (code, out, _) = run(Path::new("."), &["reconstruct", &docs.to_string_lossy()]);
    assert_eq!(code, 0);
    assert!(out.contains("(pages/BooksApi.md:"), "{out}");
    let folder = project.path().to_string_lossy();
    assert!(!out.contains(folder.as_ref()), "{out}");
}

#[test]
fn pages_that_are_not_read_give_one_finding_and_no_description() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("out.yaml");
    let docs = fixture("other-language");
    let target = output.to_string_lossy();
    let (code, _, err) = run(
        Path::new("."),
        &["reconstruct", &docs.to_string_lossy(), "-o", &target],
    );
    assert_eq!((code, output.exists()), (1, false));
    assert_eq!(err.matches("error[").count(), 1, "{err}");
    assert!(err.contains("nothing was written"), "{err}");
}

#[test]
fn the_commands_of_the_readme_do_not_work_as_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let workspace = tempfile::tempdir().expect("a folder");
    fs::create_dir(workspace.path().join("specs")).expect("a folder");
    let docs = fixture("openapi-generator-7").join("docs");
    let spec = workspace.path().join("specs/library.yaml");
    let mut known = 0;
    for readme in ["README.md", "specs/README.md"] {
        let text = fs::read_to_string(root.join(readme)).expect("it is there");
        let printed = text
            .split('`')
            .filter_map(|code| code.strip_prefix("cargo xtask "));
        let of_pages = |command: &&str| {
            let begins = ["reconstruct ", "lint ", "audit "];
            begins.iter().any(|begin| command.starts_with(begin)) && !command.contains('[')
        };
        for command in printed.filter(of_pages) {
            // The file of a vendor is a description of the same API.
            let command = command
                .replace("specs/<vendor>.yaml", &spec.to_string_lossy())
                .replace("<vendor>", "library")
                .replace("path/to/docs", &docs.to_string_lossy())
                .replace("DOCS…", &docs.to_string_lossy())
                .replace("DOCS", &docs.to_string_lossy())
                .replace("SPEC", &spec.to_string_lossy())
                .replace("VENDOR", "library")
                .replace("FILE", &spec.to_string_lossy());
            let arguments: Vec<&str> = command.split(' ').collect();
            let (code, out, err) = run(workspace.path(), &arguments);
            assert_eq!(code, 0, "{command}: {out}{err}");
            known += 1;
        }
    }
    assert_eq!(known, 8, "the README prints other commands");
}
