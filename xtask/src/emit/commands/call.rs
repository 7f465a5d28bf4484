//! How what is given on the command line becomes a call: through the types of the crate, and by the same methods of the
//! request as in the client.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::kinds::Kinds;
use super::text::expression;
use crate::emit::accept;
use crate::emit::argument::{form, set_body, set_parameter};
use crate::emit::base::Base;
use crate::emit::calls::{error, success as success_of};
use crate::emit::types::null_as_empty;
use crate::emit::types::setters::last_segment;
use crate::model::{Body, BodyKind, Operation, Parameter, PartSource, Success};

/// The expression that makes the request a call, and says how its answer is read.
pub(super) fn send(operation: &Operation, base: &Base) -> Result<String, String> {
    let call = format_ident!("{}", operation.call);
    let mut request = quote!(request);
    for (name, value) in &operation.fixed_query {
        request = quote!(#request.query(#name, #value));
    }
    let first = accept::first(operation, base)?;
    let call = quote!(calls::#call(#request #first));
    let tokens = match &operation.success {
        _ if operation.pagination.is_some() => quote!(answers.items(#call.stream())),
        success if !operation.alternatives.is_empty() => {
            // The type of the call would be open: it is that of what is read by default.
            let (_, send) = success_of(operation, base)?;
            let (_, body) = error(operation, base)?;
            let call = match success {
                Success::Empty | Success::Text | Success::Bytes => {
                    quote!(#request.#send::<#body>())
                }
                _ => {
                    let ty = base.success(&operation.name)?;
                    let ty = match success.ty() {
                        Some(whole) => base.answered(operation, whole, ty),
                        None => ty,
                    };
                    quote!(#request.#send::<#ty, #body>())
                }
            };
            let read = format_ident!("{}", reader(success));
            quote!(answers.#read(#call))
        }
        Success::Bytes | Success::ByStatus(_) | Success::Events(..) | Success::Values(_) => {
            let read = format_ident!("{}", reader(&operation.success));
            quote!(answers.#read(#call))
        }
        _ => quote!(answers.one(#call)),
    };
    expression(&tokens)
}

/// The method that reads an answer.
fn reader(success: &Success) -> &'static str {
    match success {
        Success::Bytes => "bytes",
        Success::ByStatus(_) => "by_status",
        Success::Events(..) => "events",
        Success::Values(_) => "values",
        _ => "one",
    }
}

/// The expression that puts a parameter into the request.
pub(super) fn parameter(
    operation: &Operation,
    parameter: &Parameter,
    base: &Base,
) -> Result<String, String> {
    let given = match parameter.flag {
        // The command line has made a number of the time.
        None if parameter.unix_time.is_some() => quote!(&given.read::<i64>()?),
        Some((0, 1)) => quote!(&u8::from(given.read::<bool>()?)),
        Some((no, yes)) => {
            let (no, yes) = (Literal::i64_unsuffixed(no), Literal::i64_unsuffixed(yes));
            quote!(&if given.read::<bool>()? { #yes } else { #no })
        }
        None => read(base.argument(&operation.name, &parameter.name)?),
    };
    let set = set_parameter(parameter, &given);
    expression(&quote!(request.#set))
}

/// The expression that puts the body into the request.
pub(super) fn body(
    operation: &Operation,
    body: &Body,
    base: &Base,
    kinds: &mut Kinds<'_>,
) -> Result<String, String> {
    let ty = || Ok::<_, String>(read(base.argument(&operation.name, "body")?));
    let set = match &body.kind {
        BodyKind::Text(_) => set_body(body, &quote!(given.text()?)),
        BodyKind::Bytes(_) => set_body(body, &quote!(given.bytes()?)),
        BodyKind::Multipart(parts) => {
            let new = form(parts);
            let parts = match &parts.source {
                PartSource::Fields => {
                    let value = ty()?;
                    quote!(#new.fields(#value))
                }
                PartSource::Value(name) => {
                    let value = ty()?;
                    quote!(#new.text(#name, #value))
                }
                PartSource::File(name) => quote!(#new.file(#name, given.file()?)),
                PartSource::Part(name) => {
                    quote!(#new.text(#name, &given.read::<serde_json::Value>()?))
                }
                PartSource::NamedFiles => quote!(given.named_files(#new)?),
                PartSource::Typed => match kinds.object(&body.ty) {
                    Some(object) => {
                        let object = format_ident!("{}", object);
                        quote!(given.parts(#new, &#object)?)
                    }
                    None => quote!(given.named_files(#new)?),
                },
            };
            quote!(multipart(#parts))
        }
        _ if base.is_written_back(operation) => {
            let ty = base.argument(&operation.name, "body")?;
            set_body(body, &read(null_as_empty::kept(&body.ty, &ty)))
        }
        _ => set_body(body, &ty()?),
    };
    expression(&quote!(request.#set))
}

/// The value, read into a type.
fn read(ty: syn::Type) -> TokenStream {
    match last_segment(&ty).as_deref() {
        Some("str") => quote!(&given.read::<String>()?),
        _ => quote!(&given.read::<#ty>()?),
    }
}
