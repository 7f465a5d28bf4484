//! The folder of types: a file for each schema, and the module that names them all.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::condition::condition;
use super::{Folders, properties};
use crate::emit::division::{Entry, Part};
use crate::emit::homes::Home;

impl Folders<'_> {
    pub(super) fn schemas(&self, files: &mut BTreeMap<String, String>) -> Result<(), String> {
        let mut schemas: BTreeMap<&str, Vec<Entry<usize>>> = BTreeMap::new();
        for (index, definition) in self.api.types.iter().enumerate() {
            if let Some(Home::Schema(name)) = self.homes.home(index) {
                let entry = (properties(&definition.pointer), index);
                schemas.entry(name).or_default().push(entry);
            }
        }
        let docs = " What requests and responses hold.";
        for (name, entries) in &schemas {
            let text = |parts: &[Part<usize>], own: &[usize]| {
                let names = parts.iter().map(|part| format_ident!("{}", part.name));
                let names: Vec<_> = names.collect();
                let parts = quote! {
                    #(mod #names;)*
                    #(pub use self::#names::*;)*
                };
                self.types(docs, parts, own)
            };
            let path = format!("src/types/{name}");
            self.division().write(&path, entries, &text, files)?;
        }
        let text = self.text(docs, "group", self.all_types())?;
        files.insert("src/types.rs".to_owned(), text);
        Ok(())
    }

    /// The modules of types, and their types under one name.
    fn all_types(&self) -> TokenStream {
        let mut modules = TokenStream::new();
        let mut together: BTreeMap<Vec<usize>, Vec<_>> = BTreeMap::new();
        for name in self.homes.schemas() {
            let needed = self.homes.condition(&Home::Schema(name.to_owned()));
            let condition = condition(self.groups, &needed);
            let module = format_ident!("{}", name);
            modules.extend(quote!(#condition mod #module;));
            together.entry(needed).or_default().push(module);
        }
        let groups = (0..self.groups.len()).filter_map(|index| {
            let has_types = (0..self.api.types.len())
                .any(|at| self.homes.home(at) == Some(&Home::Group(index)));
            let module = format_ident!("{}", self.groups.get(index)?.module);
            let condition = condition(self.groups, &[index]);
            has_types.then(|| quote!(#condition pub use crate::#module::types::*;))
        });
        let schemas = together.iter().map(|(needed, modules)| {
            let condition = condition(self.groups, needed);
            match modules.as_slice() {
                [module] => quote!(#condition pub use self::#module::*;),
                _ => quote!(#condition pub use self::{#(#modules::*),*};),
            }
        });
        quote! {
            #modules
            #(#schemas)*
            #(#groups)*
        }
    }
}
