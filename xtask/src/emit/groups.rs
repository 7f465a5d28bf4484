//! The groups into which a large API is divided: a folder and a feature for the operations of each tag, or of each resource
//! of a large tag.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::inline;
use super::layout::has_resources;
use super::resources::{literals, parts};
use crate::lower::code;
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

/// The operations of a tag, or those of them that are about one resource.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The name of the tag's folder and module.
    pub(crate) module: String,
    /// The name of its feature.
    pub(crate) feature: String,
    /// What the description calls the tag.
    pub(crate) title: String,
    /// Which part of the tag it is, and which part of that; none for the whole.
    pub(crate) parts: Vec<Part>,
    /// The feature with which anything of its tag is compiled.
    pub(crate) any: String,
    /// Its operations, by their place in the API.
    pub(crate) operations: Vec<usize>,
    /// It has the types that webhooks carry.
    pub(crate) has_webhooks: bool,
}

/// A part of a tag, or of another part: what is about one resource.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The name of its folder and module in those of what it is a part of.
    pub(crate) module: String,
    /// What the paths call the resource; nothing where they end before it.
    pub(crate) title: Option<String>,
    /// The feature of all that it is a part of.
    pub(crate) sum: String,
}

impl Group {
    /// Where its files lie.
    pub(crate) fn folder(&self) -> String {
        format!("src/{}", self.modules().join("/"))
    }

    /// Its module, from the root of the crate on.
    pub(crate) fn path(&self) -> TokenStream {
        let modules = self.modules().into_iter();
        let modules = modules.map(|module| format_ident!("{}", module));
        quote!(crate #(::#modules)*)
    }

    /// The name of its own module.
    pub(crate) fn own_module(&self) -> &str {
        let part = self.parts.last();
        part.map_or(&self.module, |part| &part.module)
    }

    fn modules(&self) -> Vec<&str> {
        let parts = self.parts.iter().map(|part| part.module.as_str());
        std::iter::once(self.module.as_str()).chain(parts).collect()
    }

    /// What its operations are about, in Markdown.
    pub(crate) fn subject(&self) -> String {
        let tag = code(&inline(&self.title));
        self.parts
            .iter()
            .fold(tag, |whole, part| match &part.title {
                Some(title) => format!("{} of {whole}", code(&inline(title))),
                None => format!("{whole} itself"),
            })
    }

    /// What it is a part of, the tag first, each without the operations.
    pub(crate) fn wholes(&self) -> impl Iterator<Item = Self> {
        self.parts.iter().enumerate().map(|(depth, part)| Self {
            module: self.module.clone(),
            feature: part.sum.clone(),
            title: self.title.clone(),
            parts: self.parts.iter().take(depth).cloned().collect(),
            any: self.any.clone(),
            operations: Vec::new(),
            has_webhooks: false,
        })
    }
}

/// The groups of each tag.
pub(crate) fn by_tag(groups: &[Group]) -> impl Iterator<Item = &[Group]> {
    groups.chunk_by(|one, other| one.module == other.module)
}

/// The groups of an API, sorted by name, where files of an earlier run lie.
pub(crate) fn groups(api: &Api, earlier: &BTreeSet<String>) -> Vec<Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut group = |title: &str, name: String| {
        let index = groups.entry(name.clone());
        index.or_insert_with(|| Group {
            module: module_of(&name),
            feature: name.replace('_', "-"),
            title: title.to_owned(),
            parts: Vec::new(),
            any: name.replace('_', "-"),
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
    let tags = groups.into_values();
    tags.flat_map(|tag| divided(tag, api, earlier)).collect()
}

/// A group, or its parts if it is large.
fn divided(group: Group, api: &Api, earlier: &BTreeSet<String>) -> Vec<Group> {
    let parts = parts(&group, api);
    match has_resources(api, &group, parts.len(), earlier) {
        true => {
            let parts = parts.into_iter();
            parts.flat_map(|part| divided(part, api, earlier)).collect()
        }
        false => vec![group],
    }
}

/// What the group of an operation is called: its tag, or else the first part of its path that says something.
fn title(operation: &Operation) -> (&str, String) {
    let tag = operation.tag.as_deref();
    let parts = literals(&operation.path);
    let mut titles = tag.into_iter().chain(parts);
    let found = titles.find_map(|title| Some((title, plain_name(title)?)));
    let (title, name) = found.unwrap_or((OTHERS, OTHERS.to_owned()));
    match is_reserved(&name) {
        true => (title, format!("{name}_operations")),
        false => (title, name),
    }
}

/// Whether every crate has something of this name.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// A name of a module for what a description calls something.
pub(crate) fn module_name(title: &str) -> String {
    plain_name(title).map_or_else(|| OTHERS.to_owned(), |name| module_of(&name))
}

/// A name in small letters; none where there are no letters that the name of a file may have.
pub(crate) fn plain_name(title: &str) -> Option<String> {
    let name = field_name(title);
    let name = name.trim_matches('_');
    (name.is_ascii() && name.starts_with(|first: char| first.is_ascii_lowercase()))
        .then(|| name.to_owned())
}

/// The module of something that is called so.
pub(crate) fn module_of(name: &str) -> String {
    match NO_FILES.contains(&name) {
        true => format!("{name}_"),
        false => field_name(name),
    }
}
