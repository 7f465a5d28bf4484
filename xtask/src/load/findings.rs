//! What loading finds wrong before anybody looks at what the values mean.

use std::ops::Range;

use super::MAXIMUM_DEPTH;
use crate::diagnostic::{Diagnostic, has_errors};

/// Collects what is wrong with a text, so that one run reports all of it.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) diagnostics: Vec<Diagnostic>,
    too_deep: bool,
}

/// Lines that begin too far left: the first of them, and how many there are.
#[derive(Debug, Default)]
pub(super) struct TooFarLeft {
    first: Option<usize>,
    number: usize,
}

impl TooFarLeft {
    pub(super) fn add(&mut self, start: usize) {
        self.first.get_or_insert(start);
        self.number += 1;
    }
}

impl Findings {
    /// Whether there is one that nothing can be made of.
    pub(super) fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }

    /// The last one counts, as in PyYAML, in `JSON.parse` and in most of what reads either.
    pub(super) fn duplicate_key(
        &mut self,
        at: &str,
        key: &str,
        span: Range<usize>,
        first_line: usize,
    ) {
        self.diagnostics.push(
            Diagnostic::warning(
                "duplicate-key",
                at,
                format!("the key `{key}` stands twice in this mapping: the last one counts"),
                format!("the first one is on line {first_line}: remove or rename one of the two"),
            )
            .at_span(span),
        );
    }

    /// JSON sets no limit to numbers, and what reads them does. In YAML, `1e400` may be text as well.
    pub(super) fn number_too_large(&mut self, at: &str, number: &str, span: Range<usize>) {
        self.diagnostics.push(
            Diagnostic::warning(
                "number-too-large",
                at,
                format!("`{number}` is more than a number of 64 bits holds: it is read as text"),
                "write a smaller number, or put the value in quotes",
            )
            .at_span(span),
        );
    }

    /// Reported once: who writes so, writes so everywhere.
    pub(super) fn too_far_left(&mut self, code: &'static str, what: &str, found: &TooFarLeft) {
        let Some(first) = found.first else {
            return;
        };
        let others = match found.number {
            1 => String::new(),
            number => format!(", the first of {number},"),
        };
        self.diagnostics.push(
            Diagnostic::warning(
                code,
                "",
                format!(
                    "{what}{others} goes on no further right than its key, which YAML 1.2 forbids: it is read as libyaml reads it"
                ),
                "indent the lines on which it goes on",
            )
            .at_span(first..first + 1),
        );
    }

    /// Reported once: a hostile document would repeat it for every bracket.
    pub(super) fn too_deep(&mut self, span: Range<usize>) {
        if self.too_deep {
            return;
        }
        self.too_deep = true;
        self.diagnostics.push(
            Diagnostic::error(
                "nesting-too-deep",
                "",
                format!("values are nested more than {MAXIMUM_DEPTH} levels deep"),
                "move inner schemas to `components/schemas` and refer to them with `$ref`",
            )
            .at_span(span),
        );
    }

    pub(super) fn push(
        &mut self,
        code: &'static str,
        at: &str,
        message: impl Into<String>,
        help: impl Into<String>,
        span: Range<usize>,
    ) {
        self.diagnostics
            .push(Diagnostic::error(code, at, message, help).at_span(span));
    }
}
