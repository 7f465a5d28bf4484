//! `cargo xtask lint`.

use std::path::{Path, PathBuf};

use super::console::{Console, count};
use super::input::{Input, specs};
use super::{FINDINGS, FINE, USAGE};
use crate::lint::lint;

pub(super) fn run(files: &[PathBuf], workspace: &Path, console: &mut Console<'_>) -> u8 {
    let inputs = if files.is_empty() {
        match specs(workspace) {
            Ok(inputs) => inputs,
            Err(message) => {
                console.error(&message);
                return USAGE;
            }
        }
    } else {
        files
            .iter()
            .map(|file| Input::of(file, workspace))
            .collect()
    };
    let mut code = FINE;
    for input in &inputs {
        let loaded = match input.load() {
            Ok(loaded) => loaded.result,
            Err(error) => {
                console.error(&error.to_string());
                code = USAGE;
                continue;
            }
        };
        let (document, diagnostics) = match loaded {
            Ok(document) => {
                let diagnostics = lint(&document);
                (document, diagnostics)
            }
            Err(rejected) => (rejected.document, rejected.diagnostics),
        };
        console.findings(&diagnostics, &document);
        console.out(&format!("{}: {}", input.name, count(&diagnostics)));
        if !diagnostics.is_empty() {
            code = code.max(FINDINGS);
        }
    }
    code
}
