//! Conditions, and other assertions that no type can say.

use indexmap::IndexMap;

use super::Documentation;
use crate::load::node::{Content, Node};

/// What is only true of some values, or of the values taken together.
const ASSERTIONS: &[&str] = &[
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
];

/// Whether a schema says what a value is not. What `false` becomes permits nothing, and says it without a word.
pub(in crate::normalise) fn is_negated(schema: &Node) -> bool {
    let negated = schema.get("not").and_then(Node::members);
    negated.is_some_and(|members| !members.is_empty())
}

pub(super) fn normalise(schema: &mut Node, documentation: &mut Documentation) {
    if is_negated(schema) {
        documentation.push("not");
    }
    for keyword in ASSERTIONS {
        let Some(assertion) = schema.take(keyword) else {
            continue;
        };
        documentation.push(keyword);
        match *keyword {
            "then" | "else" => properties(schema, assertion),
            "dependentSchemas" => {
                if let Content::Map(schemas) = assertion.content {
                    for dependent in schemas.into_values() {
                        properties(schema, dependent);
                    }
                }
            }
            _ => {}
        }
    }
}

/// A property that is only described under a condition may be there: nothing of it shall be lost.
fn properties(schema: &mut Node, mut conditional: Node) {
    let Some(found) = conditional.take("properties") else {
        return;
    };
    let place = found.place;
    let Content::Map(found) = found.content else {
        return;
    };
    if !schema.has("properties") {
        let empty = Node {
            place,
            content: Content::Map(IndexMap::new()),
        };
        schema.put("properties", empty);
    }
    let known = schema
        .members_mut()
        .and_then(|members| members.get_mut("properties"))
        .and_then(Node::members_mut);
    if let Some(known) = known {
        for (name, property) in found {
            known.entry(name).or_insert(property);
        }
    }
}
