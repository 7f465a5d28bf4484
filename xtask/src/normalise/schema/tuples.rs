//! Lists with a schema for each position: Rust has no lists like that, so that any of the schemas may be anywhere.

use super::Documentation;
use super::union::any_of;
use crate::load::node::{Content, Node};

pub(super) fn normalise(schema: &mut Node, documentation: &mut Documentation) {
    // Before JSON Schema 2020-12, `items` was the list, and `additionalItems` what comes after it.
    let (keyword, positions, rest) = match schema.take("prefixItems") {
        Some(positions) => ("prefixItems", positions, schema.take("items")),
        None if schema
            .get("items")
            .is_some_and(|items| matches!(items.content, Content::List(_))) =>
        {
            let rest = schema.take("additionalItems");
            match schema.take("items") {
                Some(items) => ("items", items, rest),
                None => return,
            }
        }
        None => return,
    };
    documentation.push(keyword);
    let place = positions.place;
    let Content::List(mut parts) = positions.content else {
        return;
    };
    parts.extend(rest.filter(|rest| rest.members().is_some_and(|rest| !rest.contains_key("not"))));
    schema.put("items", any_of(parts, place));
}
