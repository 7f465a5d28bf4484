//! What a call returns: the answer, a part of it, or nothing where the server says that there is nothing.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::base::{Base, generic_arguments};
use super::calls::{error, success};
use super::paths::outside_of_types;
use super::types::setters::last_segment;
use super::types::structs::{Holds, holds};
use crate::model::{Api, Field, Operation, Success, TypeDef, TypeKind, ValueAt, ValueStep};

/// What a call returns, and how.
pub(crate) struct Outcome {
    /// What a success is.
    pub(crate) value: TokenStream,
    /// The type of the future.
    pub(crate) future: TokenStream,
    /// What is done with the request.
    pub(crate) send: TokenStream,
}

/// What a call of an operation returns.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn outcome(api: &Api, operation: &Operation, base: &Base) -> Result<Outcome, String> {
    let (whole, send) = success(operation, base)?;
    let (_, body) = error(operation, base)?;
    let statuses = operation
        .absent
        .iter()
        .map(|code| Literal::u16_unsuffixed(*code));
    let statuses = quote!(&[#(#statuses),*]);
    let send = quote!(#send());
    Ok(match (&operation.value, operation.absent.as_slice()) {
        (None, []) => Outcome {
            future: quote!(ResponseFuture<#whole, #body>),
            value: whole,
            send,
        },
        (None, _) if operation.success == Success::Empty => Outcome {
            value: quote!(bool),
            future: quote!(ValueFuture<bool, #body, (), bool>),
            send: quote!(#send.or_false(#statuses)),
        },
        (None, _) => Outcome {
            value: quote!(Option<#whole>),
            future: quote!(ValueFuture<Option<#whole>, #body, #whole, Option<#whole>>),
            send: quote!(#send.or_none(#statuses)),
        },
        (Some(at), absent) => {
            let Part { value, ty } = part(api, operation, at, base)?;
            match absent {
                [] => Outcome {
                    value: quote!(#ty),
                    future: quote!(ValueFuture<#ty, #body, #whole>),
                    send: quote!(#send.value(|whole: #whole| #value)),
                },
                _ => Outcome {
                    value: quote!(Option<#ty>),
                    future: quote!(ValueFuture<Option<#ty>, #body, #whole, Option<#whole>>),
                    send: quote!(#send.value_or_none(#statuses, |whole: #whole| #value.map(Some))),
                },
            }
        }
    })
}

/// A part of an answer.
struct Part {
    /// The expression that takes it out of `whole`, a `Result`.
    value: TokenStream,
    ty: syn::Type,
}

fn part(api: &Api, operation: &Operation, at: &ValueAt, base: &Base) -> Result<Part, String> {
    let mut ty = base.success(&operation.name)?;
    let mut value = quote!(whole);
    let mut is_result = false;
    let mut path = String::new();
    for step in &at.steps {
        // What is still a value as it is becomes the next one without a closure.
        let then =
            |after: &dyn Fn(TokenStream) -> TokenStream, fails: bool| match (is_result, fails) {
                (false, _) => after(value.clone()),
                (true, false) => {
                    let after = after(quote!(value));
                    quote!(#value.map(|value| #after))
                }
                (true, true) => {
                    let after = after(quote!(value));
                    quote!(#value.and_then(|value| #after))
                }
            };
        match step {
            ValueStep::Only => {
                value = then(&|items| quote!(part::only(#items, #path)), true);
                is_result = true;
                path.push_str("[0]");
                ty = generic_arguments(&ty)
                    .into_iter()
                    .next()
                    .ok_or_else(|| format!("`{}` finds no list", operation.name))?;
            }
            ValueStep::Member { owner, field } => {
                let (definition, found) = member(api, owner, field)
                    .ok_or_else(|| format!("there is no field `{owner}.{field}`"))?;
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&found.wire_name);
                let name = format_ident!("{}", field);
                ty = base.field(owner, field)?;
                let boxed = last_segment(&ty).as_deref() == Some("Box");
                if boxed && let Some(inner) = generic_arguments(&ty).into_iter().next() {
                    ty = inner;
                }
                let unboxed = boxed.then(|| quote!(.map(|value| *value)));
                let star = boxed.then(|| quote!(*));
                let flat = match holds(definition, found) {
                    Holds::Value => {
                        value = then(&|owner| quote!(#star #owner.#name), false);
                        continue;
                    }
                    Holds::OptionOrNull => Some(quote!(.flatten())),
                    Holds::Option | Holds::Null => None,
                };
                value = then(
                    &|owner| quote!(part::present(#owner.#name #flat #unboxed, #path)),
                    true,
                );
                is_result = true;
            }
        }
    }
    outside_of_types(api, &mut ty);
    let value = match is_result {
        true => value,
        false => quote!(Ok(#value)),
    };
    Ok(Part { value, ty })
}

fn member<'a>(api: &'a Api, owner: &str, field: &str) -> Option<(&'a TypeDef, &'a Field)> {
    let definition = api.definition(owner)?;
    let TypeKind::Object(object) = &definition.kind else {
        return None;
    };
    let mut fields = object.fields.iter();
    Some((definition, fields.find(|other| other.name == field)?))
}
