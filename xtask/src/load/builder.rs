//! Nodes, from the events of the YAML parser.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use indexmap::IndexMap;
use saphyr_parser::{Event, ScalarStyle, Span, Tag};
use serde_json::Value;

use super::findings::Findings;
use super::node::{Content, Node, Place};
use super::offsets::Offsets;
use super::quoted::Moved;
use super::source::Source;
use super::{MAXIMUM_DEPTH, pointer, scalar};

/// How many values aliases may add to a document. A few nested anchors could otherwise stand for
/// billions of values.
const MAXIMUM_ALIASED: usize = 100_000;

/// A mapping or sequence that has begun and not ended.
struct Open {
    pointer: String,
    place: Place,
    anchor: usize,
    inside: Inside,
}

enum Inside {
    Sequence(Vec<Node>),
    Mapping {
        members: IndexMap<String, Node>,
        /// The key whose value comes next.
        key: Option<Key>,
        merged: Vec<Node>,
    },
}

struct Key {
    text: String,
    span: Range<usize>,
    /// An unquoted `<<`: its value is merged into the mapping.
    merge: bool,
    /// The key is not usable, its value is read and dropped.
    dropped: bool,
}

/// What is made of the events so far.
pub(super) struct Builder<'a> {
    source: &'a Source,
    pub(super) offsets: Offsets<'a>,
    pub(super) findings: &'a mut Findings,
    open: Vec<Open>,
    /// How many collections beyond the permitted depth are open.
    too_deep: usize,
    pub(super) root: Option<Node>,
    anchors: HashMap<usize, (Node, usize)>,
    aliased: usize,
    documents: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        source: &'a Source,
        moved: &'a Moved<'a>,
        findings: &'a mut Findings,
    ) -> Self {
        Self {
            source,
            offsets: Offsets::new(moved),
            findings,
            open: Vec::new(),
            too_deep: 0,
            root: None,
            anchors: HashMap::new(),
            aliased: 0,
            documents: 0,
        }
    }

    /// Takes one event; `false` ends the reading.
    pub(super) fn accept(&mut self, event: Event<'_>, span: Span) -> bool {
        let span = self.offsets.byte(span.start.index())..self.offsets.byte(span.end.index());
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.findings.push(
                        "several-documents",
                        "",
                        "a second YAML document begins here",
                        "keep one description per file",
                        span,
                    );
                    return false;
                }
            }
            Event::MappingStart(anchor, _) => {
                let inside = Inside::Mapping {
                    members: IndexMap::new(),
                    key: None,
                    merged: Vec::new(),
                };
                self.begin(inside, anchor, span);
            }
            Event::SequenceStart(anchor, _) => {
                self.begin(Inside::Sequence(Vec::new()), anchor, span);
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(span),
            Event::Scalar(text, style, anchor, tag) if self.too_deep == 0 => {
                self.scalar(text, style, anchor, tag.as_deref(), span);
            }
            Event::Alias(anchor) if self.too_deep == 0 => self.alias(anchor, span),
            _ => {}
        }
        true
    }

    /// The pointer of the value that comes next.
    fn next_pointer(&self) -> String {
        match self.open.last() {
            None => String::new(),
            Some(open) => match &open.inside {
                Inside::Sequence(items) => pointer::join(&open.pointer, &items.len().to_string()),
                Inside::Mapping { key, .. } => key.as_ref().map_or_else(
                    || open.pointer.clone(),
                    |key| pointer::join(&open.pointer, &key.text),
                ),
            },
        }
    }

    /// Whether the next value is a key.
    fn wants_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                inside: Inside::Mapping { key: None, .. },
                ..
            })
        )
    }

    fn begin(&mut self, inside: Inside, anchor: usize, span: Range<usize>) {
        if self.too_deep > 0 || self.open.len() >= MAXIMUM_DEPTH {
            if self.too_deep == 0 {
                self.findings.too_deep(span);
            }
            self.too_deep += 1;
            return;
        }
        let pointer = self.next_pointer();
        self.open.push(Open {
            pointer,
            place: self.at(span),
            anchor,
            inside,
        });
    }

    fn end(&mut self, span: Range<usize>) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            if self.too_deep == 0 {
                self.put(self.null(span), 0);
            }
            return;
        }
        let Some(Open {
            mut place,
            anchor,
            inside,
            pointer,
        }) = self.open.pop()
        else {
            return;
        };
        let value = place.value();
        place.set_value(value.start..span.end.max(value.end));
        let content = match inside {
            Inside::Sequence(items) => Content::List(items),
            Inside::Mapping {
                mut members,
                merged,
                ..
            } => {
                for node in merged {
                    self.merge(node, &mut members, &pointer);
                }
                Content::Map(members)
            }
        };
        self.put(Node { place, content }, anchor);
    }

    fn at(&self, span: Range<usize>) -> Place {
        Place::new(self.source.number, span)
    }

    /// What stands for a value that is not read.
    fn null(&self, span: Range<usize>) -> Node {
        Node {
            place: self.at(span),
            ..Node::default()
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Range<usize>,
    ) {
        let plain = style == ScalarStyle::Plain;
        if self.wants_key() {
            // A response code is an integer to YAML and text to OpenAPI: every scalar key is text.
            let merge = plain && text == "<<";
            self.set_key(Key {
                text: text.into_owned(),
                span,
                merge,
                dropped: false,
            });
            return;
        }
        let as_text = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
        let value = if plain && !as_text {
            scalar::resolve(&text)
        } else {
            Value::String(text.into_owned())
        };
        let place = self.at(span);
        let content = Content::Scalar(value);
        self.put(Node { place, content }, anchor);
    }

    fn set_key(&mut self, new: Key) {
        let Some(Open {
            pointer,
            inside: Inside::Mapping { key, members, .. },
            ..
        }) = self.open.last_mut()
        else {
            return;
        };
        if let Some(first) = members.get(&new.text) {
            let line = self.source.position(first.place.key().start).line;
            let at = pointer::join(pointer, &new.text);
            self.findings
                .duplicate_key(&at, &new.text, new.span.clone(), line);
        }
        *key = Some(new);
    }

    fn alias(&mut self, anchor: usize, span: Range<usize>) {
        let Some((node, size)) = self.anchors.get(&anchor) else {
            let at = self.next_pointer();
            self.findings.push(
                "alias-of-itself",
                &at,
                "this alias stands inside the value that it repeats",
                "write the value out, or make it a component and use `$ref`",
                span.clone(),
            );
            self.put(self.null(span), 0);
            return;
        };
        self.aliased = self.aliased.saturating_add(*size);
        if self.aliased > MAXIMUM_ALIASED {
            if self.aliased - *size <= MAXIMUM_ALIASED {
                self.findings.push(
                    "too-many-aliases",
                    "",
                    format!("aliases repeat more than {MAXIMUM_ALIASED} values"),
                    "use `$ref` instead of YAML aliases",
                    span.clone(),
                );
            }
            self.put(self.null(span), 0);
            return;
        }
        let mut node = node.clone();
        node.place = self.at(span);
        self.put(node, 0);
    }

    /// Puts a finished value where it belongs.
    fn put(&mut self, mut node: Node, anchor: usize) {
        if anchor > 0 {
            let size = node.count();
            self.anchors.insert(anchor, (node.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.inside {
            Inside::Sequence(items) => items.push(node),
            Inside::Mapping {
                members,
                key,
                merged,
            } => match key.take() {
                None => {
                    let at = open.pointer.clone();
                    let span = node.place.value();
                    self.findings.push(
                        "key-not-text",
                        &at,
                        "a mapping key must be text",
                        "write a plain or quoted string before the colon",
                        span.clone(),
                    );
                    *key = Some(Key {
                        text: String::new(),
                        span,
                        merge: false,
                        dropped: true,
                    });
                }
                Some(key) if key.dropped => {}
                Some(key) if key.merge => {
                    node.place.set_key(key.span);
                    merged.push(node);
                }
                Some(key) => {
                    node.place.set_key(key.span);
                    members.insert(key.text, node);
                }
            },
        }
    }

    /// Adds what `<<: *alias` or `<<: [*one, *two]` brings: members that are not there yet.
    fn merge(&mut self, node: Node, members: &mut IndexMap<String, Node>, at: &str) {
        let Node { place, content } = node;
        match content {
            Content::Map(brought) => {
                for (key, member) in brought {
                    members.entry(key).or_insert(member);
                }
            }
            Content::List(items)
                if items
                    .iter()
                    .all(|item| matches!(item.content, Content::Map(_))) =>
            {
                for item in items {
                    self.merge(item, members, at);
                }
            }
            _ => self.findings.push(
                "merge-of-no-mapping",
                at,
                "`<<` merges mappings, and this is none",
                "quote the key if `<<` is meant as a name",
                place.key(),
            ),
        }
    }
}
