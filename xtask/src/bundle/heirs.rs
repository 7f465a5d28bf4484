//! Heirs that stand beside their base in another file: nothing refers to them, and yet they are what comes in its place.

use std::collections::HashSet;

use super::components::Target;
use super::follow::Follower;
use super::library::Goal;
use crate::grammar::SCHEMA;
use crate::load::node::Node;
use crate::pointer;

/// Where files keep schemas, beside what they are themselves.
const SHELVES: [&str; 3] = ["", "/components/schemas", "/definitions"];

impl Follower<'_> {
    /// Makes components of the schemas in the files that were read which inherit one with a discriminator that the
    /// description has. `family` are those that were found before; the result says whether there are more, which may
    /// have heirs themselves.
    pub(super) fn find_heirs(&mut self, family: &mut HashSet<Target>) -> bool {
        let Some(section) = self.components.section(&SCHEMA) else {
            return false;
        };
        let mut found = false;
        for (target, references) in self.inheriting() {
            if family.contains(&target) {
                continue;
            }
            let bases = references.iter().filter_map(|reference| {
                match self.library.resolve_in_memory(reference, target.0)? {
                    Goal::Root(own) => Some((0, pointer::of_reference(&own)?)),
                    Goal::Other(base) => Some(base),
                }
            });
            let bases: Vec<Target> = bases.collect();
            let inherits = bases.iter().any(|base| {
                let node = match base.0 {
                    0 => self.library.root.pointed(&base.1),
                    _ => self.library.node(base),
                };
                let tells = node.is_some_and(|node| node.has("discriminator"));
                let is_here = base.0 == 0 || self.components.home(section, base).is_some();
                (tells || family.contains(base)) && is_here
            });
            if inherits {
                found = true;
                family.insert(target.clone());
                // What cannot be had is not missed: nothing refers to it.
                let _ = self.home(section, &SCHEMA, target);
            }
        }
        found
    }

    /// The schemas of the other files that inherit something, and the references by which they do.
    fn inheriting(&self) -> Vec<(Target, Vec<String>)> {
        let mut found = Vec::new();
        for (number, tree) in self.library.trees() {
            if let Some(references) = inherited(tree) {
                found.push(((number, String::new()), references));
            }
            for shelf in SHELVES {
                let schemas = tree.pointed(shelf).and_then(Node::members);
                for (name, schema) in schemas.into_iter().flatten() {
                    if let Some(references) = inherited(schema) {
                        found.push(((number, pointer::join(shelf, name)), references));
                    }
                }
            }
        }
        found
    }
}

/// The references among the parts of an `allOf`.
fn inherited(schema: &Node) -> Option<Vec<String>> {
    let parts = schema.get("allOf")?.items().iter();
    let references = parts.filter_map(|part| part.text("$ref").map(str::to_owned));
    Some(references.collect())
}
