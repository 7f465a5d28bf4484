//! How the members of a struct are written.

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::super::nulls;
use super::{JsonObject, Rest};

/// Writes an object.
///
/// # Errors
///
/// Those of its members.
pub fn write<T: JsonObject, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer: Writer<S> = Writer {
        map: serializer.serialize_map(None),
    };
    object.write(&mut writer);
    writer.map.and_then(SerializeMap::end)
}

/// Writes members. After an error it writes no more, and the object ends with it: a `?` for each member would be half of
/// what the compiler has to look at.
#[derive(Debug)]
pub struct Writer<S: Serializer> {
    map: Result<S::SerializeMap, S::Error>,
}

impl<S: Serializer> Writer<S> {
    /// Writes a member.
    #[inline]
    pub fn value<T: Serialize>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.map
            && let Err(error) = map.serialize_entry(name, value)
        {
            self.map = Err(error);
        }
    }

    /// Writes a member, if there is one.
    #[inline]
    pub fn optional<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.value(name, value);
        }
    }

    /// Writes a member with lists or maps in it, and `null` where it was: `field` is the number of the field.
    pub fn kept<T: Serialize>(&mut self, field: usize, name: &str, value: &T) {
        match nulls::with_nulls(field, value) {
            None => self.value(name, value),
            Some(Ok(json)) => self.value(name, &json),
            Some(Err(error)) => self.fail(error),
        }
    }

    /// The same, if there is one.
    pub fn optional_kept<T: Serialize>(&mut self, field: usize, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.kept(field, name, value);
        }
    }

    /// Writes the members that have no field.
    pub fn rest<R: Rest>(&mut self, rest: &R) {
        for (name, value) in rest.members() {
            self.value(name, value);
        }
    }

    /// The same, with `null` where it was: `field` is the number of the field.
    pub fn rest_kept<R: Rest>(&mut self, field: usize, rest: &R) {
        match nulls::with_nulls(field, rest.members()) {
            Some(Ok(Value::Object(members))) => {
                for (name, value) in &members {
                    self.value(name, value);
                }
            }
            Some(Err(error)) => self.fail(error),
            _ => self.rest(rest),
        }
    }

    fn fail(&mut self, error: serde_json::Error) {
        if self.map.is_ok() {
            self.map = Err(S::Error::custom(error));
        }
    }
}
