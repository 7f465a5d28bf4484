//! A description as a value, with the place of every part of it in the file that it came from.

use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use super::node::{Node, Place};
use super::source::{Position, Source};
use crate::diagnostic::{At, Diagnostic};
use crate::pointer;

/// A description: the texts that it was written in, its value, and the place of every part of the value.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file that was asked for.
    source: Source,
    /// The other files that the description comes from.
    others: Vec<Source>,
    /// The whole description; members keep their order.
    pub value: Value,
    root: Arc<Node>,
    /// What was found while the description was read.
    pub findings: Vec<Diagnostic>,
}

/// A byte range in one of the sources of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Which of the sources.
    pub source: usize,
    /// Where it begins.
    pub start: usize,
    /// Where it ends; what stands there is not part of it.
    pub end: usize,
}

impl Span {
    /// The bytes in the text of the source.
    pub fn bytes(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A range of the file that was asked for.
impl From<Range<usize>> for Span {
    fn from(bytes: Range<usize>) -> Self {
        Self {
            source: 0,
            start: bytes.start,
            end: bytes.end,
        }
    }
}

impl Document {
    /// The description that a tree of values is, made from these sources.
    pub(crate) fn new(source: Source, others: Vec<Source>, root: Arc<Node>) -> Self {
        Self {
            value: root.to_value(),
            source,
            others,
            root,
            findings: Vec::new(),
        }
    }

    /// A document without a value, to report what is wrong with a file that is none.
    pub fn empty(name: &str, text: &str) -> Self {
        Self::new(Source::new(name, text), Vec::new(), Arc::default())
    }

    /// The name under which the file is reported.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// The text as read, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// The file that was asked for.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The source that a span lies in.
    pub fn source_of(&self, span: &Span) -> &Source {
        self.numbered(span.source).unwrap_or(&self.source)
    }

    fn numbered(&self, number: usize) -> Option<&Source> {
        match number.checked_sub(1) {
            None => Some(&self.source),
            Some(index) => self.others.get(index),
        }
    }

    /// The value that the pointer leads to.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.value.pointer(pointer)
    }

    /// Line and column of what the pointer leads to, or of its nearest ancestor that exists: of
    /// a scalar itself, of the key before a mapping or sequence.
    pub fn position(&self, pointer: &str) -> Position {
        let span = self.span(pointer, &At::Value);
        self.source_of(&span).position(span.start)
    }

    /// The byte range of what a diagnostic points at.
    pub fn span(&self, pointer: &str, at: &At) -> Span {
        if let At::Span(span) = at {
            return **span;
        }
        let (node, rest) = self.root.find(pointer);
        let (key, value) = (node.place.key(), node.place.value());
        let by_key = !rest.is_empty() || *at == At::Key || !node.is_scalar() || value.is_empty();
        let bytes = if by_key && !key.is_empty() {
            key
        } else {
            value
        };
        Span {
            source: node.place.source as usize,
            ..Span::from(bytes)
        }
    }

    /// The pointer, in the file as its author wrote it, of what a pointer leads to here.
    pub fn written(&self, pointer: &str) -> String {
        let (node, rest) = self.root.find(pointer);
        let mut written = self.written_at(&node.place);
        written.push_str(rest);
        written
    }

    /// The pointer to what stands at a place, in the file that it is in.
    pub(crate) fn written_at(&self, place: &Place) -> String {
        self.numbered(place.source as usize)
            .and_then(|source| source.written.as_ref())
            .map(|written| written.pointer_to(place))
            .unwrap_or_default()
    }

    /// The text as written of the value that the pointer leads to, quotes included.
    pub fn raw(&self, pointer: &str) -> Option<&str> {
        let place = self.root.pointed(pointer)?.place;
        let source = self.numbered(place.source as usize)?;
        source.text.get(place.value())
    }

    /// The whole description with its places.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// A part of the description with its places.
    pub(crate) fn node(&self, pointer: &str) -> Option<&Node> {
        self.root.pointed(pointer)
    }

    /// Takes in the text of another document, to point into it; the result is the number that places in it get.
    pub(crate) fn take_in(&mut self, other: &Self) -> usize {
        let number = self.others.len() + 1;
        let mut source = other.source.clone();
        source.number = number;
        if let Some(written) = &mut source.written {
            Arc::make_mut(written).renumber(number);
        }
        self.others.push(source);
        number
    }

    /// The number that the next file of the description gets.
    pub(super) fn next_number(&self) -> usize {
        self.others.len() + 1
    }

    /// Adds another file, which has that number.
    pub(super) fn add(&mut self, source: Source) {
        self.others.push(source);
    }

    /// Changes a part of the description; `None` where the pointer leads nowhere.
    pub(crate) fn edit<T>(
        &mut self,
        pointer: &str,
        change: impl FnOnce(&mut Node) -> T,
    ) -> Option<T> {
        let node = Arc::make_mut(&mut self.root).pointed_mut(pointer)?;
        let result = change(node);
        let new = node.to_value();
        if let Some(value) = self.value.pointer_mut(pointer) {
            *value = new;
        }
        Some(result)
    }

    /// Takes a member or an item away.
    pub(crate) fn remove(&mut self, at: &str) {
        let Some((parent, _)) = at.rsplit_once('/') else {
            return;
        };
        let token = pointer::last(at);
        if let Some(node) = Arc::make_mut(&mut self.root).pointed_mut(parent) {
            node.remove(&token);
        }
        match self.value.pointer_mut(parent) {
            Some(Value::Object(members)) => {
                members.shift_remove(token.as_ref());
            }
            Some(Value::Array(items)) => {
                if let Some(index) = token.parse().ok().filter(|index| *index < items.len()) {
                    items.remove(index);
                }
            }
            _ => {}
        }
    }

    /// Remembers the places of the author's file as they are now, if that was not done yet. As long as it is not, the tree is
    /// changed without a copy of it.
    pub(super) fn keep_written(&mut self) {
        if self.source.written.is_none() {
            self.source.written = Some(Arc::clone(&self.root));
        }
    }

    /// The values with their places.
    pub(crate) fn tree(&self) -> Arc<Node> {
        Arc::clone(&self.root)
    }

    /// Puts other values in the place of all.
    pub(crate) fn set_tree(&mut self, root: Arc<Node>) {
        self.value = root.to_value();
        self.root = root;
    }

    /// Replaces a value, which keeps its place.
    pub(crate) fn replace(&mut self, pointer: &str, new: Value) {
        if let Some(value) = self.value.pointer_mut(pointer) {
            *value = new.clone();
        }
        if let Some(node) = Arc::make_mut(&mut self.root).pointed_mut(pointer) {
            node.set_value(new);
        }
    }
}
