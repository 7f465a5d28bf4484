//! The folder of a description, and what may be read of it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::input::{ENDINGS, MAXIMUM_SIZE, OVERLAY};
use crate::bundle::Unread;

/// The files that a description may refer to.
pub(super) struct Folder {
    /// What paths in references begin at.
    description: PathBuf,
    /// What nothing is read outside of, with links resolved.
    root: PathBuf,
}

impl Folder {
    /// The folder of a description; nothing is read outside of it, or of the folder that is named for that.
    ///
    /// # Errors
    ///
    /// One of the folders cannot be found.
    pub(super) fn of(description: &Path, root: Option<&Path>) -> io::Result<Self> {
        let parent = description
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let located = |folder: &Path| {
            folder.canonicalize().map_err(|error| {
                io::Error::new(
                    error.kind(),
                    format!("{} cannot be read: {error}", folder.display()),
                )
            })
        };
        let description = located(parent)?;
        let root = match root {
            Some(root) => located(root)?,
            None => description.clone(),
        };
        Ok(Self { description, root })
    }

    /// Reads a file by its path from the folder of the description.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, Unread> {
        // What lies outside is not even looked for: whether it is there is nobody's business.
        if !self.steps_inside(path) {
            return Err(Unread::Outside);
        }
        // A link may lead anywhere.
        let real = self.description.join(path).canonicalize().map_err(unread)?;
        if !real.starts_with(&self.root) {
            return Err(Unread::Outside);
        }
        let metadata = fs::metadata(&real).map_err(unread)?;
        // A pipe would be waited for, for ever.
        if !metadata.is_file() {
            return Err(Unread::Failed("it is no file".to_owned()));
        }
        if metadata.len() > MAXIMUM_SIZE {
            return Err(Unread::Failed("it is too large".to_owned()));
        }
        fs::read(&real).map_err(unread)
    }

    fn steps_inside(&self, path: &str) -> bool {
        let mut folder = self.description.clone();
        for step in path.split('/') {
            match step {
                ".." if !folder.pop() => return false,
                ".." => {}
                step => folder.push(step),
            }
        }
        folder.starts_with(&self.root)
    }
}

fn unread(error: io::Error) -> Unread {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Unread::Missing,
        _ => Unread::Failed(error.to_string()),
    }
}

/// The description in a folder that has only one.
///
/// # Errors
///
/// A message that names the descriptions, where there is not one.
pub(super) fn description_in(folder: &Path) -> Result<PathBuf, String> {
    let failed = |error: io::Error| format!("{} cannot be read: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if ENDINGS.contains(&ending.as_ref())
            && !stem.ends_with(OVERLAY)
            && path.is_file()
            && begins_a_description(&path)
        {
            found.push(path);
        }
    }
    // Folders list their entries in no particular order.
    found.sort();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(format!(
            "{} is a folder without a description: name the file that begins with `openapi`",
            folder.display()
        )),
        several => Err(format!(
            "{} is a folder with several descriptions: name one of {}",
            folder.display(),
            several
                .iter()
                .map(|path| path.display().to_string())
                .collect::<Vec<_>>()
                .join(", ")
        )),
    }
}

/// Whether a key at the top says which version of OpenAPI it is.
fn begins_a_description(path: &Path) -> bool {
    let small = fs::metadata(path).is_ok_and(|metadata| metadata.len() <= MAXIMUM_SIZE);
    let Some(text) = small.then(|| fs::read_to_string(path).ok()).flatten() else {
        return false;
    };
    let Ok(document) = crate::load::load("", text.as_bytes()) else {
        // What does not parse may be meant; the findings about it will say what is wrong.
        return text
            .lines()
            .any(|line| line.starts_with("openapi:") || line.starts_with("swagger:"));
    };
    document.get("/openapi").is_some() || document.get("/swagger").is_some()
}
