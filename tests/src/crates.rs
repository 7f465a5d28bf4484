//! Generated crates in a workspace of their own, compiled with what was compiled for this one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the runtime crate, as a manifest names it from anywhere.
#[must_use]
pub fn runtime() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/runtime").replace('\\', "/")
}

/// Makes a workspace whose members are these crates, each a name and its files. Unchanged files are not rewritten, so that a
/// second run compiles only what has changed.
///
/// # Panics
///
/// If the disk does not allow it.
pub fn write_workspace<'c>(
    home: &Path,
    crates: impl IntoIterator<Item = (&'c str, &'c BTreeMap<String, String>)>,
) {
    let folder = home.join("crates");
    let mut wanted = BTreeSet::new();
    for (package, files) in crates {
        for (path, text) in files {
            let file = folder.join(package).join(path);
            if fs::read_to_string(&file).ok().as_deref() != Some(text) {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(&file, text).unwrap();
            }
            wanted.insert(file);
        }
    }
    fs::create_dir_all(&folder).unwrap();
    remove_others(&folder, &wanted);
    write_manifest(home);
}

/// Makes a workspace of what lies in `crates` of this folder.
///
/// # Panics
///
/// If the disk does not allow it.
pub fn write_manifest(home: &Path) {
    let outer = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    // With the same profiles, what both compile is compiled once. They are what ends the manifest, and the last of them is for
    // a package that is not in such a workspace.
    let outer_manifest = fs::read_to_string(outer.join("Cargo.toml")).unwrap();
    let (_, profiles) = outer_manifest.split_once("[profile.").expect("profiles");
    let (profiles, _) = profiles
        .split_once("[profile.dev.package.xtask]")
        .expect("the generator's profile");
    let manifest =
        format!("[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.{profiles}");
    fs::write(home.join("Cargo.toml"), manifest).unwrap();
    fs::copy(outer.join("Cargo.lock"), home.join("Cargo.lock")).unwrap();
}

/// Removes what an earlier run left behind. Whether anything is left of a folder tells its caller.
fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> bool {
    let mut empty = true;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            match remove_others(&path, wanted) {
                true => fs::remove_dir(&path).unwrap(),
                false => empty = false,
            }
        } else if wanted.contains(&path) {
            empty = false;
        } else {
            fs::remove_file(&path).unwrap();
        }
    }
    empty
}

/// Runs Cargo in such a workspace, with what was fetched and compiled for this run in `target`. Cargo has released the lock
/// of its folder when tests run.
///
/// # Panics
///
/// If Cargo cannot be run.
pub fn cargo(home: &Path, target: &Path, arguments: &[&str]) -> Output {
    cargo_command(home, target, arguments).output().unwrap()
}

/// Cargo as [`cargo`] runs it.
#[must_use]
pub fn cargo_command(home: &Path, target: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(home)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_COLOR", "never")
        // What is compiled on the way is shared; the documentation does not land between that of the real crates.
        .env("CARGO_BUILD_BUILD_DIR", target)
        .env("CARGO_TARGET_DIR", home.join("target"));
    command
}

/// What Cargo complains of; it repeats the warnings of what it has compiled already.
///
/// # Errors
///
/// All of its output, if there is an error or a warning in it.
pub fn complaints(output: &Output) -> Result<(), String> {
    let text = String::from_utf8_lossy(&output.stderr);
    let complaint = |line: &str| line.starts_with("warning") || line.starts_with("error");
    match output.status.success() && !text.lines().any(complaint) {
        true => Ok(()),
        false => Err(text.into_owned()),
    }
}

/// Syntax trees are deep, and a test's thread has a small stack.
///
/// # Panics
///
/// If `work` does.
pub fn on_a_large_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(256 * 1024 * 1024);
    if let Err(panic) = thread.spawn(work).unwrap().join() {
        std::panic::resume_unwind(panic);
    }
}
