//! The groups into which a large API is divided: a folder and a feature for the operations of each tag.

use std::collections::BTreeMap;

use crate::model::{Api, Operation, field_name};

/// Modules, features and dependencies that every crate has.
const RESERVED: &[&str] = &[
    "all",
    "blocking",
    "calls",
    "cli",
    "client",
    "commands",
    "credentials",
    "default",
    "headers",
    "keyring",
    "lib",
    "main",
    "mock",
    "native_tls",
    "operations",
    "pages",
    "reqwest",
    "runtime",
    "rustls",
    "serde",
    "servers",
    "tokio",
    "tracing",
    "types",
    "users_client_runtime",
];

/// Windows has no files of these names.
const NO_FILES: &[&str] = &["aux", "con", "nul", "prn"];

/// The group of what webhooks carry.
const WEBHOOKS: &str = "webhooks";

/// Where nothing says where something belongs.
const OTHERS: &str = "others";

/// The operations of a tag.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The name of its folder and module.
    pub(crate) module: String,
    /// The name of its feature.
    pub(crate) feature: String,
    /// What the description calls it.
    pub(crate) title: String,
    /// Its operations, by their place in the API.
    pub(crate) operations: Vec<usize>,
    /// It has the types that webhooks carry.
    pub(crate) has_webhooks: bool,
}

/// The groups of an API, sorted by name.
pub(crate) fn groups(api: &Api) -> Vec<Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut group = |title: &str, name: String| {
        let index = groups.entry(name.clone());
        index.or_insert_with(|| Group {
            module: module_of(&name),
            feature: name.replace('_', "-"),
            title: title.to_owned(),
            operations: Vec::new(),
            has_webhooks: false,
        });
        name
    };
    let mut named = Vec::new();
    for operation in &api.operations {
        let (title, name) = title(operation);
        named.push(group(title, name));
    }
    if !api.webhooks.is_empty() {
        group(WEBHOOKS, WEBHOOKS.to_owned());
    }
    for (index, name) in named.iter().enumerate() {
        if let Some(group) = groups.get_mut(name) {
            group.operations.push(index);
        }
    }
    if let Some(group) = groups.get_mut(WEBHOOKS) {
        group.has_webhooks = !api.webhooks.is_empty();
    }
    groups.into_values().collect()
}

/// What the group of an operation is called: its tag, or else the first part of its path that says something.
fn title(operation: &Operation) -> (&str, String) {
    let tag = operation.tag.as_deref();
    let parts = literals(&operation.path);
    let mut titles = tag.into_iter().chain(parts);
    let found = titles.find_map(|title| Some((title, plain_name(title)?)));
    let (title, name) = found.unwrap_or((OTHERS, OTHERS.to_owned()));
    match RESERVED.contains(&name.as_str()) {
        true => (title, format!("{name}_operations")),
        false => (title, name),
    }
}

/// The parts of a path that are no variables, without those that all paths begin with.
fn literals(path: &str) -> impl Iterator<Item = &str> {
    let says_something = |part: &&str| {
        let version = part
            .trim_start_matches(['v', 'V'])
            .chars()
            .all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-'));
        !version && !part.contains('{') && !matches!(*part, "api" | "rest")
    };
    path.split('/').filter(says_something)
}

/// The part of a group's paths that an operation is about, to divide a group that is large itself.
pub(crate) fn resource(group: &Group, operation: &Operation) -> String {
    let parts: Vec<String> = literals(&operation.path).filter_map(plain_name).collect();
    let own = parts.iter().position(|part| *part == group.module);
    let part = match own {
        Some(own) => parts.get(own + 1),
        None => parts.first(),
    };
    part.map_or_else(|| group.module.clone(), |part| module_of(part))
}

/// A name of a module for what a description calls something.
pub(crate) fn module_name(title: &str) -> String {
    plain_name(title).map_or_else(|| OTHERS.to_owned(), |name| module_of(&name))
}

/// A name in small letters; none where there are no letters that the name of a file may have.
fn plain_name(title: &str) -> Option<String> {
    let name = field_name(title);
    let name = name.trim_matches('_');
    (name.is_ascii() && name.starts_with(|first: char| first.is_ascii_lowercase()))
        .then(|| name.to_owned())
}

fn module_of(name: &str) -> String {
    match NO_FILES.contains(&name) {
        true => format!("{name}_"),
        false => field_name(name),
    }
}
