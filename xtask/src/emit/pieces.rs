//! What is printed for each operation and each type, before anything says in which file it stands.

use quote::quote;

use super::base::Base;
use super::deprecated::Deprecated;
use super::print::Printed;
use super::types::Uneven;
use super::{calls, client, mock, operations, shared_headers, types};
use crate::model::{Api, Layout, Operation, Parameter};
use crate::threads::each;

/// The pieces of an operation.
#[derive(Debug)]
pub(crate) struct OfOperation {
    /// The type of its call.
    pub(crate) call: Printed,
    /// The client's method.
    pub(crate) method: Printed,
    /// What the runtime has to know of it.
    pub(crate) entry: Printed,
    /// The method of the server for tests.
    pub(crate) mock: Printed,
    /// The type of the mock's arguments, where it has some.
    pub(crate) arguments: Option<Printed>,
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
        let call = calls::call(api, operation, shared, base)?;
        // In a crate that is divided, the trait is there always, and the call is not.
        let by_trait = (self.layout == Layout::Tags
            && shared_headers::takes_all(operation, shared))
        .then(|| shared_headers::of_call(operation, &quote!(crate::SharedHeaders), &quote!()));
        let method = client::method(api, operation, base)?;
        let entry = operations::operation(operation, shared);
        let answers = mock::method(operation, mock_name, base)?;
        let arguments = mock::expectation(operation, base)?;
        Ok(OfOperation {
            call: Printed::items("calls", quote!(#call #by_trait), deprecated)?,
            method: Printed::methods("Client", "methods", method, deprecated)?,
            entry: Printed::items("operations", entry, deprecated)?,
            mock: Printed::methods("Server", "mocks", answers, deprecated)?,
            arguments: arguments
                .map(|arguments| Printed::items("mocks", arguments, deprecated))
                .transpose()?,
        })
    }
}
