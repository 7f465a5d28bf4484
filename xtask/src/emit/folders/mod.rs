//! The layout of large crates: a folder and a feature for the operations of each tag or of its resources, and a file for each
//! schema.

mod condition;
mod group;
mod roots;
mod schemas;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::base::Base;
use super::commands::Rows;
use super::deprecated::Deprecated;
use super::division::{Division, Part};
use super::groups::{Group, module_name};
use super::header::Header;
use super::homes::Homes;
use super::pieces::Printer;
use super::print::{Printed, rust_file};
use crate::model::{Api, TypeDef};
use crate::pointer;
use crate::threads::each;

/// What all files are made from.
pub(crate) struct Folders<'a> {
    pub(crate) api: &'a Api,
    pub(crate) base: &'a Base<'a>,
    pub(crate) groups: &'a [Group],
    pub(crate) homes: &'a Homes,
    pub(crate) printer: &'a Printer<'a>,
    pub(crate) rows: &'a Rows<'a>,
    pub(crate) header: Header<'a>,
    pub(crate) deprecated: &'a Deprecated,
    /// The files of an earlier run.
    pub(crate) earlier: &'a BTreeSet<String>,
}

impl Folders<'_> {
    /// The files that have something of each operation or type. What is printed for a file is dropped with it: all that is
    /// printed for a large API, and all of its files, would not fit into the memory of small machines.
    ///
    /// # Errors
    ///
    /// A message, if something is not Rust: a bug.
    pub(crate) fn files(&self) -> Result<BTreeMap<String, String>, String> {
        let groups: Vec<(usize, &Group)> = self.groups.iter().enumerate().collect();
        let folders = each(&groups, |(index, group)| self.group(*index, group))?;
        let mut files: BTreeMap<String, String> = folders.into_iter().flatten().collect();
        files.extend(self.wholes()?);
        files.extend(self.schemas()?);
        self.roots(&mut files)?;
        Ok(files)
    }

    /// The modules of what is divided by resource.
    fn wholes(&self) -> Result<BTreeMap<String, String>, String> {
        let mut wholes: BTreeMap<String, (Group, IndexMap<String, TokenStream>)> = BTreeMap::new();
        for group in self.groups {
            let mut wholes_of = group.wholes().peekable();
            while let Some(whole) = wholes_of.next() {
                // What has parts itself is empty without any of them.
                let feature = wholes_of.peek().is_none().then_some(&group.feature);
                let condition = feature.map(|feature| quote!(#[cfg(feature = #feature)]));
                let part = wholes_of.peek().unwrap_or(group);
                let module = format_ident!("{}", part.own_module());
                let item = quote!(#condition pub(crate) mod #module;);
                let (_, modules) = wholes
                    .entry(whole.folder())
                    .or_insert_with(|| (whole, IndexMap::new()));
                modules.insert(module.to_string(), item);
            }
        }
        let mut files = BTreeMap::new();
        for (folder, (whole, modules)) in wholes {
            let docs = format!(
                " The operations of {}, by what they are about.",
                whole.subject()
            );
            let modules = modules.values();
            let text = self.text(&docs, "group", quote!(#(#modules)*))?;
            files.insert(format!("{folder}/mod.rs"), text);
        }
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

    /// The text of a file of types. Those of other files are imported, but not those of its own parts: they are there by
    /// what names the parts, and an import that is private would hide them from all other files.
    fn types(
        &self,
        docs: &str,
        names: TokenStream,
        parts: &[Part<OfType<'_>>],
        own: &[OfType<'_>],
    ) -> Result<String, String> {
        let inner = parts.iter().flat_map(|part| &part.items);
        let here: BTreeSet<&str> = own
            .iter()
            .chain(inner)
            .map(|ty| ty.definition.name.as_str())
            .collect();
        let mentioned: BTreeSet<&str> = own
            .iter()
            .flat_map(|ty| ty.definition.mentions())
            .filter(|name| !here.contains(name))
            .collect();
        let items = own.iter().map(|ty| ty.printed);
        let deprecated = mentioned.iter().filter(|name| {
            self.deprecated.is_type(name) && items.clone().any(|printed| printed.uses(name))
        });
        let deprecated = deprecated.map(|name| format_ident!("{}", name));
        let parts = quote! {
            #(#[allow(deprecated)] use crate::types::#deprecated;)*
            #names
        };
        let parts = Printed::items("types", parts, self.deprecated)?;
        let all: Vec<&Printed> = std::iter::once(&parts).chain(items).collect();
        rust_file(self.header, docs, "types", &all, |name| {
            mentioned.contains(name) && !self.deprecated.is_type(name)
        })
    }
}

/// A type, and how it is written.
#[derive(Clone, Copy)]
struct OfType<'a> {
    definition: &'a TypeDef,
    printed: &'a Printed,
}

impl OfType<'_> {
    fn lines(&self) -> usize {
        self.printed.lines()
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
