//! `src/calls.rs`: one type for each operation, with a setter for each optional parameter.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::accept;
use super::argument::{Argument, allow_operator, optional_body, set_parameter};
use super::base::Base;
use super::deprecated::attribute;
use super::docs::{Docs, with_full_stop};
use super::value::{Outcome, outcome};
use super::{pages, shared_headers};
use crate::model::{Api, EventData, Operation, Parameter, Success};

/// The type of an operation's call.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn call(
    api: &Api,
    operation: &Operation,
    shared: &[(&Operation, &Parameter)],
    base: &Base,
) -> Result<TokenStream, String> {
    let name = format_ident!("{}", operation.call);
    let method = &operation.name;
    let docs = Docs::default()
        .text(format!(
            "A call of [`Client::{method}`](crate::Client::{method})."
        ))
        .tokens();
    let by_trait = shared_headers::takes_all(operation, shared);
    let optional = operation.parameters.iter().filter(|parameter| {
        let is_shared = shared.iter().any(|(_, header)| header == parameter);
        !(parameter.required || by_trait && is_shared)
    });
    let mut setters = optional
        .map(|parameter| {
            let Argument {
                name,
                declared,
                given,
            } = Argument::setter(operation, parameter, base)?;
            let docs = setter_docs(parameter);
            let deprecated = attribute(parameter.deprecated);
            let set = set_parameter(parameter, &quote!(self.0), &given);
            let rest = accept::rest(operation);
            let operator = allow_operator(&name);
            Ok(quote! {
                #docs
                #deprecated
                #operator
                pub fn #name(self, #name: #declared) -> Self {
                    Self(#set #rest)
                }
            })
        })
        .collect::<Result<Vec<_>, String>>()?;
    setters.extend(optional_body(operation, base)?);
    let Outcome {
        value,
        future,
        send,
    } = outcome(api, operation, base)?;
    let (error, body) = error(operation, base)?;
    let pages = operation
        .pagination
        .is_some()
        .then(|| pages::methods(operation, &value, &body));
    if !operation.alternatives.is_empty() {
        setters.extend(accept::setters(operation, base)?);
        let field = accept::field(operation, &body);
        // Only what is read by default has pages.
        let pages = pages.map(|methods| quote! { impl #name { #methods } });
        return Ok(quote! {
            #docs
            #[derive(Debug)]
            #[must_use = "nothing is sent until the call is awaited"]
            pub struct #name<T = #value>(pub(crate) Request #field);
            impl<T> #name<T> { #(#setters)* }
            #pages
            impl<T> users_client_runtime::Call for #name<T> {
                fn map_request(self, change: impl FnOnce(Request) -> Request) -> Self {
                    Self(change(self.0), self.1)
                }
            }
            impl<T> IntoFuture for #name<T> {
                type Output = Result<T, #error>;
                type IntoFuture = ResponseFuture<T, #body>;
                fn into_future(self) -> Self::IntoFuture {
                    (self.1)(self.0)
                }
            }
        });
    }
    setters.extend(pages);
    let setters = (!setters.is_empty()).then(|| quote! { impl #name { #(#setters)* } });
    Ok(quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "nothing is sent until the call is awaited"]
        pub struct #name(pub(crate) Request);
        #setters
        impl users_client_runtime::Call for #name {
            fn map_request(self, change: impl FnOnce(Request) -> Request) -> Self {
                Self(change(self.0))
            }
        }
        impl IntoFuture for #name {
            type Output = Result<#value, #error>;
            type IntoFuture = #future;
            fn into_future(self) -> Self::IntoFuture {
                self.0.#send
            }
        }
    })
}

/// The documentation of a parameter's setter.
pub(crate) fn setter_docs(parameter: &Parameter) -> TokenStream {
    let description = parameter.description.as_deref().map(with_full_stop);
    let docs = Docs::default()
        .prose(description.as_deref())
        .sentences(&parameter.notes);
    let docs = if parameter.description.is_none() && parameter.notes.is_empty() {
        docs.text(format!("Sets `{}`.", parameter.wire_name))
    } else {
        docs
    };
    docs.alias(parameter.docs_name.as_deref(), &parameter.name)
        .alias(Some(&parameter.wire_name), &parameter.name)
        .tokens()
}

/// What a success holds, and the method that reads it.
pub(crate) fn success(
    operation: &Operation,
    base: &Base,
) -> Result<(TokenStream, TokenStream), String> {
    let (_, body) = error(operation, base)?;
    answer(&operation.success, &body, || base.success(&operation.name))
}

/// The type of an answer, and the method that reads it. `ty` finds what its values are.
pub(crate) fn answer(
    success: &Success,
    body: &TokenStream,
    ty: impl Fn() -> Result<syn::Type, String>,
) -> Result<(TokenStream, TokenStream), String> {
    Ok(match success {
        Success::Empty => (quote!(()), quote!(send_empty)),
        Success::Text => (quote!(String), quote!(send_text)),
        Success::Bytes => (quote!(Bytes), quote!(send_bytes)),
        Success::Json(_) => {
            let ty = ty()?;
            (quote!(#ty), quote!(send_json))
        }
        Success::ByStatus(_) => {
            let ty = ty()?;
            (quote!(#ty), quote!(send_by_status))
        }
        Success::OptionalJson(_) => {
            let ty = ty()?;
            (quote!(Option<#ty>), quote!(send_optional_json))
        }
        Success::Events(_, data) => {
            let ty = ty()?;
            let send = match data {
                EventData::Json => quote!(send_events),
                EventData::Text => quote!(send_text_events),
                EventData::Described => quote!(send_described_events),
            };
            (quote!(EventStream<#ty, #body>), send)
        }
        Success::Values(_) => {
            let ty = ty()?;
            (quote!(JsonStream<#ty, #body>), quote!(send_json_stream))
        }
    })
}

/// The error of an operation, and the type of its body.
pub(crate) fn error(
    operation: &Operation,
    base: &Base,
) -> Result<(TokenStream, TokenStream), String> {
    let body = match operation.error {
        Some(_) => base.error(&operation.name)?,
        None => syn::parse_quote!(serde_json::Value),
    };
    Ok((quote!(Error<#body>), quote!(#body)))
}
