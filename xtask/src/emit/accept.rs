//! Calls of operations whose successes have several media types: a setter chooses one, and the type of the answer follows.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::base::Base;
use super::calls::answer;
use super::docs::Docs;
use crate::lower::code;
use crate::model::{Alternative, EventData, Operation, Success};

/// What the fields of a call's type are beside the request: how the answer is read.
pub(crate) fn field(operation: &Operation, body: &TokenStream) -> Option<TokenStream> {
    (!operation.alternatives.is_empty())
        .then(|| quote!(, pub(crate) fn(Request) -> ResponseFuture<T, #body>))
}

/// What is handed on beside the request.
pub(crate) fn rest(operation: &Operation) -> Option<TokenStream> {
    (!operation.alternatives.is_empty()).then(|| quote!(, self.1))
}

/// What a new call is made of beside the request.
pub(crate) fn first(operation: &Operation, base: &Base) -> Result<Option<TokenStream>, String> {
    if operation.alternatives.is_empty() {
        return Ok(None);
    }
    let (_, send) = super::calls::success(operation, base)?;
    Ok(Some(quote!(, Request::#send)))
}

/// The setters.
pub(crate) fn setters(operation: &Operation, base: &Base) -> Result<Vec<TokenStream>, String> {
    let call = format_ident!("{}", operation.call);
    let setters = operation.alternatives.iter().map(|other| {
        let name = format_ident!("{}", other.setter);
        let (ty, send) = success(operation, other, base)?;
        let media_type = &other.media_type;
        let docs = format!(
            "Asks for {}, which {}.",
            code(media_type),
            arrives(&other.success)
        );
        let docs = Docs::default().text(docs).tokens();
        Ok(quote! {
            #docs
            pub fn #name(self) -> #call<#ty> {
                #call(self.0.accept(#media_type), Request::#send)
            }
        })
    });
    setters.collect()
}

/// What a success holds if another media type is asked for, and the method that reads it.
pub(crate) fn success(
    operation: &Operation,
    other: &Alternative,
    base: &Base,
) -> Result<(TokenStream, TokenStream), String> {
    answer(operation, &other.success, base, || {
        base.alternative(&operation.name, &other.setter)
    })
}

fn arrives(success: &Success) -> &'static str {
    match success {
        Success::Text => "arrives as text",
        Success::Bytes => "arrives as bytes",
        Success::Events(_, EventData::Described) => "arrives event by event, each as described",
        Success::Events(..) => "arrives event by event",
        Success::Values(_) => "arrives value by value",
        _ => "arrives as JSON",
    }
}
