//! What there is to call, and what of it is compiled.

use crate::emit::docs::inline;
use crate::emit::groups::Group;
use crate::lower::code;
use crate::model::{Api, Operation};

/// How a caller of a large API compiles the part that is needed.
pub(super) fn features(api: &Api, groups: &[Group]) -> String {
    let Some(group) = groups.iter().find(|group| !group.operations.is_empty()) else {
        return String::new();
    };
    let package = &api.package.name;
    format!(
        "- `all` (default): all operations.\n\
         - each of the operations' headings below: these operations alone, with the types that they reach.\n\n\
         A program that calls a few operations compiles faster with their features only:\n\n\
         ```text\ncargo add {package} --no-default-features --features rustls,{}\n```\n",
        group.feature
    )
}

/// All operations, under the features that they are compiled with.
pub(super) fn operations(api: &Api, groups: &[Group]) -> String {
    let mut text = String::from("\n## Operations\n");
    if groups.is_empty() {
        text.push_str(&table(api.operations.iter()));
    }
    for group in groups {
        text.push_str(&format!("\n### {}\n", code(&group.feature)));
        let title = code(&inline(&group.title));
        if group.has_webhooks {
            text.push_str("\nWhat webhooks carry.\n");
        } else if title != code(&group.feature) {
            text.push_str(&format!("\n{title} in the description.\n"));
        }
        let operations = group.operations.iter();
        let operations = operations.filter_map(|index| api.operations.get(*index));
        if operations.clone().next().is_some() {
            text.push_str(&table(operations));
        }
    }
    text
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
        "\n| method | sends |\n|---|---|\n{}",
        rows.collect::<String>()
    )
}
