//! What is said to the person at the terminal.

use std::io::Write;

use super::progress::{PATIENCE, watch};
use crate::diagnostic::{Diagnostic, render};
use crate::load::Document;

/// Where results and messages go.
pub struct Console<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    color: bool,
    terminal: Option<Box<dyn Write + Send>>,
}

impl<'a> Console<'a> {
    /// Results go to `out`, messages to `err`, in color if so wished.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write, color: bool) -> Self {
        Self {
            out,
            err,
            color,
            terminal: None,
        }
    }

    /// Whatever takes long is shown on a terminal meanwhile.
    #[must_use]
    pub fn with_progress(mut self, terminal: Box<dyn Write + Send>) -> Self {
        self.terminal = Some(terminal);
        self
    }

    /// Does some work that may take long; `what` is what it is about.
    pub(super) fn waiting<T>(&mut self, what: &str, work: impl FnOnce() -> T) -> T {
        match &mut self.terminal {
            Some(terminal) => watch(terminal.as_mut(), PATIENCE, what, work),
            None => work(),
        }
    }

    pub(super) fn color(&self) -> bool {
        self.color
    }

    // Nobody can be told that a message could not be written, so failures to write are ignored: `… | head` closes early.

    /// Writes a line of the result.
    pub(super) fn out(&mut self, line: &str) {
        let _ = writeln!(self.out, "{line}");
        let _ = self.out.flush();
    }

    /// Writes a message.
    pub(super) fn err(&mut self, line: &str) {
        let _ = writeln!(self.err, "{line}");
    }

    /// Writes a message that says why something failed.
    pub(super) fn error(&mut self, message: &str) {
        self.err(&format!("error: {message}"));
    }

    /// Writes findings about a document.
    pub(super) fn findings(&mut self, diagnostics: &[Diagnostic], document: &Document) {
        if !diagnostics.is_empty() {
            let _ = write!(self.err, "{}", render(diagnostics, document, self.color));
        }
    }
}

/// `2 errors, 1 warning`.
pub(super) fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .count();
    let parts = [(errors, "error"), (diagnostics.len() - errors, "warning")];
    let spoken: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| plural(number, what))
        .collect();
    if spoken.is_empty() {
        "no findings".to_owned()
    } else {
        spoken.join(", ")
    }
}

/// `1 file`, `2 files`.
pub(super) fn plural(number: usize, what: &str) -> String {
    if number == 1 {
        format!("1 {what}")
    } else {
        format!("{number} {what}s")
    }
}
