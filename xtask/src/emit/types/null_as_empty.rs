//! Lists and maps that a server may send as `null`, though the description does not say so.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::parse_quote;

use super::structs::{Holds, holds};
use crate::model::{ObjectDef, Type, TypeDef};

/// As many lists and maps inside each other the runtime's helper knows.
const MOST_LEVELS: usize = 4;

/// What serde is told about a type that is nothing but lists and maps of an answer. Objects read their own so anyway.
pub(super) fn attribute(ty: &Type) -> Option<TokenStream> {
    let helper = match levels(ty).min(MOST_LEVELS) {
        0 => return None,
        1 => "users_client_runtime::null_as_empty".to_owned(),
        levels => format!("users_client_runtime::nulls_as_empty::<{levels}, _, _>"),
    };
    Some(quote!(#[serde(deserialize_with = #helper)]))
}

/// The type that keeps what was `null` where no object does, for a list or a map whose type is `rust`.
pub(crate) fn kept(ty: &Type, rust: &syn::Type) -> syn::Type {
    match levels(ty).min(MOST_LEVELS) {
        0 | 1 => parse_quote!(MaybeNull<#rust>),
        levels => {
            let levels = Literal::usize_unsuffixed(levels);
            parse_quote!(MaybeNull<#rust, #levels>)
        }
    }
}

/// Whether an object has to keep what was `null`: what came as such is not sent as something else. Where a field is
/// nothing then, it is left out.
pub(super) fn is_kept(definition: &TypeDef, object: &ObjectDef) -> bool {
    let fields = object.fields.iter();
    let mut fields = fields.map(|field| match holds(definition, field) {
        Holds::Value => levels(&field.ty) > 0,
        Holds::Option | Holds::Null | Holds::OptionOrNull => levels(&field.ty) > 1,
    });
    let rest = object.additional.as_ref();
    definition.usage.is_written_back()
        && (fields.any(|kept| kept) || rest.is_some_and(|(_, ty)| levels(ty) > 1))
}

/// How many lists and maps lie inside each other, down to the last one in whose place `null` means nothing.
pub(crate) fn levels(ty: &Type) -> usize {
    match ty {
        Type::Array(inner) | Type::Map(inner) => 1 + levels(inner),
        Type::FreeForm => 1,
        Type::Nullable(inner) => match levels(inner) {
            1 => 0,
            levels => levels,
        },
        _ => 0,
    }
}
