//! JSON values one after the other, wherever the pieces that they come in are cut.

use bytes::Bytes;

/// The sign that begins a value in `application/json-seq` (RFC 7464, section 2.2).
const RECORD_SEPARATOR: u8 = 0x1e;

/// Finds values that end with their line: JSON Lines, and JSON text sequences, where a value may take several lines.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// The beginning of a value.
    value: Vec<u8>,
    /// Whether a separator came, so that lines inside of a value do not end it.
    separated: bool,
    /// How many lists and objects are open.
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl Records {
    /// The next whole value in what has come; `chunk` keeps what is behind it. A value of white space alone is none.
    pub(super) fn next(&mut self, chunk: &mut Bytes) -> Option<Vec<u8>> {
        while let Some(at) = chunk.iter().position(|byte| self.ends(*byte)) {
            let piece = chunk.split_to(at + 1);
            self.value.extend_from_slice(&piece[..at]);
            if piece[at] == RECORD_SEPARATOR {
                self.separated = true;
            }
            if let Some(value) = self.take() {
                return Some(value);
            }
        }
        self.value.extend_from_slice(chunk);
        chunk.clear();
        None
    }

    /// The value that the end of the body ends.
    pub(super) fn finish(&mut self) -> Option<Vec<u8>> {
        self.take()
    }

    /// How many bytes are kept.
    pub(super) fn kept(&self) -> usize {
        self.value.len()
    }

    fn take(&mut self) -> Option<Vec<u8>> {
        (self.depth, self.quoted, self.escaped) = (0, false, false);
        let value = std::mem::take(&mut self.value);
        let blank = value.iter().all(u8::is_ascii_whitespace);
        (!blank).then_some(value)
    }

    /// Whether the byte is the end of a value.
    fn ends(&mut self, byte: u8) -> bool {
        if byte == RECORD_SEPARATOR || byte == b'\n' && !(self.separated && self.depth > 0) {
            return true;
        }
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = self.quoted,
            b'"' => self.quoted = !self.quoted,
            b'{' | b'[' if !self.quoted => self.depth += 1,
            b'}' | b']' if !self.quoted => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, size: usize) -> Vec<String> {
        let mut records = Records::default();
        let mut found = Vec::new();
        for piece in text.as_bytes().chunks(size) {
            let mut chunk = Bytes::copy_from_slice(piece);
            while let Some(value) = records.next(&mut chunk) {
                found.push(value);
            }
        }
        found.extend(records.finish());
        let texts = found
            .into_iter()
            .map(|value| String::from_utf8(value).unwrap());
        texts.map(|text| text.trim().to_owned()).collect()
    }

    #[test]
    fn where_the_pieces_are_cut_changes_what_is_read() {
        let texts = [
            (
                "{\"a\":1}\n{\"a\":\"é\"}\r\n\n \n3",
                vec!["{\"a\":1}", "{\"a\":\"é\"}", "3"],
            ),
            // A broken line does not take the next one along.
            ("{\"a\": [\n{\"b\":2}\n", vec!["{\"a\": [", "{\"b\":2}"]),
            (
                "\u{1e}{\n \"a\": \"}\\\"\"\n}\n\u{1e}[1]\n\u{1e}\u{1e}2\n",
                vec!["{\n \"a\": \"}\\\"\"\n}", "[1]", "2"],
            ),
            // One that was cut off ends where the next one begins.
            ("\u{1e}{\"a\":\n\u{1e}true\n", vec!["{\"a\":", "true"]),
        ];
        for (text, expected) in texts {
            for size in 1..=text.len() {
                assert_eq!(read(text, size), expected, "{text:?} in pieces of {size}");
            }
        }
    }

    #[test]
    fn a_value_of_a_sequence_waits_for_the_next_one() {
        let mut records = Records::default();
        let mut chunk = Bytes::from_static(b"\x1e{\"a\":\n1}\n");
        assert_eq!(
            records.next(&mut chunk).as_deref(),
            Some(&b"{\"a\":\n1}"[..])
        );
    }
}
