//! `src/operations.rs`: what the runtime has to know of each operation.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::shared_headers;
use crate::model::{Operation, Parameter, StatusPattern};

/// What the runtime has to know of an operation, as a row. `shared` are the headers that many operations have.
pub(crate) fn operation(operation: &Operation, shared: &[(&Operation, &Parameter)]) -> TokenStream {
    let constant = constant(operation);
    let Operation {
        name, method, path, ..
    } = operation;
    let statuses = operation
        .success_statuses
        .iter()
        .map(|status| match status {
            StatusPattern::Code(code) => {
                let code = Literal::u16_unsuffixed(*code);
                quote!(Status::Code(#code))
            }
            StatusPattern::Range(class) => {
                let class = Literal::u8_unsuffixed(*class);
                quote!(Status::Range(#class))
            }
        });
    let pairs = operation.fixed_query.iter();
    let pairs = pairs.map(|(name, value)| quote!((#name, #value)));
    let fixed_query =
        (!operation.fixed_query.is_empty()).then(|| quote!(.fixed_query(&[#(#pairs),*])));
    let accept = operation
        .accept
        .as_ref()
        .map(|accept| quote!(.accept(#accept)));
    let stream_end = operation
        .stream_end
        .as_ref()
        .map(|data| quote!(.stream_end(#data)));
    let server = operation.server.as_ref().map(|name| {
        let server = super::servers::constant(name);
        quote!(.server(&servers::#server))
    });
    let generated = &operation.generated_headers;
    let generated = (!generated.is_empty()).then(|| quote!(.generated_headers(&[#(#generated),*])));
    let names = shared_headers::wire_names(operation, shared);
    let shared = (!names.is_empty()).then(|| quote!(.shared_headers(&[#(#names),*])));
    let alternatives = operation.security.iter().map(|keys| quote!(&[#(#keys),*]));
    let security =
        (!operation.security.is_empty()).then(|| quote!(.security(&[#(#alternatives),*])));
    let idempotent = operation
        .idempotent
        .map(|idempotent| quote!(.idempotent(#idempotent)));
    quote! {
        #constant(#name, #method, #path)
            #fixed_query
            #security
            .success(&[#(#statuses),*])
            #accept
            #stream_end
            #server
            #generated
            #shared
            #idempotent
    }
}

/// The name of an operation's entry.
pub(crate) fn constant(operation: &Operation) -> Ident {
    format_ident!("{}", operation.name.trim_end_matches('_').to_uppercase())
}
