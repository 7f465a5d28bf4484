//! What stands beside a `$ref`.

use super::annotations::is_annotation;
use crate::grammar::Version;
use crate::load::node::Node;

/// What every version and every tool takes beside a reference.
fn is_harmless(keyword: &str) -> bool {
    keyword == "summary" || keyword == "description" || keyword.starts_with("x-")
}

pub(super) fn normalise(schema: &mut Node, version: Version) {
    let Some(members) = schema.members() else {
        return;
    };
    if version == Version::V3_0
        || !members.get("$ref").is_some_and(Node::is_scalar)
        || members.keys().all(|key| key == "$ref" || is_harmless(key))
    {
        return;
    }
    let place = schema.place;
    let says_nothing = |key: &str| {
        is_annotation(key)
            || matches!(
                key,
                "nullable" | "$defs" | "$id" | "$anchor" | "$dynamicAnchor" | "$schema"
            )
    };
    let assertions: Vec<String> = members
        .keys()
        .filter(|key| *key != "$ref" && !says_nothing(key))
        .cloned()
        .collect();
    if version == Version::V2_0 {
        // Swagger 2.0 has nothing there. Words are taken for what they are, and the rest is left
        // beside the reference, where it is reported.
        if members
            .keys()
            .all(|key| key == "$ref" || assertions.contains(key))
        {
            return;
        }
    }
    let Some(reference) = schema.take("$ref") else {
        return;
    };
    let mut referring = Node::mapping([("$ref", reference)], place);
    let mut parts = Vec::new();
    if version == Version::V2_0 {
        for key in &assertions {
            if let Some(member) = schema.take(key) {
                referring.put(key, member);
            }
        }
    } else {
        let mut narrowing = Node::mapping([], place);
        for key in &assertions {
            if let Some(member) = schema.take(key) {
                narrowing.put(key, member);
            }
        }
        // The type alone repeats what the reference says.
        if assertions.iter().any(|key| key != "type") {
            parts.push(narrowing);
        }
    }
    parts.insert(0, referring);
    if let Some(more) = parts
        .get_mut(1)
        .and_then(|narrowing| narrowing.take("allOf"))
    {
        parts.extend(more.items().iter().cloned());
        if parts
            .get(1)
            .and_then(Node::members)
            .is_some_and(indexmap::IndexMap::is_empty)
        {
            parts.remove(1);
        }
    }
    schema.put("allOf", Node::list(parts, place));
}
