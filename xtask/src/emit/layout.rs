//! How the files of a crate are laid out: one for each kind of item, or a folder for each tag and perhaps for its resources.

use std::collections::BTreeSet;

use super::groups::Group;
use crate::model::{Api, Layout};

/// A new crate with more operations has a folder for each tag.
const MOST_OPERATIONS: usize = 200;
/// A new crate with more types has a folder for each tag.
const MOST_TYPES: usize = 500;
/// A new tag with more operations has a folder for each resource, and so has a new resource of it.
const MOST_OF_A_TAG: usize = 100;

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

/// Whether a group has a folder for each of so many resources: what the description says, or how the group is laid out already.
pub(crate) fn has_resources(
    api: &Api,
    group: &Group,
    resources: usize,
    earlier: &BTreeSet<String>,
) -> bool {
    match api.package.layout {
        Some(Layout::Resources) if group.parts.is_empty() => return true,
        Some(Layout::Flat | Layout::Tags) => return false,
        Some(Layout::Resources) | None => {}
    }
    let folder = format!("{}/", group.folder());
    let mut within = earlier
        .range(folder.clone()..)
        .map_while(|path| path.strip_prefix(folder.as_str()))
        .peekable();
    match within.peek() {
        // Only the folder of a resource has a module of its own.
        Some(_) => within.any(|path| path.ends_with("/mod.rs")),
        None => group.operations.len() > MOST_OF_A_TAG && resources > 1,
    }
}
