//! One action of an overlay.

use serde_json_path::JsonPath;

use crate::load::Span;
use crate::load::node::Node;

/// A query, with the place where it is written.
#[derive(Clone, Debug)]
pub(super) struct Query {
    pub(super) value: JsonPath,
    pub(super) span: Span,
}

/// What is changed where.
#[derive(Clone, Debug)]
pub(super) struct Action {
    pub(super) target: Query,
    pub(super) change: Change,
}

/// What happens to what the target finds.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// `remove: true`.
    Remove,
    /// It is merged with a value of the overlay.
    Update(Node),
    /// It is merged with another part of the description (Overlay 1.1).
    Copy(Query),
    /// The action says nothing, which has been reported.
    Nothing,
}

impl Action {
    /// The action of an overlay whose text has become the given source of a description.
    pub(super) fn renumbered(&self, source: usize) -> Self {
        let mut action = self.clone();
        action.target.span.source = source;
        match &mut action.change {
            Change::Update(node) => node.renumber(source),
            Change::Copy(query) => query.span.source = source,
            Change::Remove | Change::Nothing => {}
        }
        action
    }
}
