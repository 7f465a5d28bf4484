//! The generator as a program.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// How it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// As tests and `cargo xtask` have it.
    Dev,
    /// As whoever installs it has it.
    Release,
}

/// Where it lies, once it is built.
///
/// # Panics
///
/// If it cannot be built.
#[must_use]
pub fn program(profile: Profile) -> PathBuf {
    let arguments: &[&str] = match profile {
        // The test of the program has built it, with the features of all tests: nothing is compiled again.
        Profile::Dev => &["test", "--no-run", "--test", "program"],
        Profile::Release => &["build", "--release", "--bin", "xtask"],
    };
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--workspace", "--quiet", "--message-format", "json"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .stderr(Stdio::inherit())
        .output()
        .expect("Cargo can be run");
    assert!(output.status.success(), "the generator does not compile");
    let messages = String::from_utf8_lossy(&output.stdout);
    messages
        .lines()
        .find_map(|message| {
            let message: Value = serde_json::from_str(message).ok()?;
            let is_program =
                message["target"]["kind"][0] == "bin" && message["target"]["name"] == "xtask";
            let path = message["executable"].as_str().filter(|_| is_program)?;
            Some(PathBuf::from(path))
        })
        .expect("Cargo names the program")
}
