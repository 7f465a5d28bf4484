//! Keywords that say nothing of the value: words, examples, and what tools make of them.

use crate::load::node::Node;

/// Whether a keyword is one of them.
pub(in crate::normalise) fn is_annotation(keyword: &str) -> bool {
    matches!(
        keyword,
        "title"
            | "summary"
            | "description"
            | "default"
            | "example"
            | "examples"
            | "deprecated"
            | "readOnly"
            | "writeOnly"
            | "externalDocs"
            | "xml"
            | "$comment"
    ) || keyword.starts_with("x-")
}

/// One of the `examples` is the `example`.
pub(super) fn normalise(schema: &mut Node) {
    let Some(examples) = schema.take("examples") else {
        return;
    };
    // Before it was a list, it was written as a mapping by mistake: what is in it has a `value` then.
    if let Some(first) = examples.items().first()
        && !schema.has("example")
    {
        schema.put("example", first.clone());
    }
}
