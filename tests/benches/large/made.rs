//! A client that the generator has made, as a program that reads a file and writes a crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use workspace_tests::crates::cargo;
use workspace_tests::usage::{Usage, measure};

use crate::Settings;
use crate::check::Crate;

/// What is known of it.
pub(crate) struct Made {
    pub(crate) client: Crate,
    /// Of all Rust files.
    pub(crate) lines: usize,
    pub(crate) operations: usize,
    /// Of a client that is divided, how many operations there are behind the feature of each tag, or of each part of a large one.
    pub(crate) tags: BTreeMap<String, usize>,
}

impl Made {
    /// Has it made, and tells what that took.
    pub(crate) fn new(file: &Path, name: &str, settings: &Settings) -> (Self, Usage) {
        let folder = settings.home.join("crates").join(name);
        // The generator would keep what an earlier one has left.
        let _ = fs::remove_dir_all(&folder);
        let mut command = Command::new(&settings.program);
        command.arg("generate").arg(file).arg("--out").arg(&folder);
        let usage = measure(&mut command);
        // A member of a workspace takes what is compiled for others.
        let manifest = folder.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("a manifest");
        fs::write(&manifest, text.replace("\n[workspace]\n", "\n"))
            .expect("the manifest is written");
        (Self::read(folder, settings), usage)
    }

    fn read(folder: PathBuf, settings: &Settings) -> Self {
        let package = package(&folder);
        let outline = fs::read_to_string(folder.join("outline.txt")).expect("an outline");
        let operations = || outline.lines().filter(|line| is_operation(line));
        let mut tags: BTreeMap<String, usize> = BTreeMap::new();
        for (_, tag) in operations().filter_map(|line| line.rsplit_once(" feature ")) {
            *tags.entry(tag.to_owned()).or_default() += 1;
        }
        Self {
            lines: lines(&folder.join("src")),
            operations: operations().count(),
            tags,
            client: Crate {
                home: settings.home.clone(),
                target: target(),
                folder,
                package: package["name"].as_str().expect("a name").to_owned(),
                online: false,
            },
        }
    }
}

/// What Cargo reads in the manifest.
fn package(folder: &Path) -> Value {
    let arguments = ["metadata", "--no-deps", "--format-version", "1"];
    let output = cargo(folder, &target(), &arguments);
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("Cargo writes JSON");
    let manifest = folder.join("Cargo.toml");
    let packages = metadata["packages"].as_array();
    let package = packages.into_iter().flatten().find(|package| {
        let path = package["manifest_path"].as_str();
        path.is_some_and(|path| Path::new(path) == manifest)
    });
    package.expect("it is a member").clone()
}

/// Where this workspace is compiled.
fn target() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    folder.expect("a folder").to_owned()
}

/// `GET /users/{id}  get_user(…) -> …`, or with the whole URL of a server of its own.
fn is_operation(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(method, target)| {
        !method.is_empty()
            && method.chars().all(|letter| letter.is_ascii_uppercase())
            && (target.starts_with('/') || target.contains("://"))
    })
}

/// Of all Rust files in a folder.
pub(crate) fn lines(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder");
    let lines = entries.map(|entry| {
        let path: PathBuf = entry.expect("an entry").path();
        if path.is_dir() {
            lines(&path)
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            fs::read_to_string(&path).expect("a file").lines().count()
        } else {
            0
        }
    });
    lines.sum()
}
