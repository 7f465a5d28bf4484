//! `src/headers.rs`: headers that many operations have, to be set on any of their calls, or once for all calls of a client.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::argument::{Argument, set_parameter};
use super::base::Base;
use super::calls::setter_docs;
use super::deprecated::attribute;
use crate::model::{Api, Layout, Operation, Parameter, Place};

/// Below this an API is too small to tell what its operations share.
const LEAST: usize = 3;

/// What can be said of every call, and of a client's builder: a method of that name would be ambiguous.
const METHODS: &[&str] = &[
    "anonymous",
    "header",
    "into_future",
    "map_headers",
    "map_request",
    "send",
    "timeout",
    "with_response",
    "with_some",
];

/// The headers that at least half of all operations have and can do without, each with an operation that has it.
pub(crate) fn shared(api: &Api) -> Vec<(&Operation, &Parameter)> {
    let mut found: Vec<(&Operation, &Parameter, usize)> = Vec::new();
    for operation in &api.operations {
        for parameter in optional_headers(operation) {
            match found.iter_mut().find(|(_, other, _)| *other == parameter) {
                Some((_, _, count)) => *count += 1,
                None => found.push((operation, parameter, 1)),
            }
        }
    }
    let many = LEAST.max(api.operations.len().div_ceil(2));
    found
        .into_iter()
        .filter(|(_, _, count)| *count >= many)
        .map(|(operation, parameter, _)| (operation, parameter))
        .collect()
}

fn optional_headers(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| {
        parameter.place == Place::Header
            && !parameter.required
            && !METHODS.contains(&parameter.name.as_str())
            // It is about the body of one call.
            && !parameter.wire_name.eq_ignore_ascii_case("content-type")
    })
}

/// Whether the calls of an operation take all shared headers, and so by the trait.
pub(crate) fn takes_all(operation: &Operation, shared: &[(&Operation, &Parameter)]) -> bool {
    !shared.is_empty()
        && shared.iter().all(|(_, header)| {
            let mut parameters = operation.parameters.iter();
            parameters.any(|parameter| parameter == *header)
        })
}

/// The wire names of the shared headers that an operation has.
pub(crate) fn wire_names<'o>(
    operation: &'o Operation,
    shared: &[(&Operation, &Parameter)],
) -> Vec<&'o str> {
    operation
        .parameters
        .iter()
        .filter(|parameter| shared.iter().any(|(_, header)| header == parameter))
        .map(|parameter| parameter.wire_name.as_str())
        .collect()
}

/// That a call takes all shared headers.
pub(crate) fn of_call(
    operation: &Operation,
    name: &TokenStream,
    module: &TokenStream,
) -> TokenStream {
    let call = format_ident!("{}", operation.call);
    match operation.alternatives.is_empty() {
        true => quote!(impl #name for #module #call {}),
        // The type of its answer is the caller's choice.
        false => quote!(impl<T> #name for #module #call<T> {}),
    }
}

/// The items of the module, without the imports; nothing where no headers are shared.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn shared_headers(
    api: &Api,
    base: &Base,
    layout: Layout,
) -> Result<Option<TokenStream>, String> {
    let shared = shared(api);
    if shared.is_empty() {
        return Ok(None);
    }
    let setters = shared
        .iter()
        .map(|(operation, parameter)| {
            let Argument {
                name,
                declared,
                given,
            } = Argument::setter(operation, parameter, base)?;
            let docs = setter_docs(parameter);
            let deprecated = attribute(parameter.deprecated);
            let set = set_parameter(parameter, &given);
            Ok(quote! {
                #docs
                #deprecated
                #[must_use]
                fn #name(self, #name: #declared) -> Self {
                    self.map_headers(|headers| headers.#set)
                }
            })
        })
        .collect::<Result<Vec<_>, String>>()?;
    let calls = api
        .operations
        .iter()
        // Beside the call, where its module may be missing.
        .filter(|operation| layout == Layout::Flat && takes_all(operation, &shared))
        .map(|operation| of_call(operation, &quote!(SharedHeaders), &quote!(calls::)));
    Ok(Some(quote! {
        /// Headers that many operations have: set one on a call, on the builder for all calls of its client that know it,
        /// or on a clone of the client for some of them. What a call says stands before what its client says.
        pub trait SharedHeaders: MapHeaders {
            #(#setters)*
        }
        impl SharedHeaders for Client {}
        impl SharedHeaders for ClientBuilder {}
        #(#calls)*
    }))
}
