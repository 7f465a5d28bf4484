//! `null` and nothing: two different things in a request that changes a part of something.

use serde::{Deserialize, Deserializer};

use super::null_as_empty::{Levels, Nested, nulls_as_empty};

/// Reads a field that may be left out or be `null`, and keeps the two apart: left out is `None` (by `#[serde(default)]`),
/// `null` is `Some(None)`. Serde's own `Option` reads both as `None`.
///
/// # Errors
///
/// Those of the value.
pub fn present_or_null<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// Reads a field of any value that may be left out: `null` is a value like another, and stays what it is. Serde's own `Option`
/// reads it as nothing.
///
/// # Errors
///
/// Those of the value.
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Like [`present_or_null`], for lists and maps that lie inside each other, so many `LEVELS` deep: `null` for one inside is an
/// empty one, as [`nulls_as_empty`] reads it.
///
/// # Errors
///
/// Those of the value.
pub fn present_or_nulls_as_empty<'de, const LEVELS: usize, T, D>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error>
where
    Levels<LEVELS>: Nested,
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    nulls_as_empty::<LEVELS, Option<T>, D>(deserializer).map(Some)
}
