//! The text of a description and where its lines begin.

use std::ops::Range;
use std::sync::Arc;

use super::node::Node;

/// The text of a description file, with the name under which it is reported.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name as shown in diagnostics: a path with forward slashes.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
    /// The byte offset at which each line begins; never empty.
    line_starts: Arc<[usize]>,
    /// Which of the sources of its document it is.
    pub(super) number: usize,
    /// What the file holds, as its author wrote it.
    pub(super) written: Option<Arc<Node>>,
}

/// A place in a text as editors count: both numbers start at 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// Takes the text and indexes its lines.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(offset, _)| offset + 1))
            .collect();
        Self {
            name: name.into(),
            text,
            line_starts,
            number: 0,
            written: None,
        }
    }

    /// The line and column of a byte offset; an offset beyond the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.boundary(offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let before = self.line_starts.get(line.saturating_sub(1)).copied();
        let column = self
            .text
            .get(before.unwrap_or_default()..offset)
            .map_or(0, |text| text.chars().count());
        Position {
            line,
            column: column + 1,
        }
    }

    /// The byte range of the line that holds the offset, without its line break.
    pub fn line(&self, offset: usize) -> Range<usize> {
        let offset = self.boundary(offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self
            .line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let end = self
            .line_starts
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches('\r').len()
    }

    /// The nearest character boundary at or before the offset.
    pub(crate) fn boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}
