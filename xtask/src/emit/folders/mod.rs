//! The layout of large crates: a folder and a feature for the operations of each tag, and a file for each schema.

mod condition;
mod group;
mod roots;
mod schemas;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::base::Base;
use super::deprecated::Deprecated;
use super::division::{Division, Entry};
use super::groups::{Group, module_name, resource};
use super::homes::Homes;
use super::pieces::Pieces;
use super::print::{Printed, rust_file};
use crate::model::Api;
use crate::pointer;
use crate::threads::each;

/// What all files are made from.
pub(crate) struct Folders<'a> {
    pub(crate) api: &'a Api,
    pub(crate) base: &'a Base<'a>,
    pub(crate) groups: &'a [Group],
    pub(crate) homes: &'a Homes,
    pub(crate) pieces: &'a Pieces,
    pub(crate) header: &'a str,
    pub(crate) deprecated: &'a Deprecated,
    /// The files of an earlier run.
    pub(crate) earlier: &'a BTreeSet<String>,
}

impl Folders<'_> {
    /// The files that have something of each operation or type.
    ///
    /// # Errors
    ///
    /// A message, if something is not Rust: a bug.
    pub(crate) fn files(&self) -> Result<BTreeMap<String, String>, String> {
        let groups: Vec<(usize, &Group)> = self.groups.iter().enumerate().collect();
        let folders = each(&groups, |(index, group)| {
            let mut files = BTreeMap::new();
            self.group(*index, group, &mut files)?;
            Ok(files)
        })?;
        let mut files: BTreeMap<String, String> = folders.into_iter().flatten().collect();
        self.schemas(&mut files)?;
        self.roots(&mut files)?;
        Ok(files)
    }

    fn text(&self, docs: &str, module: &str, items: TokenStream) -> Result<String, String> {
        let items = Printed::items(module, items, self.deprecated)?;
        rust_file(self.header, docs, module, &[&items], |_| false)
    }

    fn division(&self) -> Division<'_> {
        Division {
            earlier: self.earlier,
        }
    }

    /// The text of a file of types. Those of other files are imported.
    fn types(&self, docs: &str, parts: TokenStream, indexes: &[usize]) -> Result<String, String> {
        let definitions = indexes
            .iter()
            .filter_map(|index| self.api.types.get(*index));
        let own: BTreeSet<&str> = definitions
            .clone()
            .map(|definition| definition.name.as_str())
            .collect();
        let mentioned: BTreeSet<&str> = definitions
            .flat_map(|definition| definition.mentions())
            .filter(|name| !own.contains(name))
            .collect();
        let items = indexes
            .iter()
            .filter_map(|index| self.pieces.types.get(*index));
        let is_deprecated = |name: &str| {
            self.api
                .definition(name)
                .is_some_and(|definition| definition.deprecated)
        };
        let deprecated = mentioned
            .iter()
            .filter(|name| is_deprecated(name) && items.clone().any(|printed| printed.uses(name)));
        let deprecated = deprecated.map(|name| format_ident!("{}", name));
        let parts = quote! {
            #(#[allow(deprecated)] use crate::types::#deprecated;)*
            #parts
        };
        let parts = Printed::items("types", parts, self.deprecated)?;
        let all: Vec<&Printed> = std::iter::once(&parts).chain(items).collect();
        rust_file(self.header, docs, "types", &all, |name| {
            mentioned.contains(name) && !is_deprecated(name)
        })
    }

    /// What a type in the folder of a group is about: the operation that describes it, and the properties on the way to it.
    fn keys_of_type(&self, group: &Group, index: usize) -> Entry<usize> {
        let Some(definition) = self.api.types.get(index) else {
            return (Vec::new(), index);
        };
        let operations = group.operations.iter();
        let operations = operations.filter_map(|index| self.api.operations.get(*index));
        let about = operations.clone().find(|operation| {
            definition
                .pointer
                .strip_prefix(&operation.pointer)
                .is_some_and(|rest| rest.starts_with('/'))
        });
        let mut keys = Vec::new();
        if let Some(operation) = about {
            keys.push(resource(group, operation));
            keys.push(module_name(&operation.name));
        }
        keys.extend(properties(&definition.pointer));
        (keys, index)
    }
}

/// The properties that a pointer passes through, as names of modules.
fn properties(pointer: &str) -> Vec<String> {
    let tokens: Vec<_> = pointer::tokens(pointer).collect();
    let pairs = tokens.windows(2);
    let names = pairs.filter_map(|pair| match pair {
        [parent, name] if parent == "properties" => Some(module_name(name)),
        _ => None,
    });
    names.collect()
}
