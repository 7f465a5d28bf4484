//! The verdict on a crate that is written over an older one.

use super::console::Console;
use crate::verdict::{OUTLINE, compare, text};
use crate::write::{Change, Comparison};

/// What helps where there is no outline.
const DIFF: &str = "`cargo xtask diff OLD NEW` compares descriptions";

/// Says what callers will see of the changes, where the folder holds an older crate.
pub(super) fn say(comparison: &Comparison, console: &mut Console<'_>) {
    let (old, new) = match (
        comparison.changes.get(OUTLINE),
        comparison.files.get(OUTLINE),
    ) {
        (Some(Change::Changed(old)), Some(new)) => (old, new),
        (Some(Change::Surplus(_)), None) => {
            console.out("breaking: the crate was removed");
            return;
        }
        (Some(Change::Missing), _) if is_older(comparison) => {
            console.err(&format!(
                "warning: no verdict on the changes, since the older crate has no {OUTLINE}; {DIFF}"
            ));
            return;
        }
        _ => return,
    };
    let old = String::from_utf8_lossy(old);
    match (old.parse(), new.parse()) {
        (Ok(old), Ok(new)) => {
            let text = text(&old, &compare(&old, &new), |_| Vec::new());
            if !text.is_empty() {
                console.out(text.trim_end());
            }
        }
        (Err(error), _) => console.err(&format!(
            "warning: no verdict on the changes, since the older {OUTLINE} cannot be read: {error}; {DIFF}"
        )),
        (_, Err(error)) => console.err(&format!(
            "warning: no verdict on the changes, since the new {OUTLINE} cannot be read, which is a bug: {error}"
        )),
    }
}

/// Whether there is something in the folder to compare with.
fn is_older(comparison: &Comparison) -> bool {
    let changes = &comparison.changes;
    let is_new = |path: &String| matches!(changes.get(path), Some(Change::Missing));
    !comparison.files.keys().all(is_new)
}
