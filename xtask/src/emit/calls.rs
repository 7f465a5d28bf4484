//! `src/calls.rs`: one type for each operation, with a setter for each optional parameter.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::accept;
use super::argument::{Argument, allow_operator, set_body, set_parameter};
use super::base::{Base, generic_arguments};
use super::deprecated::attribute;
use super::docs::{Docs, with_full_stop};
use super::value::{Outcome, outcome};
use super::{pages, shared_headers};
use crate::model::{Api, BodyKind, EventData, Operation, Parameter, Success};

/// What is printed of an operation's call.
pub(crate) struct Call {
    /// Its row in the table of calls, where the answer is returned as it comes.
    pub(crate) row: Option<TokenStream>,
    /// What stands beside the table.
    pub(crate) items: TokenStream,
}

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
) -> Result<Call, String> {
    let by_trait = shared_headers::takes_all(operation, shared);
    let optional = operation.parameters.iter().filter(|parameter| {
        let is_shared = shared.iter().any(|(_, header)| header == parameter);
        !(parameter.required || by_trait && is_shared)
    });
    let setters = optional
        .map(|parameter| Setter::of_parameter(operation, parameter, base))
        .chain(Setter::of_body(operation, base).transpose())
        .chain(Setter::of_streamed_body(operation, base).transpose())
        .collect::<Result<Vec<_>, String>>()?;
    let as_it_comes = operation.value.is_none() && operation.absent.is_empty();
    if as_it_comes && operation.alternatives.is_empty() {
        row(operation, &setters, base)
    } else {
        Ok(Call {
            row: None,
            items: items(api, operation, &setters, base)?,
        })
    }
}

/// A setter of a call.
struct Setter {
    about: TokenStream,
    argument: Argument,
    /// What is called on the request.
    set: TokenStream,
}

impl Setter {
    fn of_parameter(
        operation: &Operation,
        parameter: &Parameter,
        base: &Base,
    ) -> Result<Self, String> {
        let argument = Argument::setter(operation, parameter, base)?;
        let docs = setter_docs(parameter);
        let deprecated = attribute(parameter.deprecated);
        Ok(Self {
            about: quote!(#docs #deprecated),
            set: set_parameter(parameter, &argument.given),
            argument,
        })
    }

    /// The one for a body that the call can do without.
    fn of_body(operation: &Operation, base: &Base) -> Result<Option<Self>, String> {
        let Some(body) = operation.body.as_ref().filter(|body| !body.required) else {
            return Ok(None);
        };
        let argument = Argument::body(operation, body, base)?;
        let docs = body.description.as_deref().or(Some("Sets the body."));
        Ok(Some(Self {
            about: Docs::default().prose(docs).tokens(),
            set: set_body(body, &argument.given),
            argument,
        }))
    }

    /// The one for a body of values that are made while they are sent.
    fn of_streamed_body(operation: &Operation, base: &Base) -> Result<Option<Self>, String> {
        let Some(body) = &operation.body else {
            return Ok(None);
        };
        let BodyKind::Values(media_type) = &body.kind else {
            return Ok(None);
        };
        let values = base.argument(&operation.name, "body")?;
        let value = generic_arguments(&values);
        let send = match media_type.contains("json-seq") {
            true => format_ident!("json_sequence_stream"),
            false => format_ident!("json_lines_stream"),
        };
        let instead = match body.required {
            true => {
                "Sends what a stream gives, as it comes, instead of the values that the call was made with."
            }
            false => "Sets the body to what a stream gives, as it comes.",
        };
        let name = format_ident!("body_stream");
        Ok(Some(Self {
            about: Docs::default().text(instead).tokens(),
            set: quote!(#send(#media_type, #name)),
            argument: Argument {
                declared: quote!(impl users_client_runtime::Stream<Item = #(#value)*> + Send + 'static),
                given: quote!(#name),
                name,
            },
        }))
    }

    fn row(&self) -> TokenStream {
        let Self {
            about,
            argument: Argument { name, declared, .. },
            set,
        } = self;
        quote!(#about #name: #declared => #set)
    }

    fn method(&self, operation: &Operation) -> TokenStream {
        let Self {
            about,
            argument: Argument { name, declared, .. },
            set,
        } = self;
        let operator = allow_operator(name);
        let rest = accept::rest(operation);
        quote! {
            #about
            #operator
            pub fn #name(self, #name: #declared) -> Self {
                Self(self.0.#set #rest)
            }
        }
    }
}

/// The call as a row.
fn row(operation: &Operation, setters: &[Setter], base: &Base) -> Result<Call, String> {
    let name = format_ident!("{}", operation.call);
    let method = format_ident!("{}", operation.name);
    let (value, send) = success(operation, base)?;
    let (_, body) = error(operation, base)?;
    let setters = setters.iter().map(Setter::row);
    let setters = (setters.len() > 0).then(|| quote!({ #(#setters),* }));
    let pages = operation.pagination.as_ref().map(|_| {
        let methods = pages::methods(operation, &value, &body);
        quote! { impl #name { #methods } }
    });
    Ok(Call {
        row: Some(quote!(#name(#method) => #send: #value, #body #setters)),
        items: quote!(#pages),
    })
}

/// The call as items: one that returns another value than the answer, or has a choice of answers.
fn items(
    api: &Api,
    operation: &Operation,
    setters: &[Setter],
    base: &Base,
) -> Result<TokenStream, String> {
    let name = format_ident!("{}", operation.call);
    let method = &operation.name;
    let docs = Docs::default()
        .text(format!(
            "A call of [`Client::{method}`](crate::Client::{method})."
        ))
        .tokens();
    let mut setters: Vec<TokenStream> = setters
        .iter()
        .map(|setter| setter.method(operation))
        .collect();
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
    answer(operation, &operation.success, base, || {
        base.success(&operation.name)
    })
}

/// The type of an answer, and the method that reads it. `ty` finds what its values are.
pub(crate) fn answer(
    operation: &Operation,
    success: &Success,
    base: &Base,
    ty: impl Fn() -> Result<syn::Type, String>,
) -> Result<(TokenStream, TokenStream), String> {
    let (_, body) = error(operation, base)?;
    Ok(match success {
        Success::Empty => (quote!(()), quote!(send_empty)),
        Success::Text => (quote!(String), quote!(send_text)),
        Success::Bytes => (quote!(Bytes), quote!(send_bytes)),
        Success::Json(whole) => {
            let ty = base.answered(operation, whole, ty()?);
            (quote!(#ty), quote!(send_json))
        }
        Success::ByStatus(_) => {
            let ty = ty()?;
            (quote!(#ty), quote!(send_by_status))
        }
        Success::OptionalJson(whole) => {
            let ty = base.answered(operation, whole, ty()?);
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
