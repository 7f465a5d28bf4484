//! License texts: a registry's package holds only what lies in the crate's own folder.

use std::fs;
use std::io::{Error, Result};
use std::path::Path;

use crate::write::{Change, Comparison, Files};

const PREFIX: &str = "LICENSE";

/// The texts in the workspace's folder, by file name.
pub(super) fn read(workspace: &Path) -> Result<Files> {
    let mut texts = Files::new();
    for entry in fs::read_dir(workspace)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(PREFIX) && path.is_file() {
            let text = fs::read_to_string(&path).map_err(|error| {
                Error::new(error.kind(), format!("{name} cannot be read: {error}"))
            })?;
            texts.insert(name.into_owned(), text);
        }
    }
    Ok(texts)
}

/// Those that a license expression names: `LICENSE-APACHE` belongs to `Apache-2.0`, `LICENSE` to whatever there is.
pub(super) fn named_by<'t>(
    expression: &str,
    texts: &'t Files,
) -> impl Iterator<Item = (&'t String, &'t String)> {
    let expression = expression.to_lowercase();
    texts.iter().filter(move |(name, _)| {
        let name = name.to_lowercase();
        let suffix = name.split_once('-').map_or("", |(_, suffix)| suffix);
        expression
            .split([' ', '(', ')'])
            .any(|identifier| identifier.starts_with(suffix))
    })
}

/// Texts bear no mark of the generator. In a crate that goes, they go as well unless somebody has changed them.
pub(super) fn give_up(comparison: &mut Comparison, texts: &Files) -> Result<()> {
    for (name, text) in texts {
        if let Some(change @ Change::Foreign) = comparison.changes.get_mut(name) {
            let content = fs::read(comparison.root.join(name))?;
            if content == text.as_bytes() {
                *change = Change::Surplus(content);
            }
        }
    }
    Ok(())
}
