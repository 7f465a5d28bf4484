//! The verdict on a crate that is written over an older one.

use super::console::Console;
use crate::verdict::{OUTLINE, compare, text};
use crate::write::{Change, Comparison};

/// Says what callers will see of the changes, where the folder holds the outline of an older crate.
pub(super) fn say(comparison: &Comparison, console: &mut Console<'_>) {
    let Some(Change::Changed(old)) = comparison.changes.get(OUTLINE) else {
        return;
    };
    let Some(new) = comparison.files.get(OUTLINE) else {
        return;
    };
    let old = String::from_utf8_lossy(old);
    match (old.parse(), new.parse()) {
        (Ok(old), Ok(new)) => {
            let text = text(&old, &compare(&old, &new), |_| String::new());
            if !text.is_empty() {
                console.out(text.trim_end());
            }
        }
        (Err(error), _) | (_, Err(error)) => console.err(&format!(
            "warning: no verdict on the changes, since an outline cannot be read: {error}"
        )),
    }
}
