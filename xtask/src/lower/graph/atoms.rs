//! What has to hold of a value at once: the keywords of a schema, and those of everything that it takes over by `allOf`.

use std::collections::HashSet;

use super::keywords::{enum_values, kind};
use super::shape::Part;
use super::{Graph, SchemaId};
use crate::lower::node::Node;

/// What is said of a schema without saying what its values are.
const WORDS: &[&str] = &[
    "description",
    "title",
    "example",
    "nullable",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
];

/// Schemas whose own keywords all hold, each once, however many ways lead to it.
#[derive(Default)]
pub(super) struct Atoms {
    /// Parts before what they are parts of.
    pub(super) own: Vec<SchemaId>,
    pub(super) choices: Vec<Choice>,
}

/// `oneOf`, `anyOf`, or the heirs of a base.
#[derive(Clone)]
pub(super) struct Choice {
    pub(super) owner: SchemaId,
    pub(super) alternatives: Vec<SchemaId>,
    /// Several alternatives may hold at once.
    pub(super) any: bool,
    /// The alternatives inherit the owner, and have its properties already.
    pub(super) heirs: bool,
}

enum Step {
    Enter { id: SchemaId, inherited: bool },
    Leave { id: SchemaId, inherited: bool },
}

impl<'d> Graph<'d> {
    pub(super) fn atoms(&self, parts: &[Part]) -> Atoms {
        let mut atoms = Atoms::default();
        let mut seen = HashSet::new();
        let mut steps: Vec<Step> = Vec::new();
        for part in parts {
            match *part {
                Part::Own(id) => {
                    if seen.insert(id) {
                        atoms.own.push(id);
                    }
                    continue;
                }
                Part::Whole(id) => steps.push(Step::Enter {
                    id,
                    inherited: false,
                }),
                Part::Inherited(id) => steps.push(Step::Enter {
                    id,
                    inherited: true,
                }),
            }
            while let Some(step) = steps.pop() {
                match step {
                    Step::Enter { id, inherited } => {
                        let Some(id) = self.meant(id).filter(|id| seen.insert(*id)) else {
                            continue;
                        };
                        steps.push(Step::Leave { id, inherited });
                        let parts = self.get(id).all_of.iter().rev();
                        steps.extend(parts.map(|part| Step::Enter {
                            id: *part,
                            inherited: true,
                        }));
                    }
                    Step::Leave { id, inherited } => {
                        atoms.own.push(id);
                        atoms.choices.extend(self.choices(id, inherited));
                    }
                }
            }
        }
        atoms
    }

    /// The properties of a schema, those of its parts included.
    pub(crate) fn properties(&self, id: SchemaId) -> Vec<Node<'d>> {
        let own = self.atoms(&[Part::Whole(id)]).own.into_iter();
        own.flat_map(|id| &self.get(id).properties)
            .map(|(_, property)| self.get(*property).node.clone())
            .collect()
    }

    fn choices(&self, owner: SchemaId, inherited: bool) -> Vec<Choice> {
        let schema = self.get(owner);
        let heirs = self.with_heirs_listed.contains(&owner);
        if inherited && heirs {
            return Vec::new();
        }
        let of = |alternatives: &[SchemaId], any| {
            let alternatives: Vec<SchemaId> = alternatives
                .iter()
                .copied()
                .filter(|alternative| !self.narrows(*alternative))
                .collect();
            (!alternatives.is_empty()).then_some(Choice {
                owner,
                alternatives,
                any,
                heirs,
            })
        };
        let found: Vec<Choice> = [of(&schema.one_of, false), of(&schema.any_of, true)]
            .into_iter()
            .flatten()
            .collect();
        if found.is_empty() && !inherited && self.is_base(owner) {
            return vec![Choice {
                owner,
                alternatives: self.heirs_as_alternatives(owner),
                any: false,
                heirs: true,
            }];
        }
        found
    }

    /// Alternatives that only say which properties are required together narrow an object that stands beside them, and
    /// nothing in Rust's types can say that.
    fn narrows(&self, id: SchemaId) -> bool {
        let members = self.get(id).node.members();
        !members.is_empty()
            && members
                .iter()
                .all(|(key, _)| matches!(*key, "required" | "not" | "description" | "title"))
    }

    /// Whether a schema's own keywords say what a value is, and not only what is true of it.
    pub(super) fn tells(&self, id: SchemaId) -> bool {
        let schema = self.get(id);
        !schema.properties.is_empty()
            || schema.values.is_some()
            || enum_values(&schema.node).is_some()
            || kind(&schema.node).is_some_and(|kind| kind != "object")
    }

    /// A part of an `allOf` that holds only words.
    pub(super) fn says_nothing(&self, id: SchemaId) -> bool {
        let node = &self.get(id).node;
        self.says_no_more_than(id, &[])
            || node.text("type") == Some("object") && self.says_no_more_than(id, &["type"])
    }

    /// Whether a schema has no keywords but these and words.
    pub(super) fn says_no_more_than(&self, id: SchemaId, keywords: &[&str]) -> bool {
        let node = &self.get(id).node;
        let members = node.members();
        members.iter().all(|(key, _)| {
            WORDS.contains(key)
                || key.starts_with("x-")
                || keywords.contains(key)
                // People write it of a property that is required.
                || *key == "required" && node.texts("required").is_empty()
        })
    }
}
