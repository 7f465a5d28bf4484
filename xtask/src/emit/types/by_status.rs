//! Enums of answers, which their status tells apart.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::base::Base;
use super::super::base::variant_property;
use super::super::docs::{Docs, sentence};
use super::size::Uneven;
use crate::model::{ByStatusDef, Content, StatusPattern, StatusVariant, TypeDef};

/// An enum with a variant for each status, and how it is read and, in tests, written.
pub(super) fn enumeration(
    definition: &TypeDef,
    answers: &ByStatusDef,
    is_success: bool,
    base: &Base,
    uneven: &Uneven<'_>,
) -> Result<TokenStream, String> {
    let name = format_ident!("{}", definition.name);
    let docs = Docs::default()
        .text(format!(
            "What `Client::{0}` is answered with, by status.",
            answers.operation
        ))
        .tokens();
    let mut variants = Vec::new();
    for (index, variant) in answers.variants.iter().enumerate() {
        let body = body(&definition.name, index, variant, base)?;
        let docs = variant_docs(variant).tokens();
        let ident = format_ident!("{}", variant.name);
        variants.push(match body {
            Some(body) => quote!(#docs #ident(#body),),
            None => quote!(#docs #ident,),
        });
    }
    let other = answers.other.as_ref().map(|other| {
        let other = format_ident!("{}", other);
        quote! {
            /// Any other status.
            #other(serde_json::Value),
        }
    });
    let large = uneven.allowance(definition);
    let reading = reading(answers);
    let writing = writing(answers);
    let showing = is_success.then(|| showing(&name, answers));
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #large
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #other
        }
        #[cfg(feature = "client")]
        impl users_client_runtime::FromAnswer for #name {
            fn from_answer(
                answer: users_client_runtime::RawAnswer<'_>,
            ) -> Result<Self, users_client_runtime::DecodeError> {
                match answer.status() {
                    #reading
                }
            }
        }
        #[cfg(feature = "mock")]
        impl users_client_runtime::mock::ToAnswer for #name {
            fn to_answer(&self) -> users_client_runtime::mock::Written {
                match self {
                    #writing
                }
            }
        }
        #showing
    })
}

/// What a command line shows of it. Nothing is imported for it, which would be for nothing without the feature.
fn showing(name: &Ident, answers: &ByStatusDef) -> TokenStream {
    let arms = answers.variants.iter().map(|variant| {
        let name = format_ident!("{}", variant.name);
        match variant.content {
            Content::Nothing => {
                quote!(Self::#name => Ok(users_client_runtime::serde_json::Value::Null),)
            }
            Content::Json(_) | Content::OptionalJson(_) => {
                quote!(Self::#name(body) => users_client_runtime::serde_json::to_value(body),)
            }
            Content::Text | Content::Events(..) | Content::Values(_) => {
                quote!(Self::#name(body) => Ok(body.as_str().into()),)
            }
            Content::Bytes => {
                quote!(Self::#name(body) => Ok(String::from_utf8_lossy(body).into()),)
            }
        }
    });
    let other = answers.other.as_ref().map(|other| {
        let other = format_ident!("{}", other);
        quote!(Self::#other(body) => Ok(body.clone()),)
    });
    quote! {
        #[cfg(feature = "cli")]
        impl users_client_runtime::command_line::ToJson for #name {
            fn to_json(&self) -> users_client_runtime::serde_json::Result<users_client_runtime::serde_json::Value> {
                match self {
                    #(#arms)*
                    #other
                }
            }
        }
    }
}

/// What a variant holds.
pub(crate) fn body(
    owner: &str,
    index: usize,
    variant: &StatusVariant,
    base: &Base,
) -> Result<Option<TokenStream>, String> {
    let ty = || base.field(owner, &variant_property(index));
    Ok(match &variant.content {
        Content::Nothing => None,
        Content::Json(_) => {
            let ty = ty()?;
            Some(quote!(#ty))
        }
        Content::OptionalJson(_) => {
            let ty = ty()?;
            Some(quote!(Option<#ty>))
        }
        // No stream is left here (see the lowering of responses).
        Content::Text | Content::Events(..) | Content::Values(_) => Some(quote!(String)),
        Content::Bytes => Some(quote!(users_client_runtime::Bytes)),
    })
}

fn variant_docs(variant: &StatusVariant) -> Docs {
    let status = match variant.status {
        Some(StatusPattern::Code(code)) => format!("`{code}`"),
        Some(StatusPattern::Range(class)) => format!("`{class}XX`"),
        None => "Any other status".to_owned(),
    };
    match variant.description.as_deref().map(sentence) {
        Some(description) if !description.is_empty() => {
            Docs::default().text(format!("{status}: {description}"))
        }
        _ => Docs::default().text(format!("{status}.")),
    }
}

/// The arms that read an answer: exact statuses before ranges, whatever their order in the document.
fn reading(answers: &ByStatusDef) -> TokenStream {
    let mut sorted: Vec<&StatusVariant> = answers.variants.iter().collect();
    sorted.sort_by_key(|variant| match variant.status {
        Some(StatusPattern::Code(_)) => 0,
        Some(StatusPattern::Range(_)) => 1,
        None => 2,
    });
    let arms = sorted.iter().map(|variant| {
        let name = format_ident!("{}", variant.name);
        let status = match variant.status {
            Some(StatusPattern::Code(code)) => {
                let code = Literal::u16_unsuffixed(code);
                quote!(#code)
            }
            Some(StatusPattern::Range(class)) => {
                let class = Literal::u8_unsuffixed(class);
                quote!(status if status / 100 == #class)
            }
            None => quote!(_),
        };
        let read = match variant.content {
            Content::Nothing => quote!(Ok(Self::#name)),
            Content::Json(_) => quote!(answer.json().map(Self::#name)),
            Content::OptionalJson(_) => quote!(answer.optional_json().map(Self::#name)),
            Content::Text | Content::Events(..) | Content::Values(_) => {
                quote!(answer.text().map(Self::#name))
            }
            Content::Bytes => quote!(Ok(Self::#name(answer.bytes()))),
        };
        quote!(#status => #read,)
    });
    let all = answers
        .variants
        .iter()
        .any(|variant| variant.status.is_none());
    let rest = match &answers.other {
        Some(other) => {
            let other = format_ident!("{}", other);
            Some(quote!(_ => answer.json().map(Self::#other),))
        }
        None if all => None,
        None => Some(quote!(_ => Err(answer.undescribed()),)),
    };
    quote! { #(#arms)* #rest }
}

/// The arms that write an answer, with the status of a variant or one of its range.
fn writing(answers: &ByStatusDef) -> TokenStream {
    let arms = answers.variants.iter().map(|variant| {
        let name = format_ident!("{}", variant.name);
        let status = match variant.status {
            Some(StatusPattern::Code(code)) => code,
            Some(StatusPattern::Range(class)) => u16::from(class) * 100,
            None => 500,
        };
        let status = Literal::u16_unsuffixed(status);
        let written = quote!(users_client_runtime::mock::Written);
        match variant.content {
            Content::Nothing => quote!(Self::#name => #written::empty(#status),),
            Content::Json(_) => quote!(Self::#name(body) => #written::json(#status, body),),
            Content::OptionalJson(_) => {
                quote!(Self::#name(body) => #written::optional_json(#status, body.as_ref()),)
            }
            Content::Text | Content::Events(..) | Content::Values(_) => {
                quote!(Self::#name(body) => #written::text(#status, body.clone()),)
            }
            Content::Bytes => quote!(Self::#name(body) => #written::bytes(#status, body.clone()),),
        }
    });
    let other = answers.other.as_ref().map(|other| {
        let other = format_ident!("{}", other);
        quote!(Self::#other(body) => users_client_runtime::mock::Written::json(500, body),)
    });
    quote! { #(#arms)* #other }
}
