//! Bodies with files, which are sent part by part.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::base::Base;
use super::super::base::variant_property;
use super::size::Uneven;
use super::structs::{Holds, StructField};
use super::tagged::{holds_tag, written_tag};
use super::unix_time::number;
use crate::lower::{FILE, tag_text};
use crate::model::{Api, ObjectDef, Type, TypeDef, TypeKind, UnionDef};

/// How the struct becomes the parts of a body.
pub(super) fn conversion(
    api: &Api,
    name: &Ident,
    object: &ObjectDef,
    fields: &[StructField<'_>],
) -> TokenStream {
    let parts = fields.iter().map(|field| {
        let name = format_ident!("{}", field.field.name);
        let wire_name = &field.field.wire_name;
        let (deref, plain) = match field.holds {
            Holds::Value => (quote!(&self.#name), Some(quote!(self.#name))),
            _ => (quote!(value), None),
        };
        let add = match &field.field.ty {
            Type::Binary => {
                let file = plain.unwrap_or_else(|| quote!(value));
                quote!(parts = parts.file(#wire_name, #file.clone());)
            }
            Type::Array(items) if **items == Type::Binary => {
                quote!(parts = parts.files(#wire_name, #deref);)
            }
            Type::Map(values) if values.is_file_or_files() => {
                quote!(parts = parts.file_map(#wire_name, #deref);)
            }
            Type::Named(union) if is_part(api, union) => {
                let value = plain.unwrap_or_else(|| quote!(value));
                quote!(parts = #value.to_part(#wire_name, parts);)
            }
            Type::DateTime if field.field.unix_time.is_some() => {
                let time = plain.unwrap_or_else(|| quote!(value));
                let number = field.field.unix_time.map(|unit| number(unit, &time));
                quote!(parts = parts.text(#wire_name, #number);)
            }
            // The runtime writes objects as JSON, everything else as text, and each item of a list as a part of its own.
            _ => quote!(parts = parts.text(#wire_name, #deref);),
        };
        match field.holds {
            Holds::Value => add,
            Holds::Option | Holds::Null => quote! { if let Some(value) = &self.#name { #add } },
            Holds::OptionOrNull => quote! { if let Some(Some(value)) = &self.#name { #add } },
        }
    });
    let more = object.additional.as_ref().map(|(field, ty)| {
        let field = format_ident!("{}", field);
        match ty {
            Type::Map(values) if values.is_file_or_files() => {
                quote!(parts = parts.named_files(&self.#field);)
            }
            _ => quote!(parts = parts.fields(&self.#field);),
        }
    });
    to_multipart(
        name,
        &quote!(mut parts),
        &quote! {
            #(#parts)*
            #more
            parts
        },
    )
}

fn to_multipart(name: &Ident, parts: &TokenStream, body: &TokenStream) -> TokenStream {
    quote! {
        impl #name {
            #[cfg(feature = "client")]
            pub(crate) fn to_multipart(
                &self,
                #parts: users_client_runtime::Multipart,
            ) -> users_client_runtime::Multipart {
                #body
            }
        }
    }
}

/// Whether a named type is sent in parts, and holds a file.
fn holds_file(api: &Api, name: &str) -> bool {
    api.definition(name)
        .is_some_and(|definition| definition.usage.parts)
}

/// Whether a named type is one of several things that take the name of the part that they are.
fn is_part(api: &Api, name: &str) -> bool {
    let definition = api
        .definition(name)
        .filter(|definition| definition.usage.parts);
    matches!(definition.map(|definition| &definition.kind), Some(TypeKind::Union(union)) if union.is_part())
}

/// One of several bodies, or one of several values of a field, of which one is a file or holds one.
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
    let types = (0..union.variants.len())
        .map(|index| base.field(&definition.name, &variant_property(index)));
    let types = types.collect::<Result<Vec<_>, _>>()?;
    let variants = union
        .variants
        .iter()
        .map(|variant| format_ident!("{}", variant.name));
    let variants: Vec<Ident> = variants.collect();
    let docs_of = union
        .variants
        .iter()
        .map(|variant| format!(" {}.", variant.name));
    let parts = if union.is_part() {
        let arms = union
            .variants
            .iter()
            .zip(&variants)
            .map(|(variant, ident)| {
                let add = match &variant.ty {
                    Type::Binary => quote!(parts.file(name, value.clone())),
                    Type::Array(items) if **items == Type::Binary => {
                        quote!(parts.files(name, value))
                    }
                    Type::Map(values) if values.is_file_or_files() => {
                        quote!(parts.file_map(name, value))
                    }
                    Type::Named(inner) if is_part(api, inner) => {
                        quote!(value.to_part(name, parts))
                    }
                    Type::Named(inner) if holds_file(api, inner) => {
                        quote!(value.to_multipart(parts))
                    }
                    _ => quote!(parts.text(name, value)),
                };
                quote!(Self::#ident(value) => #add)
            });
        quote! {
            impl #name {
                #[cfg(feature = "client")]
                pub(crate) fn to_part(
                    &self,
                    name: &str,
                    parts: users_client_runtime::Multipart,
                ) -> users_client_runtime::Multipart {
                    match self {
                        #(#arms,)*
                        Self::#other(value) => parts.text(name, value),
                    }
                }
            }
        }
    } else {
        let arms = union
            .variants
            .iter()
            .zip(&variants)
            .map(|(variant, ident)| {
                // The variant writes the tag, as in JSON; a struct that has the field as well holds the same.
                let tagged = union.discriminator.as_ref().zip(written_tag(variant));
                let tagged = tagged.filter(|(property, _)| !holds_tag(api, variant, property));
                let parts = match tagged {
                    Some((property, tag)) => {
                        let tag = tag_text(tag);
                        quote!(parts.text(#property, #tag))
                    }
                    None => quote!(parts),
                };
                let add = match &variant.ty {
                    Type::Named(inner) if is_part(api, inner) => {
                        quote!(value.to_part(#FILE, #parts))
                    }
                    Type::Named(inner) if holds_file(api, inner) => {
                        quote!(value.to_multipart(#parts))
                    }
                    _ => quote!(#parts.fields(value)),
                };
                quote!(Self::#ident(value) => #add)
            });
        to_multipart(
            &name,
            &quote!(parts),
            &quote! {
                match self {
                    #(#arms,)*
                    Self::#other(value) => parts.fields(value),
                }
            },
        )
    };
    let large = uneven.allowance(definition);
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #large
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #docs_of] #variants(#types),)*
            /// Something that this version of the crate does not know.
            #other(serde_json::Value),
        }
        #parts
    })
}
