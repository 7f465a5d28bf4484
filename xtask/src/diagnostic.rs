//! What is wrong with a description, where, and what to do about it.

use std::cmp::Reverse;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::load::{Document, Span};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something is generated, perhaps not what the author of the description had in mind.
    Warning,
}

/// What a diagnostic points at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum At {
    /// The key in front of the value.
    Key,
    /// The value; a mapping or sequence is shown by the key in front of it.
    #[default]
    Value,
    /// A byte range of a text, for what is found before there are values.
    Span(Box<Span>),
}

/// One finding about a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The name of the rule: stable, in kebab case.
    pub code: &'static str,
    /// The JSON pointer to the value concerned.
    pub pointer: String,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do; empty when the message says it all.
    pub help: String,
    /// Which part of the value is meant.
    pub at: At,
}

impl Diagnostic {
    /// A finding that stops generation.
    pub fn error(
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            code,
            pointer: pointer.into(),
            message: message.into(),
            help: help.into(),
            at: At::Value,
        }
    }

    /// A finding that generation survives.
    pub fn warning(
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, pointer, message, help)
        }
    }

    /// The same finding, pointing at the key instead of the value.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.at = At::Key;
        self
    }

    /// The same finding, pointing at a byte range of a text.
    #[must_use]
    pub fn at_span(mut self, span: impl Into<Span>) -> Self {
        self.at = At::Span(Box::new(span.into()));
        self
    }

    /// Whether this finding stops generation.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Whether any of the findings stops generation.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}

/// Renders the findings in the order in which their places stand in the text, each with its
/// place (`specs/vendor.yaml:214:11`), the line itself, what is wrong and what to do.
pub fn render(diagnostics: &[Diagnostic], document: &Document, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .decor_style(DecorStyle::Ascii);
    let mut placed: Vec<(Span, &Diagnostic)> = diagnostics
        .iter()
        .map(|diagnostic| {
            (
                document.span(&diagnostic.pointer, &diagnostic.at),
                diagnostic,
            )
        })
        .collect();
    placed.sort_by_key(|(span, diagnostic)| {
        (
            span.source,
            span.start,
            Reverse(span.end),
            diagnostic.severity,
            diagnostic.code,
        )
    });
    placed.dedup_by(|(_, later), (_, earlier)| later == earlier);
    let mut rendered = String::new();
    for (span, diagnostic) in placed {
        rendered.push_str(&render_one(diagnostic, span, document, &renderer));
        rendered.push_str("\n\n");
    }
    rendered
}

/// A line longer than this is cut to the part around the finding: minified JSON is one line.
const MAXIMUM_WIDTH: usize = 1000;

fn render_one(
    diagnostic: &Diagnostic,
    span: Span,
    document: &Document,
    renderer: &Renderer,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let source = document.source_of(&span);
    let position = source.position(span.start);
    let line = source.line(span.start);
    let start = source.boundary(span.start).clamp(line.start, line.end);
    // Only what stands on the first line is marked: a finding about half a file shows its beginning.
    let end = source.boundary(span.end).clamp(start, line.end);
    let line_start = line.start;
    let shown = visible(&source.text, line, start);
    let end = end.min(shown.end);
    let text = source.text.get(shown.clone()).unwrap_or_default();
    let snippet = Snippet::source(text)
        .line_start(position.line)
        .fold(false)
        .annotation(AnnotationKind::Primary.span(start - shown.start..end - shown.start));
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code);
    let name = source.name.as_str();
    let mut group: Group<'_> = if shown.start == line_start {
        title.element(snippet.path(name))
    } else {
        // The snippet cannot know how much of the line is missing before it.
        let origin = Origin::path(name)
            .line(position.line)
            .char_column(position.column);
        title.element(origin).element(snippet)
    };
    let pointer = match diagnostic.at {
        At::Span(_) => diagnostic.pointer.clone(),
        At::Key | At::Value => document.written(&diagnostic.pointer),
    };
    if !pointer.is_empty() {
        group = group.element(Level::NOTE.message(format!("at {pointer}")));
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help.as_str()));
    }
    renderer.render(&[group]).trim_end().to_owned()
}

/// The part of a line to show around a place in it.
fn visible(text: &str, line: Range<usize>, start: usize) -> Range<usize> {
    if line.len() <= MAXIMUM_WIDTH {
        return line;
    }
    let boundary = |mut offset: usize| {
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let from = boundary(start.saturating_sub(MAXIMUM_WIDTH / 4).max(line.start));
    from..boundary((from + MAXIMUM_WIDTH).min(line.end))
}
