//! Operations: their parameters, bodies, responses and security.

use std::collections::{BTreeSet, HashSet};

use super::Differences;
use super::fields::{Row, compare_fields, compare_value, take_best};
use super::types::Types;
use super::view::{Node, View};
use crate::reconstruct::locate::{Location, locate};
use crate::reconstruct::pages::{Operation, Pages, Parameter};
use crate::reconstruct::wire::fit;
use crate::reconstruct::wire_names::WireNames;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

pub(super) fn compare<'a>(view: &View<'a>, pages: &'a Pages, differences: &mut Differences) {
    let types = Types::new(*view, pages);
    let described = described(view);
    let mut seen = HashSet::new();
    for operation in &pages.operations {
        let found = described
            .iter()
            .find(|described| {
                described.method == operation.method && described.path == operation.path
            })
            .or_else(|| {
                described.iter().find(|described| {
                    described
                        .node
                        .docs_names()
                        .contains(&operation.name.as_str())
                })
            })
            .or_else(|| {
                described.iter().find(|described| {
                    described.method == operation.method
                        && template(&described.path) == template(&operation.path)
                })
            });
        let Some(found) = found else {
            let message = format!(
                "the pages have `{}` ({} {}), the description does not",
                operation.name,
                operation.method.to_uppercase(),
                operation.path
            );
            differences.add(
                &["/paths"],
                format!("operation {}", operation.name),
                message,
                Some(&operation.place),
            );
            continue;
        };
        seen.insert(found.node.pointer.clone());
        Comparison {
            types: &types,
            operation,
            found,
            differences,
        }
        .run();
    }
    for described in described
        .iter()
        .filter(|described| !seen.contains(&described.node.pointer))
    {
        let method = described.method.to_uppercase();
        let message = format!(
            "the description has {method} {}, the pages do not",
            described.path
        );
        differences.add(&[&described.node.pointer], "operation", message, None);
    }
}

/// An operation of the description.
pub(super) struct Described<'a> {
    pub(super) path: String,
    pub(super) method: &'static str,
    pub(super) node: Node<'a>,
    pub(super) item: Node<'a>,
}

fn described<'a>(view: &View<'a>) -> Vec<Described<'a>> {
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
fn template(path: &str) -> String {
    let parts = path.trim_end_matches('/').split('/');
    parts
        .map(|part| if part.contains('{') { "{}" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

/// One operation on both sides.
pub(super) struct Comparison<'c, 'a> {
    pub(super) types: &'c Types<'a>,
    pub(super) operation: &'a Operation,
    pub(super) found: &'c Described<'a>,
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
            self.differences.add(&[&at], "path", message, Some(place));
        }
        if !self.operation.described {
            return;
        }
        self.parameters();
        self.responses();
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
        let rows = self.operation.parameters.iter().zip(&located);
        for (row, located) in rows {
            if located.location == Location::Body {
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
                None => {
                    let message = format!(
                        "the page has the parameter `{}`, the description does not",
                        row.name
                    );
                    self.differences.add(
                        &[&at],
                        format!("parameter {}", row.name),
                        message,
                        Some(&row.place),
                    );
                }
            }
        }
        let missing: Vec<Node<'a>> = spec
            .into_iter()
            .zip(taken)
            .filter(|(_, taken)| !taken)
            .map(|(node, _)| node)
            .collect();
        for node in missing {
            let name = node.text("name").unwrap_or_default().to_owned();
            let message = format!("the description has the parameter `{name}`, the page does not");
            let place = self.operation.place.clone();
            let pointers = [node.used.as_str(), node.pointer.as_str(), at.as_str()];
            self.differences
                .add(&pointers, "parameter", message, Some(&place));
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

    fn body(&mut self, row: Option<&'a Parameter>, fields: &[&'a Parameter]) {
        let at = self.found.node.pointer.clone();
        let described = self.types.view.member(&self.found.node, "requestBody");
        let place = self.operation.place.clone();
        let (Some(body), true) = (&described, row.is_some() || !fields.is_empty()) else {
            match (&described, row, fields) {
                (Some(body), ..) => {
                    let message = "the description has a body, the page does not";
                    self.differences
                        .add(&body.pointers(), "body", message, Some(&place));
                }
                (None, None, []) => {}
                (None, ..) => {
                    let message = "the page has a body, the description does not";
                    self.differences.add(&[&at], "body", message, Some(&place));
                }
            }
            return;
        };
        let pointers = [body.used.as_str(), body.pointer.as_str(), at.as_str()];
        let content = self.types.view.members(body, "content");
        let types: BTreeSet<&str> = content
            .iter()
            .map(|(media_type, _)| media_type.as_str())
            .collect();
        let printed: BTreeSet<&str> = self
            .operation
            .content_types
            .iter()
            .map(String::as_str)
            .collect();
        if !printed.is_empty() && printed != types {
            let message = format!(
                "the page sends {}, the description {}",
                joined(&printed),
                joined(&types)
            );
            self.differences
                .add(&pointers, "content types", message, Some(&place));
        }
        let schema = content
            .first()
            .and_then(|(_, media)| self.types.view.member(media, "schema"));
        match (row, schema) {
            (Some(row), schema) => compare_value(
                "the body",
                &Row::from(row),
                (body.flag("required"), schema.as_ref()),
                &pointers,
                self.types,
                self.differences,
            ),
            (None, Some(schema)) => {
                let rows = fields.iter().map(|row| Row::from(*row));
                compare_fields("form", rows, &schema, self.types, self.differences);
            }
            (None, None) => {}
        }
    }
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
