//! `cargo xtask lint`.

use std::path::Path;

use super::arguments::Lint;
use super::console::{Console, count};
use super::input::{Input, specs};
use super::{FINDINGS, FINE, USAGE};
use crate::lint::lint;

pub(super) fn run(options: &Lint, workspace: &Path, console: &mut Console<'_>) -> u8 {
    let inputs = if options.files.is_empty() {
        specs(workspace)
    } else {
        let files = options.files.iter();
        files.map(|file| Input::named(file, workspace)).collect()
    };
    let inputs = match inputs {
        Ok(inputs) => inputs,
        Err(message) => {
            console.error(&message);
            return USAGE;
        }
    };
    let mut code = FINE;
    for input in inputs {
        let input = input.with_root(options.parts.root.as_deref());
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
