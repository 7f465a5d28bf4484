//! Schemas that are written out in several places: alike to the last word, and wanting the same name, they are one type.

use serde_json::Value;

use super::context::Context;
use super::graph::{Part, ViewId};
use crate::model::{Type, type_name};

/// A schema that has no name in the document, with the type that was made of it.
pub(crate) struct WrittenOut<'d> {
    schema: &'d Value,
    ty: Type,
}

impl<'d> Context<'d> {
    /// The schema as it stands in the document, if the view is all of it and it has no name there.
    pub(super) fn written_out(&self, view: ViewId) -> Option<&'d Value> {
        let [Part::Whole(id)] = *self.shapes.parts(view) else {
            return None;
        };
        let node = &self.shapes.graph.get(id).node;
        let named = self.names.contains_key(&node.pointer);
        (!named).then_some(node.value)
    }

    /// The type of a schema that is alike and wanted the same name.
    pub(super) fn type_of_alike(&self, schema: &'d Value, hint: &str) -> Option<Type> {
        let alike = self.written_out.get(&type_name(hint))?;
        let mut alike = alike.iter().filter(|known| known.schema == schema);
        alike.next().map(|known| known.ty.clone())
    }

    /// Keeps the type of a schema for those that are alike.
    pub(super) fn keep_for_alike(&mut self, schema: &'d Value, hint: &str, ty: &Type) {
        if matches!(ty, Type::Named(_)) {
            let ty = ty.clone();
            let alike = self.written_out.entry(type_name(hint)).or_default();
            alike.push(WrittenOut { schema, ty });
        }
    }
}
