//! What the command line wants for a value of a type, which the type says itself.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::kinds::Kind;
use crate::values::file::File;
use crate::values::secret::Secret;
use crate::values::secret_json::SecretJson;
use crate::values::unknown_fields::UnknownFields;

/// A type whose values are made of words of a command line.
///
/// Structs and enums say it by `#[derive(Described)]`.
pub trait Described {
    /// What is wanted for a value.
    const KIND: Kind;
}

/// Types of which all values are wanted alike.
macro_rules! described {
    ($($kind:ident: $($ty:ty),+;)+) => {
        $($(
            impl Described for $ty {
                const KIND: Kind = Kind::$kind;
            }
        )+)+
    };
}

described! {
    Text: String, DateTime<Utc>, NaiveDate, Uuid;
    Secret: Secret, SecretJson;
    Integer: i8, i16, i32, i64, u8, u16, u32, u64;
    Number: f32, f64;
    Boolean: bool;
    File: File;
    Json: serde_json::Value, UnknownFields;
}

impl Described for serde_json::Map<String, serde_json::Value> {
    const KIND: Kind = Kind::Map(&Kind::Json);
}

impl<T: Described> Described for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
}

impl<T: Described> Described for BTreeMap<String, T> {
    const KIND: Kind = Kind::Map(&T::KIND);
}

impl<T: Described> Described for Option<T> {
    const KIND: Kind = T::KIND;
}

impl<T: Described> Described for Box<T> {
    const KIND: Kind = T::KIND;
}
