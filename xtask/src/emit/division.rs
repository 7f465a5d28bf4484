//! Dividing a module that is too long for a file, by what its items are about.

use std::collections::{BTreeMap, BTreeSet};

/// A longer file is divided.
const LONGEST: usize = 5_000;

/// A part of a module that is divided.
pub(crate) struct Part<T> {
    /// Its module.
    pub(crate) name: String,
    pub(crate) items: Vec<T>,
}

/// An item of a module, with what it is about: first what divides the module first.
pub(crate) type Entry<T> = (Vec<String>, T);

/// Writes modules.
pub(crate) struct Division<'a> {
    /// The files of an earlier run: what was divided stays divided, or a line less would move everything back.
    pub(crate) earlier: &'a BTreeSet<String>,
}

impl Division<'_> {
    /// Writes the module at `path` (without `.rs`) and its parts. `text` makes a file of the modules of parts and the items
    /// that stand in none; `lines` says how many lines an item takes in it at least, so that what is divided in any case is
    /// not made in one piece first.
    ///
    /// # Errors
    ///
    /// That of `text`.
    pub(crate) fn write<T: Copy>(
        &self,
        path: &str,
        entries: &[Entry<T>],
        lines: &impl Fn(&T) -> usize,
        text: &impl Fn(&[Part<T>], &[T]) -> Result<String, String>,
        files: &mut BTreeMap<String, String>,
    ) -> Result<(), String> {
        self.level(path, 0, entries.iter().collect(), lines, text, files)
    }

    fn level<T: Copy>(
        &self,
        path: &str,
        depth: usize,
        entries: Vec<&Entry<T>>,
        lines: &impl Fn(&T) -> usize,
        text: &impl Fn(&[Part<T>], &[T]) -> Result<String, String>,
        files: &mut BTreeMap<String, String>,
    ) -> Result<(), String> {
        let is_divisible = entries.iter().any(|(keys, _)| keys.len() > depth);
        let is_longer = || entries.iter().map(|(_, item)| lines(item)).sum::<usize>() > LONGEST;
        if !is_divisible || !self.was_divided(path) && !is_longer() {
            let all: Vec<T> = entries.iter().map(|(_, item)| *item).collect();
            let whole = text(&[], &all)?;
            if !is_divisible || whole.lines().count() <= LONGEST {
                files.insert(format!("{path}.rs"), whole);
                return Ok(());
            }
        }
        let mut own = Vec::new();
        let mut inner: BTreeMap<&str, Vec<&Entry<T>>> = BTreeMap::new();
        for entry in entries {
            match entry.0.get(depth) {
                Some(key) => inner.entry(key).or_default().push(entry),
                None => own.push(entry.1),
            }
        }
        let parts: Vec<Part<T>> = inner
            .iter()
            .map(|(name, entries)| Part {
                name: (*name).to_owned(),
                items: entries.iter().map(|(_, item)| *item).collect(),
            })
            .collect();
        files.insert(format!("{path}.rs"), text(&parts, &own)?);
        for (name, entries) in inner {
            let path = format!("{path}/{name}");
            self.level(&path, depth + 1, entries, lines, text, files)?;
        }
        Ok(())
    }

    fn was_divided(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let mut within = self.earlier.range(folder.clone()..);
        within.next().is_some_and(|file| file.starts_with(&folder))
    }
}
