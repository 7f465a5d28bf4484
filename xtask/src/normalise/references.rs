//! References to what moved while the description was normalised.

use std::collections::HashMap;

use serde_json::Value;

use super::walk::{Visitor, walk};
use crate::grammar::{Form, OPENAPI, Shape};
use crate::load::node::{Content, Node, Place};
use crate::pointer;

/// Lets each reference lead to where its target is now.
pub(super) fn settle(root: &mut Node, written: &Node) {
    let mut collector = Collector::default();
    walk(&OPENAPI, root, Form::Normal, &mut collector);
    let mut moved: HashMap<Place, String> = HashMap::new();
    for target in collector.targets {
        let Some(old) = written.pointed(&target) else {
            continue;
        };
        let stays = root
            .pointed(&target)
            .is_some_and(|new| new.place == old.place);
        if !stays {
            moved.insert(old.place, target);
        }
    }
    if moved.is_empty() {
        return;
    }
    let mut places = HashMap::new();
    // What a reference shall lead to is the component, not a copy of it.
    if let Some(components) = root.get("components") {
        find(
            components,
            &mut "/components".to_owned(),
            &moved,
            &mut places,
        );
    }
    find(root, &mut String::new(), &moved, &mut places);
    let mut rewriter = Rewriter { places };
    walk(&OPENAPI, root, Form::Normal, &mut rewriter);
}

/// Where references lead.
#[derive(Default)]
struct Collector {
    targets: Vec<String>,
}

impl Visitor for Collector {
    fn leave(&mut self, _shape: &'static Shape, node: &mut Node) {
        if let Some(target) = node.text("$ref").and_then(pointer::of_reference) {
            self.targets.push(target);
        }
    }
}

/// The new pointers, by the old ones.
struct Rewriter {
    places: HashMap<String, String>,
}

impl Visitor for Rewriter {
    fn leave(&mut self, _shape: &'static Shape, node: &mut Node) {
        let Some(target) = node.text("$ref").and_then(pointer::of_reference) else {
            return;
        };
        if let Some(new) = self.places.get(&target)
            && let Some(reference) = node
                .members_mut()
                .and_then(|members| members.get_mut("$ref"))
        {
            reference.set_value(Value::String(pointer::to_reference(new)));
        }
    }
}

/// Looks for what stands at the places.
fn find(
    node: &Node,
    path: &mut String,
    moved: &HashMap<Place, String>,
    found: &mut HashMap<String, String>,
) {
    if !node.place.is_made()
        && let Some(old) = moved.get(&node.place)
    {
        found.entry(old.clone()).or_insert_with(|| path.clone());
    }
    let length = path.len();
    match &node.content {
        Content::Scalar(_) => {}
        Content::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push('/');
                path.push_str(&index.to_string());
                find(item, path, moved, found);
                path.truncate(length);
            }
        }
        Content::Map(members) => {
            for (key, member) in members {
                path.push('/');
                path.push_str(&pointer::escape(key));
                find(member, path, moved, found);
                path.truncate(length);
            }
        }
    }
}
