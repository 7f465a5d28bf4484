//! The layout of most crates: one file for each kind of item.

use std::collections::BTreeMap;

use quote::quote;

use super::base::Base;
use super::deprecated::Deprecated;
use super::pieces::Pieces;
use super::print::{Printed, rust_file};
use super::{client, commands, mock, operations};
use crate::model::{Api, Layout};

/// The files that have something of each operation or type.
///
/// # Errors
///
/// A message, if something is not Rust: a bug.
pub(crate) fn files(
    api: &Api,
    base: &Base,
    pieces: &Pieces<'_>,
    header: &str,
    deprecated: &Deprecated,
) -> Result<BTreeMap<String, String>, String> {
    let operations = &pieces.operations;
    let mut files = BTreeMap::new();
    let mut file = |module: &str, docs: &str, parts: &[&Printed]| {
        let text = rust_file(header, docs, module, parts, |_| false)?;
        files.insert(format!("src/{module}.rs"), text);
        Ok::<_, String>(())
    };

    let pages = pieces.pages.iter().map(|(_, page)| page);
    let pages = Printed::items("calls", quote!(#(#pages)*), deprecated)?;
    let calls = operations.iter().map(|operation| &operation.call);
    let calls: Vec<&Printed> = calls.chain([&pages]).collect();
    file(
        "calls",
        " One type for each operation: optional parameters are its setters, `.await` sends it.",
        &calls,
    )?;

    let unused = api
        .operations
        .is_empty()
        .then(|| quote!(#[expect(dead_code, reason = "the description has no operation")]));
    let itself = client::client(api, Layout::Flat, unused);
    let itself = Printed::items("client", itself, deprecated)?;
    let builder = Printed::methods("Client", "client", client::builder(api), deprecated)?;
    let methods = operations.iter().map(|operation| &operation.method);
    let client: Vec<&Printed> = [&itself, &builder].into_iter().chain(methods).collect();
    file(
        "client",
        " The client: one method for each operation.",
        &client,
    )?;

    let constants = api.operations.iter().map(operations::constant);
    let list = quote! {
        static OPERATIONS: &[&users_client_runtime::Operation] =
            &[#(&operations::#constants),*];
    };
    let own = mock::methods(api, &list, &quote!(OPERATIONS));
    let server = Printed::items("mock", mock::server(Layout::Flat), deprecated)?;
    let own = Printed::methods("Server", "mock", own, deprecated)?;
    let deref = Printed::items("mock", mock::deref(), deprecated)?;
    let methods = operations.iter().map(|operation| &operation.mock);
    let arguments = operations.iter().flat_map(|operation| &operation.arguments);
    let mock: Vec<&Printed> = [&server, &own]
        .into_iter()
        .chain(methods)
        .chain([&deref])
        .chain(arguments)
        .collect();
    file(
        "mock",
        " A server in process that stands in for the API in tests of code that uses the client.",
        &mock,
    )?;

    let entries: Vec<&Printed> = operations
        .iter()
        .map(|operation| &operation.entry)
        .collect();
    file(
        "operations",
        " What the runtime has to know of each operation.",
        &entries,
    )?;

    let types: Vec<&Printed> = pieces.types.iter().collect();
    file("types", " What requests and responses hold.", &types)?;

    let commands = commands::commands(api, base, header)?;
    files.insert("src/commands.rs".to_owned(), commands);
    Ok(files)
}
