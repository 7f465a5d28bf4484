//! How the files of a crate are laid out: one for each kind of item, or a folder for each tag.

use std::collections::BTreeSet;

use crate::model::{Api, Layout};

/// A new crate with more operations has a folder for each tag.
const MOST_OPERATIONS: usize = 200;
/// A new crate with more types has a folder for each tag.
const MOST_TYPES: usize = 500;

/// What the description says, or how the crate is laid out already: one more operation must not move all others.
pub(crate) fn layout(api: &Api, earlier: &BTreeSet<String>) -> Layout {
    if let Some(layout) = api.package.layout {
        return layout;
    }
    if earlier.contains("src/lib.rs") {
        let in_folder = |path: &String| {
            path.strip_prefix("src/")
                .is_some_and(|rest| rest.contains('/'))
        };
        return match earlier.iter().any(in_folder) {
            true => Layout::Tags,
            false => Layout::Flat,
        };
    }
    match api.operations.len() > MOST_OPERATIONS || api.types.len() > MOST_TYPES {
        true => Layout::Tags,
        false => Layout::Flat,
    }
}
