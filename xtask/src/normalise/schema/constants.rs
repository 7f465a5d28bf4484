//! `const`: an `enum` with one value.

use crate::load::node::Node;

pub(super) fn normalise(schema: &mut Node) {
    if let Some(value) = schema.take("const")
        && !schema.has("enum")
    {
        let place = value.place;
        schema.put("enum", Node::list(vec![value], place));
    }
}
