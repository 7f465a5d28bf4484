//! Properties that a type does not know.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// Properties that this version of a crate does not know: kept, and written back with the value that held them, so that
/// an update through an older client loses nothing.
///
/// It is used like the map that it holds, from the name on the wire to the value. `Debug` shows the names alone: nobody
/// can tell whether a property that a newer server sends is a password.
///
/// ```
/// use users_client_runtime::UnknownFields;
///
/// let mut fields = UnknownFields::default();
/// assert!(fields.is_empty());
/// fields.insert("new_token".to_owned(), "correct horse".into());
/// assert_eq!(format!("{fields:?}"), r#"{"new_token": ***}"#);
/// assert_eq!(fields["new_token"], "correct horse");
/// ```
#[derive(Clone, Default)]
#[expect(
    clippy::box_collection,
    reason = "almost always there are none, and a value may have dozens of parts with such a field: a pointer each"
)]
pub struct UnknownFields(Option<Box<BTreeMap<String, Value>>>);

static NONE: BTreeMap<String, Value> = BTreeMap::new();

impl Deref for UnknownFields {
    type Target = BTreeMap<String, Value>;

    fn deref(&self) -> &Self::Target {
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for UnknownFields {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.0.get_or_insert_default()
    }
}

impl PartialEq for UnknownFields {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for UnknownFields {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = self.keys().map(|name| (name, format_args!("***")));
        formatter.debug_map().entries(hidden).finish()
    }
}

impl From<BTreeMap<String, Value>> for UnknownFields {
    fn from(fields: BTreeMap<String, Value>) -> Self {
        Self((!fields.is_empty()).then(|| Box::new(fields)))
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for UnknownFields {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        let fields = fields.into_iter();
        Self::from(BTreeMap::from_iter(
            fields.map(|(name, value)| (name.into(), value.into())),
        ))
    }
}

impl Serialize for UnknownFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for UnknownFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(UnknownFieldsVisitor)
    }
}

/// Makes a map when there is something to put into it, which is rare.
struct UnknownFieldsVisitor;

impl<'de> Visitor<'de> for UnknownFieldsVisitor {
    type Value = UnknownFields;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UnknownFields, A::Error> {
        let mut fields = UnknownFields::default();
        while let Some((name, value)) = map.next_entry()? {
            fields.insert(name, value);
        }
        Ok(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct User {
        name: String,
        #[serde(flatten)]
        rest: UnknownFields,
    }

    #[test]
    fn what_is_not_known_comes_back() {
        for text in [
            r#"{"name":"jane"}"#,
            r#"{"name":"jane","shard":[1,{"a":null}]}"#,
        ] {
            let user: User = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&user).unwrap(), text);
        }
    }

    #[test]
    fn fields_that_were_removed_are_as_none_at_all() {
        let mut emptied = User::default();
        emptied.rest.insert("shard".to_owned(), 3.into());
        assert_ne!(emptied, User::default());
        emptied.rest.clear();
        assert_eq!(emptied, User::default());
    }

    #[test]
    fn no_fields_take_no_room() {
        assert_eq!(size_of::<UnknownFields>(), size_of::<usize>());
    }
}
