//! `$dynamicRef`: a part of a schema that whoever refers to it fills in (JSON Schema 2020-12, section 8.2.3.2), such as the items
//! of a page. Rust's types have to be known, so that each use becomes a schema of its own.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::identifiers::pointers_to;
use super::schema::is_annotation;
use super::walk::{Visitor, walk};
use crate::grammar::{Form, OPENAPI, SCHEMA, Shape};
use crate::load::node::{Content, Node, Place};
use crate::pointer;

/// How many values uses of such schemas may add to a description. A few that hold each other could otherwise stand for billions.
const MAXIMUM_ADDED: usize = 100_000;

/// What a name means around the place of a walk: the pointers by their names.
type Scope = HashMap<String, String>;

/// Gives each use of a schema with parts to fill in a schema of its own.
pub(super) fn settle(root: &mut Node, written: &Arc<Node>, form: Form) {
    if !has_parts_to_fill(written) {
        return;
    }
    let mut filler = Filler {
        anchors: by_place(written, "$dynamicAnchor"),
        only: only_meanings(written),
        homes: by_place(written, "$ref"),
        written: Arc::clone(written),
        scopes: Vec::new(),
        open: Vec::new(),
        names: HashMap::new(),
        added: 0,
    };
    walk(&OPENAPI, root, form, &mut filler);
}

fn has_parts_to_fill(node: &Node) -> bool {
    match &node.content {
        Content::Scalar(_) => false,
        Content::List(items) => items.iter().any(has_parts_to_fill),
        Content::Map(members) => {
            node.text("$dynamicRef").is_some() || members.values().any(has_parts_to_fill)
        }
    }
}

/// The pointers to all values with such a member, by their places.
fn by_place(root: &Node, key: &str) -> HashMap<Place, String> {
    let found = pointers_to(root, |node| node.text(key).is_some());
    found
        .into_iter()
        .map(|(pointer, place)| (place, pointer))
        .collect()
}

/// What the names mean that one schema has alone.
fn only_meanings(root: &Node) -> Scope {
    let mut meanings: HashMap<String, Option<String>> = HashMap::new();
    for key in ["$dynamicAnchor", "$anchor"] {
        for (pointer, _) in pointers_to(root, |node| node.text(key).is_some()) {
            let name = root.pointed(&pointer).and_then(|node| node.text(key));
            meanings
                .entry(name.unwrap_or_default().to_owned())
                .and_modify(|only| *only = None)
                .or_insert(Some(pointer));
        }
    }
    let known = meanings.into_iter();
    known
        .filter_map(|(name, only)| Some((name, only?)))
        .collect()
}

struct Filler {
    /// The pointers to all schemas with a `$dynamicAnchor`.
    anchors: HashMap<Place, String>,
    /// What names mean where no scope gives them a meaning.
    only: Scope,
    /// The pointers to all that refers to something.
    homes: HashMap<Place, String>,
    /// The description before any of its schemas was filled in.
    written: Arc<Node>,
    scopes: Vec<Scope>,
    /// What is filled in around the place of the walk, and where, if that has a pointer.
    open: Vec<Vec<(String, Option<String>)>>,
    /// The names that what a pointer leads to asks for, by pointer.
    names: HashMap<String, HashSet<String>>,
    added: usize,
}

impl Filler {
    /// What a name means here: the outermost scope decides, which is that of whoever asked first.
    fn meaning(&self, name: &str) -> Option<&String> {
        self.scopes.iter().find_map(|scope| scope.get(name))
    }

    /// The names that a schema gives a meaning to: its own, and those in its `$defs`.
    fn scope(&self, schema: &Node) -> Scope {
        let definitions = schema.get("$defs").and_then(Node::members);
        let named = definitions.into_iter().flat_map(|members| members.values());
        std::iter::once(schema)
            .chain(named)
            .filter_map(|node| {
                let name = node.text("$dynamicAnchor")?;
                Some((name.to_owned(), self.anchors.get(&node.place)?.clone()))
            })
            .collect()
    }

    /// Lets what asks for a part refer to the part.
    fn fill(&self, node: &mut Node) {
        let Some(name) = node
            .text("$dynamicRef")
            .and_then(|reference| reference.rsplit('#').next())
            .map(str::to_owned)
        else {
            return;
        };
        let Some(asked) = node.take("$dynamicRef") else {
            return;
        };
        if node.has("$ref") {
            return;
        }
        let meaning = self.meaning(&name).or_else(|| self.only.get(&name));
        let reference = match meaning {
            Some(meaning) => Node::made(Value::String(self.behind(meaning)), asked.place),
            // Where nothing is to be filled in, it is a reference like others: to a place, or to nothing, as the lint says.
            None => asked,
        };
        node.put("$ref", reference);
    }

    /// The reference to a part: past one that is nothing but a reference itself.
    fn behind(&self, part: &str) -> String {
        let bare = |key: &String| key == "$ref" || key == "$dynamicAnchor";
        let node = self.written.pointed(part);
        let members = node.and_then(Node::members);
        let alone = members.filter(|members| members.keys().all(bare));
        alone
            .and_then(|members| members.get("$ref")?.as_text())
            .map_or_else(|| pointer::to_reference(part), str::to_owned)
    }

    /// The names that what a pointer leads to asks for, there or behind its references.
    fn asked_for(&mut self, target: &str) -> &HashSet<String> {
        if !self.names.contains_key(target) {
            let mut names = HashSet::new();
            let mut seen = HashSet::new();
            let mut waiting = vec![target.to_owned()];
            while let Some(next) = waiting.pop() {
                if let Some(node) = self.written.pointed(&next)
                    && seen.insert(next)
                {
                    collect(node, &mut names, &mut waiting);
                }
            }
            self.names.insert(target.to_owned(), names);
        }
        self.names.entry(target.to_owned()).or_default()
    }

    /// Puts what a reference leads to in its place, if that asks for what has a meaning here.
    fn instantiate(&mut self, node: &mut Node) -> Option<(String, Option<String>)> {
        let target = pointer::of_reference(node.text("$ref")?)?;
        let asked: Vec<String> = self.asked_for(&target).iter().cloned().collect();
        let written = Arc::clone(&self.written);
        let found = written.pointed(&target)?;
        // Where it means what it means by itself, a reference will do.
        let own = self.scope(found);
        let differs = |name: &String| {
            let meaning = self.meaning(name);
            meaning.is_some() && meaning != own.get(name)
        };
        if !asked.iter().any(differs) {
            return None;
        }
        let mut around = self.open.iter().flatten();
        if let Some((_, home)) = around.find(|(open, _)| *open == target) {
            let home = home.clone();
            if let (Some(home), Some(reference)) = (
                home,
                node.members_mut()
                    .and_then(|members| members.get_mut("$ref")),
            ) {
                reference.set_value(Value::String(pointer::to_reference(&home)));
            }
            return None;
        }
        self.added += found.count();
        if self.added > MAXIMUM_ADDED {
            return None;
        }
        // What is filled in has no pointer of its own inside of something else that is.
        let outermost = self.open.iter().all(Vec::is_empty);
        let home = self.homes.get(&node.place).filter(|_| outermost).cloned();
        put(node, found);
        Some((target, home))
    }
}

/// The names that a value asks for, and where its references lead.
fn collect(node: &Node, names: &mut HashSet<String>, targets: &mut Vec<String>) {
    match &node.content {
        Content::Scalar(_) => {}
        Content::List(items) => items.iter().for_each(|item| collect(item, names, targets)),
        Content::Map(members) => {
            let asked = node.text("$dynamicRef");
            names.extend(
                asked
                    .and_then(|name| name.rsplit('#').next())
                    .map(str::to_owned),
            );
            targets.extend(node.text("$ref").and_then(pointer::of_reference));
            members
                .values()
                .for_each(|member| collect(member, names, targets));
        }
    }
}

/// Puts a schema in the place of a reference to it; what stands beside the reference holds as well.
fn put(node: &mut Node, found: &Node) {
    let is_name = |key: &str| matches!(key, "$id" | "$anchor" | "$dynamicAnchor" | "$defs");
    let mut found = found.clone();
    if let Some(members) = found.members_mut() {
        members.retain(|key, _| !is_name(key));
    }
    let place = node.place;
    node.take("$ref");
    let harmless = |key: &String| is_name(key) || is_annotation(key);
    let alone = node
        .members()
        .is_none_or(|members| members.keys().all(harmless));
    match found.content {
        Content::Map(members) if alone => {
            for (key, member) in members {
                if !node.has(&key) {
                    node.put(&key, member);
                }
            }
        }
        content => {
            let part = Node {
                place: found.place,
                content,
            };
            let mut parts = vec![part];
            if let Some(more) = node.take("allOf") {
                parts.extend(more.items().iter().cloned());
            }
            node.put("allOf", Node::list(parts, place));
        }
    }
}

impl Visitor for Filler {
    fn enter(&mut self, shape: &'static Shape, node: &mut Node) {
        self.open.push(Vec::new());
        if !std::ptr::eq(shape, &SCHEMA) {
            self.scopes.push(Scope::new());
            return;
        }
        self.scopes.push(self.scope(node));
        self.fill(node);
        // What is put here may be a reference again.
        while let Some(filled) = self.instantiate(node) {
            if let Some(here) = self.open.last_mut() {
                here.push(filled);
            }
            self.fill(node);
        }
    }

    fn enter_map(&mut self, _node: &mut Node) {
        self.scopes.push(Scope::new());
        self.open.push(Vec::new());
    }

    fn leave(&mut self, _shape: &'static Shape, _node: &mut Node) {}

    fn left(&mut self) {
        self.scopes.pop();
        self.open.pop();
    }
}
