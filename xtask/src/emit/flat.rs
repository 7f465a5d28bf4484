//! The layout of most crates: one file for each kind of item.

use std::collections::BTreeMap;

use quote::quote;

use super::base::Base;
use super::deprecated::Deprecated;
use super::header::Header;
use super::pieces::Printer;
use super::print::{Printed, rust_file};
use super::{client, commands, mock, operations, pages};
use crate::model::{Api, Layout};
use crate::threads::each;

/// The files that have something of each operation or type.
///
/// # Errors
///
/// A message, if something is not Rust: a bug.
pub(crate) fn files(
    api: &Api,
    base: &Base,
    printer: &Printer<'_>,
    header: Header<'_>,
    deprecated: &Deprecated,
) -> Result<BTreeMap<String, String>, String> {
    let (files, commands) = rayon::join(
        || modules(api, base, printer, header, deprecated),
        || commands::commands(api, base, deprecated, header),
    );
    let mut files = files?;
    files.insert("src/commands.rs".to_owned(), commands?);
    Ok(files)
}

/// The files that are made of pieces.
fn modules(
    api: &Api,
    base: &Base,
    printer: &Printer<'_>,
    header: Header<'_>,
    deprecated: &Deprecated,
) -> Result<BTreeMap<String, String>, String> {
    let all = |number: usize| (0..number).collect::<Vec<usize>>();
    let operations = printer.operations(&all(api.operations.len()))?;
    let types = printer.types(&all(api.types.len()))?;

    let pages = pages::implementations(api, base)?;
    let pages = pages.iter().map(|(_, page)| page);
    let pages = Printed::items("calls", quote!(#(#pages)*), deprecated)?;
    let calls = in_blocks(operations.iter().flat_map(|operation| &operation.call));

    let unused = api
        .operations
        .is_empty()
        .then(|| quote!(#[expect(dead_code, reason = "the description has no operation")]));
    let itself = client::client(api, Layout::Flat, unused);
    let itself = Printed::items("client", itself, deprecated)?;
    let builder = Printed::methods("Client", "client", client::builder(api), deprecated)?;
    let methods = operations.iter().map(|operation| &operation.method);

    let constants = api.operations.iter().map(operations::constant);
    let list = quote! {
        static OPERATIONS: &[&users_client_runtime::Operation] =
            &[#(&operations::#constants),*];
    };
    let own = mock::methods(api, &list, &quote!(OPERATIONS));
    let server = Printed::items("mock", mock::server(Layout::Flat), deprecated)?;
    let own = Printed::methods("Server", "mock", own, deprecated)?;
    let deref = Printed::items("mock", mock::deref(), deprecated)?;
    let mocks = operations.iter().map(|operation| &operation.mock);

    let entries = in_blocks(operations.iter().flat_map(|operation| &operation.entry));

    let modules: [(&str, &str, Vec<&Printed>); 5] = [
        (
            "calls",
            " One type for each operation: optional parameters are its setters, `.await` sends it.",
            calls.into_iter().chain([&pages]).collect(),
        ),
        (
            "client",
            " The client: one method for each operation.",
            [&itself, &builder].into_iter().chain(methods).collect(),
        ),
        (
            "mock",
            " A server in process that stands in for the API in tests of code that uses the client.",
            [&server, &own, &deref].into_iter().chain(mocks).collect(),
        ),
        (
            "operations",
            " What the runtime has to know of each operation.",
            entries,
        ),
        (
            "types",
            " What requests and responses hold.",
            types.iter().collect(),
        ),
    ];
    let files = each(&modules, |(module, docs, parts)| {
        let text = rust_file(header, docs, module, parts, |_| false)?;
        Ok((format!("src/{module}.rs"), text))
    })?;
    Ok(files.into_iter().collect())
}

/// What stands in a block with others first.
pub(crate) fn in_blocks<'p>(parts: impl Iterator<Item = &'p Printed>) -> Vec<&'p Printed> {
    let (blocks, items): (Vec<_>, Vec<_>) = parts.partition(|part| part.is_in_block());
    blocks.into_iter().chain(items).collect()
}
