//! `--verbose`: what is sent, what it is answered with, each retry and each token, on standard error.

use crate::command_line::settings::Settings;
use crate::sending::watch::Watcher;

/// Who watches the client of this run.
pub(crate) fn watcher(settings: &Settings) -> Watcher {
    match settings.verbose {
        true => Watcher::new(|line| eprintln!("{line}"), settings.many),
        false => Watcher::default(),
    }
}
