//! The folder of a group: its calls, methods, mocks, commands and types.

use std::collections::{BTreeMap, HashMap};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Folders, OfType, properties};
use crate::emit::commands::filled;
use crate::emit::division::{Entry, Part};
use crate::emit::flat::in_blocks;
use crate::emit::groups::{Group, module_name};
use crate::emit::pieces::OfOperation;
use crate::emit::print::{Printed, rust_file};
use crate::emit::resources::resource;
use crate::emit::{commands, operations};
use crate::model::{Operation, TypeDef};
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
    ) -> Result<BTreeMap<String, String>, String> {
        let folder = group.folder();
        let title = group.subject();
        let mut files = self.group_types(index, group, &folder, &title)?;
        let has_types = !files.is_empty();
        if !group.operations.is_empty() {
            let (items, commands) = rayon::join(
                || self.items(group, &folder, &title),
                || self.commands(group, &folder, &title),
            );
            files.extend(items?);
            files.extend(commands?);
        }
        let docs = format!(" The operations of {title}.");
        let text = self.module(&docs, group, has_types)?;
        files.insert(format!("{folder}/mod.rs"), text);
        Ok(files)
    }

    /// The types that no other group has.
    fn group_types(
        &self,
        index: usize,
        group: &Group,
        folder: &str,
        title: &str,
    ) -> Result<BTreeMap<String, String>, String> {
        let mut files = BTreeMap::new();
        let indexes = self.homes.in_group(index);
        if indexes.is_empty() {
            return Ok(files);
        }
        let by_pointer: HashMap<&str, &Operation> = self
            .operations(group)
            .map(|operation| (operation.pointer.as_str(), operation))
            .collect();
        let printed = self.printer.types(indexes)?;
        let definitions = indexes
            .iter()
            .filter_map(|index| self.api.types.get(*index));
        let entries = definitions.zip(&printed).map(|(definition, printed)| {
            let keys = keys_of_type(group, &by_pointer, definition);
            (
                keys,
                OfType {
                    definition,
                    printed,
                },
            )
        });
        let entries: Vec<Entry<OfType<'_>>> = entries.collect();
        let docs = format!(" What requests and responses of {title} hold and no others do.");
        let text = |parts: &[Part<OfType<'_>>], own: &[OfType<'_>]| {
            let names = named(parts, Reach::Public, |_| true);
            self.types(&docs, names, parts, own)
        };
        let path = format!("{folder}/types");
        let division = self.division();
        division.write(&path, &entries, &OfType::lines, &text, &mut files)?;
        Ok(files)
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
                |pieces| pieces.call.iter().collect(),
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
                |pieces| vec![&pieces.mock],
            ),
            (
                "operations",
                "operations",
                format!(" What the runtime has to know of each operation of {title}."),
                Reach::Crate,
                |pieces| pieces.entry.iter().collect(),
            ),
        ];
        let printed = self.printer.operations(&group.operations)?;
        let operations = self.operations(group).zip(&printed);
        let entries: Vec<Entry<&OfOperation>> = operations
            .map(|(operation, printed)| (keys_of_operation(group, operation), printed))
            .collect();
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
                let own = in_blocks(own.iter().flat_map(|pieces| pick(pieces)));
                let all: Vec<&Printed> = [&parts].into_iter().chain(own).collect();
                rust_file(self.header, docs, module, &all, |_| false)
            };
            let lines = |pieces: &&OfOperation| pick(pieces).into_iter().map(Printed::lines).sum();
            let path = format!("{folder}/{file}");
            let division = self.division();
            division.write(&path, &entries, &lines, &text, &mut files)?;
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
        let entries: Vec<Entry<&Operation>> = self
            .operations(group)
            .map(|operation| (keys_of_operation(group, operation), operation))
            .collect();
        let docs = format!("What the command line offers of {title}.");
        let text = |parts: &[Part<&Operation>], own: &[&Operation]| {
            let parts = parts.iter().map(|part| {
                let name = &part.name;
                format!("mod {name};\npub(crate) use self::{name}::*;\n")
            });
            let rows = self.rows.rows(own, "pub(crate) ")?;
            commands::file(
                self.header,
                &docs,
                &format!("{}{rows}", parts.collect::<String>()),
            )
        };
        let path = format!("{folder}/commands");
        let division = self.division();
        division.write(&path, &entries, &commands::least_lines, &text, &mut files)?;
        Ok(files)
    }

    /// The operations of a group.
    pub(super) fn operations<'g>(&self, group: &'g Group) -> impl Iterator<Item = &'g Operation>
    where
        Self: 'g,
    {
        let operations = group.operations.iter();
        operations.filter_map(|index| self.api.operations.get(*index))
    }

    /// The modules of a group, and its operations, as many in a line as fit.
    fn module(&self, docs: &str, group: &Group, has_types: bool) -> Result<String, String> {
        let operations = self.operations(group);
        let names: Vec<String> = operations
            .map(|operation| operations::constant(operation).to_string())
            .collect();
        if names.is_empty() {
            let types = has_types.then(|| {
                quote!(
                    pub(crate) mod types;
                )
            });
            return self.text(docs, "group", quote!(#types));
        }
        let types = if has_types { "    types;\n" } else { "" };
        let head = self.text(docs, "group", TokenStream::new())?;
        let names = filled(&names, 4);
        Ok(format!(
            "{}\n\nusers_client_runtime::group! {{\n{types}{names}}}\n",
            head.trim_end()
        ))
    }
}

/// What an operation is about. Operations of one path stay together in what is divided: rows of the command line refer to
/// each other.
fn keys_of_operation(group: &Group, operation: &Operation) -> Vec<String> {
    vec![resource(group, operation), module_name(&operation.path)]
}

/// What a type in the folder of a group is about: the operation that describes it, and the properties on the way to it.
fn keys_of_type(
    group: &Group,
    operations: &HashMap<&str, &Operation>,
    definition: &TypeDef,
) -> Vec<String> {
    let pointer = definition.pointer.as_str();
    let mut above = pointer.match_indices('/').map(|(end, _)| &pointer[..end]);
    let about = above.find_map(|above| operations.get(above));
    let mut keys = Vec::new();
    if let Some(operation) = about {
        keys.push(resource(group, operation));
        keys.push(module_name(&operation.name));
    }
    keys.extend(properties(pointer));
    keys
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
