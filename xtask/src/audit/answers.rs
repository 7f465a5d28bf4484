//! What an operation answers with, and the credentials that it asks for.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operations::{Comparison, joined};
use crate::pointer;
use crate::reconstruct::assemble::success;
use crate::reconstruct::wire::fold;

impl Comparison<'_, '_> {
    pub(super) fn responses(&mut self) {
        let at = self.found.node.pointer.clone();
        let place = self.operation.place.clone();
        let mut responses = self.types.view.members(&self.found.node, "responses");
        // The others are extensions.
        responses.retain(|(status, _)| !status.starts_with("x-"));
        if let Some(rows) = &self.operation.responses {
            for row in rows {
                let found = responses.iter().find(|(status, _)| *status == row.status);
                let Some((_, node)) = found else {
                    let message = format!(
                        "the page has the status {}, the description does not",
                        row.status
                    );
                    self.differences.add(
                        &[&at],
                        format!("status {}", row.status),
                        message,
                        Some(&row.place),
                    );
                    continue;
                };
                let headers = self.types.view.members(node, "headers");
                let pointers = [node.used.as_str(), node.pointer.as_str(), at.as_str()];
                for (name, _) in &row.headers {
                    if !headers
                        .iter()
                        .any(|(known, _)| known.eq_ignore_ascii_case(name))
                    {
                        let message = format!(
                            "the page has the header `{name}` with {}, the description does not",
                            row.status
                        );
                        self.differences.add(
                            &pointers,
                            format!("header {name}"),
                            message,
                            Some(&row.place),
                        );
                    }
                }
                for (name, header) in headers {
                    if !row
                        .headers
                        .iter()
                        .any(|(known, _)| known.eq_ignore_ascii_case(&name))
                    {
                        let message = format!(
                            "the description has the header `{name}` with {}, the page does not",
                            row.status
                        );
                        let pointers = [
                            header.used.as_str(),
                            node.used.as_str(),
                            node.pointer.as_str(),
                        ];
                        self.differences.add(
                            &pointers,
                            format!("header {name}"),
                            message,
                            Some(&row.place),
                        );
                    }
                }
            }
            for (status, node) in &responses {
                if !rows.iter().any(|row| row.status == *status) {
                    let message =
                        format!("the description has the status {status}, the page does not");
                    self.differences.add(
                        &[&node.used, &at],
                        format!("status {status}"),
                        message,
                        Some(&place),
                    );
                }
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
        let message = match (&self.operation.returns, schema) {
            (None, None) => None,
            (Some(kind), Some(schema)) => self
                .types
                .differs(kind, &schema)
                .map(|how| format!("the types of the answer differ: {how}")),
            (Some(kind), None) => Some(format!(
                "the page promises {}, the description no content",
                super::types::spoken(kind)
            )),
            (None, Some(_)) => Some("the description promises content, the page none".to_owned()),
        };
        if let Some(message) = message {
            self.differences
                .add(&pointers, "return type", message, Some(&place));
        }
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
            self.differences
                .add(&[&at], "security", message, Some(&place));
        }
    }
}
