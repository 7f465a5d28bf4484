//! Alternatives that a property tells apart: reading the tag, and writing it.

use serde::de::{DeserializeOwned, Deserializer};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::choice::Choice;
use super::members::Members;
use super::shape::tag;
use crate::values::inside::Inside;
use crate::values::second_look;

/// An object on its way to the alternative that its tag means.
#[derive(Debug)]
pub struct Tagged {
    value: Value,
    property: &'static str,
    tag: Option<String>,
}

impl Tagged {
    /// Reads an object, and the property of it that is the tag.
    ///
    /// # Errors
    ///
    /// Those of the deserializer.
    pub fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        property: &'static str,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(Self {
            tag: value.get(property).and_then(tag),
            value,
            property,
        })
    }

    /// The tag: its text, or the number or boolean as JSON has it.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The alternative, which holds the tag itself.
    ///
    /// # Errors
    ///
    /// If the object is not what the tag says.
    pub fn whole<T: DeserializeOwned, E: serde::de::Error>(self) -> Result<T, E> {
        // Nobody else knows the way to what is wrong in here.
        second_look::read(&self.value).map_err(|misfit| E::custom(Inside::from(misfit)))
    }

    /// The alternative, whose tag the variant of the union stands for.
    ///
    /// # Errors
    ///
    /// If the object is not what the tag says.
    pub fn rest<T: DeserializeOwned, E: serde::de::Error>(mut self) -> Result<T, E> {
        if let Some(members) = self.value.as_object_mut() {
            members.remove(self.property);
        }
        self.whole()
    }

    /// A choice among the alternatives that have no tag.
    pub fn untagged<U>(self) -> Choice<U> {
        Choice::of(self.value)
    }

    /// The object as it came.
    pub fn into_value(self) -> Value {
        self.value
    }
}

/// Writes an alternative with its tag, whatever it holds under that name itself.
///
/// # Errors
///
/// Those of the serializer, and if the alternative is no object.
pub fn write_tagged<S: Serializer>(
    serializer: S,
    property: &'static str,
    tag: impl Serialize,
    value: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(None)?;
    members.serialize_entry(property, &tag)?;
    value.serialize(Members::new(&mut members, property))?;
    members.end()
}
