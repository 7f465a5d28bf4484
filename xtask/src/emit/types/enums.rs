//! Enums of constants, open to values that the description does not list.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::super::base::Base;
use super::super::docs::Docs;
use super::super::printable::printable;
use super::Saying;
use crate::lower::code;
use crate::model::{Api, EnumDef, TypeDef, Variant};

/// An enum, how it is written and how it is read.
pub(super) fn enumeration(
    api: &Api,
    definition: &TypeDef,
    values: &EnumDef,
    base: &Base,
) -> TokenStream {
    match values.integer {
        true => integers(definition, values, Saying::of(api, definition, base)),
        false => strings(definition, values),
    }
}

fn strings(definition: &TypeDef, values: &EnumDef) -> TokenStream {
    let docs = super::head(definition);
    let name = format_ident!("{}", definition.name);
    let other = format_ident!("{}", values.other);
    let texts: Vec<&str> = values
        .variants
        .iter()
        .filter_map(|variant| variant.value.as_str())
        .collect();
    let variants: Vec<_> = values
        .variants
        .iter()
        .map(|variant| format_ident!("{}", variant.name))
        .collect();
    let variant_docs = values.variants.iter().map(|variant| {
        // The macro explains a variant by its text.
        let is_plain = variant.value.as_str().is_some_and(|text| {
            !text.contains('`') && text.trim() == text && text == printable(text)
        });
        match variant.description.is_none() && is_plain {
            true => TokenStream::new(),
            false => variant_docs(variant),
        }
    });
    quote! {
        users_client_runtime::text_enum! {
            #docs
            pub enum #name: #other { #(#variant_docs #variants = #texts),* }
        }
    }
}

fn integers(definition: &TypeDef, values: &EnumDef, described: Saying) -> TokenStream {
    let Saying { derived, more } = described;
    let docs = super::head(definition);
    let name = format_ident!("{}", definition.name);
    let other = format_ident!("{}", values.other);
    let numbers: Vec<Literal> = values
        .variants
        .iter()
        .filter_map(|variant| variant.value.as_i64().map(Literal::i64_unsuffixed))
        .collect();
    let variants: Vec<_> = values
        .variants
        .iter()
        .map(|variant| format_ident!("{}", variant.name))
        .collect();
    let variant_docs = values.variants.iter().map(variant_docs);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, #derived)]
        #more
        #[serde(from = "i64", into = "i64")]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value that this version of the crate does not know.
            #other(i64),
        }
        users_client_runtime::number_enum!(#name, #other { #(#variants = #numbers),* });
    }
}

fn variant_docs(variant: &Variant) -> TokenStream {
    let value = match &variant.value {
        Value::String(text) if text.is_empty() => "the empty string".to_owned(),
        Value::String(text) => code(text),
        other => code(&other.to_string()),
    };
    match &variant.description {
        Some(description) => {
            let mut text = description.trim().trim_end_matches('.').to_owned();
            text.push_str(&format!(" ({value})."));
            Docs::default().prose(Some(&text))
        }
        None => Docs::default().text(format!("{value}.").replacen(
            "the",
            "The",
            usize::from(value.starts_with("the")),
        )),
    }
    .tokens()
}
