//! The files above the folders: what belongs to the whole API, and the names of what stands in the folders.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Folders;
use super::condition::{condition, features};
use crate::emit::groups::by_tag;
use crate::emit::homes::Needed;
use crate::emit::pages::implementations;
use crate::emit::print::{Printed, rust_file};
use crate::emit::{client, commands, mock, shared_headers};
use crate::model::{Layout, Operation};

impl Folders<'_> {
    pub(super) fn roots(&self, files: &mut BTreeMap<String, String>) -> Result<(), String> {
        let mut file = |name: &str, text: String| files.insert(format!("src/{name}.rs"), text);
        let calls = self.names(&format_ident!("calls"), &quote!(pub), |_| true);
        let docs =
            " One type for each operation: optional parameters are its setters, `.await` sends it.";
        file("calls", self.text(docs, "group", calls)?);
        let operations = self.names(&format_ident!("operations"), &quote!(pub(crate)), |_| true);
        let docs = " What the runtime has to know of each operation.";
        file("operations", self.text(docs, "group", operations)?);
        file("client", self.client()?);
        file("mock", self.mock()?);
        file("commands", self.command_line()?);
        if let Some(text) = self.pages()? {
            file("pages", text);
        }
        Ok(())
    }

    /// The names of what a module of each group has.
    fn names(
        &self,
        module: &Ident,
        visibility: &TokenStream,
        wanted: impl Fn(&Operation) -> bool,
    ) -> TokenStream {
        let groups = self.groups.iter().enumerate().filter(|(_, group)| {
            let operations = group.operations.iter();
            let mut operations = operations.filter_map(|index| self.api.operations.get(*index));
            operations.any(&wanted)
        });
        let names = groups.map(|(index, group)| {
            let condition = condition(self.groups, &Needed::Groups(vec![index]));
            let path = group.path();
            quote!(#condition #visibility use #path::#module::*;)
        });
        quote!(#(#names)*)
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
        let lists = self.lists(&format_ident!("OPERATIONS"));
        let before = quote! {
            let groups: &[&[&'static users_client_runtime::Operation]] = &[#lists];
        };
        let own = mock::methods(self.api, &before, &quote!(groups.concat()));
        let names = self.names(&format_ident!("mock"), &quote!(pub), mock::has_arguments);
        let server = mock::server(Layout::Tags);
        let server = Printed::items("mock", quote!(#names #server), self.deprecated)?;
        let own = Printed::methods("Server", "mock", own, self.deprecated)?;
        let deref = Printed::items("mock", mock::deref(), self.deprecated)?;
        let docs = " A server in process that stands in for the API in tests of code that uses the client.";
        rust_file(self.header, docs, "mock", &[&server, &own, &deref], |_| {
            false
        })
    }

    /// The lists of this name of all groups, as elements of an array.
    fn lists(&self, name: &Ident) -> TokenStream {
        let groups = self.groups.iter().enumerate();
        let groups = groups.filter(|(_, group)| !group.operations.is_empty());
        let lists = groups.map(|(index, group)| {
            let condition = condition(self.groups, &Needed::Groups(vec![index]));
            let path = group.path();
            quote!(#condition #path::#name)
        });
        quote!(#(#lists),*)
    }

    fn command_line(&self) -> Result<String, String> {
        let groups = self.groups.iter();
        let groups = groups.filter(|group| !group.operations.is_empty());
        let lists = groups.map(|group| {
            format!(
                "        #[cfg(feature = {:?})]\n        {}::COMMANDS,\n",
                group.feature,
                group.path_text()
            )
        });
        let lists = format!(".command_groups(&[\n{}    ])", lists.collect::<String>());
        let items = commands::command_line(self.api, &lists);
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
