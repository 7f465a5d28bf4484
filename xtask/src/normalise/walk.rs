//! The walk over a description along the tables of its version, to change it.

use crate::grammar::{Form, Kind, SCHEMA, Shape};
use crate::load::node::{Content, Node};
use crate::pointer;

/// What is done at each object.
pub(crate) trait Visitor {
    /// Before what is inside it is looked at.
    fn enter(&mut self, _shape: &'static Shape, _node: &mut Node) {}

    /// When all that is inside it is done.
    fn leave(&mut self, shape: &'static Shape, node: &mut Node);

    /// When what an object brought is done.
    fn left(&mut self) {}

    /// A list, or a mapping with keys of the author's choice, before what is inside it is looked at.
    fn enter_map(&mut self, _node: &mut Node) {}
}

/// Visits an object and all that is inside it.
pub(crate) fn walk(shape: &'static Shape, node: &mut Node, form: Form, visitor: &mut impl Visitor) {
    visitor.enter(shape, node);
    match &mut node.content {
        Content::Map(members) => {
            let reference = shape.referable && members.get("$ref").is_some_and(Node::is_scalar);
            if !reference || form.reads_beside_references(shape) {
                for (key, member) in members {
                    if reference && key == "$ref" {
                        continue;
                    }
                    match shape.field(key, member.sort(), form) {
                        Some(field) => walk_kind(&field.kind, member, form, visitor),
                        None if key.starts_with("x-") => {}
                        None => {
                            if let Some(kind) = shape.others {
                                walk_kind(kind, member, form, visitor);
                            }
                        }
                    }
                }
            }
        }
        // The older form of tuples: a schema for each position.
        Content::List(items) if std::ptr::eq(shape, &SCHEMA) => {
            for item in items {
                walk(shape, item, form, visitor);
            }
        }
        _ => {}
    }
    visitor.leave(shape, node);
    visitor.left();
}

fn walk_kind(kind: &'static Kind, node: &mut Node, form: Form, visitor: &mut impl Visitor) {
    match kind {
        Kind::Object(shape) | Kind::FlagOr(shape)
            if (matches!(kind, Kind::Object(_)) || !node.is_scalar()) =>
        {
            walk(shape, node, form, visitor);
        }
        Kind::List(of) => {
            visitor.enter_map(node);
            if let Content::List(items) = &mut node.content {
                for item in items {
                    walk_kind(of, item, form, visitor);
                }
            }
            visitor.left();
        }
        Kind::Map(of) => {
            visitor.enter_map(node);
            if let Content::Map(members) = &mut node.content {
                for member in members.values_mut() {
                    walk_kind(of, member, form, visitor);
                }
            }
            visitor.left();
        }
        _ => {}
    }
}

/// Whether the walk from the root comes by what a pointer leads to.
pub(crate) fn reaches(root_shape: &'static Shape, root: &Node, target: &str, form: Form) -> bool {
    let mut node = root;
    let mut kind = Kind::Object(root_shape);
    for token in pointer::tokens(target) {
        let Some(child) = node.child(&token) else {
            return false;
        };
        let next = match &kind {
            Kind::Object(shape) | Kind::FlagOr(shape) => {
                match shape.field(&token, child.sort(), form) {
                    Some(field) => Some(&field.kind),
                    None if token.starts_with("x-") => None,
                    None => shape.others,
                }
            }
            Kind::List(of) | Kind::Map(of) => Some(*of),
            _ => None,
        };
        let Some(next) = next else {
            return false;
        };
        kind = *next;
        node = child;
    }
    true
}
