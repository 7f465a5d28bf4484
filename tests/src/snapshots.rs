//! The files with what was reviewed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The names of the snapshots in a folder of this package, without their ending.
///
/// # Panics
///
/// If the folder cannot be read.
#[must_use]
pub fn snapshots(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.expect("an entry").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".snap")?.to_owned()))
        .collect()
}
