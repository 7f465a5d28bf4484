//! `exclusiveMinimum` and `exclusiveMaximum` as numbers.

use serde_json::{Value, json};

use crate::load::node::Node;

pub(super) fn normalise(schema: &mut Node) {
    for (exclusive, inclusive, sign) in [
        ("exclusiveMinimum", "minimum", 1.0),
        ("exclusiveMaximum", "maximum", -1.0),
    ] {
        let number = |schema: &Node, key: &str| schema.get(key)?.scalar().and_then(Value::as_f64);
        let Some(bound) = number(schema, exclusive) else {
            continue;
        };
        let Some(node) = schema.take(exclusive) else {
            continue;
        };
        // The narrower of the two counts.
        if number(schema, inclusive).is_some_and(|other| other * sign > bound * sign) {
            continue;
        }
        let place = node.place;
        schema.put(inclusive, node);
        schema.put(exclusive, Node::made(json!(true), place));
    }
}
