//! The folder of types: a file for each schema, and the module that names them all.

use std::collections::BTreeMap;

use quote::{format_ident, quote};

use super::condition::condition_row;
use super::{Folders, OfType, properties};
use crate::emit::commands::filled;
use crate::emit::division::{Entry, Part};
use crate::emit::groups::Group;
use crate::emit::homes::{Home, Needed};
use crate::threads::each;

const DOCS: &str = " What requests and responses hold.";
/// The longest row in one line.
const WIDTH: usize = 110;

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
        let mut together: BTreeMap<Needed, Vec<String>> = BTreeMap::new();
        for name in self.homes.schemas() {
            let needed = self.homes.condition(&Home::Schema(name.to_owned()));
            let modules = together.entry(needed).or_default();
            modules.push(format_ident!("{}", name).to_string());
        }
        let exports = self.exports(&format_ident!("types"), |index, _| {
            !self.homes.in_group(index).is_empty()
        });
        let mut text = self.text(DOCS, "group", exports)?;
        text.truncate(text.trim_end().len());
        text.push('\n');
        if !together.is_empty() {
            let rows = together.iter();
            let rows = rows.map(|(needed, modules)| modules_row(self.groups, needed, modules));
            let rows = rows.collect::<String>();
            text.push_str(&format!("\nusers_client_runtime::modules! {{\n{rows}}}\n"));
        }
        Ok(text)
    }
}

/// The row of modules that are compiled with the same features: a line for each would be too many for a file.
fn modules_row(groups: &[Group], needed: &Needed, modules: &[String]) -> String {
    let condition = condition_row(groups, needed);
    let short = format!("    {condition} {};\n", modules.join(", "));
    let is_short = short.chars().count() <= WIDTH && !condition.contains('\n');
    let indent = if condition.is_empty() { 4 } else { 8 };
    let all = filled(modules, indent);
    let all = all.trim_end().trim_end_matches(',');
    match (condition.is_empty(), is_short) {
        (true, _) => format!("{all};\n"),
        (false, true) => short,
        (false, false) => format!("    {condition}\n{all};\n"),
    }
}
