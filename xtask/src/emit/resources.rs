//! Resources: what the operations of a tag are about, by their paths.

use std::collections::BTreeMap;

use super::groups::{Group, Part, is_reserved, module_of, plain_name};
use crate::model::{Api, Operation};

/// The part of a tag that stands at the path of the tag itself.
const ROOT: &str = "root";

/// The modules that the folder of a resource has.
const MODULES: &[&str] = &["calls", "client", "commands", "mock", "operations", "types"];

/// A group for each resource that the operations of a tag are about, sorted by name.
pub(crate) fn parts(tag: &Group, api: &Api) -> Vec<Group> {
    let mut parts: BTreeMap<String, Group> = BTreeMap::new();
    for index in &tag.operations {
        let resource = api.operations.get(*index);
        let resource = resource.and_then(|operation| behind(&tag.title, operation).next());
        let (title, name) = match &resource {
            Some((title, name)) => (Some(*title), name.as_str()),
            None => (None, ROOT),
        };
        let part = parts.entry(name.to_owned());
        let part = part.or_insert_with(|| part_of(tag, title, name));
        part.operations.push(*index);
    }
    if tag.has_webhooks {
        let root = parts.entry(ROOT.to_owned());
        root.or_insert_with(|| part_of(tag, None, ROOT))
            .has_webhooks = true;
    }
    parts.into_values().collect()
}

fn part_of(tag: &Group, title: Option<&str>, name: &str) -> Group {
    let joined = format!("{}_{name}", tag.feature.replace('-', "_"));
    // Clippy does not like a module in one of the same name.
    let is_taken = MODULES.contains(&name) || module_of(name) == tag.module || is_reserved(&joined);
    let name = match is_taken {
        true => format!("{name}_operations"),
        false => name.to_owned(),
    };
    Group {
        module: tag.module.clone(),
        feature: format!("{}-{}", tag.feature, name.replace('_', "-")),
        title: tag.title.clone(),
        part: Some(Part {
            module: module_of(&name),
            title: title.map(str::to_owned),
            sum: tag.feature.clone(),
            // As Cargo's users write what is not meant for them, and as no tag begins.
            shared: format!("__{}", tag.feature),
        }),
        operations: Vec::new(),
        has_webhooks: false,
    }
}

/// The part of a group's paths that an operation is about, to divide a module that is large itself.
pub(crate) fn resource(group: &Group, operation: &Operation) -> String {
    let mut behind = behind(&group.title, operation);
    let (module, found) = match &group.part {
        Some(part) => (&part.module, behind.nth(1)),
        None => (&group.module, behind.next()),
    };
    found.map_or_else(|| module.clone(), |(_, name)| module_of(&name))
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
