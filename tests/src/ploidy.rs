//! Another generator of Rust clients, to compare ours with.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where it lies, if it is on the `PATH`.
#[must_use]
pub fn program() -> Option<PathBuf> {
    let paths = env::var_os("PATH").unwrap_or_default();
    let name = format!("ploidy{}", env::consts::EXE_SUFFIX);
    env::split_paths(&paths)
        .map(|folder| folder.join(&name))
        .find(|program| program.is_file())
}

/// Makes a client of the description in `file`, named after `folder`.
#[must_use]
pub fn generate(program: &Path, file: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["generate", "rust"]).arg(file);
    command.arg("-o").arg(folder);
    command
}
