//! The members that a struct does not name.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::unknown_fields::UnknownFields;

/// A map of what a struct does not name.
pub trait Rest: Default {
    /// What it holds.
    type Value: DeserializeOwned + Serialize;

    /// Adds a member.
    fn add(&mut self, name: String, value: Self::Value);

    /// The members, by name.
    fn members(&self) -> &BTreeMap<String, Self::Value>;
}

impl<V: DeserializeOwned + Serialize> Rest for BTreeMap<String, V> {
    type Value = V;

    fn add(&mut self, name: String, value: V) {
        self.insert(name, value);
    }

    fn members(&self) -> &Self {
        self
    }
}

impl Rest for UnknownFields {
    type Value = Value;

    fn add(&mut self, name: String, value: Value) {
        self.insert(name, value);
    }

    fn members(&self) -> &BTreeMap<String, Value> {
        self
    }
}
