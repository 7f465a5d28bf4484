//! Asking before something is destroyed.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use crate::command_line::failure::Failed;
use crate::command_line::settings::Settings;

/// Asks at a terminal; elsewhere only `--yes` will do.
pub(crate) fn confirm(settings: &Settings, what: &str) -> Result<(), Failed> {
    if settings.yes {
        return Ok(());
    }
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(
            Failed::usage(format!("{what}: there is no terminal to ask at"))
                .advice("`--yes` does it without asking"),
        );
    }
    eprint!("{what}? [y/N] ");
    let _ = io::stderr().flush();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    match (read, answer.trim().to_lowercase().as_str()) {
        (Ok(_), "y" | "yes") => Ok(()),
        _ => Err(Failed::usage("nothing was done")),
    }
}
