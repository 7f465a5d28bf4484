//! Whether the crates compile, and what Clippy and rustdoc say of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use workspace_tests::crates::write_manifest;

use crate::compiler::{Effort, check};

/// What was said of a crate.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    /// The first line of each error and warning.
    pub(crate) complaints: Vec<String>,
    /// Of `cargo check`, as somebody has it who depends on the crate.
    pub(crate) effort: Option<Effort>,
}

/// Compiles the crates in `crates` of this folder, and looks at them with Clippy. All of them are one workspace, so that
/// what they depend on is compiled once.
pub(crate) fn compile(
    home: &Path,
    packages: &BTreeSet<&str>,
    doc: bool,
) -> BTreeMap<String, Compiled> {
    let mut compiled: BTreeMap<String, Compiled> = packages
        .iter()
        .map(|package| ((*package).to_owned(), Compiled::default()))
        .collect();
    write_manifest(home);
    for (package, effort) in check(home, packages) {
        if let Some(compiled) = compiled.get_mut(&package) {
            compiled.effort = Some(effort);
        }
    }
    run(home, "clippy", &[], packages, &mut compiled);
    if doc {
        run(home, "doc", &["--no-deps"], packages, &mut compiled);
    }
    compiled
}

fn run(
    home: &Path,
    command: &str,
    options: &[&str],
    packages: &BTreeSet<&str>,
    compiled: &mut BTreeMap<String, Compiled>,
) {
    let output = Command::new(env!("CARGO"))
        .arg(command)
        .args(["--keep-going", "--message-format", "json", "--offline"])
        // A crate that is divided has its operations behind features, which the default ones turn on.
        .args(["--features", "mock,cli,blocking"])
        .args(options)
        .args(packages.iter().flat_map(|package| ["--package", package]))
        .env("CARGO_TARGET_DIR", home.join("target"))
        .current_dir(home)
        .output()
        .expect("Cargo can be run");
    let mut finished = BTreeSet::new();
    for message in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(message) else {
            continue;
        };
        let Some(package) = message["package_id"].as_str().and_then(name) else {
            continue;
        };
        if message["reason"] == "compiler-artifact" {
            finished.insert(package.to_owned());
        }
        let level = message["message"]["level"].as_str().unwrap_or_default();
        let said = message["message"]["message"].as_str().unwrap_or_default();
        // The last line only counts what was said before.
        let counts = said.contains("emitted") || said.starts_with("aborting due to");
        if let Some(compiled) = compiled.get_mut(package)
            && matches!(level, "error" | "warning")
            && !counts
        {
            let code = message["message"]["code"]["code"]
                .as_str()
                .unwrap_or_default();
            let span = &message["message"]["spans"][0];
            let place = format!(
                "{}:{}",
                span["file_name"].as_str().unwrap_or_default(),
                span["line_start"]
            );
            let first = said.lines().next().unwrap_or_default();
            compiled
                .complaints
                .push(format!("{level}[{code}] {place}: {first}"));
        }
    }
    // What rustdoc makes is no artifact, and what stops Cargo itself is said elsewhere.
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        let last = text
            .lines()
            .rfind(|line| !line.trim().is_empty())
            .unwrap_or_default();
        for (package, compiled) in compiled {
            if compiled.complaints.is_empty() && command == "clippy" && !finished.contains(package)
            {
                compiled
                    .complaints
                    .push(format!("error[] was not compiled: {last}"));
            }
        }
    }
}

/// `path+file:///home/crates/pets#pets-client@0.1.0` is of `pets-client`; where folder and package have one name, only the version follows.
fn name(id: &str) -> Option<&str> {
    let (path, fragment) = id.rsplit_once('#')?;
    match fragment.split_once('@') {
        Some((name, _)) => Some(name),
        None => path.rsplit('/').next(),
    }
}
