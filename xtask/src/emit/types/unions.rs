//! Enums of types.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::base::Base;
use super::super::base::variant_property;
use super::evidence::Evidence;
use super::size::Uneven;
use super::{Saying, null_as_empty, tagged};
use crate::model::{Api, Type, TypeDef, UnionDef, VariantOf};

/// An enum that holds one of several types, and anything else as it came.
pub(super) fn union(
    api: &Api,
    definition: &TypeDef,
    union: &UnionDef,
    base: &Base,
    uneven: &Uneven<'_>,
) -> Result<TokenStream, String> {
    if let Some(property) = &union.discriminator {
        return tagged::rows(api, definition, union, property, base, uneven);
    }
    let types = (0..union.variants.len()).map(|index| held(definition, union, index, base));
    let types = types.collect::<Result<Vec<_>, _>>()?;
    let large = uneven.allowance(definition);
    let docs = super::head(definition);
    let name = format_ident!("{}", definition.name);
    let other = format_ident!("{}", union.other);
    let variants = union
        .variants
        .iter()
        .map(|variant| format_ident!("{}", variant.name));
    let described = Saying::of(api, definition, base);
    if !told_apart_by_kind(union) {
        let evidence = Evidence::new(api, union);
        let shapes = union
            .variants
            .iter()
            .map(|variant| evidence.shape(&variant.ty));
        let described = described.alone();
        return Ok(quote! {
            users_client_runtime::untagged! {
                #docs
                #described
                #large
                pub enum #name: #other { #(#variants(#types) = #shapes),* }
            }
        });
    }
    let docs_of = union
        .variants
        .iter()
        .map(|variant| format!(" {}.", variant.name));
    let Saying { derived, more } = described;
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, #derived)]
        #[serde(untagged)]
        #more
        #large
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #docs_of] #variants(#types),)*
            /// Something that this version of the crate does not know.
            #other(serde_json::Value),
        }
    })
}

/// What a variant holds.
///
/// # Errors
///
/// A message, if the type is not known: a bug.
pub(crate) fn held(
    definition: &TypeDef,
    union: &UnionDef,
    index: usize,
    base: &Base,
) -> Result<syn::Type, String> {
    let rust = base.field(&definition.name, &variant_property(index))?;
    let ty = union.variants.get(index).map(|variant| &variant.ty);
    // In place of the whole `null` is no list, but what the union does not know.
    let is_nested = |ty: &&Type| null_as_empty::levels(ty) > 1;
    Ok(match ty.filter(is_nested) {
        Some(ty) if definition.usage.is_written_back() => null_as_empty::kept(ty, &rust),
        _ => rust,
    })
}

/// Whether the kind of JSON value tells all variants apart, so that Serde can: it would read a struct from a list, too, and
/// an integer as a number. Times and integers get a second look, since servers write them otherwise.
fn told_apart_by_kind(union: &UnionDef) -> bool {
    let kind = |variant: &VariantOf| match variant.ty {
        Type::String | Type::Secret | Type::Uuid => Some(0),
        Type::Number(_) => Some(1),
        Type::Boolean => Some(2),
        // Where `null` may stand inside, a list gets a second look as well.
        Type::Array(_) if null_as_empty::levels(&variant.ty) == 1 => Some(3),
        _ => None,
    };
    let mut seen = HashSet::new();
    let mut kinds = union.variants.iter().map(kind);
    kinds.all(|kind| kind.is_some_and(|kind| seen.insert(kind)))
}
