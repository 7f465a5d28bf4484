//! Lines of a page, one after the other, and the cells of their tables.

use std::sync::Arc;

use crate::reconstruct::entities;
use crate::reconstruct::finding::{Finding, Place};
use crate::reconstruct::row;

/// The lines of a page, and how far they have been read.
pub(super) struct Lines<'a> {
    file: Arc<str>,
    lines: Vec<&'a str>,
    at: usize,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(file: &Arc<str>, text: &'a str) -> Self {
        Self {
            file: Arc::clone(file),
            lines: text.lines().map(str::trim_end).collect(),
            at: 0,
            findings: Vec::new(),
        }
    }

    /// The next line that says something, with its index.
    pub(super) fn peek(&self) -> Option<(usize, &'a str)> {
        let rest = self.lines.iter().enumerate().skip(self.at);
        rest.map(|(index, line)| (index, *line))
            .find(|(_, line)| !line.is_empty())
    }

    /// Reads on behind the line with this index.
    pub(super) fn skip_to(&mut self, index: usize) {
        self.at = index;
    }

    /// Takes the next line that says something, if it is this one.
    pub(super) fn take(&mut self, wanted: &str) -> Option<usize> {
        let (index, _) = self.peek().filter(|(_, line)| *line == wanted)?;
        self.at = index + 1;
        Some(index)
    }

    /// Reads on behind the first line that is this one; the result is what stands before it.
    pub(super) fn until(
        &mut self,
        wanted: impl Fn(&str) -> bool,
        end: usize,
    ) -> Option<&[&'a str]> {
        let found = self.find(
            |lines, index| lines.get(index).is_some_and(|line| wanted(line)),
            end,
        )?;
        let from = std::mem::replace(&mut self.at, found + 1);
        self.lines.get(from..found)
    }

    /// The index of the first line that is this one, before an end.
    pub(super) fn find(
        &self,
        wanted: impl Fn(&[&'a str], usize) -> bool,
        end: usize,
    ) -> Option<usize> {
        (self.at..end.min(self.lines.len())).find(|index| wanted(&self.lines, *index))
    }

    /// Reads on at the line with this index; the result is what stands before it.
    pub(super) fn pass_to(&mut self, index: usize) -> &[&'a str] {
        let from = std::mem::replace(&mut self.at, index);
        self.lines.get(from..index).unwrap_or_default()
    }

    /// The rows of the table that comes next, if one does.
    pub(super) fn table(&mut self) -> Vec<(Place, &'a str)> {
        let Some((head, _)) = self.peek().filter(|(_, line)| line.contains('|')) else {
            return Vec::new();
        };
        // Below the head is the line of dashes.
        let first = head + 2;
        let rest = self.lines.iter().enumerate().skip(first);
        let rows: Vec<_> = rest
            .take_while(|(_, line)| line.contains('|') && !line.starts_with('#'))
            .map(|(index, line)| (self.place(index), *line))
            .collect();
        self.at = first + rows.len();
        rows
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn line(&self, index: usize) -> &'a str {
        self.lines.get(index).copied().unwrap_or_default()
    }

    pub(super) fn place(&self, index: usize) -> Place {
        Place::new(&self.file, index + 1)
    }

    pub(super) fn complain(&mut self, place: Place, code: &'static str, message: String) {
        let help = "the value is left without a type";
        self.findings
            .push(Finding::error(place, code, message, help));
    }
}

/// A text without what escapes its characters.
pub(super) fn plain(text: &str) -> String {
    entities::decode(&entities::unescape(text.trim())).into_owned()
}

/// The first cells of a row, and what follows them. Formatters drop empty cells at its end.
pub(super) fn split<const N: usize>(row: &str) -> Option<([&str; N], &str)> {
    let mut rest = match row.trim().strip_prefix('|') {
        Some(inner) => inner.strip_suffix('|').unwrap_or(inner),
        None => row,
    };
    let mut cells = [""; N];
    for (index, cell) in cells.iter_mut().enumerate() {
        let Some((before, after)) = rest.split_once('|') else {
            let last = index > 0 && index + 1 == N;
            *cell = rest.trim();
            return last.then_some((cells, ""));
        };
        *cell = before.trim();
        rest = after;
    }
    Some((cells, rest))
}

/// A name, and whether it leads to a schema below: `**name**`, `**[name](#name)**`, `[items](#items)`.
pub(super) fn name(cell: &str) -> (String, bool) {
    let cell = row::bold(cell).map_or(cell, |(inner, _)| inner);
    let linked = cell
        .strip_prefix('[')
        .and_then(|rest| rest.rsplit_once("](#"))
        .map(|(name, _)| name);
    (plain(linked.unwrap_or(cell)), linked.is_some())
}

/// The class of a model in `[**Book**](Book.md)`.
pub(super) fn model(cell: &str) -> Option<String> {
    let inside = cell.strip_prefix('[')?;
    let (class, rest) = row::bold(inside)?;
    rest.starts_with("](").then(|| plain(class))
}
