//! What the descriptions in `specs/` say, read without the generator: it is the generator's work that is tested.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use workspace_tests::description;
use workspace_tests::json::{elements, members};

/// The value of everything that is secret. Nothing that is printed may contain it.
pub(crate) const SENTINEL: &str = "hunter2-sentinel";

/// One of `specs/*.yaml`.
pub(crate) struct Description(description::Description);

pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    /// Alternatives, each of schemes that are needed together, in the order of the description.
    pub(crate) security: Vec<Vec<String>>,
    /// Whether it may be repeated, where its method does not tell.
    pub(crate) idempotent: Option<bool>,
    /// The names of its header parameters, in lower case.
    pub(crate) headers: Vec<String>,
}

impl Description {
    pub(crate) fn of(vendor: &str) -> &'static Self {
        static READ: Mutex<BTreeMap<String, &'static Description>> = Mutex::new(BTreeMap::new());
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(vendor.to_owned())
            .or_insert_with(|| Box::leak(Box::new(Self(description::Description::of(vendor)))))
    }

    pub(crate) fn operations(&self) -> Vec<Operation> {
        let operations = self.0.operations().into_iter();
        operations.map(Operation::from).collect()
    }

    pub(crate) fn operation(&self, id: &str) -> Operation {
        let found = self
            .operations()
            .into_iter()
            .find(|operation| operation.id == id);
        found.unwrap_or_else(|| panic!("the description has no operation {id}"))
    }

    /// A value of a schema with every property set, and every secret in it the [`SENTINEL`].
    pub(crate) fn sample<T: DeserializeOwned>(&self, schema: &str) -> T {
        let value = self.sample_value(schema);
        serde_json::from_value(value).unwrap_or_else(|error| panic!("{schema}: {error}"))
    }

    pub(crate) fn sample_value(&self, schema: &str) -> Value {
        self.value(&self.0.value["components"]["schemas"][schema], 0)
            .unwrap_or_else(|| panic!("{schema} has no finite value"))
    }

    /// The named schemas that a secret can be reached from.
    pub(crate) fn schemas_with_secrets(&self) -> BTreeSet<String> {
        members(&self.0.value["components"]["schemas"])
            .map(|(name, _)| name.clone())
            .filter(|name| self.sample_value(name).to_string().contains(SENTINEL))
            .collect()
    }

    /// All properties of named schemas, as `Schema.property`, with their schemas.
    pub(crate) fn properties(&self) -> Vec<(String, &Value)> {
        let mut found = Vec::new();
        for (name, schema) in members(&self.0.value["components"]["schemas"]) {
            collect(name, schema, &mut found);
        }
        found
    }

    /// A value of a schema; `None` where only recursion would give one.
    fn value(&self, schema: &Value, depth: usize) -> Option<Value> {
        if depth > 12 {
            return None;
        }
        let schema = self.0.resolve(schema);
        if let Some(first) = elements(&schema["enum"]).next() {
            return Some(first.clone());
        }
        if schema.get("allOf").is_some() || schema.get("properties").is_some() {
            let mut object = Map::new();
            for part in elements(&schema["allOf"]) {
                match self.value(part, depth + 1)? {
                    Value::Object(members) => object.extend(members),
                    // A wrapper around a reference to something else than an object.
                    other => return Some(other),
                }
            }
            for (name, property) in members(&schema["properties"]) {
                if let Some(value) = self.value(property, depth + 1) {
                    object.insert(name.clone(), value);
                }
            }
            return Some(Value::Object(object));
        }
        Some(match schema["type"].as_str() {
            Some("string") => match schema["format"].as_str() {
                Some("password") => json!(SENTINEL),
                Some("date-time") => json!("2024-02-29T12:00:00Z"),
                Some("date") => json!("2024-02-29"),
                Some("uuid") => json!("6f4b1c5e-8f51-4c2c-9f6c-1f1a2b3c4d5e"),
                _ => json!("text"),
            },
            Some("integer") => schema.get("minimum").cloned().unwrap_or(json!(1)),
            Some("number") => json!(1.5),
            Some("boolean") => json!(true),
            Some("array") => match self.value(&schema["items"], depth + 1) {
                Some(item) => json!([item]),
                None => json!([]),
            },
            Some("object") if schema["additionalProperties"].is_object() => {
                match self.value(&schema["additionalProperties"], depth + 1) {
                    Some(value) => json!({ "key": value }),
                    None => json!({}),
                }
            }
            _ => json!({}),
        })
    }
}

impl From<description::Operation<'_>> for Operation {
    fn from(operation: description::Operation<'_>) -> Self {
        let headers = operation.parameters.iter();
        let headers = headers
            .filter(|parameter| parameter["in"] == "header")
            .filter_map(|parameter| parameter["name"].as_str());
        let alternatives = operation.security.iter();
        let named = |schemes: &Vec<&str>| schemes.iter().map(|name| name.to_string()).collect();
        Self {
            id: operation.id.to_owned(),
            idempotent: operation.value["x-idempotent"].as_bool(),
            headers: headers.map(str::to_ascii_lowercase).collect(),
            security: alternatives.map(named).collect(),
            method: operation.method,
        }
    }
}

fn collect<'a>(path: &str, schema: &'a Value, found: &mut Vec<(String, &'a Value)>) {
    for (name, property) in members(&schema["properties"]) {
        let path = format!("{path}.{name}");
        collect(&path, property, found);
        found.push((path, property));
    }
    for part in elements(&schema["allOf"]) {
        collect(path, part, found);
    }
    for inner in [&schema["items"], &schema["additionalProperties"]] {
        if inner.is_object() {
            collect(path, inner, found);
        }
    }
}
