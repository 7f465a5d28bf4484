//! Enums of types that a tag tells apart: a row for each, of which the runtime makes the rest.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::evidence::Evidence;
use super::size::Uneven;
use super::unions::held;
use crate::emit::base::Base;
use crate::emit::commands::described::objects;
use crate::emit::printable::printable;
use crate::lower::{code, tag_text};
use crate::model::{Api, Type, TypeDef, TypeKind, UnionDef, VariantOf};

/// The rows of a union.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(super) fn rows(
    api: &Api,
    definition: &TypeDef,
    union: &UnionDef,
    property: &str,
    base: &Base,
    uneven: &Uneven<'_>,
) -> Result<TokenStream, String> {
    let docs = super::head(definition);
    let name = format_ident!("{}", definition.name);
    let other = format_ident!("{}", union.other);
    let evidence = Evidence::new(api, union);
    let rows = union.variants.iter().enumerate().map(|(index, variant)| {
        let ty = held(definition, union, index, base)?;
        let docs = docs_of(variant);
        let name = format_ident!("{}", variant.name);
        let tags = tags(api, variant, property);
        let has_shape = variant.tags.is_empty() || variant.by_default;
        let shape = has_shape.then(|| {
            let shape = evidence.shape(&variant.ty);
            quote!(if #shape)
        });
        Ok(quote!(#docs #name(#ty) #tags #shape))
    });
    let rows = rows.collect::<Result<Vec<_>, String>>()?;
    let large = uneven.allowance(definition);
    let is_described = base.is_described(&definition.name);
    let has_objects = is_described && objects(api, union).is_some();
    let derive = (is_described && !has_objects).then(|| quote!(#[derive(Described)]));
    let described = has_objects.then(|| {
        let mut variants = union.variants.iter();
        let untagged = variants.any(|variant| variant.by_default);
        let untagged = untagged.then(|| quote!(, untagged));
        quote!(, described #untagged)
    });
    Ok(quote! {
        users_client_runtime::tagged! {
            #docs
            #derive
            #large
            pub enum #name: #other by #property #described { #(#rows),* }
        }
    })
}

/// Where the tag of a variant is, and the values that it has.
fn tags(api: &Api, variant: &VariantOf, property: &str) -> TokenStream {
    let all = variant.tags.iter().map(literal);
    match written_tag(variant) {
        Some(_) if holds_tag(api, variant, property) => quote!(as #(#all)*),
        Some(_) => quote!(= #(#all)*),
        None if variant.tags.is_empty() => TokenStream::new(),
        None => quote!(in #(#all)|*),
    }
}

/// The tag that the variant writes, where what it holds does not.
pub(super) fn written_tag(variant: &VariantOf) -> Option<&Value> {
    match variant.tags.as_slice() {
        [tag] if !variant.tag_inside => Some(tag),
        _ => None,
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

/// What a variant is, where its tags as they are would not say it.
fn docs_of(variant: &VariantOf) -> Option<TokenStream> {
    let is_plain = |tag: &String| !tag.contains('`') && tag.trim() == tag && tag == &printable(tag);
    let tags: Vec<String> = variant.tags.iter().map(tag_text).collect();
    if tags.iter().all(is_plain) {
        return None;
    }
    let tags: Vec<String> = tags.iter().map(|tag| code(tag)).collect();
    let text = format!(" {}.", tags.join(", "));
    let text = printable(&text);
    Some(quote!(#[doc = #text]))
}

/// A tag as a Rust expression.
fn literal(tag: &Value) -> TokenStream {
    match tag {
        Value::Bool(flag) => quote!(#flag),
        Value::Number(number) if number.is_i64() => {
            let number = number.as_i64().unwrap_or_default();
            // Without a suffix, a literal is an `i32`.
            let number = match i32::try_from(number) {
                Ok(_) => Literal::i64_unsuffixed(number),
                Err(_) => Literal::i64_suffixed(number),
            };
            quote!(#number)
        }
        other => {
            let text = tag_text(other);
            quote!(#text)
        }
    }
}
