//! Operations: their parameters, bodies, responses and security.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::counterparts::{Described, Index, described, find, method_names};
use super::explanations::is_explained;
use super::fields::{Row, compare_value, take_best};
use super::models::somewhere;
use super::pairs::{Only, pair, pair_unexplained};
use super::types::Types;
use super::view::Node;
use super::{Differences, saying};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::finding::Place;
use crate::reconstruct::locate::{Location, locate};
use crate::reconstruct::pages::{Operation, Pages, Parameter};
use crate::reconstruct::wire::{fit, fold};
use crate::reconstruct::wire_names::WireNames;

pub(super) fn compare<'a>(types: &Types<'a>, differences: &mut Differences) {
    let described = described(&types.view);
    let mut seen = HashSet::new();
    let mut unknown: Vec<&'a Operation> = Vec::new();
    let lines = Lines::of(types.pages);
    let index = Index::of(&described);
    for operation in &types.pages.operations {
        let free = |described: &&Described<'a>| !seen.contains(&described.node.pointer);
        let candidates = index.candidates(operation).into_iter();
        let candidates = candidates.filter_map(|index| described.get(index));
        let Some(found) = find(operation, candidates.filter(free)) else {
            unknown.push(operation);
            continue;
        };
        seen.insert(found.node.pointer.clone());
        // What all pages say is said once.
        let mut said: Vec<(Vec<String>, String, String)> = Vec::new();
        for operation in operation.everywhere() {
            let mut own = Differences::default();
            let comparison = Comparison {
                types,
                operation,
                found,
                lines,
                differences: &mut own,
            };
            comparison.run();
            for difference in own.found {
                let key = (
                    difference.pointers.clone(),
                    difference.aspect.clone(),
                    difference.message.clone(),
                );
                if !said.contains(&key) {
                    said.push(key);
                    differences.found.push(difference);
                }
            }
        }
    }
    let untold = described
        .iter()
        .filter(|described| !seen.contains(&described.node.pointer));
    for only in pair(unknown, untold.collect(), |_, _| false) {
        match only {
            Only::Page(operation) | Only::Renamed(operation, _) => {
                let message = format!(
                    "the pages have `{}` ({} {}), the description does not",
                    operation.name,
                    operation.method.to_uppercase(),
                    operation.path
                );
                let aspect = format!("operation {}", operation.name);
                differences.add(&["/paths"], aspect, message, Some(&operation.place));
            }
            Only::Description(described) => {
                let method = described.method.to_uppercase();
                let message = format!(
                    "the description has {method} {}, the pages do not",
                    described.path
                );
                let place = page_of(described, types);
                differences.add(&[&described.node.pointer], "operation", message, place);
            }
        }
    }
}

/// Where an operation should be that is not on the pages: where the others of its tag are.
fn page_of<'a>(described: &Described<'_>, types: &Types<'a>) -> Option<&'a Place> {
    let tags = described.node.value.get("tags").and_then(Value::as_array);
    let tags: Vec<String> = tags
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|tag| fold(&format!("{tag}Api")))
        .collect();
    let of_tag = types.pages.operations.iter().find(|operation| {
        let mut classes = operation.classes.iter();
        classes.any(|class| tags.contains(&fold(class)))
    });
    of_tag
        .map(|operation| &operation.place)
        .or(somewhere(types))
}

/// Whether the lines on media types tell of an operation, or only of what a Swagger 2.0 file sets for all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    pub(super) content_type: bool,
    pub(super) accept: bool,
}

impl Lines {
    fn of(pages: &Pages) -> Self {
        // What a file sets for all, it sets for those without a body, too.
        let mut all = pages.operations.iter();
        let mut void = pages
            .operations
            .iter()
            .filter(|operation| operation.returns.is_none());
        let codegen = pages.dialect == Dialect::Codegen;
        Self {
            content_type: !codegen || all.any(|operation| operation.content_types.is_empty()),
            accept: !codegen || void.any(|operation| operation.accepts.is_empty()),
        }
    }
}

/// One operation on both sides.
pub(super) struct Comparison<'c, 'a> {
    pub(super) types: &'c Types<'a>,
    pub(super) operation: &'a Operation,
    pub(super) found: &'c Described<'a>,
    pub(super) lines: Lines,
    pub(super) differences: &'c mut Differences,
}

impl<'a> Comparison<'_, 'a> {
    fn run(mut self) {
        let at = self.found.node.pointer.clone();
        let place = &self.operation.place;
        if self.operation.method != self.found.method || self.operation.path != self.found.path {
            let message = format!(
                "the page says {} {}, the description {} {}",
                self.operation.method.to_uppercase(),
                self.operation.path,
                self.found.method.to_uppercase(),
                self.found.path
            );
            let said = format!(
                "{} {}",
                self.operation.method.to_uppercase(),
                self.operation.path
            );
            self.differences
                .add(&[&at], saying("path", &said), message, Some(place));
        }
        let names = method_names(&self.found.node);
        if !names.is_empty() && !names.contains(&self.operation.name.as_str()) {
            let message = format!(
                "the page calls the operation `{}`, the description `{}`",
                self.operation.name,
                names.join("`, `")
            );
            let aspect = saying("name", &self.operation.name);
            self.differences.add(&[&at], aspect, message, Some(place));
        }
        if !self.operation.described {
            return;
        }
        self.parameters();
        self.responses();
        self.accept();
        self.security();
    }

    fn spec_parameters(&self) -> Vec<Node<'a>> {
        let mut parameters = self.types.view.items(&self.found.item, "parameters");
        for own in self.types.view.items(&self.found.node, "parameters") {
            let key = |node: &Node<'_>| {
                (
                    node.text("name").map(str::to_owned),
                    node.text("in").map(str::to_owned),
                )
            };
            parameters.retain(|shared| key(shared) != key(&own));
            parameters.push(own);
        }
        parameters
    }

    fn parameters(&mut self) {
        let at = self.found.node.pointer.clone();
        let nothing = WireNames::default();
        let located = locate(
            self.operation,
            self.types.pages.dialect,
            &self.types.pages.schemes,
            &nothing,
        );
        let spec = self.spec_parameters();
        let mut taken = vec![false; spec.len()];
        let mut fields: Vec<&'a Parameter> = Vec::new();
        let mut body = None;
        let mut unknown: Vec<(&'a Parameter, Location)> = Vec::new();
        let rows = self.operation.parameters.iter().zip(&located);
        for (row, located) in rows {
            // What looks like a body is none where the description has a parameter of its name and no body.
            let has_body = self.found.node.value.get("requestBody").is_some();
            let named = |node: &Node<'_>| {
                let fits = node.text("name").and_then(|name| fit(&row.name, name));
                fits.is_some() || node.docs_names().contains(&row.name.as_str())
            };
            if located.location == Location::Body && (has_body || !spec.iter().any(named)) {
                body = Some(row);
                continue;
            }
            let fits = spec.iter().map(|node| {
                let name = node.text("name")?;
                let named = node.docs_names().contains(&row.name.as_str());
                if named || name == located.name {
                    Some(0)
                } else {
                    fit(&row.name, name)
                }
            });
            match take_best(fits, &mut taken).and_then(|index| spec.get(index)) {
                Some(node) => self.parameter(row, node),
                None if located.location == Location::Form => fields.push(row),
                None => unknown.push((row, located.location)),
            }
        }
        let missing: Vec<Node<'a>> = spec
            .into_iter()
            .zip(taken)
            .filter(|(_, taken)| !taken)
            .map(|(node, _)| node)
            .collect();
        let place = self.operation.place.clone();
        let document = self.types.view.document;
        let is_explained = |node: &Node<'a>| {
            let pointers = [node.used.as_str(), node.pointer.as_str(), at.as_str()];
            let name = node.text("name").unwrap_or_default();
            is_explained(document, &pointers, &saying("parameter", name))
        };
        for only in pair_unexplained(unknown, missing, is_explained, |_, _| true) {
            let (row, node) = match &only {
                Only::Page((row, _)) => (Some(*row), None),
                Only::Description(node) => (None, Some(node)),
                Only::Renamed((row, _), node) => (Some(*row), Some(node)),
            };
            let described = node.and_then(|node| node.text("name")).unwrap_or_default();
            let message = match (row, node) {
                (Some(row), Some(_)) => format!(
                    "the page has the parameter `{}`, the description has `{described}`",
                    row.name
                ),
                (Some(row), None) => {
                    format!(
                        "the page has the parameter `{}`, the description does not",
                        row.name
                    )
                }
                (None, _) => {
                    format!("the description has the parameter `{described}`, the page does not")
                }
            };
            let pointers = node.map(|node| [node.used.as_str(), node.pointer.as_str()]);
            let pointers: Vec<&str> = pointers
                .into_iter()
                .flatten()
                .chain([at.as_str()])
                .collect();
            let aspect = saying("parameter", row.map_or(described, |row| row.name.as_str()));
            let place = row.map_or(&place, |row| &row.place);
            self.differences
                .add(&pointers, aspect, message, Some(place));
        }
        self.body(body, &fields);
    }

    fn parameter(&mut self, row: &'a Parameter, node: &Node<'a>) {
        let at = self.found.node.pointer.as_str();
        let schema = self.types.view.member(node, "schema");
        compare_value(
            &format!("the parameter `{}`", row.name),
            &Row::from(row),
            (node.flag("required"), schema.as_ref()),
            &[&node.used, &node.pointer, at],
            self.types,
            self.differences,
        );
    }
}

/// What an explanation calls names.
pub(super) fn listed(names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        return "nothing".to_owned();
    }
    names.iter().copied().collect::<Vec<_>>().join(", ")
}

pub(super) fn joined(names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        return "nothing".to_owned();
    }
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
