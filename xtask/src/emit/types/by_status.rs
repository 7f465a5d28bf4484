//! Enums of answers, which their status tells apart.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::base::Base;
use super::super::base::variant_property;
use super::super::docs::{Docs, sentence};
use super::size::Uneven;
use crate::model::{ByStatusDef, Content, StatusPattern, StatusVariant, Type, TypeDef};

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
    let mut rows = Vec::new();
    for index in in_order(answers) {
        let Some(variant) = answers.variants.get(index) else {
            continue;
        };
        let body = body(&definition.name, answers, index, base)?;
        let body = body.map(|body| quote!((#body)));
        let docs = variant_docs(variant).tokens();
        let (status, kind) = (status(variant), kind(variant));
        let ident = format_ident!("{}", variant.name);
        rows.push(quote!(#docs #ident #body = #status #kind));
    }
    rows.extend(answers.other.as_ref().map(|other| {
        let other = format_ident!("{}", other);
        quote! {
            /// Any other status.
            #other(serde_json::Value) = _ json
        }
    }));
    let large = uneven.allowance(definition);
    let showing = is_success.then(|| showing(&name, answers));
    Ok(quote! {
        users_client_runtime::by_status! {
            #docs
            #large
            pub enum #name { #(#rows),* }
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
    answers: &ByStatusDef,
    index: usize,
    base: &Base,
) -> Result<Option<TokenStream>, String> {
    let Some(variant) = answers.variants.get(index) else {
        return Ok(None);
    };
    let operation = base.operation(&answers.operation)?;
    let ty = |whole: &Type| {
        let ty = base.field(owner, &variant_property(index))?;
        Ok::<_, String>(base.answered(operation, whole, ty))
    };
    Ok(match &variant.content {
        Content::Nothing => None,
        Content::Json(whole) => {
            let ty = ty(whole)?;
            Some(quote!(#ty))
        }
        Content::OptionalJson(whole) => {
            let ty = ty(whole)?;
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

/// The variants as they are looked for: exact statuses before ranges, whatever their order in the document.
fn in_order(answers: &ByStatusDef) -> Vec<usize> {
    let mut order: Vec<usize> = (0..answers.variants.len()).collect();
    order.sort_by_key(|index| {
        match answers
            .variants
            .get(*index)
            .and_then(|variant| variant.status)
        {
            Some(StatusPattern::Code(_)) => 0,
            Some(StatusPattern::Range(_)) => 1,
            None => 2,
        }
    });
    order
}

/// The statuses of a variant, as a pattern.
fn status(variant: &StatusVariant) -> TokenStream {
    match variant.status {
        Some(StatusPattern::Code(code)) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Some(StatusPattern::Range(class)) => {
            let first = Literal::u16_unsuffixed(u16::from(class) * 100);
            let last = Literal::u16_unsuffixed(u16::from(class) * 100 + 99);
            quote!([#first..=#last])
        }
        None => quote!(_),
    }
}

/// How the body of a variant is read.
fn kind(variant: &StatusVariant) -> TokenStream {
    match variant.content {
        Content::Nothing => quote!(empty),
        Content::Json(_) => quote!(json),
        Content::OptionalJson(_) => quote!(optional_json),
        Content::Text | Content::Events(..) | Content::Values(_) => quote!(text),
        Content::Bytes => quote!(bytes),
    }
}
