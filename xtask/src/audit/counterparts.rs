//! Which operation of the description one of the pages is.

use std::collections::{BTreeSet, HashMap};

use super::view::{Node, View};
use crate::reconstruct::pages::Operation;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation of the description.
pub(super) struct Described<'a> {
    pub(super) path: String,
    pub(super) method: &'static str,
    pub(super) node: Node<'a>,
    pub(super) item: Node<'a>,
}

pub(super) fn described<'a>(view: &View<'a>) -> Vec<Described<'a>> {
    let Some(root) = view.node("") else {
        return Vec::new();
    };
    let mut described = Vec::new();
    let paths = view.members(&root, "paths");
    for (path, item) in paths.into_iter().filter(|(path, _)| path.starts_with('/')) {
        for method in METHODS {
            if let Some(node) = view.member(&item, method) {
                described.push(Described {
                    path: path.clone(),
                    method,
                    node,
                    item: item.clone(),
                });
            }
        }
    }
    described
}

/// A path whose variables have no names.
pub(super) fn template(path: &str) -> String {
    let parts = path.trim_end_matches('/').split('/');
    parts
        .map(|part| if part.contains('{') { "{}" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

/// The operations of a description by what they have in common with those of the pages.
pub(super) struct Index<'d> {
    names: HashMap<&'d str, Vec<usize>>,
    templates: HashMap<(&'d str, String), Vec<usize>>,
}

impl<'d> Index<'d> {
    pub(super) fn of(described: &'d [Described<'_>]) -> Self {
        let mut index = Self {
            names: HashMap::new(),
            templates: HashMap::new(),
        };
        for (at, described) in described.iter().enumerate() {
            for name in method_names(&described.node) {
                index.names.entry(name).or_default().push(at);
            }
            let key = (described.method, template(&described.path));
            index.templates.entry(key).or_default().push(at);
        }
        index
    }

    /// Those that one of the pages may be, in the order of the description.
    pub(super) fn candidates(&self, operation: &Operation) -> BTreeSet<usize> {
        let named = self.names.get(operation.name.as_str());
        let key = (operation.method.as_str(), template(&operation.path));
        let like = self.templates.get(&key);
        named.into_iter().chain(like).flatten().copied().collect()
    }
}

/// The operation of the description that one of the pages is.
pub(super) fn find<'d, 'a>(
    operation: &Operation,
    described: impl Iterator<Item = &'d Described<'a>>,
) -> Option<&'d Described<'a>> {
    let score = |described: &Described<'_>| {
        let same = described.method == operation.method && described.path == operation.path;
        let names = method_names(&described.node);
        let named = names.contains(&operation.name.as_str());
        let like = described.method == operation.method
            && template(&described.path) == template(&operation.path);
        match (same, named) {
            (true, true) => Some(0),
            // A method of this name may stand on several pages.
            (false, true) if like => Some(1),
            (true, false) => Some(if names.is_empty() { 1 } else { 3 }),
            (false, true) => Some(2),
            (false, false) => like.then_some(4),
        }
    };
    described
        .filter_map(|described| Some((score(described)?, described)))
        .min_by_key(|(score, _)| *score)
        .map(|(_, described)| described)
}

/// The names that the pages may give an operation. An id in snake case is a method's name already.
pub(super) fn method_names<'n>(node: &'n Node<'_>) -> Vec<&'n str> {
    let names = node.docs_names();
    let snake = |id: &&str| {
        id.chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    if names.is_empty() {
        node.text("operationId").filter(snake).into_iter().collect()
    } else {
        names
    }
}
