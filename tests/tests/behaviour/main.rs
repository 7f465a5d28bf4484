//! What generated clients send and read, not what their code looks like: real values, and real calls to a local server.
//!
//! Each folder beside this file is a kind of risk, and each file in it tests the client of one fixture: `unions/one_of.rs`
//! that of `fixtures/good/one-of.yaml`, as the crate `one_of_client`. A folder becomes one test program. It uses those
//! crates, [`workspace_tests`], `serde_json` and `tokio`, and is compiled with what was compiled for this workspace.
//!
//! A new fixture: write `fixtures/good/<name>.yaml`, or one in `fixtures/mended`, and `<kind>/<name>.rs`, and add `mod <name>;` to `<kind>/mod.rs`. A new
//! kind: add the folder with its `mod.rs`, and below its `mod` and its test.
//!
//! `cargo test -p workspace-tests --test behaviour <kind>` runs one kind. After that `cargo test <name>` in
//! `target/tmp/behaviour` runs what was generated last.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use workspace_tests::crates::{cargo, complaints, on_a_large_stack, runtime, write_workspace};
use xtask::diagnostic::render;
use xtask::emit::Surroundings;
use xtask::pipeline::{Generated, generate, read};

// Not compiled here, where there are no generated crates; formatted with all else.
#[cfg(any())]
mod answers;
#[cfg(any())]
mod bodies;
#[cfg(any())]
mod inheritance;
#[cfg(any())]
mod mended;
#[cfg(any())]
mod merging;
#[cfg(any())]
mod parameters;
#[cfg(any())]
mod streams;
#[cfg(any())]
mod unions;

#[test]
fn answers() {
    behave("answers");
}

#[test]
fn bodies() {
    behave("bodies");
}

#[test]
fn mended() {
    behave("mended");
}

#[test]
fn parameters() {
    behave("parameters");
}

#[test]
fn inheritance() {
    behave("inheritance");
}

#[test]
fn merging() {
    behave("merging");
}

#[test]
fn streams() {
    behave("streams");
}

#[test]
fn unions() {
    behave("unions");
}

#[test]
fn every_kind_is_tested() {
    let text = fs::read_to_string(sources().join("main.rs")).unwrap();
    for kind in kinds() {
        for line in [format!("mod {kind};"), format!("behave(\"{kind}\");")] {
            assert!(text.contains(&line), "main.rs lacks `{line}`");
        }
    }
}

/// Compiles the tests of one kind, and runs them.
#[track_caller]
fn behave(kind: &str) {
    static GENERATED: OnceLock<PathBuf> = OnceLock::new();
    let home = GENERATED.get_or_init(|| {
        on_a_large_stack(write_all);
        home()
    });
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
    let output = cargo(home, &target, &["test", "--quiet", "--package", kind]);
    if let Err(text) = complaints(&output) {
        panic!("{}\n{text}", String::from_utf8_lossy(&output.stdout));
    }
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("behaviour")
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/behaviour")
}

/// The folders beside this file.
fn kinds() -> Vec<String> {
    let entries = fs::read_dir(sources()).unwrap();
    let folders = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    let mut kinds: Vec<String> = folders.map(|path| stem(&path)).collect();
    kinds.sort();
    kinds
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// One crate for each fixture that is tested, and one for the tests of each kind.
fn write_all() {
    let mut crates: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for kind in kinds() {
        let folder = sources().join(&kind);
        let mut manifest = format!(
            "[package]\nname = \"{kind}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [[test]]\nname = \"{kind}\"\npath = {:?}\n\n\
             [dev-dependencies]\nserde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"io-util\", \"macros\", \"net\", \"rt\", \"time\"] }}\n\
             workspace-tests = {{ path = {:?} }}\n",
            folder.join("mod.rs"),
            env!("CARGO_MANIFEST_DIR"),
        );
        let files = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut names: Vec<String> = files
            .map(|path| stem(&path))
            .filter(|name| name != "mod")
            .collect();
        names.sort();
        for name in names {
            let generated = fixture(&name.replace('_', "-"));
            let package = generated.package;
            let _ = writeln!(
                manifest,
                "{package} = {{ path = \"../{package}\", default-features = false, features = [\"mock\"] }}"
            );
            crates.insert(package, generated.emitted.files);
        }
        crates.insert(kind, BTreeMap::from([("Cargo.toml".to_owned(), manifest)]));
    }
    write_workspace(
        &home(),
        crates.iter().map(|(name, files)| (name.as_str(), files)),
    );
}

fn fixture(name: &str) -> Generated {
    let file = format!("{name}.yaml");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut path = folder.join("fixtures/good").join(&file);
    if !path.exists() {
        path = folder.join("fixtures/mended").join(&file);
    }
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document = read(&file, &bytes).unwrap_or_else(|rejected| {
        panic!(
            "{}",
            render(&rejected.diagnostics, &rejected.document, false)
        )
    });
    let surroundings = |_: &str| Surroundings {
        runtime: runtime(),
        ..Surroundings::in_workspace("cargo xtask generate", &file)
    };
    generate(&document, name, surroundings)
        .unwrap_or_else(|findings| panic!("{}", render(&findings, &document, false)))
}
