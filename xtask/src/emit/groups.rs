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
    /// Which part of the tag it is, unless it is the whole.
    pub(crate) part: Option<Part>,
    /// Its operations, by their place in the API.
    pub(crate) operations: Vec<usize>,
    /// It has the types that webhooks carry.
    pub(crate) has_webhooks: bool,
}

/// A part of a tag: what is about one resource.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The name of its folder and module in those of the tag.
    pub(crate) module: String,
    /// What the paths call the resource; nothing where they end with the tag.
    pub(crate) title: Option<String>,
    /// The feature of all parts of the tag.
    pub(crate) sum: String,
    /// The feature that any part of the tag switches on, for what many of them need.
    pub(crate) shared: String,
}

impl Group {
    /// Where its files lie.
    pub(crate) fn folder(&self) -> String {
        match &self.part {
            Some(part) => format!("src/{}/{}", self.module, part.module),
            None => format!("src/{}", self.module),
        }
    }

    /// Its module, from the root of the crate on.
    pub(crate) fn path(&self) -> TokenStream {
        let tag = format_ident!("{}", self.module);
        let part = self.part.iter();
        let part = part.map(|part| format_ident!("{}", part.module));
        quote!(crate::#tag #(::#part)*)
    }

    /// The same in a row of a table.
    pub(crate) fn path_text(&self) -> String {
        match &self.part {
            Some(part) => format!("crate::{}::{}", self.module, part.module),
            None => format!("crate::{}", self.module),
        }
    }

    /// What its operations are about, in Markdown.
    pub(crate) fn subject(&self) -> String {
        let tag = code(&inline(&self.title));
        match &self.part {
            None => tag,
            Some(Part { title: None, .. }) => format!("{tag} itself"),
            Some(Part {
                title: Some(title), ..
            }) => format!("{} of {tag}", code(&inline(title))),
        }
    }

    /// The feature with which anything of its tag is compiled.
    pub(crate) fn any(&self) -> &str {
        match &self.part {
            Some(part) => &part.shared,
            None => &self.feature,
        }
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
            part: None,
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
    let divided = groups.into_values().flat_map(|tag| {
        let parts = parts(&tag, api);
        match has_resources(api, &tag, parts.len(), earlier) {
            true => parts,
            false => vec![tag],
        }
    });
    divided.collect()
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
