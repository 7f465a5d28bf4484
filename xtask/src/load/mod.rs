//! Load: the bytes of a file become a value whose every part knows where it stands in the text.

mod beside;
mod builder;
mod document;
mod findings;
mod foreign;
mod json;
pub(crate) mod node;
mod offsets;
mod quoted;
mod scalar;
mod source;
mod tabs;
mod text;
mod yaml;

use std::sync::Arc;

pub(crate) use self::beside::{Part, load_beside};
pub use self::document::{Document, Span};
pub use self::source::{Position, Source};
pub(crate) use self::text::restore as restore_text;
use crate::diagnostic::Diagnostic;
use crate::pointer;
use findings::Findings;
use node::{Content, Node};

/// How deep values may be nested. Descriptions stay below 40; recursion over what is below this
/// limit cannot exhaust the stack.
pub(crate) const MAXIMUM_DEPTH: usize = 128;

/// Why a file cannot be loaded, with the text that the findings point into.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// The text; its value is null.
    pub document: Document,
    /// At least one error.
    pub diagnostics: Vec<Diagnostic>,
}

/// Loads a description from the bytes of a YAML or JSON file. `name` is what diagnostics call it.
///
/// # Errors
///
/// Everything that is wrong with the text: what does not parse, several documents, no mapping at the top, bytes that are not UTF-8.
pub fn load(name: &str, bytes: &[u8]) -> Result<Document, Box<Rejected>> {
    let text = decode(name, bytes)?;
    if let Some(diagnostic) = refuse_early(text) {
        return Err(reject(name, text, vec![diagnostic]));
    }
    let source = Source::new(name, text);
    let mut findings = Findings::default();
    let parsed = parse(&source, &mut findings);
    match parsed {
        Some(root) if !findings.has_errors() => {
            let found = match root.content {
                Content::Map(_) => {
                    let mut document = Document::new(source, Vec::new(), Arc::new(root));
                    document.findings = findings.diagnostics;
                    return Ok(text::restore(document));
                }
                Content::List(_) => "a sequence",
                Content::Scalar(_) => "a single value",
            };
            let diagnostic = Diagnostic::error(
                "not-a-description",
                "",
                format!("the file holds {found}, not an OpenAPI description"),
                "a description is a mapping that begins with `openapi: 3.0.3`",
            )
            .at_span(root.place.value());
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

fn parse(source: &Source, findings: &mut Findings) -> Option<Node> {
    if !source.text.trim_start().starts_with('{') {
        return yaml::parse(source, findings);
    }
    match json::parse(source, findings) {
        Ok(parsed) => Some(parsed),
        Err(malformed) => {
            // YAML in flow style begins like JSON; when it is neither, JSON was meant.
            let mut yaml_findings = Findings::default();
            let parsed = yaml::parse(source, &mut yaml_findings);
            if !yaml_findings.has_errors() {
                findings.diagnostics.extend(yaml_findings.diagnostics);
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
    if let Some(kind) = foreign::packed(bytes) {
        let diagnostic = Diagnostic::error(
            "packed-file",
            "",
            format!("the file is {kind}, not text"),
            "unpack it, and name the description in it",
        )
        .at_span(0..0);
        return Err(reject(name, "", vec![diagnostic]));
    }
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
    foreign::refuse(text, first)
}
