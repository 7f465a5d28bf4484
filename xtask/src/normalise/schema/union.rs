//! One schema for what several say of different values.

use serde_json::Value;

use crate::load::node::{Node, Place};

/// Any of the schemas, each once.
pub(super) fn any_of(schemas: Vec<Node>, place: Place) -> Node {
    let mut values: Vec<Value> = Vec::new();
    let mut distinct: Vec<Node> = Vec::new();
    for schema in schemas {
        let value = schema.to_value();
        if !values.contains(&value) {
            values.push(value);
            distinct.push(schema);
        }
    }
    if distinct.len() > 1 {
        return Node::mapping([("anyOf", Node::list(distinct, place))], place);
    }
    distinct
        .pop()
        .unwrap_or_else(|| Node::made(Value::Object(serde_json::Map::new()), place))
}
