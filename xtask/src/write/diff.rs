//! Differences as a unified diff.

use std::fmt::Write as _;
use std::time::Duration;

use similar::TextDiff;

use super::compare::{Change, Comparison};

/// Lines around each difference.
const CONTEXT: usize = 5;

/// A diff of very different files need not be the shortest.
const TIME_LIMIT: Duration = Duration::from_secs(2);

/// The unified diff from what lies in the folder to what should. `label` names the folder.
pub fn diff(comparison: &Comparison, label: &str) -> String {
    let mut text = String::new();
    for (path, change) in &comparison.changes {
        let name = format!("{label}/{path}");
        let wanted = comparison.files.get(path).map_or("", String::as_str);
        match change {
            Change::Changed(present) => {
                let present = String::from_utf8_lossy(present);
                text.push_str(&unified(
                    &present,
                    wanted,
                    &format!("a/{name}"),
                    &format!("b/{name}"),
                ));
            }
            Change::Missing => {
                text.push_str(&unified("", wanted, "/dev/null", &format!("b/{name}")));
            }
            Change::Surplus(present) => {
                let present = String::from_utf8_lossy(present);
                text.push_str(&unified(&present, "", &format!("a/{name}"), "/dev/null"));
            }
            Change::Foreign => {
                // Writing to a string cannot fail.
                let _ = writeln!(
                    text,
                    "{name}: not written by the generator: remove it or move it elsewhere"
                );
            }
        }
    }
    text
}

fn unified(old: &str, new: &str, old_name: &str, new_name: &str) -> String {
    if old.is_empty() && new.is_empty() {
        return format!("--- {old_name}\n+++ {new_name}\n");
    }
    TextDiff::configure()
        .timeout(TIME_LIMIT)
        .diff_lines(old, new)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(old_name, new_name)
        .to_string()
}
