//! Lists and maps that a server may send as `null`, though the description does not say so.

use proc_macro2::TokenStream;
use quote::quote;

use super::structs::Holds;
use crate::model::Type;

/// As many lists and maps inside each other the runtime's helper knows.
const MOST_LEVELS: usize = 4;

/// The helper that tells `null` and nothing apart, and reads `null` inside where a server sends it.
pub(super) fn present_or_null(ty: &Type, in_answers: bool) -> String {
    match levels(ty).min(MOST_LEVELS) {
        levels @ 2.. if in_answers => {
            format!("users_client_runtime::present_or_nulls_as_empty::<{levels}, _, _>")
        }
        _ => "users_client_runtime::present_or_null".to_owned(),
    }
}

/// What serde is told about a field of an answer. `null` is nothing already where a field may be nothing.
pub(super) fn attributes(ty: &Type, holds: Holds) -> Vec<TokenStream> {
    let levels = levels(ty).min(MOST_LEVELS);
    let helper = match levels {
        1 => "users_client_runtime::null_as_empty".to_owned(),
        levels => format!("users_client_runtime::nulls_as_empty::<{levels}, _, _>"),
    };
    let read = quote!(deserialize_with = #helper);
    match (holds, levels) {
        (Holds::Value, 1..) => vec![read],
        // With a helper serde wants a field to be there that is an `Option`.
        (Holds::Option | Holds::Null, 2..) => vec![quote!(default), read],
        // `present_or_null` reads what may be either.
        (_, _) => Vec::new(),
    }
}

/// The same for the properties that an object does not name, which are a map that is there in any case.
pub(super) fn in_rest(ty: &Type) -> Vec<TokenStream> {
    match levels(ty) {
        2.. => attributes(ty, Holds::Value),
        _ => Vec::new(),
    }
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
