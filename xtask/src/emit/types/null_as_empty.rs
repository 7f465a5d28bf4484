//! Lists and maps that a server may send as `null`, though the description does not say so.

use proc_macro2::TokenStream;
use quote::quote;

use super::structs::{Holds, holds};
use crate::model::{ObjectDef, Type, TypeDef, Usage};

/// As many lists and maps inside each other the runtime's helper knows.
const MOST_LEVELS: usize = 4;

/// What serde is told about a field that tells `null` and nothing apart, and reads `null` inside where a server sends it.
/// `number` is that of the field, where the object keeps what was `null`.
pub(super) fn present_or_null(ty: &Type, in_answers: bool, number: Option<usize>) -> TokenStream {
    let levels = levels(ty).min(MOST_LEVELS);
    let helper = match (levels, number) {
        (2.., Some(number)) => {
            let kept = kept(levels, number);
            let (read, write) = (
                format!("{kept}::deserialize_present"),
                format!("{kept}::serialize"),
            );
            return quote!(deserialize_with = #read, serialize_with = #write);
        }
        (2.., None) if in_answers => {
            format!("users_client_runtime::present_or_nulls_as_empty::<{levels}, _, _>")
        }
        _ => "users_client_runtime::present_or_null".to_owned(),
    };
    quote!(deserialize_with = #helper)
}

/// What serde is told about a field of an answer. `null` is nothing already where a field may be nothing.
pub(super) fn attributes(ty: &Type, holds: Holds, number: Option<usize>) -> Vec<TokenStream> {
    let levels = levels(ty).min(MOST_LEVELS);
    let read = match (levels, number) {
        (levels, Some(number)) => {
            let kept = kept(levels, number);
            quote!(with = #kept)
        }
        (1, None) => quote!(deserialize_with = "users_client_runtime::null_as_empty"),
        (levels, None) => {
            let helper = format!("users_client_runtime::nulls_as_empty::<{levels}, _, _>");
            quote!(deserialize_with = #helper)
        }
    };
    match (holds, levels) {
        (Holds::Value, 1..) => vec![read],
        // With a helper serde wants a field to be there that is an `Option`.
        (Holds::Option | Holds::Null, 2..) => vec![quote!(default), read],
        // `present_or_null` reads what may be either.
        (_, _) => Vec::new(),
    }
}

/// The same for the properties that an object does not name, which are a map that is there in any case.
pub(super) fn in_rest(ty: &Type, number: Option<usize>) -> Vec<TokenStream> {
    match levels(ty) {
        2.. => attributes(ty, Holds::Value, number),
        _ => Vec::new(),
    }
}

/// Whether an object has to keep what was `null`: what came as such is not sent as something else. Where a field is
/// nothing then, it is left out.
pub(super) fn is_kept(definition: &TypeDef, object: &ObjectDef) -> bool {
    let Usage {
        request,
        response,
        parts,
    } = definition.usage;
    let fields = object.fields.iter();
    let mut fields = fields.map(|field| match holds(definition, field) {
        Holds::Value => levels(&field.ty) > 0,
        Holds::Option | Holds::Null | Holds::OptionOrNull => levels(&field.ty) > 1,
    });
    let rest = object.additional.as_ref();
    request
        && response
        && !parts
        && (fields.any(|kept| kept) || rest.is_some_and(|(_, ty)| levels(ty) > 1))
}

fn kept(levels: usize, number: usize) -> String {
    format!("users_client_runtime::KeptNull::<{number}, {levels}>")
}

/// How many lists and maps lie inside each other, down to the last one in whose place `null` means nothing.
fn levels(ty: &Type) -> usize {
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
