//! The names that schemas give themselves (`$id`, `$anchor`), and the address that a description gives itself (`$self`): what
//! refers to them refers to places from here on (JSON Schema 2020-12, section 8.2; OpenAPI 3.2, section 4.1.2.2).

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;
use url::Url;

use super::walk::{Visitor, walk};
use crate::grammar::{Form, OPENAPI, SCHEMA, Shape};
use crate::load::node::{Content, Node, Place};
use crate::pointer;

/// What addresses are resolved against where nothing else is known (RFC 2557, section 5).
pub(crate) const NOWHERE: &str = "thismessage:/";

/// Lets references by names lead to places. `None` where no reference does otherwise.
pub(crate) fn settle(written: &Node, form: Form) -> Option<Node> {
    if !refers_by_name(written) {
        return None;
    }
    let base = base_of(written)?;
    let mut tree = written.clone();
    let mut collector = Collector {
        bases: Bases::new(Rc::clone(&base)),
        places: HashMap::new(),
    };
    walk(&OPENAPI, &mut tree, form, &mut collector);
    let mut names = Names {
        pointers: HashMap::new(),
    };
    if written.text("$self").is_some() {
        names.pointers.insert(base.to_string(), String::new());
    }
    for (pointer, place) in pointers_to(written, |node| collector.places.contains_key(&node.place))
    {
        for name in collector.places.get(&place).into_iter().flatten() {
            let new = || pointer.clone();
            names.pointers.entry(name.clone()).or_insert_with(new);
        }
    }
    let mut settler = Settler {
        bases: Bases::new(base),
        names,
        written,
    };
    walk(&OPENAPI, &mut tree, form, &mut settler);
    Some(tree)
}

/// The address of a description, as far as it tells.
fn base_of(root: &Node) -> Option<Rc<Url>> {
    let nowhere = Url::parse(NOWHERE).ok()?;
    let own = root.text("$self").and_then(|own| nowhere.join(own).ok());
    Some(Rc::new(own.unwrap_or(nowhere)))
}

/// Whether something has a name, and something else may refer to it by that.
fn refers_by_name(node: &Node) -> bool {
    match &node.content {
        Content::Scalar(_) => false,
        Content::List(items) => items.iter().any(refers_by_name),
        Content::Map(members) => {
            ["$self", "$id", "$anchor", "$dynamicAnchor"]
                .iter()
                .any(|key| node.text(key).is_some())
                || members.values().any(refers_by_name)
        }
    }
}

/// The pointers to values that are looked for, with the places of these.
pub(super) fn pointers_to(root: &Node, is_wanted: impl Fn(&Node) -> bool) -> Vec<(String, Place)> {
    fn visit(
        node: &Node,
        path: &mut String,
        is_wanted: &impl Fn(&Node) -> bool,
        found: &mut Vec<(String, Place)>,
    ) {
        if is_wanted(node) {
            found.push((path.clone(), node.place));
        }
        let length = path.len();
        let mut inside = |token: &str, child: &Node| {
            path.push('/');
            path.push_str(&pointer::escape(token));
            visit(child, path, is_wanted, found);
            path.truncate(length);
        };
        match &node.content {
            Content::Scalar(_) => {}
            Content::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    inside(&index.to_string(), item);
                }
            }
            Content::Map(members) => {
                for (key, member) in members {
                    inside(key, member);
                }
            }
        }
    }
    let mut found = Vec::new();
    visit(root, &mut String::new(), &is_wanted, &mut found);
    found
}

/// The addresses that hold around the place of a walk.
struct Bases {
    whole: Rc<Url>,
    /// One for each object and mapping that is open, the innermost last.
    open: Vec<Rc<Url>>,
}

impl Bases {
    fn new(whole: Rc<Url>) -> Self {
        Self {
            whole,
            open: Vec::new(),
        }
    }

    fn here(&self) -> Rc<Url> {
        Rc::clone(self.open.last().unwrap_or(&self.whole))
    }

    /// Enters an object; the result is its own address, if it has one.
    fn enter(&mut self, shape: &'static Shape, node: &Node) -> Option<Rc<Url>> {
        let own = std::ptr::eq(shape, &SCHEMA)
            .then(|| node.text("$id"))
            .flatten()
            // Up to draft 7 of JSON Schema, this is an anchor.
            .filter(|id| !id.starts_with('#'))
            .and_then(|id| self.here().join(id).ok())
            .map(|mut own| {
                own.set_fragment(None);
                Rc::new(own)
            });
        let here = own.clone().unwrap_or_else(|| self.here());
        self.open.push(here);
        own
    }

    fn enter_map(&mut self) {
        let here = self.here();
        self.open.push(here);
    }

    fn left(&mut self) {
        self.open.pop();
    }
}

/// Finds the schemas with names.
struct Collector {
    bases: Bases,
    /// The names of each of them.
    places: HashMap<Place, Vec<String>>,
}

impl Visitor for Collector {
    fn enter(&mut self, shape: &'static Shape, node: &mut Node) {
        let own = self.bases.enter(shape, node);
        if !std::ptr::eq(shape, &SCHEMA) {
            return;
        }
        let base = self.bases.here();
        let anchors = ["$anchor", "$dynamicAnchor"].map(|key| node.text(key));
        let of_old = node.text("$id").and_then(|id| id.strip_prefix('#'));
        let anchors = anchors.into_iter().chain([of_old]).flatten();
        let anchors = anchors.map(|anchor| format!("{base}#{anchor}"));
        let names: Vec<String> = own.iter().map(ToString::to_string).chain(anchors).collect();
        if !names.is_empty() {
            self.places.entry(node.place).or_default().extend(names);
        }
    }

    fn enter_map(&mut self, _node: &mut Node) {
        self.bases.enter_map();
    }

    fn leave(&mut self, _shape: &'static Shape, _node: &mut Node) {}

    fn left(&mut self) {
        self.bases.left();
    }
}

/// Where what has a name stands.
struct Names {
    pointers: HashMap<String, String>,
}

impl Names {
    /// The pointer to what a reference names.
    fn find(&self, reference: &str, base: &Url, root: &Node) -> Option<String> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let resource = base.join(address).ok()?;
        let parent = || self.pointers.get(resource.as_str());
        if fragment.is_empty() || fragment.starts_with('/') {
            let inside = pointer::of_reference(&format!("#{fragment}"))?;
            let found = format!("{}{inside}", parent()?);
            return root.pointed(&found).map(|_| found);
        }
        let named = self.pointers.get(&format!("{resource}#{fragment}"));
        // Where schemas have addresses, and what refers to their anchors does without.
        let by_anchor = || {
            let end = format!("#{fragment}");
            let mut same = self
                .pointers
                .iter()
                .filter(|(name, _)| name.ends_with(&end));
            same.next().filter(|_| same.next().is_none())
        };
        match named {
            Some(found) => Some(found.clone()),
            None if address.is_empty() => by_anchor().map(|(_, found)| found.clone()),
            None => None,
        }
    }
}

/// Lets references lead to places.
struct Settler<'w> {
    bases: Bases,
    names: Names,
    written: &'w Node,
}

impl Visitor for Settler<'_> {
    fn enter(&mut self, shape: &'static Shape, node: &mut Node) {
        self.bases.enter(shape, node);
        let Some(reference) = node.text("$ref") else {
            return;
        };
        let found = self.names.find(reference, &self.bases.here(), self.written);
        let Some(found) = found.map(|found| pointer::to_reference(&found)) else {
            return;
        };
        if let Some(member) = node
            .members_mut()
            .and_then(|members| members.get_mut("$ref"))
        {
            member.set_value(Value::String(found));
        }
    }

    fn enter_map(&mut self, _node: &mut Node) {
        self.bases.enter_map();
    }

    fn leave(&mut self, _shape: &'static Shape, _node: &mut Node) {}

    fn left(&mut self) {
        self.bases.left();
    }
}
