//! The folder of a group: its calls, methods, mocks, commands and types.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Folders;
use crate::emit::division::{Entry, Part};
use crate::emit::docs::inline;
use crate::emit::groups::{Group, module_name, resource};
use crate::emit::homes::Home;
use crate::emit::pieces::OfOperation;
use crate::emit::print::{Printed, rust_file};
use crate::emit::{commands, operations};
use crate::lower::code;
use crate::model::Operation;
use crate::threads::each;

/// How the parts of a module are named where the module stood.
#[derive(Clone, Copy)]
enum Reach {
    /// By all users of the crate.
    Public,
    /// Within the crate.
    Crate,
}

impl Folders<'_> {
    pub(super) fn group(
        &self,
        index: usize,
        group: &Group,
        files: &mut BTreeMap<String, String>,
    ) -> Result<(), String> {
        let folder = format!("src/{}", group.module);
        let types: Vec<Entry<usize>> = (0..self.api.types.len())
            .filter(|at| self.homes.home(*at) == Some(&Home::Group(index)))
            .map(|at| self.keys_of_type(group, at))
            .collect();
        let title = code(&inline(&group.title));
        if !types.is_empty() {
            let docs = format!(" What requests and responses of {title} hold and no others do.");
            let text = |parts: &[Part<usize>], own: &[usize]| {
                self.types(&docs, named(parts, Reach::Public, |_| true), own)
            };
            let path = format!("{folder}/types");
            self.division().write(&path, &types, &text, files)?;
        }
        if !group.operations.is_empty() {
            let (items, commands) = rayon::join(
                || self.items(group, &folder, &title),
                || self.commands(group, &folder, &title),
            );
            files.extend(items?);
            files.extend(commands?);
        }
        let docs = format!(" The operations of {title}.");
        let items = self.module(group, !types.is_empty());
        let text = self.text(&docs, "group", items)?;
        files.insert(format!("{folder}/mod.rs"), text);
        Ok(())
    }

    /// The modules that are made of pieces.
    fn items(
        &self,
        group: &Group,
        folder: &str,
        title: &str,
    ) -> Result<BTreeMap<String, String>, String> {
        type Pick = fn(&OfOperation) -> Vec<&Printed>;
        let kinds: [(&str, &str, String, Reach, Pick); 4] = [
            (
                "calls",
                "calls",
                format!(
                    " One type for each operation of {title}: optional parameters are its setters, `.await` sends it."
                ),
                Reach::Public,
                |pieces| vec![&pieces.call],
            ),
            (
                "client",
                "methods",
                format!(" The client's methods for {title}."),
                Reach::Crate,
                |pieces| vec![&pieces.method],
            ),
            (
                "mock",
                "mocks",
                format!(" What the server for tests can be told of {title}."),
                Reach::Public,
                |pieces| {
                    [&pieces.mock]
                        .into_iter()
                        .chain(&pieces.arguments)
                        .collect()
                },
            ),
            (
                "operations",
                "operations",
                format!(" What the runtime has to know of each operation of {title}."),
                Reach::Crate,
                |pieces| vec![&pieces.entry],
            ),
        ];
        let entries: Vec<Entry<&OfOperation>> =
            self.entries(group, &|index, _| self.pieces.operations.get(index));
        let made = each(&kinds, |(file, module, docs, reach, pick)| {
            let mut files = BTreeMap::new();
            let names_something = |part: &Part<&OfOperation>| {
                let mut printed = part.items.iter().flat_map(|pieces| pick(pieces));
                match *module {
                    "methods" => false,
                    "mocks" => printed.any(Printed::exports),
                    _ => true,
                }
            };
            let text = |parts: &[Part<&OfOperation>], own: &[&OfOperation]| {
                let parts = named(parts, *reach, names_something);
                let parts = Printed::items(module, parts, self.deprecated)?;
                // Methods first, so that they stand in one block.
                let all = own.iter().flat_map(|pieces| pick(pieces));
                let (items, methods): (Vec<&Printed>, Vec<&Printed>) =
                    all.partition(|printed| !printed.is_method());
                let all: Vec<&Printed> = [&parts].into_iter().chain(methods).chain(items).collect();
                rust_file(self.header, docs, module, &all, |_| false)
            };
            let path = format!("{folder}/{file}");
            self.division().write(&path, &entries, &text, &mut files)?;
            Ok(files)
        })?;
        Ok(made.into_iter().flatten().collect())
    }

    /// The rows of the command line.
    fn commands(
        &self,
        group: &Group,
        folder: &str,
        title: &str,
    ) -> Result<BTreeMap<String, String>, String> {
        let mut files = BTreeMap::new();
        let entries: Vec<Entry<&Operation>> = self.entries(group, &|_, operation| Some(operation));
        let docs = format!("What the command line offers of {title}.");
        let text = |parts: &[Part<&Operation>], own: &[&Operation]| {
            let parts = parts.iter().map(|part| {
                let name = &part.name;
                format!("mod {name};\npub(crate) use self::{name}::*;\n")
            });
            let rows = commands::rows(self.api, own, self.base, "pub(crate) ")?;
            commands::file(
                self.header,
                &docs,
                &format!("{}{rows}", parts.collect::<String>()),
            )
        };
        let path = format!("{folder}/commands");
        self.division().write(&path, &entries, &text, &mut files)?;
        Ok(files)
    }

    /// What is made of each operation of a group. Operations of one path stay together in what is divided: rows of the
    /// command line refer to each other.
    fn entries<'s, T>(
        &'s self,
        group: &Group,
        item: &impl Fn(usize, &'s Operation) -> Option<T>,
    ) -> Vec<Entry<T>> {
        let operations = group.operations.iter();
        let entries = operations.filter_map(|index| {
            let operation = self.api.operations.get(*index)?;
            let keys = vec![resource(group, operation), module_name(&operation.path)];
            Some((keys, item(*index, operation)?))
        });
        entries.collect()
    }

    /// The modules of a group, and the lists of all that is in them.
    fn module(&self, group: &Group, has_types: bool) -> TokenStream {
        let types = has_types.then(|| {
            quote!(
                pub(crate) mod types;
            )
        });
        let operations = group.operations.iter();
        let operations = operations.filter_map(|index| self.api.operations.get(*index));
        let constants: Vec<_> = operations.map(operations::constant).collect();
        if constants.is_empty() {
            return quote!(#types);
        }
        quote! {
            #[cfg(feature = "client")]
            pub(crate) mod calls;
            #[cfg(feature = "client")]
            mod client;
            #[cfg(feature = "cli")]
            pub(crate) mod commands;
            #[cfg(feature = "mock")]
            pub(crate) mod mock;
            #[cfg(feature = "client")]
            pub(crate) mod operations;
            #types
            /// All operations, for the server for tests.
            #[cfg(feature = "mock")]
            pub(crate) static OPERATIONS: &[&users_client_runtime::Operation] =
                &[#(&operations::#constants),*];
            /// All rows of the command line.
            #[cfg(feature = "cli")]
            pub(crate) static COMMANDS: &[&users_client_runtime::command_line::CommandRow] =
                &[#(&commands::#constants),*];
        }
    }
}

/// The modules of the parts, and what they have in the place of the whole.
fn named<T>(
    parts: &[Part<T>],
    reach: Reach,
    names_something: impl Fn(&Part<T>) -> bool,
) -> TokenStream {
    let modules = parts.iter().map(|part| format_ident!("{}", part.name));
    let named = parts
        .iter()
        .filter(|part| names_something(part))
        .map(|part| format_ident!("{}", part.name));
    let visibility = match reach {
        Reach::Public => quote!(pub),
        Reach::Crate => quote!(pub(crate)),
    };
    quote! {
        #(mod #modules;)*
        #(#visibility use self::#named::*;)*
    }
}
