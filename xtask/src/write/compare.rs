//! What lies in a folder, compared with what should.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::{Component, Path, PathBuf};

use super::Files;
use super::ownership::{TEMPORARY_PREFIX, is_generated};

/// What differs in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It lies there with another content, given here.
    Changed(Vec<u8>),
    /// It does not lie there.
    Missing,
    /// It was generated once, and is not any more; its content.
    Surplus(Vec<u8>),
    /// Somebody else put it there.
    Foreign,
}

/// What differs in a folder.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The folder.
    pub root: PathBuf,
    /// What should lie in it.
    pub files: Files,
    /// What differs, by path in the folder.
    pub changes: BTreeMap<String, Change>,
}

impl Comparison {
    /// Whether the folder is as it should be.
    pub fn is_equal(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Compares a folder with the files that should lie in it.
///
/// What cargo puts beside a manifest (`Cargo.lock`, `target`) and hidden files are not looked at.
///
/// # Errors
///
/// When something cannot be read, and when the folder holds files and no manifest that the
/// generator wrote: then it is somebody else's.
pub fn compare(root: &Path, files: Files) -> Result<Comparison> {
    for path in files.keys() {
        let plain = |component| matches!(component, Component::Normal(_));
        if !Path::new(path).components().all(plain) {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                format!("`{path}` is no path inside of a crate"),
            ));
        }
    }
    let mut present = BTreeMap::new();
    match fs::symlink_metadata(root) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(located(root, &error)),
        Ok(_) if root.is_file() => {
            return Err(Error::new(
                ErrorKind::NotADirectory,
                format!(
                    "{} is a file: choose an empty folder, or a new one",
                    shown(root)
                ),
            ));
        }
        Ok(_) => list(root, "", &mut present)?,
    }
    let manifest = root.join("Cargo.toml");
    let interrupted = |name: &str| {
        name.rsplit('/')
            .next()
            .is_some_and(|last| last.starts_with(TEMPORARY_PREFIX))
    };
    let ours = present.contains_key("Cargo.toml")
        && is_generated(&manifest).map_err(|error| located(&manifest, &error))?;
    if !ours && present.keys().any(|name| !interrupted(name)) {
        return Err(Error::new(
            ErrorKind::AlreadyExists,
            format!(
                "{} holds files that the generator did not write, and no generated Cargo.toml: \
                 choose an empty folder, or a new one",
                shown(root)
            ),
        ));
    }
    let mut changes = BTreeMap::new();
    for (path, wanted) in &files {
        match present.remove(path) {
            None => {
                changes.insert(path.clone(), Change::Missing);
            }
            Some(file) => {
                let content = fs::read(&file).map_err(|error| located(&file, &error))?;
                if content != wanted.as_bytes() {
                    changes.insert(path.clone(), Change::Changed(content));
                }
            }
        }
    }
    for (path, file) in present {
        let change =
            if interrupted(&path) || is_generated(&file).map_err(|error| located(&file, &error))? {
                Change::Surplus(fs::read(&file).map_err(|error| located(&file, &error))?)
            } else {
                Change::Foreign
            };
        changes.insert(path, change);
    }
    Ok(Comparison {
        root: root.to_owned(),
        files,
        changes,
    })
}

/// The generated files that lie in a crate's folder, by their path in it; none where the folder is somebody else's or cannot
/// be read, of which [`compare`] speaks.
pub fn earlier(root: &Path) -> BTreeSet<String> {
    let mut present = BTreeMap::new();
    let ours = is_generated(&root.join("Cargo.toml")).unwrap_or(false);
    if !ours || list(root, "", &mut present).is_err() {
        return BTreeSet::new();
    }
    let generated = present
        .into_iter()
        .filter(|(_, file)| is_generated(file).unwrap_or(false));
    generated.map(|(path, _)| path).collect()
}

/// Adds all files below a folder, by their path in it. Links are files here: nothing outside of
/// the folder is any of our business.
fn list(folder: &Path, prefix: &str, files: &mut BTreeMap<String, PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(|error| located(folder, &error))? {
        let entry = entry.map_err(|error| located(folder, &error))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let at_top = prefix.is_empty();
        let of_cargo = at_top && (name == "target" || name == "Cargo.lock");
        let hidden = name.starts_with('.') && !name.starts_with(TEMPORARY_PREFIX);
        if of_cargo || hidden {
            continue;
        }
        let path = if at_top {
            name.into_owned()
        } else {
            format!("{prefix}/{name}")
        };
        let kind = entry
            .file_type()
            .map_err(|error| located(&entry.path(), &error))?;
        if kind.is_dir() {
            list(&entry.path(), &path, files)?;
        } else {
            files.insert(path, entry.path());
        }
    }
    Ok(())
}

/// The error, naming the file: `std::io` does not.
pub(super) fn located(path: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("{}: {error}", shown(path)))
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
