//! What a reference is, and where it may lead.

use serde_json::Value;

use crate::load::node::{Node, Place};

/// The file that something stands in.
pub(super) fn source(place: Place) -> usize {
    place.source as usize
}

/// The reference that an object is, as its author wrote it, and its place.
pub(super) fn reference(node: &Node) -> Option<(String, Place)> {
    let member = node.get("$ref")?;
    let text = member.as_text()?;
    (!member.place.is_made()).then(|| (text.to_owned(), member.place))
}

/// A reference that may lead out of the file that was asked for, or stands in another one.
pub(super) fn outward(node: &Node) -> Option<(String, Place)> {
    reference(node).filter(|(reference, place)| source(*place) != 0 || names_a_file(reference))
}

/// Whether the text is rather a reference to a file than a name.
pub(super) fn names_a_file(text: &str) -> bool {
    let (path, _) = text.split_once('#').unwrap_or((text, ""));
    path.contains(['/', '.'])
}

/// What stands in the file that was asked for and names no other: a place in it, or what people write instead of one.
pub(super) fn is_for_the_lint(reference: &str, root: &Node) -> bool {
    reference.starts_with('#')
        || !reference.contains(['/', '.', ':'])
        || reference.starts_with('/') && root.pointed(reference).is_some()
}

/// Lets a reference lead to a place in the whole description.
pub(super) fn point(node: &mut Node, to: &str) {
    if let Some(reference) = node
        .members_mut()
        .and_then(|members| members.get_mut("$ref"))
    {
        *reference = Node::made(Value::String(to.to_owned()), reference.place);
    }
}
