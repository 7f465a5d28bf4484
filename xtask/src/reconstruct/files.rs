//! Folders and files of pages on the disk.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::collect::Collector;
use super::finding::{Finding, Place};

/// Reading stops here: no page is larger, and what is larger is reported by its size.
const MAXIMUM_READ: u64 = 17 * 1024 * 1024;

/// Folders nested deeper than this are no documentation.
const MAXIMUM_DEPTH: usize = 16;

/// Reads the pages of folders and files, in the order of their names.
///
/// The README beside a folder of pages belongs to them.
///
/// # Errors
///
/// A message when a path that was asked for cannot be read; a file inside a folder that cannot be
/// read is a finding.
pub fn read(paths: &[PathBuf]) -> Result<Collector, String> {
    let names: Vec<String> = paths.iter().map(|path| name(path)).collect();
    let mut collector = Collector::named(names.join(", "));
    let mut files = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| failed(path, &error))?;
        if metadata.is_dir() {
            pages(path, "md", 0, &mut seen, &mut files).map_err(|error| failed(path, &error))?;
            // A site without any page in Markdown was made by a tool that can at least be named.
            if files.is_empty() {
                seen.clear();
                pages(path, "html", 0, &mut seen, &mut files)
                    .map_err(|error| failed(path, &error))?;
            }
        } else {
            files.push(path.clone());
        }
        let readme = fs::canonicalize(path)
            .ok()
            .and_then(|path| Some(path.parent()?.join("README.md")))
            .filter(|readme| metadata.is_dir() && readme.is_file());
        if let Some(readme) = readme {
            let text = fs::read_to_string(&readme).unwrap_or_default();
            if super::readme::is_one(&text) {
                files.push(path.join("../README.md"));
            }
        }
    }
    for path in files {
        let name = name(&path);
        match content(&path) {
            Ok(bytes) => collector.add(&name, &bytes),
            Err(error) => {
                let file: Arc<str> = Arc::from(name.as_str());
                collector.report(Finding::error(
                    Place::new(&file, 0),
                    "unreadable-file",
                    format!("the file cannot be read: {error}"),
                    "it was skipped",
                ));
            }
        }
    }
    Ok(collector)
}

/// The pages of a folder.
pub(super) fn paths(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    pages(folder, "md", 0, &mut HashSet::new(), &mut files)
        .map_err(|error| failed(folder, &error))?;
    Ok(files)
}

/// What findings call a file, on every platform alike.
pub(super) fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A file's name below the folder that was asked for, for texts that leave this machine.
pub fn short_name(file: &str, asked: &[PathBuf]) -> String {
    let below = |path: &PathBuf| {
        let rest = file.strip_prefix(name(path).trim_end_matches('/'))?;
        let rest = rest.trim_start_matches('/');
        if let Some(beside) = rest.strip_prefix("../") {
            return Some(beside.to_owned());
        }
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let last = path.file_name()?.to_string_lossy().into_owned();
        Some(if rest.is_empty() {
            last
        } else {
            format!("{last}/{rest}")
        })
    };
    asked.iter().find_map(below).unwrap_or_else(|| {
        let last = file.rsplit('/').next();
        last.unwrap_or(file).to_owned()
    })
}

fn failed(path: &Path, error: &io::Error) -> String {
    format!("{} cannot be read: {error}", path.display())
}

/// The files of a folder and the folders in it whose names have an ending.
///
/// A folder is read once, whatever links lead to it: links can nest folders in themselves, and two of them at each
/// level would double the work at each level.
fn pages(
    folder: &Path,
    ending: &str,
    depth: usize,
    seen: &mut HashSet<PathBuf>,
    files: &mut Vec<PathBuf>,
) -> io::Result<()> {
    if !seen.insert(fs::canonicalize(folder)?) {
        return Ok(());
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            if depth < MAXIMUM_DEPTH {
                pages(&path, ending, depth + 1, seen, files)?;
            }
        } else if path
            .extension()
            .is_some_and(|found| found.eq_ignore_ascii_case(ending))
        {
            files.push(path);
        }
    }
    Ok(())
}

pub(super) fn content(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(MAXIMUM_READ)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
