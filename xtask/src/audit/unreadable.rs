//! `x-docs-unreadable`: what somebody has looked at that cannot be read on the pages.
//!
//! ```yaml
//! x-docs-unreadable:
//!   UsersApi.md:41: The row has no type; the server's sources say text.
//! ```

use serde_json::Value;

use super::Stale;
use crate::pointer;
use crate::reconstruct::finding::{Finding, Gravity};

const KEY: &str = "x-docs-unreadable";

/// The findings that nobody has acknowledged, and the acknowledgements of nothing.
pub(super) fn acknowledge(document: &Value, findings: &[Finding]) -> (Vec<Finding>, Vec<Stale>) {
    let places = document.get(KEY).and_then(Value::as_object);
    let places: Vec<&String> = places
        .into_iter()
        .flatten()
        .map(|(place, _)| place)
        .collect();
    // Where the pages lie is nothing that the description knows.
    let speaks_of = |place: &str, finding: &Finding| {
        let whole = finding.place.to_string();
        let before = whole.strip_suffix(place);
        finding.gravity == Gravity::Error
            && before.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    let open = findings
        .iter()
        .filter(|finding| !places.iter().any(|place| speaks_of(place, finding)));
    let stale = places
        .iter()
        .filter(|place| !findings.iter().any(|finding| speaks_of(place, finding)))
        .map(|place| Stale {
            pointer: pointer::join(&pointer::join("", KEY), place),
            of: Some((*place).clone()),
        });
    (open.cloned().collect(), stale.collect())
}
