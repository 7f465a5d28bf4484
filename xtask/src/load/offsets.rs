//! Byte offsets of character indices: the YAML parser counts characters.

use super::quoted::Moved;

/// The byte offsets of the characters of a text.
pub(super) struct Offsets<'a> {
    moved: &'a Moved<'a>,
    /// The byte offset of every `STRIDE`th character; empty when all characters are single bytes.
    marks: Vec<usize>,
}

impl<'a> Offsets<'a> {
    const STRIDE: usize = 64;

    pub(super) fn new(moved: &'a Moved<'a>) -> Self {
        let text = &moved.text;
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .map(|(offset, _)| offset)
                .step_by(Self::STRIDE)
                .collect()
        };
        Self { moved, marks }
    }

    /// The offset in the text as it was written.
    pub(super) fn byte(&self, index: usize) -> usize {
        self.moved.original(self.moved_byte(index))
    }

    /// The offset in the text that is parsed.
    pub(super) fn moved_byte(&self, index: usize) -> usize {
        let text = &self.moved.text;
        if self.marks.is_empty() {
            return index.min(text.len());
        }
        let Some(mark) = self.marks.get(index / Self::STRIDE) else {
            return text.len();
        };
        let rest = text.get(*mark..).unwrap_or_default();
        rest.char_indices()
            .nth(index % Self::STRIDE)
            .map_or(text.len(), |(offset, _)| mark + offset)
    }
}
