//! Server-sent events out of bytes, by the rules of HTML, "Server-sent events", section 9.2.6.
//!
//! The parsers that exist as crates bring others along, or cannot say how much they keep: one line without an end would
//! fill the memory.

use std::time::Duration;

use bytes::{Buf as _, Bytes};

use crate::streams::event::RawEvent;

/// Finds events, wherever the pieces that they come in are cut.
#[derive(Debug, Default)]
pub(super) struct EventParser {
    /// The beginning of a line.
    line: Vec<u8>,
    /// Whether the first line has ended, before which a byte order mark may stand.
    begun: bool,
    /// Whether a line ended with CR, so that an LF belongs to it.
    after_cr: bool,
    event: String,
    data: String,
    retry: Option<Duration>,
    last_event_id: String,
    reconnection_time: Option<Duration>,
}

impl EventParser {
    /// The next event in what has come; `chunk` keeps what is behind it.
    pub(super) fn next(&mut self, chunk: &mut Bytes) -> Option<RawEvent> {
        while !chunk.is_empty() {
            if std::mem::take(&mut self.after_cr) && chunk[0] == b'\n' {
                chunk.advance(1);
                continue;
            }
            let Some(at) = chunk.iter().position(|byte| matches!(byte, b'\r' | b'\n')) else {
                self.line.extend_from_slice(chunk);
                chunk.clear();
                return None;
            };
            self.after_cr = chunk[at] == b'\r';
            let end = chunk.split_to(at);
            chunk.advance(1);
            let event = if self.line.is_empty() {
                self.line_ended(&end)
            } else {
                self.line.extend_from_slice(&end);
                let line = std::mem::take(&mut self.line);
                self.line_ended(&line)
            };
            if event.is_some() {
                return event;
            }
        }
        None
    }

    /// Begins anew, as after a broken connection. An event without its empty line is lost.
    pub(super) fn restart(&mut self) {
        *self = Self {
            last_event_id: std::mem::take(&mut self.last_event_id),
            reconnection_time: self.reconnection_time,
            ..Self::default()
        };
    }

    /// The identifier of the last event that had one; empty if none had.
    pub(super) fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    /// How long the server asks to wait before the stream is taken up again.
    pub(super) fn reconnection_time(&self) -> Option<Duration> {
        self.reconnection_time
    }

    /// How many bytes are kept.
    pub(super) fn kept(&self) -> usize {
        self.line.len() + self.data.len()
    }

    fn line_ended(&mut self, line: &[u8]) -> Option<RawEvent> {
        let first = !std::mem::replace(&mut self.begun, true);
        let line = match line.strip_prefix(b"\xef\xbb\xbf") {
            Some(line) if first => line,
            _ => line,
        };
        if line.is_empty() {
            return self.dispatch();
        }
        // A line is a whole number of characters: neither of the signs that end it is part of one.
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&*line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.last_event_id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                if let Ok(milliseconds) = value.parse() {
                    self.retry = Some(Duration::from_millis(milliseconds));
                    self.reconnection_time = self.retry;
                }
            }
            // A comment, or what a later version may bring.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<RawEvent> {
        let event = std::mem::take(&mut self.event);
        let retry = self.retry.take();
        let mut data = std::mem::take(&mut self.data);
        // The sign that ends the last line, which is there if there is any line.
        data.pop()?;
        Some(RawEvent {
            data,
            event: (!event.is_empty()).then_some(event),
            id: (!self.last_event_id.is_empty()).then(|| self.last_event_id.clone()),
            retry,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], size: usize) -> Vec<RawEvent> {
        let mut parser = EventParser::default();
        let mut found = Vec::new();
        for piece in bytes.chunks(size) {
            let mut chunk = Bytes::copy_from_slice(piece);
            while let Some(event) = parser.next(&mut chunk) {
                found.push(event);
            }
            assert!(chunk.is_empty());
        }
        found
    }

    /// What is read, wherever the pieces are cut.
    #[track_caller]
    fn events(text: impl AsRef<[u8]>) -> Vec<RawEvent> {
        let bytes = text.as_ref();
        let whole = read(bytes, bytes.len());
        for size in 1..bytes.len() {
            assert_eq!(read(bytes, size), whole, "in pieces of {size}");
        }
        whole
    }

    fn data(text: impl AsRef<[u8]>) -> Vec<String> {
        events(text).into_iter().map(|event| event.data).collect()
    }

    #[test]
    fn a_line_ends_with_something_else_than_lf() {
        for end in ["\n", "\r", "\r\n"] {
            let text = "data: a|data: é|event: x||data: b||".replace('|', end);
            assert_eq!(
                events(text),
                [
                    RawEvent::new("a\né".to_owned()).event("x"),
                    RawEvent::new("b".to_owned())
                ]
            );
        }
    }

    #[test]
    fn the_examples_of_the_standard_are_read_otherwise() {
        let text = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
        assert_eq!(
            events(text),
            [
                RawEvent::new("first event".to_owned()).id("1"),
                RawEvent::new("second event".to_owned()),
                RawEvent::new(" third event".to_owned()),
            ]
        );
        // The last block has no empty line behind it.
        assert_eq!(data("data\n\ndata\ndata\n\ndata:"), ["", "\n"]);
        assert_eq!(data("data:test\n\ndata: test\n\n"), ["test", "test"]);
    }

    #[test]
    fn a_mark_at_the_beginning_hides_the_first_field() {
        assert_eq!(data(b"\xef\xbb\xbfdata: a\n\n"), ["a"]);
        assert_eq!(data(b"data: a\n\n\xef\xbb\xbfdata: b\n\n"), ["a"]);
    }

    #[test]
    fn what_is_no_utf_8_ends_the_stream() {
        assert_eq!(data(b"data: a\xe2\x82\ndata: b\n\n"), ["a\u{fffd}\nb"]);
    }

    #[test]
    fn an_identifier_with_nul_replaces_the_one_before() {
        let found = events("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n");
        assert_eq!(found[1].id.as_deref(), Some("1"));
    }

    #[test]
    fn an_event_without_data_is_one_and_its_name_goes_to_the_next() {
        assert_eq!(
            events("event: ping\nid: 7\n\ndata: a\n\n"),
            [RawEvent::new("a".to_owned()).id("7")]
        );
    }

    #[test]
    fn a_wait_is_read_from_what_is_no_number() {
        let mut parser = EventParser::default();
        for (text, expected) in [
            ("retry: 10\n", Some(10)),
            ("retry: 1s\n", Some(10)),
            ("retry: -5\n", Some(10)),
            ("retry:\n", Some(10)),
            ("retry: 99999999999999999999999\n", Some(10)),
            ("retry: 0\n\n", Some(0)),
        ] {
            parser.next(&mut Bytes::copy_from_slice(text.as_bytes()));
            assert_eq!(
                parser.reconnection_time(),
                expected.map(Duration::from_millis),
                "{text:?}"
            );
        }
    }

    #[test]
    fn after_a_broken_connection_the_rest_of_an_event_is_read() {
        let mut parser = EventParser::default();
        let mut chunk = Bytes::from_static(b"id: 1\nretry: 5\ndata: a\n\nid: 2\ndata: b");
        assert!(parser.next(&mut chunk).is_some());
        assert!(parser.next(&mut chunk).is_none());
        parser.restart();
        assert_eq!(parser.kept(), 0);
        assert_eq!(parser.last_event_id(), "2");
        assert_eq!(parser.reconnection_time(), Some(Duration::from_millis(5)));
    }
}
