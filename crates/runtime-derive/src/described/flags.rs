//! What a field says of itself beside its name: whether it can be left out or `null`, and what its value is.

use quote::quote;
use syn::{Field, Type};

use crate::generic::inner;
use crate::rename::serde;

/// What is known of a field.
pub(crate) struct Flags<'a> {
    /// The type of the value, `Option`s aside.
    pub(crate) value: &'a Type,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
}

impl<'a> Flags<'a> {
    pub(crate) fn of(field: &'a Field) -> syn::Result<Self> {
        let Some(held) = inner(&field.ty, "Option") else {
            return Ok(Self {
                value: &field.ty,
                required: true,
                nullable: false,
            });
        };
        let mut attributes = field.attrs.iter();
        let always = attributes.any(|it| it.path().is_ident("serialize_always"));
        Ok(Self {
            value: inner(held, "Option").unwrap_or(held),
            required: false,
            // `None` is `null` where it is written, and so is the inner one of two.
            nullable: always || inner(held, "Option").is_some(),
        })
    }
}

/// What the command line wants for a field.
pub(crate) fn kind(field: &Field, value: &Type) -> syn::Result<proc_macro2::TokenStream> {
    let with = serde(&field.attrs, "with")?.unwrap_or_default();
    Ok(match with {
        with if with.contains("unix_time::seconds") => quote!(_command_line::Kind::UnixSeconds),
        with if with.contains("unix_time::milliseconds") => {
            quote!(_command_line::Kind::UnixMilliseconds)
        }
        _ => quote!(<#value as _command_line::Described>::KIND),
    })
}

/// Whether `#[serde(…)]` says this word of a field.
pub(crate) fn says(field: &Field, word: &str) -> syn::Result<bool> {
    Ok(serde(&field.attrs, word)?.is_some())
}
