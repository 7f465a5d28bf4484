//! Python as a tree: names, texts and dictionaries, however a formatter has laid them out.

use tree_sitter::{Node, Parser, Tree};

use crate::reconstruct::literal::unescape;

/// Code nested deeper than this is nothing that a generator wrote; the limit keeps the recursion off the
/// stack's end.
pub(super) const MAXIMUM_DEPTH: usize = 64;

/// Parses a file. What is no Python becomes an error in the tree, and the rest is read.
pub(super) fn parse(text: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    let language = tree_sitter_python::LANGUAGE.into();
    parser.set_language(&language).ok()?;
    parser.parse(text, None)
}

/// The named children of a node, without comments.
pub(super) fn children<'tree>(node: Node<'tree>) -> Vec<Node<'tree>> {
    let mut cursor = node.walk();
    let children = node.named_children(&mut cursor);
    children.filter(|child| child.kind() != "comment").collect()
}

/// A node without the parentheses that formatters put around what does not fit on a line.
pub(super) fn bare(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    while node.kind() == "parenthesized_expression" {
        match children(node).as_slice() {
            [inner] => node = *inner,
            _ => break,
        }
    }
    node
}

/// The code of a node.
pub(super) fn code<'a>(node: Node<'_>, text: &'a str) -> &'a str {
    text.get(node.byte_range()).unwrap_or_default()
}

/// The code of a node that is a plain name.
pub(super) fn identifier<'a>(node: Node<'_>, text: &'a str) -> Option<&'a str> {
    (node.kind() == "identifier").then(|| code(node, text))
}

/// The last part of a name such as `pydantic.Field`.
pub(super) fn last_name<'a>(node: Node<'_>, text: &'a str) -> Option<&'a str> {
    match node.kind() {
        "identifier" => Some(code(node, text)),
        "attribute" => Some(code(node.child_by_field_name("attribute")?, text)),
        _ => None,
    }
}

/// The value of a text that stands there as it is; `None` for anything that only running the code tells.
pub(super) fn literal(node: Node<'_>, text: &str) -> Option<String> {
    let node = bare(node);
    match node.kind() {
        "string" => string(node, text),
        "concatenated_string" => children(node)
            .into_iter()
            .map(|part| string(part, text))
            .collect(),
        _ => None,
    }
}

fn string(node: Node<'_>, text: &str) -> Option<String> {
    let mut value = String::new();
    let mut raw = false;
    for part in children(node) {
        match part.kind() {
            "string_start" => {
                let prefix = code(part, text).to_ascii_lowercase();
                raw = prefix.contains('r');
                if prefix.contains('b') {
                    return None;
                }
            }
            "string_content" if raw => value.push_str(code(part, text)),
            "string_content" => value.push_str(&unescape(code(part, text))?),
            "string_end" => {}
            _ => return None,
        }
    }
    Some(value)
}

/// The entries of a dictionary whose keys are texts.
pub(super) fn entries<'tree>(node: Node<'tree>, text: &str) -> Vec<(String, Node<'tree>)> {
    if node.kind() != "dictionary" {
        return Vec::new();
    }
    children(node)
        .into_iter()
        .filter(|pair| pair.kind() == "pair" && !pair.has_error())
        .filter_map(|pair| {
            let key = literal(pair.child_by_field_name("key")?, text)?;
            Some((key, pair.child_by_field_name("value")?))
        })
        .collect()
}

/// The value of a keyword argument of a call.
pub(super) fn keyword<'tree>(call: Node<'tree>, name: &str, text: &str) -> Option<Node<'tree>> {
    let arguments = call.child_by_field_name("arguments")?;
    children(arguments).into_iter().find_map(|argument| {
        let named = argument.kind() == "keyword_argument"
            && code(argument.child_by_field_name("name")?, text) == name;
        named
            .then(|| argument.child_by_field_name("value"))
            .flatten()
    })
}
