//! Resources: what the operations of a tag are about, by their paths.

use std::collections::BTreeMap;

use super::groups::{Group, Part, is_reserved, module_of, plain_name};
use crate::model::{Api, Operation};

/// The part of a tag that stands at the path of the tag itself.
const ROOT: &str = "root";

/// The modules that the folder of a resource has.
const MODULES: &[&str] = &["calls", "client", "commands", "mock", "operations", "types"];

/// A group for each resource that the operations of a group are about, sorted by name.
pub(crate) fn parts(group: &Group, api: &Api) -> Vec<Group> {
    let mut parts: BTreeMap<String, Group> = BTreeMap::new();
    for index in &group.operations {
        let Some(operation) = api.operations.get(*index) else {
            continue;
        };
        let resource = behind(&group.title, operation).nth(group.parts.len());
        let (title, name) = resource.map_or_else(
            || (None, ROOT.to_owned()),
            |(title, name)| (Some(title), name),
        );
        let part = part(group, title, &name, &mut parts);
        part.operations.push(*index);
    }
    if group.has_webhooks {
        part(group, None, ROOT, &mut parts).has_webhooks = true;
    }
    parts.into_values().collect()
}

/// The part of this name.
fn part<'p>(
    whole: &Group,
    title: Option<&str>,
    name: &str,
    parts: &'p mut BTreeMap<String, Group>,
) -> &'p mut Group {
    let joined = format!("{}_{name}", whole.feature.replace('-', "_"));
    let module = module_of(name);
    // Clippy does not like a module in one of the same name.
    let is_taken = MODULES.contains(&name) || module == whole.own_module() || is_reserved(&joined);
    let name = match is_taken {
        true => format!("{name}_operations"),
        false => name.to_owned(),
    };
    let new = || Group {
        module: whole.module.clone(),
        feature: format!("{}-{}", whole.feature, name.replace('_', "-")),
        title: whole.title.clone(),
        parts: {
            let own = Part {
                module: module_of(&name),
                title: title.map(str::to_owned),
                sum: whole.feature.clone(),
            };
            whole.parts.iter().cloned().chain([own]).collect()
        },
        any: match whole.parts.is_empty() {
            // As features are called that nobody is meant to name, and no tag is.
            true => format!("__{}", whole.feature),
            false => whole.any.clone(),
        },
        operations: Vec::new(),
        has_webhooks: false,
    };
    parts.entry(name.clone()).or_insert_with(new)
}

/// The part of a group's paths that an operation is about, to divide a module that is large itself.
pub(crate) fn resource(group: &Group, operation: &Operation) -> String {
    let found = behind(&group.title, operation).nth(group.parts.len());
    found.map_or_else(
        || group.own_module().to_owned(),
        |(_, name)| module_of(&name),
    )
}

/// The parts of a path behind the one that is called as the tag is, or all of them where none is, each with its name.
fn behind<'o>(tag: &str, operation: &'o Operation) -> impl Iterator<Item = (&'o str, String)> {
    let parts = literals(&operation.path);
    let parts: Vec<(&str, String)> = parts
        .filter_map(|part| Some((part, plain_name(part)?)))
        .collect();
    let tag = plain_name(tag);
    let own = parts
        .iter()
        .position(|(_, name)| Some(name) == tag.as_ref());
    parts.into_iter().skip(own.map_or(0, |own| own + 1))
}

/// The parts of a path that are no variables, without those that all paths begin with.
pub(crate) fn literals(path: &str) -> impl Iterator<Item = &str> {
    let says_something = |part: &&str| {
        let version = part
            .trim_start_matches(['v', 'V'])
            .chars()
            .all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-'));
        !version && !part.contains('{') && !matches!(*part, "api" | "rest")
    };
    path.split('/').filter(says_something)
}
