//! The command line.
//!
//! Exit codes: 0 when all is well, 1 when there are findings or differences, 2 when the command
//! line is wrong or a file cannot be read or written.

mod arguments;
mod audit;
mod audit_description;
mod console;
mod diff;
mod folder;
mod generate;
mod generation;
mod input;
mod licenses;
mod lint;
mod progress;
mod reconstruct;
mod regen;
mod verdict;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use clap::error::ErrorKind;

pub use self::console::Console;
pub use self::generation::keep_generator_panics_quiet;
use arguments::{Arguments, Command};

/// All is well.
pub const FINE: u8 = 0;
/// There are findings, or generated files differ.
pub const FINDINGS: u8 = 1;
/// The command line is wrong, or a file cannot be read or written.
pub const USAGE: u8 = 2;

/// Runs a command line, whose first item is the program's name, in a workspace. The result is the
/// exit code.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    workspace: &Path,
    console: &mut Console<'_>,
) -> u8 {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => match command {
            Command::Regen(options) => regen::run(&options, workspace, console),
            Command::Lint(options) => lint::run(&options, workspace, console),
            Command::Generate(options) => generate::run(&options, workspace, console),
            Command::Reconstruct(options) => reconstruct::run(&options, console),
            Command::Audit(options) => audit::run(&options, workspace, console),
            Command::Diff(options) => diff::run(&options, workspace, console),
        },
        Err(error) => {
            let text = if console.color() {
                error.render().ansi().to_string()
            } else {
                error.render().to_string()
            };
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) {
                console.out(text.trim_end());
                FINE
            } else {
                console.err(text.trim_end());
                USAGE
            }
        }
    }
}

/// The workspace whose `specs` and `crates` are meant, wherever the command is run.
pub fn workspace_root() -> PathBuf {
    // `cargo run` names the manifest's folder of the checkout that it runs in; the one in which the
    // program was compiled is right unless the checkout was moved.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map(Path::to_owned).unwrap_or(manifest)
}
