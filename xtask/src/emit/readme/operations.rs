//! What there is to call, and what of it is compiled.

use indexmap::IndexMap;

use crate::emit::groups::Group;
use crate::model::{Api, Operation};

/// How a caller of a large API compiles the part that is needed.
pub(super) fn features(api: &Api, groups: &[Group]) -> String {
    let Some(group) = groups.iter().find(|group| !group.operations.is_empty()) else {
        return String::new();
    };
    let package = &api.package.name;
    format!(
        "- `all` (default): all operations.\n\
         - each feature in the table of operations below: these operations alone, with the types that they reach.\n\n\
         A program that calls a few operations compiles faster with their features only:\n\n\
         ```text\ncargo add {package} --no-default-features --features rustls,{}\n```\n",
        group.feature
    )
}

/// All operations; those of a large API by the features that they are compiled with, as nobody reads a table of thousands.
pub(super) fn operations(api: &Api, groups: &[Group]) -> String {
    let list = match groups {
        [] => table(api.operations.iter()),
        groups => folders(api, groups),
    };
    format!("\n## Operations\n\n{list}")
}

fn folders(api: &Api, groups: &[Group]) -> String {
    let mut rows: IndexMap<String, (Group, usize)> = IndexMap::new();
    for group in groups {
        for one in group.wholes().chain([group.clone()]) {
            let row = rows.entry(one.folder()).or_insert((one, 0));
            row.0.has_webhooks |= group.has_webhooks;
            row.1 += group.operations.len();
        }
    }
    let rows = rows.iter().map(|(folder, (group, operations))| {
        let operations = match (operations, group.has_webhooks) {
            (0, true) => "what webhooks carry".to_owned(),
            (number, true) => format!("{number}, and what webhooks carry"),
            (number, false) => number.to_string(),
        };
        format!(
            "| `{}` | {} | {operations} | `{folder}` |\n",
            group.feature,
            group.subject().replace('|', "\\|"),
        )
    });
    format!(
        "There are {}, which `outline.txt` lists with their signatures, a line each and its feature at the end. As methods of `Client`, with\n\
         what the description says of them, they are under `operations` in these folders:\n\n\
         | feature | in the description | operations | folder |\n|---|---|---|---|\n{}",
        api.operations.len(),
        rows.collect::<String>(),
    )
}

fn table<'o>(operations: impl Iterator<Item = &'o Operation>) -> String {
    let rows = operations.map(|operation| {
        format!(
            "| `{}` | `{} {}` |\n",
            operation.name,
            operation.method,
            operation.target().replace('|', "\\|")
        )
    });
    format!(
        "| method | sends |\n|---|---|\n{}",
        rows.collect::<String>()
    )
}
