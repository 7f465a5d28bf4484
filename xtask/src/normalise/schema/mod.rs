//! Schemas: the keywords of every version, in the words of OpenAPI 3.0.
//!
//! Each module holds the keywords of one subject. They look at one schema, whose parts are done.

mod annotations;
mod beside_reference;
mod bounds;
mod conditions;
mod constants;
mod contents;
mod maps;
mod null;
mod tuples;
mod types;
mod union;

pub(super) use annotations::is_annotation;
pub(super) use conditions::is_negated;
use serde_json::{Value, json};

use crate::grammar::Version;
use crate::load::node::{Content, Node};

/// What no type can say, found in a schema: the keyword.
pub(super) type Documentation = Vec<&'static str>;

/// Says a schema in the words of the normal form; the result is what could not be said.
pub(super) fn normalise(schema: &mut Node, version: Version) -> Documentation {
    let mut documentation = Documentation::new();
    match &schema.content {
        // JSON Schema since its draft 6.
        Content::Scalar(Value::Bool(true)) => schema.set_value(json!({})),
        Content::Scalar(Value::Bool(false)) => schema.set_value(json!({ "not": {} })),
        Content::Map(_) => {
            constants::normalise(schema);
            types::normalise(schema, &mut documentation);
            bounds::normalise(schema);
            contents::normalise(schema);
            tuples::normalise(schema, &mut documentation);
            maps::normalise(schema, &mut documentation);
            conditions::normalise(schema, &mut documentation);
            null::normalise(schema, version);
            annotations::normalise(schema);
            beside_reference::normalise(schema, version);
        }
        _ => {}
    }
    documentation
}
