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
    /// How many characters begin before each block of the text: many a description is one line of megabytes, and thousands
    /// of places in it are reported.
    characters: Arc<[usize]>,
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

/// How many bytes of the text are looked at for one column.
const BLOCK: usize = 4096;

/// How many characters begin in some bytes of a text.
fn begin_in(bytes: &[u8]) -> usize {
    let is_begin = |byte: &&u8| !matches!(byte, 0x80..=0xBF);
    bytes.iter().filter(is_begin).count()
}

impl Source {
    /// Takes the text and indexes its lines.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(offset, _)| offset + 1))
            .collect();
        let blocks = text.as_bytes().chunks(BLOCK);
        let after_each = blocks.scan(0, |before, block| {
            *before += begin_in(block);
            Some(*before)
        });
        let characters = std::iter::once(0).chain(after_each).collect();
        Self {
            name: name.into(),
            text,
            line_starts,
            characters,
            number: 0,
            written: None,
        }
    }

    /// The line and column of a byte offset; an offset beyond the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.boundary(offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts.get(line.saturating_sub(1)).copied();
        let column =
            self.characters_before(offset) - self.characters_before(start.unwrap_or_default());
        Position {
            line,
            column: column + 1,
        }
    }

    /// How many characters begin before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset);
        let before = self.characters.get(block).copied();
        before.unwrap_or_default() + rest.map_or(0, begin_in)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_behind_many_characters_is_counted_in_bytes_or_from_the_wrong_block() {
        // Characters of one to four bytes lie across the blocks' borders.
        let text = "aé€😀\n".repeat(3) + &"aé€😀".repeat(BLOCK);
        let source = Source::new("long.json", text.as_str());
        let lines = text.split_inclusive('\n');
        let mut offset = 0;
        for (line, content) in lines.enumerate() {
            for (column, sign) in content.chars().enumerate().step_by(997) {
                let at = offset
                    + content
                        .chars()
                        .take(column)
                        .map(char::len_utf8)
                        .sum::<usize>();
                let expected = Position {
                    line: line + 1,
                    column: column + 1,
                };
                assert_eq!(source.position(at), expected, "{sign}");
            }
            offset += content.len();
        }
        let whole = "x".repeat(BLOCK);
        assert_eq!(
            Source::new("a", whole.as_str()).position(BLOCK).column,
            BLOCK + 1
        );
        assert_eq!(Source::new("a", "").position(5).column, 1);
    }
}
