//! Times that the wire counts in seconds or milliseconds since 1970 (`x-unix-time`).

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::structs::Holds;
use crate::model::{Field, UnixTime};

/// The attribute that reads and writes such a field.
pub(super) fn attribute(field: &Field, holds: Holds) -> Option<TokenStream> {
    let unit = match field.unix_time? {
        UnixTime::Seconds => "seconds",
        UnixTime::Milliseconds => "milliseconds",
    };
    let with = |suffix: &str| format!("users_client_runtime::unix_time::{unit}{suffix}");
    let with = match holds {
        Holds::Value => with(""),
        Holds::Option | Holds::Null => with("::option"),
        Holds::OptionOrNull => with("::present_or_null"),
    };
    Some(quote!(with = #with))
}

/// The number that stands for the time in a parameter or a part.
pub(crate) fn number(unit: UnixTime, time: &impl ToTokens) -> TokenStream {
    let method = match unit {
        UnixTime::Seconds => format_ident!("timestamp"),
        UnixTime::Milliseconds => format_ident!("timestamp_millis"),
    };
    quote!(&#time.#method())
}
