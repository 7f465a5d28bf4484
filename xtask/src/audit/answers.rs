//! What an operation answers with, and the credentials that it asks for.

use std::collections::BTreeSet;

use serde_json::Value;

use super::explanations::is_explained;
use super::fields::compare_type;
use super::operations::{Comparison, joined, listed};
use super::pairs::{Only, pair, pair_unexplained};
use super::saying;
use super::view::Node;
use crate::pointer;
use crate::reconstruct::assemble::success;
use crate::reconstruct::kind::spoken;
use crate::reconstruct::pages::Response;
use crate::reconstruct::wire::fold;

impl<'a> Comparison<'_, 'a> {
    pub(super) fn responses(&mut self) {
        let at = self.found.node.pointer.clone();
        let place = self.operation.place.clone();
        let mut responses = self.types.view.members(&self.found.node, "responses");
        // The others are extensions.
        responses.retain(|(status, _)| !status.starts_with("x-"));
        if let Some(rows) = &self.operation.responses {
            let mut unknown = Vec::new();
            for row in rows {
                match responses.iter().find(|(status, _)| *status == row.status) {
                    Some((_, node)) => {
                        self.headers(row, node);
                        self.told(row, node);
                    }
                    None => unknown.push(row),
                }
            }
            let untold = responses
                .iter()
                .filter(|(status, _)| !rows.iter().any(|row| row.status == *status));
            let document = self.types.view.document;
            let is_explained = |(status, node): &&(String, Node<'a>)| {
                let pointers = [node.used.as_str(), at.as_str()];
                is_explained(document, &pointers, &saying("status", status))
            };
            for only in pair_unexplained(unknown, untold.collect(), is_explained, |_, _| true) {
                let (row, other) = match only {
                    Only::Page(row) => (Some(row), None),
                    Only::Description(other) => (None, Some(other)),
                    Only::Renamed(row, other) => (Some(row), Some(other)),
                };
                let status = row
                    .map(|row| &row.status)
                    .or(other.map(|(status, _)| status));
                let Some(status) = status else { continue };
                let message = match (row, other) {
                    (Some(_), Some((other, _))) => {
                        format!("the page has the status {status}, the description has {other}")
                    }
                    (Some(_), None) => {
                        format!("the page has the status {status}, the description does not")
                    }
                    (None, _) => {
                        format!("the description has the status {status}, the page does not")
                    }
                };
                let pointers = other.map(|(_, node)| node.used.as_str());
                let pointers: Vec<&str> = pointers.into_iter().chain([at.as_str()]).collect();
                let place = row.map_or(&place, |row| &row.place);
                self.differences
                    .add(&pointers, format!("status {status}"), message, Some(place));
            }
        }
        let successful = success(responses.iter().map(|(status, _)| status.as_str()));
        let node = responses
            .iter()
            .find(|(status, _)| Some(status.as_str()) == successful);
        let content = node
            .map(|(_, node)| self.types.view.members(node, "content"))
            .unwrap_or_default();
        let schema = content
            .first()
            .and_then(|(_, media)| self.types.view.member(media, "schema"));
        let pointers: Vec<&str> = node
            .iter()
            .map(|(_, node)| node.used.as_str())
            .chain([at.as_str()])
            .collect();
        let told = self.operation.responses.iter().flatten();
        if told.into_iter().any(|row| row.content.is_some()) {
            return;
        }
        let message = match (&self.operation.returns, schema) {
            (None, None) => None,
            (Some(kind), Some(schema)) => self
                .types
                .differs(kind, &schema)
                .map(|how| format!("the types of the answer differ: {how}")),
            (Some(kind), None) => Some(format!(
                "the page promises {}, the description no content",
                spoken(kind)
            )),
            (None, Some(_)) => Some("the description promises content, the page none".to_owned()),
        };
        if let Some(message) = message {
            let printed = self
                .operation
                .returns
                .as_ref()
                .map_or("nothing".to_owned(), spoken);
            let aspect = saying("return type", &printed);
            self.differences
                .add(&pointers, aspect, message, Some(&place));
        }
    }

    /// The content of a status, where the page shows it of each.
    fn told(&mut self, row: &'a Response, node: &Node<'a>) {
        let Some(content) = &row.content else { return };
        let at = self.found.node.pointer.clone();
        let described = self.types.view.members(node, "content");
        if let (true, Some((media_type, media))) = (content.is_empty(), described.first()) {
            let message = format!(
                "of the status {}, the description has {media_type}, the page has no content",
                row.status
            );
            let pointers = [media.used.as_str(), node.used.as_str(), at.as_str()];
            let differences = &mut *self.differences;
            differences.add(&pointers, "return type nothing", message, Some(&row.place));
        }
        for (media_type, kind) in content {
            let media = described.iter().find(|(known, _)| known == media_type);
            // Of another media type speaks the line that has them all.
            let Some((_, media)) = media else { continue };
            let what = format!("the {media_type} of the status {}", row.status);
            let pointers = [node.used.as_str(), node.pointer.as_str(), at.as_str()];
            let schema = self.types.view.member(media, "schema");
            let (place, types) = (&row.place, self.types);
            match schema {
                Some(schema) => compare_type(
                    (&what, place),
                    ("return type", kind),
                    &schema,
                    &pointers,
                    types,
                    self.differences,
                ),
                None if kind.is_told() => {
                    let message = format!("{what} has a type on the page, none in the description");
                    let aspect = saying("return type", &spoken(kind));
                    let differences = &mut *self.differences;
                    differences.add(&pointers, aspect, message, Some(place));
                }
                None => {}
            }
        }
    }

    /// The headers of a response.
    fn headers(&mut self, row: &'a Response, node: &Node<'a>) {
        let at = self.found.node.pointer.clone();
        let described = self.types.view.members(node, "headers");
        let is = |name: &str| {
            row.headers
                .iter()
                .any(|known| known.name.eq_ignore_ascii_case(name))
        };
        let unknown = row.headers.iter().map(|header| &header.name);
        let unknown = unknown.filter(|name| {
            !described
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name))
        });
        let untold = described.iter().filter(|(name, _)| !is(name));
        for only in pair(unknown.collect(), untold.collect(), |_, _| true) {
            let (name, header, message) = match only {
                Only::Page(name) => (
                    name,
                    None,
                    format!("the page has the header `{name}`, the description does not"),
                ),
                Only::Description((name, header)) => {
                    let message =
                        format!("the description has the header `{name}`, the page does not");
                    (name, Some(header), message)
                }
                Only::Renamed(name, (other, header)) => {
                    let message =
                        format!("the page has the header `{name}`, the description has `{other}`");
                    (name, Some(header), message)
                }
            };
            let message = format!("of the status {}, {message}", row.status);
            let pointers = header.map(|header| header.used.as_str());
            let whole = [node.used.as_str(), node.pointer.as_str(), at.as_str()];
            let pointers: Vec<&str> = pointers.into_iter().chain(whole).collect();
            self.differences.add(
                &pointers,
                format!("header {name}"),
                message,
                Some(&row.place),
            );
        }
    }

    /// The line on the media types of all answers.
    pub(super) fn accept(&mut self) {
        let mut responses = self.types.view.members(&self.found.node, "responses");
        responses.retain(|(status, _)| !status.starts_with("x-"));
        let described: BTreeSet<String> = responses
            .iter()
            .flat_map(|(_, node)| self.types.view.members(node, "content"))
            .map(|(media_type, _)| media_type)
            .collect();
        let described: BTreeSet<&str> = described.iter().map(String::as_str).collect();
        let printed: BTreeSet<&str> = self.operation.accepts.iter().map(String::as_str).collect();
        // The generators leave out `*/*`.
        let unsaid = printed.is_empty() && described.iter().all(|media_type| *media_type == "*/*");
        // Of which answer nobody can tell.
        let unknown = described.is_empty()
            && self.operation.returns.is_none()
            && (!self.lines.accept
                || responses.iter().any(|(_, node)| {
                    node.is_undocumented("content") || node.is_undocumented("status")
                }));
        if printed == described || unsaid || unknown {
            return;
        }
        let at = self.found.node.pointer.clone();
        let message = format!(
            "the page accepts {}, the description {}",
            joined(&printed),
            joined(&described)
        );
        let place = self.operation.place.clone();
        let aspect = format!("accept {}", listed(&printed));
        self.differences.add(&[&at], aspect, message, Some(&place));
    }

    pub(super) fn security(&mut self) {
        let at = self.found.node.pointer.clone();
        let document = self.types.view.document;
        let own = self.found.node.value.get("security");
        let requirements = own
            .or_else(|| document.get("security"))
            .and_then(Value::as_array);
        let described: BTreeSet<String> = requirements
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .flat_map(|requirement| requirement.keys())
            .map(|key| {
                let at = pointer::join("/components/securitySchemes", key);
                let node = self.types.view.node(&at);
                let name = node
                    .as_ref()
                    .and_then(|node| node.docs_names().first().map(|name| (*name).to_owned()));
                name.unwrap_or_else(|| key.clone())
            })
            .collect();
        let printed: BTreeSet<String> = self.operation.security.iter().cloned().collect();
        let folded =
            |names: &BTreeSet<String>| names.iter().map(|name| fold(name)).collect::<BTreeSet<_>>();
        if folded(&printed) != folded(&described) {
            let list =
                |names: &BTreeSet<String>| joined(&names.iter().map(String::as_str).collect());
            let message = format!(
                "the page asks for {}, the description for {}",
                list(&printed),
                list(&described)
            );
            let place = self.operation.place.clone();
            let asked = listed(&printed.iter().map(String::as_str).collect());
            self.differences
                .add(&[&at], saying("security", &asked), message, Some(&place));
        }
    }
}
