//! An enum of several types. If all are objects, the command line has the properties of each of them.

use heck::ToKebabCase as _;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, DeriveInput, Fields, LitStr, Variant};

use super::attribute;

pub(crate) fn kind(input: &DeriveInput, variants: &[&Variant]) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let said = Said::of(&input.attrs)?;
    if !said.of_objects {
        return Ok(quote! {
            impl _command_line::Described for #name {
                const KIND: _command_line::Kind = _command_line::Kind::Json;
            }
        });
    }
    // The last one holds what the others do not know.
    let known = variants.split_last().map_or(&[][..], |(_, known)| known);
    let rows = known.iter().map(|variant| {
        let Fields::Unnamed(fields) = &variant.fields else {
            let message = "each variant has to hold a type";
            return Err(syn::Error::new_spanned(variant, message));
        };
        let ty = fields.unnamed.iter().map(|field| &field.ty);
        let variant = variant.ident.to_string();
        let mut tags = said.tags.iter();
        Ok(match tags.find(|(tagged, _)| *tagged == variant) {
            Some((_, tags)) => quote!(_command_line::tagged(&[#(#tags),*], #(<#ty as _command_line::Described>::KIND)*)),
            None => {
                let variant = variant.to_kebab_case();
                quote!(_command_line::called(&[#variant], #(<#ty as _command_line::Described>::KIND)*))
            }
        })
    });
    let rows = rows.collect::<syn::Result<Vec<_>>>()?;
    let tag = said.tag.map(|tag| quote!(.tag(#tag)));
    let untagged = said.untagged.then(|| quote!(.untagged()));
    Ok(quote! {
        impl _command_line::Described for #name {
            const KIND: _command_line::Kind = _command_line::Kind::Object(&OBJECT);
        }
        static OBJECT: _command_line::Object = _command_line::Object::one_of(&[#(#rows),*]) #tag #untagged;
    })
}

/// What `#[described(…)]` says of such an enum.
#[derive(Default)]
struct Said {
    /// All variants hold objects, apart from that for what is not known.
    of_objects: bool,
    /// The property that says which it is.
    tag: Option<String>,
    /// It may be missing.
    untagged: bool,
    /// The values of that property, by variant.
    tags: Vec<(String, Vec<String>)>,
}

impl Said {
    fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut said = Self::default();
        attribute::each(attributes, |meta| {
            if meta.path.is_ident("objects") {
                said.of_objects = true;
            } else if meta.path.is_ident("untagged") {
                said.untagged = true;
            } else if meta.path.is_ident("tag") {
                let tag: LitStr = meta.value()?.parse()?;
                said.tag = Some(tag.value());
            } else {
                let variant = meta.path.require_ident()?.to_string();
                let tags = attribute::texts(&meta)?;
                if !tags.is_empty() {
                    said.tags.push((variant, tags));
                }
            }
            Ok(())
        })?;
        Ok(said)
    }
}
