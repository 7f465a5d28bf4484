//! Operations of both files.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::super::counterparts::{Described, described, template};
use super::super::view::{Node, View};
use super::Comparison;
use crate::reconstruct::wire;

impl<'a> Comparison<'a> {
    /// Compares all operations; the result is how many both files have.
    pub(super) fn operations(&mut self) -> usize {
        let ours = described(&self.ours);
        let theirs = described(&self.theirs);
        let mut pairs = Vec::new();
        for (index, own) in ours.iter().enumerate() {
            match partner(own, &theirs) {
                Some(other) => pairs.push((index, other)),
                None => {
                    let method = own.method.to_uppercase();
                    let message = format!(
                        "the description has {method} {}, the vendor's does not",
                        own.path
                    );
                    let place = "/paths";
                    self.report(&[&own.node.pointer], "operation".to_owned(), message, place);
                }
            }
        }
        self.new_operations(&theirs, &pairs);
        for (own, other) in &pairs {
            if let (Some(own), Some(other)) = (ours.get(*own), theirs.get(*other)) {
                self.operation(own, other);
            }
        }
        pairs.len()
    }

    /// Operations under the tags of those that both have.
    fn new_operations(&mut self, theirs: &[Described<'a>], pairs: &[(usize, usize)]) {
        let known: BTreeSet<usize> = pairs.iter().map(|(_, other)| *other).collect();
        let of = |index: &usize| theirs.get(*index).map(|operation| tags(&operation.node));
        let covered: BTreeSet<&str> = known.iter().filter_map(of).flatten().collect();
        for (index, operation) in theirs.iter().enumerate() {
            let tag = tags(&operation.node)
                .into_iter()
                .find(|tag| covered.contains(tag));
            let Some(tag) = tag.filter(|_| !known.contains(&index)) else {
                continue;
            };
            let method = operation.method.to_uppercase();
            let name = match operation.node.text("operationId") {
                Some(name) => name.to_owned(),
                None => format!("{method} {}", operation.path),
            };
            let message = format!(
                "the vendor's has {method} {} under the tag `{tag}`, the description does not",
                operation.path
            );
            self.report(
                &["/paths"],
                format!("operation {name}"),
                message,
                &operation.node.pointer,
            );
        }
    }

    fn operation(&mut self, own: &Described<'a>, other: &Described<'a>) {
        self.parameters(own, other);
        let body = |view: &View<'a>, node: &Node<'a>| view.member(node, "requestBody");
        let at = own.node.pointer.as_str();
        match (body(&self.ours, &own.node), body(&self.theirs, &other.node)) {
            (Some(own), Some(other)) => self.content(&own, &other, "the body", &[at]),
            (None, Some(other)) => {
                let message = format!(
                    "{}: the vendor's has a body, the description does not",
                    spoken(own)
                );
                self.report(&[at], "body".to_owned(), message, &other.used);
            }
            (_, None) => {}
        }
        self.responses(own, other);
    }

    fn parameters(&mut self, own: &Described<'a>, other: &Described<'a>) {
        let mine = parameters(&self.ours, own);
        let at = own.node.pointer.as_str();
        let variables: HashMap<&str, &str> = wire::variables(&other.path)
            .into_iter()
            .zip(wire::variables(&own.path))
            .collect();
        for parameter in parameters(&self.theirs, other) {
            let name = parameter.text("name").unwrap_or_default();
            let place = parameter.text("in");
            let same = |node: &&Node<'a>| {
                let header = place == Some("header");
                // A path says which variable it is by its place.
                let called = match variables.get(name) {
                    Some(variable) if place == Some("path") => *variable,
                    _ => name,
                };
                let named = node.text("name").is_some_and(|known| {
                    known == called || header && known.eq_ignore_ascii_case(called)
                });
                node.text("in") == place && named
            };
            let Some(mine) = mine.iter().find(same) else {
                let message = format!(
                    "{}: the vendor's has the parameter `{name}`, the description does not",
                    spoken(own)
                );
                self.report(&[at], format!("parameter {name}"), message, &parameter.used);
                continue;
            };
            if parameter.flag("required") && !mine.flag("required") {
                let message = format!(
                    "{}: the vendor's requires the parameter `{name}`",
                    spoken(own)
                );
                let pointers = [mine.used.as_str(), mine.pointer.as_str(), at];
                self.report(&pointers, "required".to_owned(), message, &parameter.used);
            }
            let schema = |view: &View<'a>, node: &Node<'a>| view.member(node, "schema");
            if let (Some(mine), Some(theirs)) =
                (schema(&self.ours, mine), schema(&self.theirs, &parameter))
            {
                self.schema(&format!("the parameter `{name}`"), &mine, &theirs, &[at]);
            }
        }
    }

    fn responses(&mut self, own: &Described<'a>, other: &Described<'a>) {
        let at = own.node.pointer.as_str();
        let mine = self.ours.members(&own.node, "responses");
        for (status, theirs) in self.theirs.members(&other.node, "responses") {
            if status.starts_with("x-") {
                continue;
            }
            match mine.iter().find(|(known, _)| covers(known, &status)) {
                Some((_, mine)) => {
                    self.content(mine, &theirs, &format!("the answer {status}"), &[at])
                }
                None => {
                    let message = format!(
                        "{}: the vendor's has the status {status}, the description does not",
                        spoken(own)
                    );
                    self.report(&[at], format!("status {status}"), message, &theirs.used);
                }
            }
        }
    }

    /// Compares the first schemas of two bodies: the media types of one body say the same.
    fn content(&mut self, mine: &Node<'a>, theirs: &Node<'a>, what: &str, pointers: &[&str]) {
        let schema = |view: &View<'a>, node: &Node<'a>| {
            let content = view.members(node, "content").into_iter();
            content
                .into_iter()
                .find_map(|(_, media)| view.member(&media, "schema"))
        };
        let pair = (schema(&self.ours, mine), schema(&self.theirs, theirs));
        if let (Some(own), Some(other)) = pair {
            let near = [mine.used.as_str(), mine.pointer.as_str()];
            let pointers: Vec<&str> = near.into_iter().chain(pointers.iter().copied()).collect();
            self.schema(what, &own, &other, &pointers);
        }
    }
}

/// The vendor's operation of the same method and path, or with the name that ours is documented under.
fn partner(own: &Described<'_>, theirs: &[Described<'_>]) -> Option<usize> {
    let by = |same: &dyn Fn(&Described<'_>) -> bool| theirs.iter().position(same);
    let named = |other: &Described<'_>| {
        let name = other.node.text("operationId");
        name.is_some_and(|name| own.node.docs_names().contains(&name))
    };
    by(&|other| other.method == own.method && other.path == own.path)
        .or_else(|| {
            by(&|other| other.method == own.method && template(&other.path) == template(&own.path))
        })
        .or_else(|| by(&named))
}

fn parameters<'a>(view: &View<'a>, operation: &Described<'a>) -> Vec<Node<'a>> {
    let mut parameters = view.items(&operation.item, "parameters");
    parameters.extend(view.items(&operation.node, "parameters"));
    parameters
}

fn tags<'a>(node: &Node<'a>) -> Vec<&'a str> {
    let tags = node.value.get("tags").and_then(Value::as_array);
    tags.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Whether what is said about one status holds for another: `2XX` for 204. Not so `default`: it stands for what nobody names.
fn covers(known: &str, status: &str) -> bool {
    known == status
        || known
            .strip_suffix("XX")
            .is_some_and(|class| !class.is_empty() && status.starts_with(class))
}

fn spoken(operation: &Described<'_>) -> String {
    let method = operation.method.to_uppercase();
    let name = operation.node.text("operationId");
    name.map_or_else(|| format!("{method} {}", operation.path), str::to_owned)
}
