//! Enums of types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::base::Base;
use super::super::canonical::variant_property;
use crate::model::{TypeDef, UnionDef};

/// An enum that holds one of several types, and anything else as it came.
pub(super) fn union(
    definition: &TypeDef,
    union: &UnionDef,
    base: &Base,
) -> Result<TokenStream, String> {
    let docs = super::docs(definition).tokens();
    let name = format_ident!("{}", definition.name);
    let other = format_ident!("{}", union.other);
    let types = (0..union.variants.len())
        .map(|index| base.field(&definition.name, &variant_property(index)));
    let types = types.collect::<Result<Vec<_>, _>>()?;
    let variants: Vec<_> = union
        .variants
        .iter()
        .map(|variant| format_ident!("{}", variant.name))
        .collect();
    let docs_of = union
        .variants
        .iter()
        .map(|variant| match variant.tags.as_slice() {
            [] => format!(" {}.", variant.name),
            tags if union.discriminator.is_some() => format!(" `{}`.", tags.join("`, `")),
            _ => format!(" {}.", variant.name),
        });
    // A discriminator that is silent about one of the types cannot choose.
    let chooses = union
        .variants
        .iter()
        .all(|variant| !variant.tags.is_empty());
    let reading = match union.discriminator.as_ref().filter(|_| chooses) {
        None => None,
        Some(property) => {
            let arms = union
                .variants
                .iter()
                .zip(&variants)
                .map(|(variant, ident)| {
                    let tags = &variant.tags;
                    quote!(Some(#(#tags)|*) => serde_json::from_value(value).map(Self::#ident))
                });
            Some(quote! {
                impl<'de> Deserialize<'de> for #name {
                    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                        let value = serde_json::Value::deserialize(deserializer)?;
                        match value.get(#property).and_then(serde_json::Value::as_str) {
                            #(#arms,)*
                            _ => Ok(Self::#other(value)),
                        }
                        .map_err(serde::de::Error::custom)
                    }
                }
            })
        }
    };
    let derives = if reading.is_some() {
        quote!(Serialize)
    } else {
        quote!(Serialize, Deserialize)
    };
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #derives)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #docs_of] #variants(#types),)*
            /// Something that this version of the crate does not know.
            #other(serde_json::Value),
        }
        #reading
    })
}
