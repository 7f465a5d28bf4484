//! YAML text to a value with positions.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use serde_json::{Map, Value};

use super::findings::Findings;
use super::node::{Children, Node};
use super::source::Source;
use super::{MAXIMUM_DEPTH, pointer, scalar};

/// How many values aliases may add to a document. A few nested anchors could otherwise stand for
/// billions of values.
const MAXIMUM_ALIASED: usize = 100_000;

/// Parses one YAML document. Everything that is wrong is added to the findings; `None` when there
/// is no value at all.
pub(super) fn parse(source: &Source, findings: &mut Findings) -> Option<(Value, Node)> {
    let mut builder = Builder {
        source,
        offsets: Offsets::new(&source.text),
        findings,
        open: Vec::new(),
        too_deep: 0,
        root: None,
        anchors: HashMap::new(),
        aliased: 0,
        documents: 0,
    };
    for event in Parser::new_from_str(&source.text) {
        match event {
            Ok((event, span)) => {
                if !builder.accept(event, span) {
                    break;
                }
            }
            Err(error) => {
                let start = builder.offsets.byte(error.marker().index());
                builder.findings.push(
                    "invalid-yaml",
                    "",
                    format!("this is not YAML: {}", error.info()),
                    syntax_help(&source.text, start),
                    start..start + 1,
                );
                break;
            }
        }
    }
    builder.root
}

fn syntax_help(text: &str, offset: usize) -> &'static str {
    let line_start = text
        .get(..offset)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    let indentation = text
        .get(line_start..)
        .unwrap_or_default()
        .chars()
        .take_while(|c| c.is_whitespace())
        .any(|c| c == '\t');
    if indentation {
        "YAML is indented by spaces: replace the tab"
    } else {
        "correct the line, or the one before it: mind indentation, quotes and colons"
    }
}

/// A mapping or sequence that has begun and not ended.
struct Open {
    pointer: String,
    node: Node,
    anchor: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Value>, Vec<Node>),
    Mapping {
        members: Map<String, Value>,
        nodes: HashMap<String, Node>,
        /// The key whose value comes next.
        key: Option<Key>,
        merged: Vec<(Value, Node)>,
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

struct Builder<'a> {
    source: &'a Source,
    offsets: Offsets<'a>,
    findings: &'a mut Findings,
    open: Vec<Open>,
    /// How many collections beyond the permitted depth are open.
    too_deep: usize,
    root: Option<(Value, Node)>,
    anchors: HashMap<usize, (Value, Node, usize)>,
    aliased: usize,
    documents: usize,
}

impl Builder<'_> {
    /// Takes one event; `false` ends the reading.
    fn accept(&mut self, event: Event<'_>, span: Span) -> bool {
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
                let content = Content::Mapping {
                    members: Map::new(),
                    nodes: HashMap::new(),
                    key: None,
                    merged: Vec::new(),
                };
                self.begin(content, anchor, span);
            }
            Event::SequenceStart(anchor, _) => {
                self.begin(Content::Sequence(Vec::new(), Vec::new()), anchor, span);
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
            Some(open) => match &open.content {
                Content::Sequence(items, _) => {
                    pointer::join(&open.pointer, &items.len().to_string())
                }
                Content::Mapping { key, .. } => key.as_ref().map_or_else(
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
                content: Content::Mapping { key: None, .. },
                ..
            })
        )
    }

    fn begin(&mut self, content: Content, anchor: usize, span: Range<usize>) {
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
            node: Node {
                value: span,
                ..Node::default()
            },
            anchor,
            content,
        });
    }

    fn end(&mut self, span: Range<usize>) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            if self.too_deep == 0 {
                self.place(
                    Value::Null,
                    Node {
                        value: span,
                        ..Node::default()
                    },
                    0,
                );
            }
            return;
        }
        let Some(Open {
            mut node,
            anchor,
            content,
            pointer,
        }) = self.open.pop()
        else {
            return;
        };
        node.value.end = span.end.max(node.value.end);
        let value = match content {
            Content::Sequence(items, nodes) => {
                node.children = Children::Sequence(nodes);
                Value::Array(items)
            }
            Content::Mapping {
                mut members,
                mut nodes,
                merged,
                ..
            } => {
                for (value, node) in merged {
                    self.merge(value, node, &mut members, &mut nodes, &pointer);
                }
                node.children = Children::Mapping(nodes);
                Value::Object(members)
            }
        };
        self.place(value, node, anchor);
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
        self.place(
            value,
            Node {
                value: span,
                ..Node::default()
            },
            anchor,
        );
    }

    fn set_key(&mut self, mut new: Key) {
        let Some(Open {
            pointer,
            content: Content::Mapping { key, nodes, .. },
            ..
        }) = self.open.last_mut()
        else {
            return;
        };
        if let Some(first) = nodes.get(&new.text) {
            let line = self.source.position(first.key.start).line;
            let at = pointer::join(pointer, &new.text);
            self.findings
                .duplicate_key(&at, &new.text, new.span.clone(), line);
            new.dropped = true;
        }
        *key = Some(new);
    }

    fn alias(&mut self, anchor: usize, span: Range<usize>) {
        let Some((value, node, size)) = self.anchors.get(&anchor) else {
            let at = self.next_pointer();
            self.findings.push(
                "alias-of-itself",
                &at,
                "this alias stands inside the value that it repeats",
                "write the value out, or make it a component and use `$ref`",
                span.clone(),
            );
            self.place(
                Value::Null,
                Node {
                    value: span,
                    ..Node::default()
                },
                0,
            );
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
            self.place(
                Value::Null,
                Node {
                    value: span,
                    ..Node::default()
                },
                0,
            );
            return;
        }
        let (value, mut node) = (value.clone(), node.clone());
        node.key = 0..0;
        node.value = span;
        self.place(value, node, 0);
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, value: Value, mut node: Node, anchor: usize) {
        if anchor > 0 {
            let size = count(&value);
            self.anchors
                .insert(anchor, (value.clone(), node.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some((value, node));
            return;
        };
        match &mut open.content {
            Content::Sequence(items, nodes) => {
                items.push(value);
                nodes.push(node);
            }
            Content::Mapping {
                members,
                nodes,
                key,
                merged,
            } => match key.take() {
                None => {
                    let at = open.pointer.clone();
                    self.findings.push(
                        "key-not-text",
                        &at,
                        "a mapping key must be text",
                        "write a plain or quoted string before the colon",
                        node.value.clone(),
                    );
                    *key = Some(Key {
                        text: String::new(),
                        span: node.value,
                        merge: false,
                        dropped: true,
                    });
                }
                Some(key) if key.dropped => {}
                Some(key) if key.merge => {
                    node.key = key.span;
                    merged.push((value, node));
                }
                Some(key) => {
                    node.key = key.span;
                    members.insert(key.text.clone(), value);
                    nodes.insert(key.text, node);
                }
            },
        }
    }

    /// Adds what `<<: *alias` or `<<: [*one, *two]` brings: members that are not there yet.
    fn merge(
        &mut self,
        value: Value,
        node: Node,
        members: &mut Map<String, Value>,
        nodes: &mut HashMap<String, Node>,
        at: &str,
    ) {
        match (value, node.children) {
            (Value::Object(values), Children::Mapping(mut children)) => {
                for (key, value) in values {
                    if members.contains_key(&key) {
                        continue;
                    }
                    if let Some(child) = children.remove(&key) {
                        nodes.insert(key.clone(), child);
                    }
                    members.insert(key, value);
                }
            }
            (Value::Array(values), Children::Sequence(children))
                if values.iter().all(Value::is_object) =>
            {
                for (value, child) in values.into_iter().zip(children) {
                    self.merge(value, child, members, nodes, at);
                }
            }
            _ => self.findings.push(
                "merge-of-no-mapping",
                at,
                "`<<` merges mappings, and this is none",
                "quote the key if `<<` is meant as a name",
                node.key,
            ),
        }
    }
}

/// How many values a value consists of, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// Byte offsets of character indices: the parser counts characters.
struct Offsets<'a> {
    text: &'a str,
    /// The byte offset of every `STRIDE`th character; empty when all characters are single bytes.
    marks: Vec<usize>,
}

impl<'a> Offsets<'a> {
    const STRIDE: usize = 64;

    fn new(text: &'a str) -> Self {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .map(|(offset, _)| offset)
                .step_by(Self::STRIDE)
                .collect()
        };
        Self { text, marks }
    }

    fn byte(&self, index: usize) -> usize {
        if self.marks.is_empty() {
            return index.min(self.text.len());
        }
        let Some(mark) = self.marks.get(index / Self::STRIDE) else {
            return self.text.len();
        };
        let rest = self.text.get(*mark..).unwrap_or_default();
        rest.char_indices()
            .nth(index % Self::STRIDE)
            .map_or(self.text.len(), |(offset, _)| mark + offset)
    }
}
