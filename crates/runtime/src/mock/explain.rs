//! Why a call was not answered as somebody expected.

use super::template;
use crate::call::operation::Operation;

/// What was expected of an operation, and what is different in the call.
pub(super) struct Mismatch {
    /// Where in the test.
    pub(super) place: String,
    pub(super) differences: Vec<String>,
}

/// More than that is not read by anybody.
const MOST: usize = 10;

/// A call that nothing matched.
#[derive(Clone, Debug)]
pub(super) struct Unmatched {
    /// The operations that it may be a call of.
    pub(super) operations: Vec<&'static Operation>,
    /// For people: several lines.
    pub(super) text: String,
    /// The same for the answer, of which a client's error shows the beginning.
    pub(super) message: String,
}

/// `get_user (GET /users/{name})`.
pub(super) fn title(operation: &Operation) -> String {
    format!("{} ({} {})", operation.id, operation.method, operation.path)
}

/// A call of an operation that none of its expectations matches.
pub(super) fn mismatched(
    operations: Vec<&'static Operation>,
    request: &str,
    mismatches: &[Mismatch],
) -> Unmatched {
    let titles: Vec<String> = operations
        .iter()
        .map(|operation| title(operation))
        .collect();
    let titles = titles.join(" or ");
    let mut text = if mismatches.is_empty() {
        format!("{request}: no call of {titles} is expected")
    } else {
        format!("{request}: not the call of {titles} that is expected")
    };
    let mut messages = Vec::new();
    for Mismatch { place, differences } in mismatches {
        messages.push(format!(
            "not as expected by {place}: {}",
            differences.join("; ")
        ));
        text.push_str(&format!("\n  by {place}:"));
        for difference in differences.iter().take(MOST) {
            text.push_str(&format!("\n    {difference}"));
        }
        if let Some(more) = differences.len().checked_sub(MOST).filter(|more| *more > 0) {
            text.push_str(&format!("\n    and {more} more differences"));
        }
    }
    let message = match mismatches {
        [] => text.clone(),
        _ => messages.join("; "),
    };
    Unmatched {
        operations,
        text,
        message,
    }
}

/// A request that is no call of any operation.
pub(super) fn unknown(known: &[&'static Operation], method: &str, path: &str) -> Unmatched {
    let mut text = format!("{method} {path}: not an operation of this API");
    let mut message = text.clone();
    let nearest = template::nearest(known, method, path);
    if !nearest.is_empty() {
        let nearest: Vec<String> = nearest.into_iter().map(title).collect();
        let nearest = format!("the nearest: {}", nearest.join(", "));
        text.push_str(&format!("\n  {nearest}"));
        message.push_str(&format!("; {nearest}"));
    }
    Unmatched {
        operations: Vec::new(),
        text,
        message,
    }
}
