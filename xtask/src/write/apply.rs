//! Making folders what they should be.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Result, Write as _};
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use tempfile::{NamedTempFile, TempPath};

use super::compare::{Change, Comparison, located};
use super::ownership::TEMPORARY_PREFIX;

/// Writes what differs. Files that are as they should be are not touched, and neither is what
/// somebody else put there.
///
/// Everything is written beside its place first and renamed into it when all of it is on the disk:
/// when something fails before that, the folders are as they were, and no file is ever seen half
/// written.
///
/// # Errors
///
/// When something cannot be written, renamed or removed.
pub fn write<C: Borrow<Comparison>>(comparisons: &[C]) -> Result<()> {
    let mut made = MadeFolders::default();
    let staged = stage(comparisons, &mut made)?;
    for (temporary, target) in staged {
        temporary
            .persist(&target)
            .map_err(|error| located(&target, &error.error))?;
    }
    made.keep();
    for comparison in comparisons {
        remove_surplus(comparison.borrow())?;
    }
    Ok(())
}

fn stage<C: Borrow<Comparison>>(
    comparisons: &[C],
    made: &mut MadeFolders,
) -> Result<Vec<(TempPath, PathBuf)>> {
    let mut wanted = Vec::new();
    for comparison in comparisons.iter().map(Borrow::borrow) {
        for (path, change) in &comparison.changes {
            if !matches!(change, Change::Changed(_) | Change::Missing) {
                continue;
            }
            let Some(text) = comparison.files.get(path) else {
                continue;
            };
            let target = comparison.root.join(path);
            let folder = target.parent().unwrap_or(&comparison.root);
            made.make(folder)?;
            wanted.push((folder.to_owned(), target, text));
        }
    }
    // Half of the time of a crate with hundreds of files is the system's, for each of them.
    let staged = wanted.into_par_iter().map(|(folder, target, text)| {
        let temporary = temporary_file(&folder, text).map_err(|error| located(&target, &error))?;
        Ok((temporary, target))
    });
    let staged: Vec<Result<(TempPath, PathBuf)>> = staged.collect();
    staged.into_iter().collect()
}

fn temporary_file(folder: &Path, text: &str) -> Result<TempPath> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX);
    // Temporary files are for their owner only unless told otherwise; these become sources.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file: NamedTempFile = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    // The path alone is kept: a crate may have more files than a process may hold open.
    Ok(file.into_temp_path())
}

fn remove_surplus(comparison: &Comparison) -> Result<()> {
    let mut emptied = BTreeSet::new();
    for (path, change) in &comparison.changes {
        if !matches!(change, Change::Surplus(_)) {
            continue;
        }
        let file = comparison.root.join(path);
        fs::remove_file(&file).map_err(|error| located(&file, &error))?;
        emptied.extend(
            file.ancestors()
                .skip(1)
                .take_while(|folder| folder.starts_with(&comparison.root))
                .map(Path::to_owned),
        );
    }
    // The deepest first; one that is not empty stays.
    for folder in emptied.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}

/// Folders that were made on the way. Dropped without [`MadeFolders::keep`], they are removed.
#[derive(Default)]
struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    fn make(&mut self, folder: &Path) -> Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|error| located(folder, &error))?;
            self.0.push(folder.to_owned());
        }
        Ok(())
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
