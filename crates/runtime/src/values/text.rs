//! Text that becomes a value of a type, and bytes that become text.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// Reads a string and makes a value of it, without a copy in between: what generated enums are read with. Serde's own way
/// to an enum with a last variant for everything else keeps the input, and tries it twice.
///
/// # Errors
///
/// If it is not a string.
pub fn read_text<'de, T, D>(deserializer: D, make: fn(&str) -> T) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(Text(make))
}

/// Writes bytes as text, for somebody to look at: JSON has nothing else for them. What is no UTF-8 is replaced.
///
/// # Errors
///
/// Those of the serializer.
pub fn write_bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&String::from_utf8_lossy(bytes))
}

struct Text<T>(fn(&str) -> T);

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(self.0(text))
    }
}
