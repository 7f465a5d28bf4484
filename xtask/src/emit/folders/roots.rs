//! The files above the folders: what belongs to the whole API, and the names of what stands in the folders.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Folders;
use super::condition::{condition, features};
use crate::emit::groups::{Group, by_tag};
use crate::emit::homes::Needed;
use crate::emit::pages::implementations;
use crate::emit::print::{Printed, rust_file};
use crate::emit::{client, commands, mock, shared_headers};
use crate::model::Layout;

impl Folders<'_> {
    pub(super) fn roots(&self, files: &mut BTreeMap<String, String>) -> Result<(), String> {
        let mut file = |name: &str, text: String| files.insert(format!("src/{name}.rs"), text);
        let calls = self.exports(&format_ident!("calls"), |_, group| has_operations(group));
        let docs =
            " One type for each operation: optional parameters are its setters, `.await` sends it.";
        file("calls", self.text(docs, "group", calls)?);
        let docs = " What the runtime has to know of each operation.";
        file(
            "operations",
            self.text(docs, "group", self.operation_groups())?,
        );
        file("client", self.client()?);
        file("mock", self.mock()?);
        file("commands", self.command_line()?);
        if let Some(text) = self.pages()? {
            file("pages", text);
        }
        Ok(())
    }

    /// A name for what a module of some groups has.
    pub(super) fn exports(
        &self,
        module: &Ident,
        wanted: impl Fn(usize, &Group) -> bool,
    ) -> TokenStream {
        let groups = self.groups.iter().enumerate();
        let groups = groups.filter(|(index, group)| wanted(*index, group));
        let rows = groups.map(|(_, group)| {
            let (feature, path) = (&group.feature, group.path());
            quote!(#feature => #path::#module;)
        });
        let rows: Vec<TokenStream> = rows.collect();
        match rows.is_empty() {
            true => TokenStream::new(),
            false => quote!(users_client_runtime::exports! { #(#rows)* }),
        }
    }

    /// A name for each operation, and the lists of all groups.
    fn operation_groups(&self) -> TokenStream {
        let groups = self.groups.iter().filter(|group| has_operations(group));
        let rows = groups.map(|group| {
            let (feature, path) = (&group.feature, group.path());
            quote!(#feature => #path;)
        });
        quote!(users_client_runtime::groups! { #(#rows)* })
    }

    fn client(&self) -> Result<String, String> {
        // Headers are kept there as well.
        let is_used = !shared_headers::shared(self.api).is_empty();
        let features = by_tag(self.groups).filter_map(|groups| {
            let mut groups = groups.iter();
            let group = groups.find(|group| !group.operations.is_empty());
            group.map(|group| &group.any)
        });
        let unused = (!is_used).then(|| {
            quote! {
                #[cfg_attr(
                    not(any(#(feature = #features),*)),
                    expect(dead_code, reason = "no operation is wanted")
                )]
            }
        });
        let itself = client::client(self.api, Layout::Tags, unused);
        let itself = Printed::items("client", itself, self.deprecated)?;
        let builder = client::builder(self.api);
        let builder = Printed::methods("Client", "client", builder, self.deprecated)?;
        let docs = " The client. Its methods stand in the folders, one for each operation.";
        rust_file(self.header, docs, "client", &[&itself, &builder], |_| false)
    }

    fn mock(&self) -> Result<String, String> {
        let own = mock::methods(
            self.api,
            &TokenStream::new(),
            &quote!(operations::GROUPS.concat()),
        );
        let names = self.exports(&format_ident!("mock"), |_, group| {
            self.operations(group).any(mock::has_arguments)
        });
        let server = mock::server(Layout::Tags);
        let server = Printed::items("mock", quote!(#names #server), self.deprecated)?;
        let own = Printed::methods("Server", "mock", own, self.deprecated)?;
        let deref = Printed::items("mock", mock::deref(), self.deprecated)?;
        let docs = " A server in process that stands in for the API in tests of code that uses the client.";
        rust_file(self.header, docs, "mock", &[&server, &own, &deref], |_| {
            false
        })
    }

    fn command_line(&self) -> Result<String, String> {
        let items = commands::command_line(self.api, ".command_groups(operations::COMMANDS)");
        commands::file(
            self.header,
            "What the command line offers. Its rows stand in the folders.",
            &items,
        )
    }

    /// How lists are found in the types that are pages of them.
    fn pages(&self) -> Result<Option<String>, String> {
        let pages = implementations(self.api, self.base)?;
        let pages = pages.iter().map(|(name, page)| {
            let condition = condition(self.groups, &self.needed(name));
            quote!(#condition #page)
        });
        let pages: Vec<TokenStream> = pages.collect();
        if pages.is_empty() {
            return Ok(None);
        }
        let docs = " How items are found in the types that are pages of lists.";
        self.text(docs, "pages", quote!(#(#pages)*)).map(Some)
    }

    /// When there are any of them, if the description has some.
    ///
    /// # Errors
    ///
    /// A message, if a type is not known: a bug.
    pub(crate) fn pages_condition(&self) -> Result<Option<String>, String> {
        let pages = implementations(self.api, self.base)?;
        let pages = pages.iter();
        let needed: Vec<Needed> = pages.map(|(name, _)| self.needed(name)).collect();
        if needed.is_empty() {
            return Ok(None);
        }
        let always = needed.contains(&Needed::Always);
        let features: BTreeSet<&str> = needed
            .iter()
            .flat_map(|needed| features(self.groups, needed))
            .collect();
        let features: Vec<String> = features
            .iter()
            .map(|feature| format!("feature = {feature:?}"))
            .collect();
        Ok(Some(match (always, features.as_slice()) {
            (true, _) => "#[cfg(feature = \"client\")]\n".to_owned(),
            (false, [one]) => format!("#[cfg(all(feature = \"client\", {one}))]\n"),
            (false, _) => format!(
                "#[cfg(all(feature = \"client\", any({})))]\n",
                features.join(", ")
            ),
        }))
    }

    /// When a type is compiled.
    fn needed(&self, name: &str) -> Needed {
        let types = &self.api.types;
        let index = types.binary_search_by(|definition| definition.name.as_str().cmp(name));
        let home = index.ok().and_then(|index| self.homes.home(index));
        home.map_or(Needed::Always, |home| self.homes.condition(home))
    }
}

fn has_operations(group: &Group) -> bool {
    !group.operations.is_empty()
}
