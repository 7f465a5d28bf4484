//! Which descriptions a folder holds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A description, alone or with the files that it refers to.
pub(crate) struct Description {
    /// Its file's or folder's name, without an ending.
    pub(crate) name: String,
    /// The file, or the one that the others belong to.
    pub(crate) root: PathBuf,
}

/// The descriptions in a folder, by name. A folder in it holds one description.
pub(crate) fn descriptions(folder: &Path) -> io::Result<Vec<Description>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let root = if path.is_dir() {
            root(&path)?
        } else {
            is_description(&path).then(|| path.clone())
        };
        let name = if path.is_dir() {
            path.file_name()
        } else {
            path.file_stem()
        };
        if let (Some(root), Some(name)) = (root, name) {
            found.push(Description {
                name: name.to_string_lossy().into_owned(),
                root,
            });
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

fn is_description(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known))
}

/// The file nearest to the top that says which version of OpenAPI it is: what it refers to does not.
fn root(folder: &Path) -> io::Result<Option<PathBuf>> {
    let mut level = vec![folder.to_owned()];
    while !level.is_empty() {
        let mut files = Vec::new();
        let mut folders = Vec::new();
        for folder in level {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if is_description(&path) && says_version(&path)? {
                    files.push(path);
                }
            }
        }
        files.sort();
        if let Some(first) = files.into_iter().next() {
            return Ok(Some(first));
        }
        level = folders;
    }
    Ok(None)
}

fn says_version(path: &Path) -> io::Result<bool> {
    let bytes = fs::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let says = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '{', '"']);
        line.starts_with("openapi\"")
            || line.starts_with("openapi:")
            || line.starts_with("swagger\"")
            || line.starts_with("swagger:")
    };
    Ok(text.lines().any(says))
}
