//! The body of a request on both sides.

use std::collections::BTreeSet;

use super::fields::{Row, compare_fields, compare_type, compare_value};
use super::operations::{Comparison, joined, listed};
use super::saying;
use super::view::Node;
use crate::reconstruct::pages::{Operation, Parameter};

impl<'a> Comparison<'_, 'a> {
    pub(super) fn body(&mut self, row: Option<&'a Parameter>, fields: &[&'a Parameter]) {
        let at = self.found.node.pointer.clone();
        let described = self.types.view.member(&self.found.node, "requestBody");
        let place = self.operation.place.clone();
        let (Some(body), true) = (&described, row.is_some() || !fields.is_empty()) else {
            match (&described, row, fields) {
                (Some(body), ..) => {
                    let message = "the description has a body, the page does not";
                    self.differences
                        .add(&body.pointers(), "no body", message, Some(&place));
                }
                (None, None, []) => self.stray_content_type(),
                (None, ..) => {
                    let message = "the page has a body, the description does not";
                    self.differences.add(&[&at], "body", message, Some(&place));
                }
            }
            return;
        };
        let pointers = [body.used.as_str(), body.pointer.as_str(), at.as_str()];
        let names = body.docs_names();
        if let Some(row) =
            row.filter(|row| !names.is_empty() && !names.contains(&row.name.as_str()))
        {
            let message = format!(
                "the page calls the body `{}`, the description `{}`",
                row.name,
                names.join("`, `")
            );
            let aspect = saying("name", &row.name);
            self.differences
                .add(&pointers, aspect, message, Some(&row.place));
        }
        let content = self.types.view.members(body, "content");
        let types: BTreeSet<&str> = content
            .iter()
            .map(|(media_type, _)| media_type.as_str())
            .collect();
        let printed = printed(self.operation);
        // The generators leave out `*/*`; of what a whole Swagger 2.0 file says nothing, it is said here.
        let unsaid = printed.is_empty()
            && (types.len() == 1 && types.contains("*/*") || !self.lines.content_type);
        if !unsaid && printed != types {
            let message = format!(
                "the page sends {}, the description {}",
                joined(&printed),
                joined(&types)
            );
            let aspect = format!("content types {}", listed(&printed));
            self.differences
                .add(&pointers, aspect, message, Some(&place));
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
                let owner = ("form", &place);
                compare_fields(owner, rows, &schema, self.types, self.differences);
            }
            (None, None) => {}
        }
        self.other_bodies(&content, &pointers);
    }

    /// The bodies of other media types than the first, where the page shows them.
    fn other_bodies(&mut self, content: &[(String, Node<'a>)], pointers: &[&str]) {
        let operation = self.operation;
        let shown = operation.content_types.iter().zip(&operation.bodies);
        for (media_type, kind) in shown.skip(1) {
            let media = content.iter().find(|(known, _)| known == media_type);
            let schema = media.and_then(|(_, media)| self.types.view.member(media, "schema"));
            if let Some(schema) = schema {
                let what = format!("the body in {media_type}");
                let (of, aspect) = ((what.as_str(), &operation.place), ("type", kind));
                compare_type(of, aspect, &schema, pointers, self.types, self.differences);
            }
        }
    }
}

impl Comparison<'_, '_> {
    /// A media type without a body is the promise of one.
    fn stray_content_type(&mut self) {
        let printed = printed(self.operation);
        if printed.is_empty() || !self.lines.content_type || self.found.node.is_undocumented("body")
        {
            return;
        }
        let at = self.found.node.pointer.clone();
        let message = format!(
            "the page sends {}, the description no body",
            joined(&printed)
        );
        let place = self.operation.place.clone();
        let aspect = format!("content types {}", listed(&printed));
        self.differences.add(&[&at], aspect, message, Some(&place));
    }
}

/// The media types that the page prints.
fn printed(operation: &Operation) -> BTreeSet<&str> {
    operation.content_types.iter().map(String::as_str).collect()
}
