//! Request bodies: which of the media types is sent, and how.

use super::content_type::{in_range, sent_alike};
use super::context::Context;
use super::media::{Media, classify};
use super::node::Node;
use super::schema::kind;
use crate::model::{Body, BodyKind, Type};

impl<'d> Context<'d> {
    /// The request body of an operation.
    pub(crate) fn body(&mut self, operation: &Node<'d>, hint: &str) -> Option<Body> {
        let node = self.follow(&operation.get("requestBody")?)?;
        let media_types = of_request(&node);
        let (name, media) = self.preferred(&media_types)?;
        let all: Vec<_> = media_types.iter().map(|(name, _)| *name).collect();
        // The caller says which of them it is where they are all sent alike.
        let alike = sent_alike(name, media, &media_types);
        if all.len() > 1 && all != alike {
            self.warn(
                "several-request-media-types",
                &node.pointer,
                format!(
                    "the body may be sent as {}; the client sends `{name}`",
                    all.join(", ")
                ),
                "keep only the media type that the client shall send",
            );
        }
        let hint = match node.pointer.strip_prefix("/components/requestBodies/") {
            Some(_) => node.name(),
            None => format!("{hint} body"),
        };
        self.tell_of_encoding(name, media);
        let schema = media.get("schema");
        let values = classify(name, None) == Media::Values;
        let found = schema
            .as_ref()
            .filter(|_| !values)
            .map(|schema| self.schema(schema, &hint));
        let nullable = found.as_ref().is_some_and(|found| found.nullable);
        let ty = found.map(|found| found.ty);
        let (kind, ty) = match classify(
            name,
            schema
                .as_ref()
                .and_then(|schema| self.follow(schema))
                .as_ref(),
        ) {
            Media::Json if name.contains('*') => (
                BodyKind::Json("application/json".to_owned()),
                ty.unwrap_or(Type::Any),
            ),
            Media::Json => {
                self.tell_of_vendors_name(name, media);
                (BodyKind::Json(name.to_owned()), ty.unwrap_or(Type::Any))
            }
            Media::Form => self.form(media, ty.unwrap_or(Type::FreeForm)),
            Media::Multipart => {
                let items = self.parts_of_items(media, &hint);
                let ty = items.or(ty).unwrap_or(Type::FreeForm);
                self.multipart(in_range(name), media, ty)
            }
            Media::Values => {
                let item = self.values(media, &hint);
                (
                    BodyKind::Values(name.to_owned()),
                    Type::Array(Box::new(item)),
                )
            }
            Media::Text | Media::Events => {
                self.tell_of_xml(name, media);
                self.tell_of_format(name, media, "text");
                (BodyKind::Text(in_range(name).to_owned()), Type::String)
            }
            Media::Bytes => {
                self.tell_of_format(name, media, "bytes");
                (BodyKind::Bytes(in_range(name).to_owned()), Type::Binary)
            }
        };
        Some(Body {
            kind,
            ty,
            required: node.is_true("required") && !nullable,
            description: node.prose("description"),
        })
    }
}

/// The media types of a request's body.
pub(super) fn of_request<'d>(body: &Node<'d>) -> Vec<(&'d str, Node<'d>)> {
    let content = body.get("content").map(|content| content.members());
    content.unwrap_or_default()
}

/// A media type without its parameters.
fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or_default().trim()
}

impl<'d> Context<'d> {
    /// JSON where it is offered, since it says most; then forms, text, and bytes. A file can only be sent in parts.
    pub(super) fn preferred<'n>(
        &self,
        media_types: &'n [(&'d str, Node<'d>)],
    ) -> Option<(&'d str, &'n Node<'d>)> {
        let rank = |name: &str, node: &Node<'d>| {
            let schema = node.get("schema").and_then(|schema| self.follow(&schema));
            match classify(name, schema.as_ref()) {
                Media::Json | Media::Form if self.describes_file(node) => 5,
                Media::Json if essence(name) == "application/json" => 0,
                Media::Json => 1,
                Media::Values => 2,
                Media::Form => 3,
                Media::Multipart => 4,
                Media::Text | Media::Events => 6,
                Media::Bytes => 7,
            }
        };
        // One that is named comes before a range, and an object is no list of operations (RFC 6902).
        let unlikely = |name: &str, node: &Node<'d>| {
            let schema = node.get("schema").and_then(|schema| self.follow(&schema));
            let is_object = schema.is_some_and(|schema| kind(&schema) == Some("object"));
            name.contains('*') || essence(name) == "application/json-patch+json" && is_object
        };
        media_types
            .iter()
            .min_by_key(|(name, node)| (rank(name, node), unlikely(name, node)))
            .map(|(name, node)| (*name, node))
    }

    /// Whether one of the properties is a file, or a list of files.
    fn describes_file(&self, media: &Node<'d>) -> bool {
        let graph = &self.shapes.graph;
        let schema = media.get("schema").and_then(|schema| graph.find(&schema));
        let properties = schema.map(|schema| graph.properties(schema));
        let is_file = |node: &Node<'d>| node.text("format") == Some("binary");
        properties.into_iter().flatten().any(|property| {
            let property = self.follow(&property).unwrap_or(property);
            let items = property.get("items");
            let items = items.and_then(|items| self.follow(&items));
            is_file(&property) || items.is_some_and(|items| is_file(&items))
        })
    }
}
