//! References where the normal form has none, and path items of which a reference is only a part.

use std::collections::HashSet;
use std::sync::Arc;

use super::walk::{Visitor, reaches, walk};
use crate::grammar::{Form, PATH_ITEM, SCHEMA, Shape};
use crate::load::node::Node;
use crate::pointer;

/// How many values references may add to a description. A few that hold each other could otherwise
/// stand for billions.
const MAXIMUM_INLINED: usize = 100_000;

/// Walks a description, `written` before, with what references lead to in their place where the normal form has none.
pub(super) fn walk_inlined(
    root_shape: &'static Shape,
    root: &mut Node,
    written: &Arc<Node>,
    form: Form,
    visitor: &mut impl Visitor,
) {
    let mut inlining = Inlining {
        inliner: Inliner::new(written),
        references: Vec::new(),
        visitor,
    };
    walk(root_shape, root, form, &mut inlining);
    // What references lead to outside the known places is known by what refers to it. The list
    // grows while such places hold references to others.
    let mut seen = HashSet::new();
    let mut next = 0;
    while let Some((shape, target)) = inlining.references.get(next).cloned() {
        next += 1;
        if seen.insert(target.clone())
            && !reaches(root_shape, written, &target, form)
            && let Some(node) = root.pointed_mut(&target)
        {
            walk(shape, node, form, &mut inlining);
        }
    }
}

/// Lets a visitor see objects when references inside them are done, and notes where the others lead.
struct Inlining<'v, V> {
    inliner: Inliner,
    references: Vec<(&'static Shape, String)>,
    visitor: &'v mut V,
}

impl<V: Visitor> Visitor for Inlining<'_, V> {
    fn enter(&mut self, shape: &'static Shape, node: &mut Node) {
        self.inliner.enter(shape, node);
        self.visitor.enter(shape, node);
    }

    fn enter_map(&mut self, node: &mut Node) {
        self.inliner.enter_map(node);
    }

    fn left(&mut self) {
        self.inliner.left();
    }

    fn leave(&mut self, shape: &'static Shape, node: &mut Node) {
        if shape.referable
            && let Some(target) = node.text("$ref").and_then(pointer::of_reference)
        {
            self.references.push((shape, target));
        }
        self.visitor.leave(shape, node);
    }
}

/// Puts what references lead to in their place.
struct Inliner {
    /// The description as it was written.
    written: Arc<Node>,
    /// Where the references lead that are open: one inside what it leads to would never end.
    open: Vec<Vec<String>>,
    inlined: usize,
}

impl Inliner {
    fn new(written: &Arc<Node>) -> Self {
        Self {
            written: Arc::clone(written),
            open: Vec::new(),
            inlined: 0,
        }
    }

    fn enter(&mut self, shape: &'static Shape, node: &mut Node) {
        let mut followed = Vec::new();
        while is_to_follow(shape, node) {
            let Some(target) = self.target(node, &followed) else {
                break;
            };
            followed.push(target);
        }
        self.open.push(followed);
    }

    fn enter_map(&mut self, node: &mut Node) {
        let mut followed = Vec::new();
        // A member called `$ref` that is no object: no map of the specification holds texts under names of references.
        while node
            .text("$ref")
            .is_some_and(|target| target.starts_with("#/"))
        {
            let Some(target) = self.target(node, &followed) else {
                break;
            };
            followed.push(target);
        }
        self.open.push(followed);
    }

    fn left(&mut self) {
        self.open.pop();
    }

    /// Replaces a reference by what it leads to; what stands beside it counts first.
    fn target(&mut self, node: &mut Node, followed: &[String]) -> Option<String> {
        let target = pointer::of_reference(node.text("$ref")?)?;
        if followed.contains(&target) || self.open.iter().flatten().any(|open| *open == target) {
            return None;
        }
        let written = Arc::clone(&self.written);
        let found = written.pointed(&target)?;
        let members = found.members()?;
        self.inlined += found.count();
        if self.inlined > MAXIMUM_INLINED {
            return None;
        }
        node.take("$ref");
        for (key, member) in members {
            if !node.has(key) {
                node.put(key, member.clone());
            }
        }
        Some(target)
    }
}

fn is_to_follow(shape: &'static Shape, node: &Node) -> bool {
    let Some(members) = node.members() else {
        return false;
    };
    if !members.get("$ref").is_some_and(Node::is_scalar) {
        return false;
    }
    if std::ptr::eq(shape, &PATH_ITEM) {
        let beside = |key: &str| {
            !key.starts_with("x-") && !["$ref", "summary", "description"].contains(&key)
        };
        return members.keys().any(|key| beside(key));
    }
    !shape.referable
        && !std::ptr::eq(shape, &SCHEMA)
        && shape
            .field("$ref", Node::default().sort(), Form::Normal)
            .is_none()
}
