//! Enums of types.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::super::base::Base;
use super::super::base::variant_property;
use super::evidence::Evidence;
use super::size::Uneven;
use super::{Saying, null_as_empty};
use crate::lower::{code, tag_text};
use crate::model::{Api, Type, TypeDef, TypeKind, UnionDef, VariantOf};

/// An enum that holds one of several types, and anything else as it came.
pub(super) fn union(
    api: &Api,
    definition: &TypeDef,
    union: &UnionDef,
    base: &Base,
    uneven: &Uneven<'_>,
) -> Result<TokenStream, String> {
    let docs = super::head(definition);
    let name = format_ident!("{}", definition.name);
    let other = format_ident!("{}", union.other);
    let types = (0..union.variants.len()).map(|index| held(definition, union, index, base));
    let types = types.collect::<Result<Vec<_>, _>>()?;
    let variants: Vec<Ident> = union
        .variants
        .iter()
        .map(|variant| format_ident!("{}", variant.name))
        .collect();
    let docs_of = union.variants.iter().map(|variant| {
        let tags = variant.tags.iter().map(tag_text);
        let tags: Vec<String> = tags.map(|tag| code(&tag)).collect();
        match (tags.is_empty(), &union.discriminator) {
            (false, Some(_)) => format!(" {}.", tags.join(", ")),
            _ => format!(" {}.", variant.name),
        }
    });
    let large = uneven.allowance(definition);
    let described = Saying::of(api, definition, base);
    let by_kind = union.discriminator.is_none() && told_apart_by_kind(union);
    if union.discriminator.is_none() && !by_kind {
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
    let reading = union
        .discriminator
        .as_ref()
        .map(|property| reading(api, definition, union, property, &variants));
    let writing = union.discriminator.as_ref().and_then(|property| {
        let writes = union
            .variants
            .iter()
            .any(|variant| written_tag(variant).is_some());
        writes.then(|| writing(&name, property, union, &variants, &other))
    });
    let Saying { derived, more } = described;
    let serde = match &writing {
        Some(_) => None,
        None if by_kind => Some(quote!(Serialize, Deserialize,)),
        None => Some(quote!(Serialize,)),
    };
    let is_untagged = serde.is_some().then(|| quote!(#[serde(untagged)]));
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #serde #derived)]
        #is_untagged
        #more
        #large
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #docs_of] #variants(#types),)*
            /// Something that this version of the crate does not know.
            #other(serde_json::Value),
        }
        #reading
        #writing
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

/// The tag that the variant writes, where what it holds does not.
pub(super) fn written_tag(variant: &VariantOf) -> Option<&Value> {
    match variant.tags.as_slice() {
        [tag] if !variant.tag_inside => Some(tag),
        _ => None,
    }
}

fn reading(
    api: &Api,
    definition: &TypeDef,
    union: &UnionDef,
    property: &str,
    variants: &[Ident],
) -> TokenStream {
    let name = format_ident!("{}", definition.name);
    let other = format_ident!("{}", union.other);
    let evidence = Evidence::new(api, union);
    let choices: Vec<TokenStream> = union
        .variants
        .iter()
        .zip(variants)
        .filter(|(variant, _)| variant.tags.is_empty() || variant.by_default)
        .map(|(variant, ident)| {
            let shape = evidence.shape(&variant.ty);
            quote!(.or(&#shape, Self::#ident))
        })
        .collect();
    let tagged = union.variants.iter().zip(variants);
    let arms = tagged
        .filter(|(variant, _)| !variant.tags.is_empty())
        .map(|(variant, ident)| {
            let tags = variant.tags.iter().map(tag_text);
            let read = match holds_tag(api, variant, property) {
                true => quote!(whole),
                false => quote!(rest),
            };
            quote!(Some(#(#tags)|*) => tagged.#read().map(Self::#ident))
        });
    let shape = (!choices.is_empty()).then(|| {
        quote!(
            use users_client_runtime::Shape;
        )
    });
    let rest = match choices.is_empty() {
        true => quote!(Self::#other(tagged.into_value())),
        false => quote!(tagged.untagged() #(#choices)* .or_else(Self::#other)),
    };
    let body = quote! {
        #shape
        let tagged = users_client_runtime::Tagged::read(deserializer, #property)?;
        match tagged.tag() {
            #(#arms,)*
            _ => Ok(#rest),
        }
    };
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #body
            }
        }
    }
}

/// Whether what a variant holds has a place for the tag itself.
pub(super) fn holds_tag(api: &Api, variant: &VariantOf, property: &str) -> bool {
    let field = || {
        let Type::Named(name) = &variant.ty else {
            return false;
        };
        match api.definition(name).map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => object
                .fields
                .iter()
                .any(|field| field.wire_name == property),
            // Its alternatives may hold the tag; one that does not ignores it.
            Some(TypeKind::Union(_)) => true,
            _ => false,
        }
    };
    variant.tag_inside || field()
}

fn writing(
    name: &Ident,
    property: &str,
    union: &UnionDef,
    variants: &[Ident],
    other: &Ident,
) -> TokenStream {
    let arms = union
        .variants
        .iter()
        .zip(variants)
        .map(|(variant, ident)| match written_tag(variant) {
            Some(tag) => {
                let tag = literal(tag);
                quote!(Self::#ident(value) => users_client_runtime::write_tagged(serializer, #property, #tag, value))
            }
            None => quote!(Self::#ident(value) => value.serialize(serializer)),
        });
    quote! {
        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms,)*
                    Self::#other(value) => value.serialize(serializer),
                }
            }
        }
    }
}

/// A tag as a Rust expression.
fn literal(tag: &Value) -> TokenStream {
    match tag {
        Value::Bool(flag) => quote!(#flag),
        Value::Number(number) if number.is_i64() => {
            let number = Literal::i64_unsuffixed(number.as_i64().unwrap_or_default());
            quote!(#number)
        }
        other => {
            let text = tag_text(other);
            quote!(#text)
        }
    }
}
