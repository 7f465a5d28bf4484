//! Description files: which there are, and what they hold.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::load::{Document, Rejected, load};

/// Descriptions larger than this are taken for a mistake.
const MAXIMUM_SIZE: u64 = 256 * 1024 * 1024;

/// A description file.
#[derive(Debug, Clone)]
pub(super) struct Input {
    /// The file's name without its ending: what the command line calls it.
    pub(super) stem: String,
    pub(super) path: PathBuf,
    /// What reports call it.
    pub(super) name: String,
}

/// A file that was read and loaded, and how long both took.
pub(super) struct Loaded {
    pub(super) result: Result<Document, Box<Rejected>>,
    pub(super) duration: Duration,
}

impl Input {
    /// A file as named on the command line; below the workspace, it is called by its path there.
    pub(super) fn of(path: &Path, workspace: &Path) -> Self {
        let inside = |path: &Path| {
            let absolute = std::path::absolute(path).ok()?;
            absolute.strip_prefix(workspace).ok().map(Path::to_owned)
        };
        let shown = inside(path).unwrap_or_else(|| path.to_owned());
        let stem = path.file_stem().unwrap_or_default();
        Self {
            stem: stem.to_string_lossy().into_owned(),
            path: path.to_owned(),
            name: shown.to_string_lossy().replace('\\', "/"),
        }
    }

    /// Reads and loads the file.
    pub(super) fn load(&self) -> io::Result<Loaded> {
        let start = Instant::now();
        let bytes = self.read()?;
        let result = load(&self.name, &bytes);
        Ok(Loaded {
            result,
            duration: start.elapsed(),
        })
    }

    fn read(&self) -> io::Result<Vec<u8>> {
        let located = |error: io::Error| {
            io::Error::new(
                error.kind(),
                format!("{} cannot be read: {error}", self.name),
            )
        };
        let size = fs::metadata(&self.path).map_err(located)?.len();
        if size > MAXIMUM_SIZE {
            return Err(io::Error::other(format!(
                "{} cannot be read: it is larger than {} MiB",
                self.name,
                MAXIMUM_SIZE / 1024 / 1024
            )));
        }
        fs::read(&self.path).map_err(located)
    }
}

/// The descriptions in `specs/`, by name.
///
/// # Errors
///
/// A message, when the folder cannot be read or two files have one name.
pub(super) fn specs(workspace: &Path) -> Result<Vec<Input>, String> {
    let folder = workspace.join("specs");
    let failed = |error: io::Error| format!("specs/ cannot be read: {error}");
    let mut inputs = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        if ["yaml", "yml", "json"].contains(&ending.as_str()) {
            inputs.push(Input::of(&path, workspace));
        }
    }
    // Folders list their entries in no particular order.
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    for pair in inputs.windows(2) {
        if let [one, other] = pair
            && one.stem == other.stem
        {
            return Err(format!(
                "{} and {} have one name: rename or remove one of the two",
                one.name, other.name
            ));
        }
    }
    Ok(inputs)
}
