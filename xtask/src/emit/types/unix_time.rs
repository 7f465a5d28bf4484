//! Times that the wire counts in seconds or milliseconds since 1970 (`x-unix-time`).

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::structs::Holds;
use crate::model::{Field, UnixTime};

/// The attribute that reads and writes such a field.
pub(super) fn attribute(field: &Field, holds: Holds) -> Option<TokenStream> {
    let unit = match field.unix_time? {
        UnixTime::Seconds => "seconds",
        UnixTime::Milliseconds => "milliseconds",
    };
    let with = |suffix: &str| format!("users_client_runtime::unix_time::{unit}{suffix}");
    let (value, option) = (with(""), with("::option"));
    Some(match holds {
        Holds::Value => quote!(with = #value),
        // Serde asks for what is left out only where it reads an `Option` itself.
        _ => quote!(default, with = #option),
    })
}

/// The number that stands for the time in a parameter.
pub(crate) fn number(unit: UnixTime, name: &Ident) -> TokenStream {
    let method = match unit {
        UnixTime::Seconds => format_ident!("timestamp"),
        UnixTime::Milliseconds => format_ident!("timestamp_millis"),
    };
    quote!(&#name.#method())
}
