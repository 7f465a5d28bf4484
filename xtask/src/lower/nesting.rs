//! Values that nest where nothing can write that they do.

use super::context::Context;
use super::graph::{Kind, ViewId};
use super::node::Node;
use crate::model::Place;

impl<'d> Context<'d> {
    /// Warns of a parameter whose lists or objects hold others. Only a query has brackets for them.
    pub(crate) fn nested_parameter(
        &mut self,
        parameter: &Node<'d>,
        place: Place,
        schema: Option<&Node<'d>>,
    ) {
        let schema = schema.and_then(|schema| self.shapes.graph.find(schema));
        let Some(view) = schema.map(|schema| self.shapes.whole(schema)) else {
            return;
        };
        if place == Place::Query || !self.nests(view) {
            return;
        }
        let written = parameter.text("in").unwrap_or_default();
        self.warn(
            "nested-parameter",
            &parameter.pointer,
            format!(
                "this parameter holds lists or objects inside others, and no style of a {written} can write that: \
                 a call with such a value is refused before anything is sent"
            ),
            "describe it by `content` with `application/json`, or as text",
        );
    }

    fn nests(&mut self, view: ViewId) -> bool {
        let inside: Vec<ViewId> = match &self.shapes.settled(view).1.kind {
            Kind::List(items) => items.iter().copied().collect(),
            Kind::Map(values) => vec![*values],
            Kind::Object(object) => object.properties.values().copied().collect(),
            _ => return false,
        };
        inside.into_iter().any(|view| {
            let kind = &self.shapes.settled(view).1.kind;
            matches!(
                kind,
                Kind::List(_) | Kind::Map(_) | Kind::FreeForm | Kind::Object(_)
            )
        })
    }
}
