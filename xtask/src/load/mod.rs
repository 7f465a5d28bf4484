//! Load: the bytes of a file become a value whose every part knows where it stands in the text.

mod findings;
mod json;
mod node;
mod scalar;
mod source;
mod text;
mod yaml;

use std::ops::Range;

use serde_json::Value;

pub use self::source::{Position, Source};
use crate::diagnostic::{At, Diagnostic};
use crate::pointer;
use findings::Findings;
use node::Node;

/// How deep values may be nested. Descriptions stay below 40; recursion over what is below this
/// limit cannot exhaust the stack.
const MAXIMUM_DEPTH: usize = 128;

/// A description as written: its text, its value, and the place of every part of the value.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    /// The whole description; members keep their order.
    pub value: Value,
    root: Node,
    /// Pointers of values that became the text as written though they looked like something else.
    pub(crate) unquoted: Vec<String>,
}

/// Why a file cannot be loaded, with the text that the findings point into.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// The text; its value is null.
    pub document: Document,
    /// At least one error.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    fn new(source: Source, value: Value, root: Node) -> Self {
        Self {
            source,
            value,
            root,
            unquoted: Vec::new(),
        }
    }

    /// A document without a value, to report what is wrong with a file that is none.
    pub fn empty(name: &str, text: &str) -> Self {
        Self::new(Source::new(name, text), Value::Null, Node::default())
    }

    /// The name under which the file is reported.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// The text as read, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// The text with its name and lines.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The value that the pointer leads to.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.value.pointer(pointer)
    }

    /// Line and column of what the pointer leads to, or of its nearest ancestor that exists: of
    /// a scalar itself, of the key before a mapping or sequence.
    pub fn position(&self, pointer: &str) -> Position {
        self.source.position(self.span(pointer, &At::Value).start)
    }

    /// The byte range of what a diagnostic points at.
    pub fn span(&self, pointer: &str, at: &At) -> Range<usize> {
        if let At::Span(span) = at {
            return span.clone();
        }
        let (node, exact) = self.root.find(pointer);
        let by_key = !exact || *at == At::Key || !node.is_scalar() || node.value.is_empty();
        if by_key && !node.key.is_empty() {
            node.key.clone()
        } else {
            node.value.clone()
        }
    }

    /// The text as written of the value that the pointer leads to, quotes included.
    pub fn raw(&self, pointer: &str) -> Option<&str> {
        let (node, exact) = self.root.find(pointer);
        exact
            .then(|| self.source.text.get(node.value.clone()))
            .flatten()
    }
}

/// Loads a description from the bytes of a YAML or JSON file. `name` is what diagnostics call it.
///
/// # Errors
///
/// Everything that is wrong with the text: what does not parse, duplicate keys, several
/// documents, no mapping at the top, bytes that are not UTF-8.
pub fn load(name: &str, bytes: &[u8]) -> Result<Document, Box<Rejected>> {
    let text = decode(name, bytes)?;
    if let Some(diagnostic) = refuse_early(text) {
        return Err(reject(name, text, vec![diagnostic]));
    }
    let source = Source::new(name, text);
    let mut findings = Findings::default();
    let parsed = parse(&source, &mut findings);
    match parsed {
        Some((value, root)) if findings.diagnostics.is_empty() => {
            if value.is_object() {
                return Ok(text::restore(Document::new(source, value, root)));
            }
            let found = match value {
                Value::Array(_) => "a sequence",
                _ => "a single value",
            };
            let diagnostic = Diagnostic::error(
                "not-a-description",
                "",
                format!("the file holds {found}, not an OpenAPI description"),
                "a description is a mapping that begins with `openapi: 3.0.3`",
            )
            .at_span(root.value);
            Err(reject(name, &source.text, vec![diagnostic]))
        }
        _ => Err(reject(name, &source.text, findings.diagnostics)),
    }
}

fn reject(name: &str, text: &str, diagnostics: Vec<Diagnostic>) -> Box<Rejected> {
    let document = Document::empty(name, text);
    Box::new(Rejected {
        document,
        diagnostics,
    })
}

fn parse(source: &Source, findings: &mut Findings) -> Option<(Value, Node)> {
    if !source.text.trim_start().starts_with('{') {
        return yaml::parse(source, findings);
    }
    match json::parse(source, findings) {
        Ok(parsed) => Some(parsed),
        Err(malformed) => {
            // YAML in flow style begins like JSON; when it is neither, JSON was meant.
            let mut yaml_findings = Findings::default();
            let parsed = yaml::parse(source, &mut yaml_findings);
            if yaml_findings.diagnostics.is_empty() {
                return parsed;
            }
            findings.push(
                "invalid-json",
                "",
                format!("this is not JSON: {}", malformed.message),
                "correct the line, or the one before it: mind commas, quotes and brackets",
                malformed.span,
            );
            None
        }
    }
}

/// The text of the bytes, without a byte order mark.
fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, Box<Rejected>> {
    let refuse = |message: &str, offset: usize| {
        let diagnostic = Diagnostic::error("not-utf-8", "", message, "save the file as UTF-8 text")
            .at_span(offset..offset + 1);
        reject(name, &String::from_utf8_lossy(bytes), vec![diagnostic])
    };
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(refuse("the file is UTF-16", 0));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        refuse(
            "the file holds bytes that are not UTF-8",
            error.valid_up_to(),
        )
    })?;
    if let Some(offset) = text.find('\0') {
        return Err(refuse("the file holds NUL characters", offset));
    }
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// What is not worth parsing: the parser's complaint would only confuse.
fn refuse_early(text: &str) -> Option<Diagnostic> {
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---");
    let Some(first) = first else {
        return Some(
            Diagnostic::error(
                "empty-file",
                "",
                "the file holds no description",
                "an OpenAPI description begins with `openapi: 3.0.3`",
            )
            .at_span(0..0),
        );
    };
    if first.starts_with('<') && !first.starts_with("<<") {
        let offset = text.find('<').unwrap_or_default();
        return Some(
            Diagnostic::error(
                "markup",
                "",
                "the file is HTML or XML, not an OpenAPI description",
                "a browser page or an error page was probably saved: download the description itself",
            )
            .at_span(offset..offset + first.len()),
        );
    }
    None
}
