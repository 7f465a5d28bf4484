//! What the caller has to say of a body: its media type, where the description leaves it open.

use super::body::of_request;
use super::context::Context;
use super::media::{Media, classify};
use super::node::Node;
use crate::model::{Body, BodyKind, Names, Parameter, Place};

const HEADER: &str = "Content-Type";

impl<'d> Context<'d> {
    /// The argument for the media type of a text or of bytes: optional where there is one to begin with.
    pub(super) fn content_type(
        &self,
        operation: &Node<'d>,
        body: &Body,
        names: &mut Names,
    ) -> Option<Parameter> {
        let (sent, as_it_is) = match &body.kind {
            BodyKind::Text(sent) => (sent, Media::Text),
            BodyKind::Bytes(sent) => (sent, Media::Bytes),
            _ => return None,
        };
        let node = self.follow(&operation.get("requestBody")?)?;
        let media_types = of_request(&node);
        let all = media_types.iter().map(|(name, _)| *name);
        let all: Vec<&str> = all
            .filter(|name| classify(name, None) == as_it_is)
            .collect();
        if all.len() < 2 && !all.iter().any(|name| name.contains('*')) {
            return None;
        }
        let listed: Vec<String> = all.iter().map(|name| format!("`{name}`")).collect();
        let one_of = match listed.as_slice() {
            [only] => format!("The media type of the body: {only}."),
            several => format!("The media type of the body: one of {}.", several.join(", ")),
        };
        let required = body.required && all.iter().all(|name| by_default(name).is_none());
        let by_default = (!required).then(|| format!("`{sent}` if it is not set."));
        Some(Parameter {
            required,
            description: Some(one_of),
            notes: by_default.into_iter().collect(),
            ..Parameter::text(names.take("content_type".to_owned()), HEADER, Place::Header)
        })
    }
}

/// The media type that a body is sent as unless the caller says something else.
pub(super) fn in_range(name: &str) -> &str {
    by_default(name).unwrap_or("application/octet-stream")
}

/// A media type, or one that is sure to be in a range of them.
fn by_default(name: &str) -> Option<&str> {
    match name {
        "*/*" | "application/*" => Some("application/octet-stream"),
        "text/*" => Some("text/plain"),
        "multipart/*" => Some("multipart/form-data"),
        range if range.contains('*') => None,
        name => Some(name),
    }
}
