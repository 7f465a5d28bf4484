//! Where each value of a document stands in its text.

use std::collections::HashMap;
use std::ops::Range;

use crate::pointer;

/// The position of one value, of the key before it, and of the values inside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// Where the key stands; empty for items of sequences and for the root.
    pub(super) key: Range<usize>,
    /// Where the value stands.
    pub(super) value: Range<usize>,
    pub(super) children: Children,
}

#[derive(Debug, Clone, Default)]
pub(super) enum Children {
    #[default]
    None,
    Sequence(Vec<Node>),
    Mapping(HashMap<String, Node>),
}

impl Node {
    fn child(&self, token: &str) -> Option<&Node> {
        match &self.children {
            Children::None => None,
            Children::Sequence(items) => items.get(token.parse::<usize>().ok()?),
            Children::Mapping(members) => members.get(token),
        }
    }

    /// The node that the pointer leads to, or its nearest ancestor that exists; the flag tells
    /// whether it is the node itself.
    pub(super) fn find(&self, pointer: &str) -> (&Node, bool) {
        let mut node = self;
        for token in pointer::tokens(pointer) {
            match node.child(&token) {
                Some(child) => node = child,
                None => return (node, false),
            }
        }
        (node, true)
    }

    pub(super) fn is_scalar(&self) -> bool {
        matches!(self.children, Children::None)
    }
}
