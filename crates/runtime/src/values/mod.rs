//! What the types of an API are made of, with a client or without. Uses nothing.

mod by_status;
pub(crate) mod file;
pub(crate) mod inside;
pub mod json_object;
pub(crate) mod maybe_null;
#[cfg(feature = "client")]
pub(crate) mod noted;
pub(crate) mod null_as_empty;
pub(crate) mod nulls;
mod number_enum;
pub(crate) mod object;
pub(crate) mod second_look;
pub(crate) mod secret;
pub(crate) mod secret_json;
pub(crate) mod text;
mod text_enum;
pub(crate) mod unions;
#[cfg(feature = "chrono")]
pub mod unix_time;
pub(crate) mod unknown_fields;
