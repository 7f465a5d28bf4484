//! The fields of a class: `attribute_map`, or what pydantic makes of annotations.

use indexmap::IndexMap;
use tree_sitter::Node;

use super::python::{bare, children, code, entries, identifier, keyword, last_name, literal};

/// A class that may be a model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Class {
    /// The classes that it inherits from.
    pub(super) bases: Vec<String>,
    /// Whether pydantic is told to make names of its own.
    pub(super) makes_names: bool,
    /// Python names, each with what its statements say of the name on the wire: several names may share one
    /// Python name.
    pub(super) fields: IndexMap<String, Vec<Name>>,
}

/// The name of a field on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// The statement gives it.
    Given(String),
    /// The statement gives none: it is the Python name, unless pydantic makes another of it.
    Own,
    /// The statement says something that only running it would tell.
    NotUnderstood,
}

/// Reads the statements of a class.
pub(super) fn class(node: Node<'_>, text: &str) -> Class {
    let bases = node.child_by_field_name("superclasses").map(children);
    let mut class = Class {
        bases: bases
            .into_iter()
            .flatten()
            .filter_map(|base| last_name(base, text).map(str::to_owned))
            .collect(),
        makes_names: code(node, text).contains("alias_generator"),
        fields: IndexMap::new(),
    };
    let body = node.child_by_field_name("body").map(children);
    for statement in body.into_iter().flatten() {
        let assignment = match (statement.kind(), children(statement).as_slice()) {
            ("expression_statement", [only]) if only.kind() == "assignment" => *only,
            _ => continue,
        };
        let Some(left) = assignment
            .child_by_field_name("left")
            .and_then(|left| identifier(left, text))
        else {
            continue;
        };
        let right = assignment.child_by_field_name("right");
        if left == "attribute_map" {
            let map = right.map(|right| entries(bare(right), text));
            let map = map.unwrap_or_default();
            for (python, value) in map {
                let name = literal(value, text).map_or(Name::NotUnderstood, Name::Given);
                class.fields.entry(python).or_default().push(name);
            }
        } else if let Some(annotation) = assignment.child_by_field_name("type") {
            let kind = code(annotation, text);
            // Neither is a field.
            let other = kind.contains("ClassVar")
                || right.is_some_and(|right| code(right, text).contains("PrivateAttr("));
            if !left.starts_with("__") && !other {
                let name = if statement.has_error() {
                    Name::NotUnderstood
                } else {
                    field(annotation, right, text)
                };
                class.fields.entry(left.to_owned()).or_default().push(name);
            }
        }
    }
    class
}

/// What a field's annotation and value say of its name.
fn field(annotation: Node<'_>, value: Option<Node<'_>>, text: &str) -> Name {
    // Only of plain values it is known that they say nothing of a name.
    const VALUES: [&str; 14] = [
        "none",
        "true",
        "false",
        "integer",
        "float",
        "unary_operator",
        "string",
        "concatenated_string",
        "attribute",
        "list",
        "dictionary",
        "set",
        "tuple",
        "ellipsis",
    ];
    let by_value = match value.map(bare) {
        None => Name::Own,
        Some(value) if value.kind() == "call" => alias(value, text),
        Some(value) if VALUES.contains(&value.kind()) => Name::Own,
        Some(_) => Name::NotUnderstood,
    };
    match (by_value, annotated(annotation, text)) {
        (Name::Own, name) | (name, Name::Own) => name,
        // The value's alias is the one that counts.
        (name, _) => name,
    }
}

/// What the call of `Field` in `Annotated[str, Field(alias="pageSize")]` says.
fn annotated(annotation: Node<'_>, text: &str) -> Name {
    let outermost = match children(annotation).as_slice() {
        [only] => *only,
        _ => return Name::Own,
    };
    let parts = children(outermost);
    let is_annotated = parts
        .first()
        .and_then(|first| last_name(*first, text))
        .is_some_and(|name| name == "Annotated");
    if !is_annotated {
        return Name::Own;
    }
    let mut name = Name::Own;
    for part in parts.into_iter().skip(1).flat_map(calls) {
        match alias(part, text) {
            Name::Own => {}
            said => name = said,
        }
    }
    name
}

/// The calls that are arguments of a type, not those inside such arguments.
fn calls(node: Node<'_>) -> Vec<Node<'_>> {
    match node.kind() {
        "call" => vec![node],
        "type_parameter" | "type" => children(node).into_iter().flat_map(calls).collect(),
        _ => Vec::new(),
    }
}

/// What a call says of the name.
fn alias(call: Node<'_>, text: &str) -> Name {
    let function = call.child_by_field_name("function");
    let is_field = function
        .and_then(|function| last_name(function, text))
        .is_some_and(|name| name == "Field");
    let spread = call.child_by_field_name("arguments").is_some_and(|inside| {
        let inside = children(inside);
        let mut kinds = inside.iter().map(Node::kind);
        kinds.any(|kind| kind == "dictionary_splat")
    });
    if !is_field || spread {
        return Name::NotUnderstood;
    }
    let mut name = Name::Own;
    for key in ["alias", "validation_alias", "serialization_alias"] {
        let Some(value) = keyword(call, key, text).filter(|value| bare(*value).kind() != "none")
        else {
            continue;
        };
        let Some(given) = literal(value, text) else {
            return Name::NotUnderstood;
        };
        match &name {
            // Two names, one for each direction, are no single one.
            Name::Given(known) if *known != given => return Name::NotUnderstood,
            _ => name = Name::Given(given),
        }
    }
    name
}
