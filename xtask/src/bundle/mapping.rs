//! What discriminators name: components, by their names or by references.

use serde_json::Value;

use super::follow::Follower;
use super::library::Goal;
use super::references::{names_a_file, source};
use crate::grammar::SCHEMA;
use crate::load::node::{Content, Node};
use crate::pointer;

impl Follower<'_> {
    /// The values of a discriminator are names of components, or references.
    pub(super) fn discriminator(&mut self, node: &mut Node) {
        let Some(members) = node.members_mut() else {
            return;
        };
        let default = members
            .get("defaultMapping")
            .is_some()
            .then_some("defaultMapping");
        if let Some(Content::Map(mapping)) = members.get_mut("mapping").map(|m| &mut m.content) {
            mapping.values_mut().for_each(|value| self.mapped(value));
        }
        if let Some(value) = default.and_then(|key| members.get_mut(key)) {
            self.mapped(value);
        }
    }

    fn mapped(&mut self, value: &mut Node) {
        let place = value.place;
        let Some(reference) = value.as_text().map(str::to_owned) else {
            return;
        };
        let Some(section) = self.components.section(&SCHEMA) else {
            return;
        };
        if place.is_made() || source(place) == 0 && reference.starts_with('#') {
            return;
        }
        let named = self.components.pointer(section, &reference);
        let reference = if names_a_file(&reference) || reference.starts_with('#') {
            reference
        } else if source(place) == 0 {
            return;
        } else {
            pointer::to_reference(&named)
        };
        let own = match self.library.resolve(&reference, source(place)) {
            Ok(Goal::Root(own)) => own,
            Ok(Goal::Other(target)) => match self.home(section, &SCHEMA, target) {
                Ok(home) => pointer::to_reference(&home),
                Err(_) => return,
            },
            // A name that the file does not know is one of the description, and what leads to nothing is the lint's to find.
            Err(_) => return,
        };
        *value = Node::made(Value::String(own), place);
    }
}
