//! `null` and nothing: two different things in a request that changes a part of something.

use serde::{Deserialize, Deserializer};

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
