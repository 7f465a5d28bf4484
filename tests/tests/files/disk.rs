//! What is read from the disk: nothing outside of the folder of the description.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use tempfile::TempDir;
use workspace_tests::run::Run;
use xtask::cli::{self, Console};

use super::v3_0;

pub(crate) fn run(arguments: &[&str]) -> Run {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap();
    Run::of(arguments, |arguments, out, err| {
        cli::run(arguments, &workspace, &mut Console::new(out, err, false))
    })
}

/// A folder `api` with a description, and a file beside the folder.
struct Folders(TempDir);

impl Folders {
    fn new(reference: &str) -> Self {
        let folders = Self(tempfile::tempdir().unwrap());
        let root = v3_0(&format!(
            "paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: '{reference}'}}}}}}\n"
        ));
        folders.write("api/openapi.yaml", &root);
        folders.write(
            "secret.yaml",
            "{type: string, description: Nobody's business}",
        );
        folders
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn lint(&self, more: &[&str]) -> Run {
        let spec = self.path("api/openapi.yaml");
        run(&[&["lint", spec.to_str().unwrap()], more].concat())
    }
}

#[test]
fn a_reference_that_cannot_be_followed_is_reported_with_place_reason_and_remedy() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/files/bad/openapi.yaml");
    let run = run(&["lint", spec.to_str().unwrap()]);
    let report: String = run
        .err
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| assert_snapshot!("findings", report));
    assert_eq!(run.code, 1);
}

#[test]
fn steps_out_of_the_folder_are_not_taken() {
    for reference in [
        "../secret.yaml",
        "x/../../secret.yaml",
        "%2E%2E/secret.yaml",
        "..%2Fsecret.yaml",
    ] {
        let run = Folders::new(reference).lint(&[]);
        assert!(run.err.contains("file-outside"), "{reference}: {}", run.err);
    }
}

#[test]
fn whether_a_file_outside_exists_is_not_said() {
    let run = Folders::new("../nothing.yaml").lint(&[]);
    assert!(run.err.contains("file-outside"), "{}", run.err);
}

#[test]
fn a_folder_is_opened_by_naming_it() {
    let folders = Folders::new("../secret.yaml");
    let root = folders.path("");
    let run = folders.lint(&["--root", root.to_str().unwrap()]);
    assert!(!run.err.contains("file-outside"), "{}", run.err);
    let nowhere = folders.path("nowhere");
    let run = folders.lint(&["--root", nowhere.to_str().unwrap()]);
    assert_eq!(run.code, 2, "{}", run.err);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let folders = Folders::new("link.yaml");
    std::os::unix::fs::symlink(folders.path("secret.yaml"), folders.path("api/link.yaml")).unwrap();
    let run = folders.lint(&[]);
    assert!(run.err.contains("file-outside"), "{}", run.err);
    let folders = Folders::new("link/secret.yaml");
    std::os::unix::fs::symlink(folders.path(""), folders.path("api/link")).unwrap();
    let run = folders.lint(&[]);
    assert!(run.err.contains("file-outside"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn links_within_the_folder_are_followed() {
    let folders = Folders::new("link.yaml");
    folders.write("api/real.yaml", "type: string");
    std::os::unix::fs::symlink(folders.path("api/real.yaml"), folders.path("api/link.yaml"))
        .unwrap();
    let run = folders.lint(&[]);
    assert!(!run.err.contains("`link.yaml`"), "{}", run.err);
}

#[test]
fn a_folder_with_one_description_is_a_description() {
    let folders = Folders::new("schemas/a.yaml");
    folders.write("api/schemas/a.yaml", "type: string");
    folders.write("api/info.yaml", "title: no description");
    let folder = folders.path("api");
    let one = run(&["lint", folder.to_str().unwrap()]);
    assert!(
        one.out.contains("api/openapi.yaml"),
        "{}{}",
        one.out,
        one.err
    );
    folders.write("api/other.json", "{\"swagger\": \"2.0\"}");
    let several = run(&["lint", folder.to_str().unwrap()]);
    assert_eq!(several.code, 2);
    assert!(several.err.contains("other.json"), "{}", several.err);
    let none = run(&["lint", folder.join("schemas").to_str().unwrap()]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("without a description"), "{}", none.err);
}
