//! Objects with known properties, gathered from all schemas that hold at once.

use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value;

use super::SchemaId;
use super::atoms::Atoms;
use super::shape::{Kind, Shapes, ViewId};

/// The properties of an object.
#[derive(Clone, Debug, Default)]
pub(crate) struct ObjectShape {
    pub(crate) properties: IndexMap<String, ViewId>,
    /// In the order of the document, and perhaps with names that no property has.
    pub(crate) required: Vec<String>,
    pub(crate) additional: Option<Additional>,
}

/// Properties that a schema allows and does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Additional {
    /// Of any type.
    Any,
    /// Of one type.
    Of(ViewId),
}

impl<'d> Shapes<'d> {
    /// The object that has the properties of all these schemas.
    pub(super) fn object(&mut self, view: ViewId, atoms: &Atoms) -> Kind<'d> {
        let mut properties: IndexMap<&'d str, Vec<SchemaId>> = IndexMap::new();
        let mut object = ObjectShape::default();
        for id in &atoms.own {
            let schema = self.graph.get(*id);
            for (name, property) in &schema.properties {
                properties.entry(name).or_default().push(*property);
            }
            let required = schema.node.texts("required").into_iter();
            object.required.extend(required.map(str::to_owned));
        }
        for (name, described) in properties {
            let property = self.inner(view, &described);
            object.properties.insert(name.to_owned(), property);
        }
        for id in &atoms.own {
            let schema = self.graph.get(*id);
            let values = schema.values;
            match schema.node.value.get("additionalProperties") {
                None | Some(Value::Bool(false)) => {}
                Some(_) => {
                    object.additional = Some(match values {
                        Some(values) => Additional::Of(self.whole(values)),
                        None => Additional::Any,
                    });
                }
            }
        }
        Kind::Object(Rc::new(object))
    }

    /// The object that has the properties of all these objects, any of which may be there: only what all of them require is
    /// required. `None` where they disagree on a property.
    pub(super) fn any_of_objects(&mut self, objects: &[Rc<ObjectShape>]) -> Option<ObjectShape> {
        let (first, others) = objects.split_first()?;
        let mut merged = ObjectShape::clone(first);
        for object in others {
            for (name, property) in &object.properties {
                match merged.properties.get(name) {
                    None => {
                        merged.properties.insert(name.clone(), *property);
                    }
                    Some(known) if self.is_alike(*known, *property) => {}
                    Some(_) => return None,
                }
            }
            merged
                .required
                .retain(|name| object.required.contains(name));
            merged.additional = match (merged.additional, object.additional) {
                (None, other) | (other, None) => other,
                (Some(one), Some(other)) if one == other => Some(one),
                _ => Some(Additional::Any),
            };
        }
        Some(merged)
    }
}
