//! Text in quotes or brackets that goes on at the indentation of its key, or left of it.
//!
//! YAML 1.2 forbids it (sections 7.3.1 and 7.4: a continuation is indented more than its parent), and libyaml, with PyYAML and all
//! that is built on it, reads it. So such lines are moved to the right before the text is parsed, where they mean the same.

use std::borrow::Cow;

/// What the parser says of such text in quotes.
pub(super) const COMPLAINT: &str = "invalid indentation in quoted scalar";

/// What it says inside of brackets, and nowhere else: a block ends where a line is further left.
pub(super) const IN_BRACKETS: [&str; 2] = [
    "invalid indentation",
    "invalid indentation in flow construct",
];

/// Further right than any description nests.
const MARGIN: &str = "                                                                                                                                ";

/// A text in which some lines have been moved to the right.
pub(super) struct Moved<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where spaces were put in, in their order: the offset in the new text.
    moves: Vec<usize>,
}

impl<'t> Moved<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            moves: Vec::new(),
        }
    }

    /// The offset in the text as it was, of an offset in this one.
    pub(super) fn original(&self, offset: usize) -> usize {
        let before = self.moves.partition_point(|start| *start <= offset);
        let Some(last) = before.checked_sub(1).and_then(|last| self.moves.get(last)) else {
            return offset;
        };
        // What lies in the spaces lies behind them.
        let within = MARGIN.len().min(offset - last);
        offset - (before - 1) * MARGIN.len() - within
    }

    /// Moves the lines on which the quoted text goes on that begins here. `false` where there is nothing to move.
    pub(super) fn move_quoted(&mut self, start: usize) -> bool {
        let Some(lines) = self.text.get(start..).and_then(continuations) else {
            return false;
        };
        let lines: Vec<usize> = lines.into_iter().map(|line| start + line).collect();
        self.move_lines(&lines)
    }

    /// Moves the line that this place is in. `false` where that has been done.
    pub(super) fn move_line(&mut self, place: usize) -> bool {
        let before = self.text.get(..place).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        self.move_lines(&[line])
    }

    /// Moves the lines that begin here.
    fn move_lines(&mut self, lines: &[usize]) -> bool {
        // What has been moved and is still not far enough right is nested deeper than anything that is read.
        let Some(first) = lines.first().copied() else {
            return false;
        };
        if self.moves.binary_search(&first).is_ok() {
            return false;
        }
        let mut text = String::with_capacity(self.text.len() + lines.len() * MARGIN.len());
        let mut moves = Vec::with_capacity(self.moves.len() + lines.len());
        let (before, after): (Vec<usize>, Vec<usize>) =
            self.moves.iter().partition(|offset| **offset < first);
        moves.extend(before);
        let mut copied = 0;
        for &line in lines {
            text.push_str(self.text.get(copied..line).unwrap_or_default());
            moves.push(text.len());
            text.push_str(MARGIN);
            copied = line;
        }
        text.push_str(self.text.get(copied..).unwrap_or_default());
        let inserted = lines.len() * MARGIN.len();
        moves.extend(after.into_iter().map(|offset| offset + inserted));
        self.text = Cow::Owned(text);
        self.moves = moves;
        true
    }
}

/// Where the lines begin on which a quoted text goes on. `None` where it is no quoted text, or has no end.
fn continuations(text: &str) -> Option<Vec<usize>> {
    let mut characters = text.char_indices().peekable();
    let (_, quote) = characters.next().filter(|(_, c)| matches!(c, '"' | '\''))?;
    let mut lines = Vec::new();
    while let Some((index, character)) = characters.next() {
        match character {
            '\\' if quote == '"' => {
                // An escaped line break is one all the same.
                if let Some((index, '\n')) = characters.next() {
                    lines.push(index + 1);
                }
            }
            '\n' => lines.push(index + 1),
            end if end == quote => {
                let doubled = quote == '\'' && characters.next_if(|(_, c)| *c == quote).is_some();
                if !doubled {
                    return Some(lines);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_behind_a_moved_line_is_where_it_was() {
        let text = "a: \"x\ny\"\nb: 'c\nd'\n";
        let mut moved = Moved::new(text);
        let second = text.find('\'').unwrap_or_default();
        assert!(moved.move_quoted(second));
        assert!(moved.move_quoted(3));
        for sign in ['x', 'y', 'b', 'c', 'd'] {
            let found = moved.text.find(sign).map(|offset| moved.original(offset));
            assert_eq!(found, text.find(sign), "{sign}");
        }
        assert_eq!(moved.original(moved.text.len()), text.len());
    }

    #[test]
    fn quotes_in_quotes_end_nothing() {
        assert_eq!(continuations("\"a \\\" \n b\" \n"), Some(vec![7]));
        assert_eq!(continuations("'a '' \n b' \n"), Some(vec![7]));
        assert_eq!(continuations("\"a\n b"), None);
        assert_eq!(continuations("a\n b"), None);
    }
}
