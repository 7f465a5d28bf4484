//! The folder of types: a file for each schema, and the module that names them all.

use std::collections::BTreeMap;

use quote::{format_ident, quote};

use super::condition::{condition, condition_lines};
use super::{Folders, OfType, properties};
use crate::emit::commands::filled;
use crate::emit::division::{Entry, Part};
use crate::emit::homes::Home;
use crate::threads::each;

const DOCS: &str = " What requests and responses hold.";

impl Folders<'_> {
    pub(super) fn schemas(&self) -> Result<BTreeMap<String, String>, String> {
        let mut schemas: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for index in 0..self.api.types.len() {
            if let Some(Home::Schema(name)) = self.homes.home(index) {
                schemas.entry(name).or_default().push(index);
            }
        }
        let made = each(&schemas, |(name, indexes)| self.schema(name, indexes))?;
        let mut files: BTreeMap<String, String> = made.into_iter().flatten().collect();
        files.insert("src/types.rs".to_owned(), self.all_types()?);
        Ok(files)
    }

    /// The files of a schema.
    fn schema(&self, name: &str, indexes: &[usize]) -> Result<BTreeMap<String, String>, String> {
        let printed = self.printer.types(indexes)?;
        let definitions = indexes
            .iter()
            .filter_map(|index| self.api.types.get(*index));
        let entries = definitions.zip(&printed).map(|(definition, printed)| {
            let keys = properties(&definition.pointer);
            (
                keys,
                OfType {
                    definition,
                    printed,
                },
            )
        });
        let entries: Vec<Entry<OfType<'_>>> = entries.collect();
        let text = |parts: &[Part<OfType<'_>>], own: &[OfType<'_>]| {
            let modules: Vec<_> = parts
                .iter()
                .map(|part| format_ident!("{}", part.name))
                .collect();
            let names = quote! {
                #(mod #modules;)*
                #(pub use self::#modules::*;)*
            };
            // What they hold is said where they are put together.
            self.types("", names, parts, own)
        };
        let mut files = BTreeMap::new();
        let path = format!("src/types/{name}");
        let division = self.division();
        division.write(&path, &entries, &OfType::lines, &text, &mut files)?;
        Ok(files)
    }

    /// The modules of types, and their types under one name.
    fn all_types(&self) -> Result<String, String> {
        let mut together: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
        for name in self.homes.schemas() {
            let needed = self.homes.condition(&Home::Schema(name.to_owned()));
            let modules = together.entry(needed).or_default();
            modules.push(format_ident!("{}", name).to_string());
        }
        let groups = (0..self.groups.len()).filter_map(|index| {
            let has_types = !self.homes.in_group(index).is_empty();
            let module = format_ident!("{}", self.groups.get(index)?.module);
            let condition = condition(self.groups, &[index]);
            has_types.then(|| quote!(#condition pub use crate::#module::types::*;))
        });
        let mut text = self.text(DOCS, "group", quote!(#(#groups)*))?;
        // A line and a condition for each of thousands of modules would be too long for a file.
        for (needed, modules) in &together {
            text.push('\n');
            text.push_str(&condition_lines(self.groups, needed));
            let modules = filled(modules, 4);
            text.push_str(&format!("users_client_runtime::modules! {{\n{modules}}}\n"));
        }
        Ok(text)
    }
}
