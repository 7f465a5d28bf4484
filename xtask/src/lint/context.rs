//! What every rule may ask about the document.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::grammar::{ADDITIONAL_OPERATIONS, Form, METHODS, Reference, Survey};
use crate::load::Document;
use crate::pointer;

/// A chain of references longer than this is taken for a circle.
const MAXIMUM_HOPS: usize = 64;

/// A document under examination.
pub(super) struct Context<'d> {
    pub(super) document: &'d Document,
    pub(super) survey: Survey<'d>,
    pub(super) operations: Vec<Operation<'d>>,
    /// Pointers of the schemas that an `allOf`, `oneOf` or `anyOf` refers to.
    pub(super) composed: HashSet<String>,
}

/// An operation, with the path item that holds it.
pub(super) struct Operation<'d> {
    pub(super) method: &'d str,
    pub(super) path: &'d str,
    pub(super) pointer: String,
    pub(super) value: &'d Map<String, Value>,
    pub(super) item: Found<'d>,
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Found<'d> {
    pub(super) pointer: String,
    pub(super) value: &'d Value,
}

impl<'d> Context<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let mut context = Self {
            document,
            survey: Survey::of(&document.value, Form::Normal),
            operations: Vec::new(),
            composed: HashSet::new(),
        };
        context.composed = context
            .survey
            .references
            .iter()
            .filter_map(composed)
            .collect();
        context.operations = context.find_operations();
        context
    }

    fn find_operations(&self) -> Vec<Operation<'d>> {
        let mut operations = Vec::new();
        for (path, item) in members(self.document.value.get("paths")) {
            if path.starts_with("x-") {
                continue;
            }
            let Some(item) = self.resolve(Found {
                pointer: pointer::join("/paths", path),
                value: item,
            }) else {
                continue;
            };
            let fixed = METHODS
                .into_iter()
                .map(|method| (method, item.pointer.clone(), item.value.get(method)));
            let others = pointer::join(&item.pointer, ADDITIONAL_OPERATIONS);
            let additional = members(item.value.get(ADDITIONAL_OPERATIONS))
                .map(|(method, operation)| (method, others.clone(), Some(operation)));
            for (method, parent, operation) in fixed.chain(additional) {
                // One that lies elsewhere is left out.
                let operation = operation.and_then(Value::as_object);
                if let Some(value) = operation.filter(|value| !value.contains_key("$ref")) {
                    operations.push(Operation {
                        method,
                        path,
                        pointer: pointer::join(&parent, method),
                        value,
                        item: item.clone(),
                    });
                }
            }
        }
        operations
    }

    /// What a value is once all references are followed. `None` when they lead nowhere, out of
    /// the document or in a circle: rules of their own report that.
    pub(super) fn resolve(&self, found: Found<'d>) -> Option<Found<'d>> {
        let mut found = found;
        for _ in 0..MAXIMUM_HOPS {
            let Some(Value::String(reference)) = found.value.get("$ref") else {
                return Some(found);
            };
            let pointer = pointer::of_reference(reference)?;
            let value = self.document.value.pointer(&pointer)?;
            found = Found { pointer, value };
        }
        None
    }

    /// A member of a value, with references followed.
    pub(super) fn member(&self, parent: &Found<'d>, key: &str) -> Option<Found<'d>> {
        self.resolve(Found {
            pointer: pointer::join(&parent.pointer, key),
            value: parent.value.get(key)?,
        })
    }

    /// The parameters of an operation, those of its path item included unless the operation has
    /// one of the same name and place.
    pub(super) fn parameters(&self, operation: &Operation<'d>) -> Vec<Found<'d>> {
        let own = Found {
            pointer: operation.pointer.clone(),
            value: self
                .document
                .value
                .pointer(&operation.pointer)
                .unwrap_or(&Value::Null),
        };
        let mut parameters: Vec<Found<'d>> = self.listed(&own, "parameters");
        for shared in self.listed(&operation.item, "parameters") {
            let same = |own: &Found<'d>| identity(own.value) == identity(shared.value);
            if !parameters.iter().any(same) {
                parameters.push(shared);
            }
        }
        parameters
    }

    /// The items of a list under a key, with references followed.
    pub(super) fn listed(&self, parent: &Found<'d>, key: &str) -> Vec<Found<'d>> {
        let at = pointer::join(&parent.pointer, key);
        let items = parent.value.get(key).and_then(Value::as_array);
        items
            .into_iter()
            .flatten()
            .enumerate()
            .filter_map(|(index, value)| {
                self.resolve(Found {
                    pointer: pointer::join(&at, &index.to_string()),
                    value,
                })
            })
            .collect()
    }
}

/// A parameter is known by its name and place (OpenAPI 3.0.3, Operation Object, `parameters`).
pub(super) fn identity(parameter: &Value) -> (Option<&str>, Option<&str>) {
    (text(parameter, "name"), text(parameter, "in"))
}

/// A text member of a value.
pub(super) fn text<'d>(value: &'d Value, key: &str) -> Option<&'d str> {
    value.get(key).and_then(Value::as_str)
}

/// The members of a mapping; none when it is absent or no mapping.
pub(super) fn members(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}

/// Where a reference leads that stands in an `allOf`, `oneOf` or `anyOf`.
fn composed(reference: &Reference<'_>) -> Option<String> {
    let (list, _) = reference.pointer.rsplit_once('/')?;
    ["/allOf", "/oneOf", "/anyOf"]
        .iter()
        .any(|key| list.ends_with(key))
        .then(|| pointer::of_reference(reference.target))?
}
