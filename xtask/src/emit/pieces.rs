//! What is printed for each operation and each type, before anything says in which file it stands.

use proc_macro2::TokenStream;
use quote::quote;

use super::base::Base;
use super::calls::Call;
use super::client::Method;
use super::deprecated::Deprecated;
use super::print::Printed;
use super::table::Rows;
use super::types::Uneven;
use super::{calls, client, mock, operations, pages, shared_headers, types};
use crate::model::{Api, Layout, Operation, Parameter};
use crate::threads::each;

/// The pieces of an operation.
#[derive(Debug)]
pub(crate) struct OfOperation {
    /// The type of its call: a row of a table, what stands beside it, or both.
    pub(crate) call: Vec<Printed>,
    /// The client's method.
    pub(crate) method: Printed,
    /// What the runtime has to know of it.
    pub(crate) entry: Vec<Printed>,
    /// The method of the server for tests, and the type of its arguments.
    pub(crate) mock: Printed,
}

/// Prints pieces, each on whichever thread is free: tokens never leave the thread that made them.
pub(crate) struct Printer<'a> {
    api: &'a Api,
    base: &'a Base<'a>,
    deprecated: &'a Deprecated,
    layout: Layout,
    shared: Vec<(&'a Operation, &'a Parameter)>,
    /// The names of the methods of the server for tests, in the order of the operations.
    mocks: Vec<String>,
    uneven: Uneven<'a>,
}

impl<'a> Printer<'a> {
    pub(crate) fn new(
        api: &'a Api,
        base: &'a Base<'a>,
        deprecated: &'a Deprecated,
        layout: Layout,
    ) -> Self {
        Self {
            api,
            base,
            deprecated,
            layout,
            shared: shared_headers::shared(api),
            mocks: mock::names(api),
            uneven: Uneven::new(api),
        }
    }

    /// The pieces of operations, which are given by their place in the API.
    ///
    /// # Errors
    ///
    /// A message, if a type is not known, or if something is not Rust: a bug.
    pub(crate) fn operations(&self, indexes: &[usize]) -> Result<Vec<OfOperation>, String> {
        each(indexes, |index| {
            let operation = self.api.operations.get(*index);
            let (operation, mock) = operation
                .zip(self.mocks.get(*index))
                .ok_or_else(|| format!("there is no operation {index}"))?;
            self.operation(operation, mock)
        })
    }

    /// Types, which are given by their place in the API.
    ///
    /// # Errors
    ///
    /// A message, if a type is not known, or if something is not Rust: a bug.
    pub(crate) fn types(&self, indexes: &[usize]) -> Result<Vec<Printed>, String> {
        each(indexes, |index| {
            let definition = self.api.types.get(*index);
            let definition = definition.ok_or_else(|| format!("there is no type {index}"))?;
            let items = types::named(self.api, definition, self.base, &self.uneven)?;
            Printed::items("types", items, self.deprecated)
        })
    }

    fn operation(&self, operation: &Operation, mock_name: &str) -> Result<OfOperation, String> {
        let Self {
            api,
            base,
            deprecated,
            shared,
            ..
        } = self;
        let Call { row, items } = calls::call(api, operation, shared, base)?;
        // In a crate that is divided, the trait is there always, and the call is not.
        let by_trait = (self.layout.has_folders() && shared_headers::takes_all(operation, shared))
            .then(|| shared_headers::of_call(operation, &quote!(crate::SharedHeaders), &quote!()));
        let method = client::method(api, operation, base)?;
        let answers = mock::row(operation, mock_name, base)?;
        Ok(OfOperation {
            call: row_and_items("calls", row.as_ref(), quote!(#items #by_trait), deprecated)?,
            method: match method {
                Method::Row(row) => Printed::row("methods", Some("Client"), &row, Rows::Filled)?,
                Method::Code(code) => Printed::methods("Client", "methods", code, deprecated)?,
            },
            entry: row_and_items(
                "operations",
                Some(&operations::operation(operation, shared)),
                pages::constant_item(operation).unwrap_or_default(),
                deprecated,
            )?,
            mock: Printed::row("answers", Some("Server"), &answers, Rows::Filled)?,
        })
    }
}

/// A row of the table of a module's name, and what stands beside it.
fn row_and_items(
    module: &str,
    row: Option<&TokenStream>,
    items: TokenStream,
    deprecated: &Deprecated,
) -> Result<Vec<Printed>, String> {
    let row = row.map(|row| Printed::row(module, None, row, Rows::Apart));
    let items = (!items.is_empty()).then(|| Printed::items(module, items, deprecated));
    row.into_iter().chain(items).collect()
}
