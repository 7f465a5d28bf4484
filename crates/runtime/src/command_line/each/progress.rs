//! A bar on a terminal that shows how far it has come.

use std::fmt::Write;
use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::command_line::failure::Failed;

/// The bar; nothing where there is no terminal.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// `quiet` says that other lines come where it would be.
    pub(super) fn new(lines: usize, quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(lines as u64);
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {rate}, {eta} left: {msg}");
        // The library's own `per_sec` has four decimals.
        let rate = |state: &ProgressState, text: &mut dyn Write| {
            let _ = write!(text, "{:.0}/s", state.per_sec());
        };
        Self(match style {
            Ok(style) => bar.with_style(style.with_key("rate", rate)),
            Err(_) => bar,
        })
    }

    /// One more line is settled.
    pub(super) fn step(&self, so_far: &str) {
        self.0.set_message(so_far.to_owned());
        self.0.inc(1);
    }

    /// Prints above the bar.
    pub(super) fn apart(&self, print: impl FnOnce() -> Result<(), Failed>) -> Result<(), Failed> {
        self.0.suspend(print)
    }

    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
