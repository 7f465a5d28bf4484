//! Request bodies: which of the media types is sent, and how.

use super::context::Context;
use super::media::{Media, classify};
use super::node::Node;
use crate::model::{Body, BodyKind, Type};

impl<'d> Context<'d> {
    /// The request body of an operation.
    pub(crate) fn body(&mut self, operation: &Node<'d>, hint: &str) -> Option<Body> {
        let node = self.follow(&operation.get("requestBody")?)?;
        let media_types = node
            .get("content")
            .map(|content| content.members())
            .unwrap_or_default();
        let (name, media) = preferred(&media_types)?;
        if media_types.len() > 1 {
            let all: Vec<_> = media_types.iter().map(|(name, _)| *name).collect();
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
            Media::Json => (BodyKind::Json(name.to_owned()), ty.unwrap_or(Type::Any)),
            Media::Form => self.form(media, ty.unwrap_or(Type::FreeForm)),
            Media::Multipart => {
                let items = self.parts_of_items(media, &hint);
                let ty = items.or(ty).unwrap_or(Type::FreeForm);
                self.multipart(name, media, ty)
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
                (BodyKind::Text(name.to_owned()), Type::String)
            }
            Media::Bytes if name.contains('*') => (
                BodyKind::Bytes("application/octet-stream".to_owned()),
                Type::Binary,
            ),
            Media::Bytes => (BodyKind::Bytes(name.to_owned()), Type::Binary),
        };
        Some(Body {
            kind,
            ty,
            required: node.is_true("required") && !nullable,
            description: node.prose("description"),
        })
    }
}

/// A media type without its parameters.
fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or_default().trim()
}

/// JSON where it is offered, since it says most; then forms, text, and bytes.
fn preferred<'n, 'd>(media_types: &'n [(&'d str, Node<'d>)]) -> Option<(&'d str, &'n Node<'d>)> {
    let rank = |name: &str, node: &Node<'d>| match classify(name, node.get("schema").as_ref()) {
        Media::Json if essence(name) == "application/json" => 0,
        Media::Json => 1,
        Media::Values => 2,
        Media::Form => 3,
        Media::Multipart => 4,
        Media::Text | Media::Events => 5,
        Media::Bytes => 6,
    };
    media_types
        .iter()
        .min_by_key(|(name, node)| rank(name, node))
        .map(|(name, node)| (*name, node))
}
