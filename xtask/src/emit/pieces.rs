//! What is printed for each operation and each type, before anything says in which file it stands.

use quote::quote;

use super::base::Base;
use super::deprecated::Deprecated;
use super::print::Printed;
use super::types::Uneven;
use super::{calls, client, mock, operations, shared_headers, types};
use crate::model::{Api, Layout, Operation, Parameter};
use crate::threads::each;

/// The pieces of a crate.
#[derive(Debug)]
pub(crate) struct Pieces {
    /// In the order of the operations.
    pub(crate) operations: Vec<OfOperation>,
    /// In the order of the types.
    pub(crate) types: Vec<Printed>,
}

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

/// Prints all pieces, each on whichever thread is free: tokens never leave the thread that made them.
///
/// # Errors
///
/// A message, if a type is not known, or if something is not Rust: a bug.
pub(crate) fn pieces(
    api: &Api,
    base: &Base,
    deprecated: &Deprecated,
    layout: Layout,
) -> Result<Pieces, String> {
    let shared = shared_headers::shared(api);
    let names = mock::names(api);
    let uneven = Uneven::new(api);
    Ok(Pieces {
        operations: each((&api.operations, &names), |(operation, name)| {
            of_operation(api, operation, name, &shared, base, deprecated, layout)
        })?,
        types: each(&api.types, |definition| {
            let items = types::named(api, definition, base, &uneven)?;
            Printed::items("types", items, deprecated)
        })?,
    })
}

fn of_operation(
    api: &Api,
    operation: &Operation,
    mock_name: &str,
    shared: &[(&Operation, &Parameter)],
    base: &Base,
    deprecated: &Deprecated,
    layout: Layout,
) -> Result<OfOperation, String> {
    let call = calls::call(api, operation, shared, base)?;
    // In a crate that is divided, the trait is there always, and the call is not.
    let by_trait = (layout == Layout::Tags && shared_headers::takes_all(operation, shared))
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
