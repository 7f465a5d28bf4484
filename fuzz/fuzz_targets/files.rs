//! No files of a description may make reading them panic, hang, or read what lies outside of their folder.
//!
//! The bytes are several files: a line `%%% NAME` begins each but the first, which is `openapi.yaml`.
#![no_main]

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use xtask::cli::{self, Console};

/// Stands in a file beside the folder, which is no YAML: whoever reads it shows it.
const CANARY: &str = "{ yellow-feathers";

static HOME: LazyLock<TempDir> = LazyLock::new(|| {
    let home = tempfile::tempdir().expect("a folder can be made");
    fs::write(home.path().join("canary.yaml"), CANARY).expect("a file can be written");
    home
});

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let folder = HOME.path().join("api");
    let _ = fs::remove_dir_all(&folder);
    for (index, part) in text.split("%%% ").enumerate() {
        let (name, text) = match index {
            0 => ("openapi.yaml", part),
            _ => part.split_once('\n').unwrap_or((part, "")),
        };
        write(&folder, name, text);
    }
    #[cfg(unix)]
    let _ = std::os::unix::fs::symlink("../canary.yaml", folder.join("link.yaml"));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments: [OsString; 3] = [
        "xtask".into(),
        "lint".into(),
        folder.join("openapi.yaml").into(),
    ];
    let console = &mut Console::new(&mut out, &mut err, false);
    cli::run(arguments, HOME.path(), console);
    let said = String::from_utf8_lossy(&err);
    assert!(!said.contains("yellow-feathers"), "{said}");
});

/// Writes a file into the folder, whatever its name says.
fn write(folder: &Path, name: &str, text: &str) {
    let inside = |part| matches!(part, Component::Normal(_));
    let name = Path::new(name.trim());
    // What the description itself says of the canary would be found as well.
    if !name.components().all(inside) || text.contains("yellow-feathers") {
        return;
    }
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        let _ = fs::create_dir_all(parent);
    }
    let _ = fs::write(path, text);
}
