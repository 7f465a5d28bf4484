//! What the caller has to say of a body: its media type, where the description leaves it open.

use super::body::of_request;
use super::context::Context;
use super::media::{Media, classify, is_version_of_vendor};
use super::node::Node;
use crate::model::{Body, BodyKind, Names, Parameter, Place};

const HEADER: &str = "Content-Type";

impl<'d> Context<'d> {
    /// The argument for the media type of a body that may be sent as several: optional where there is one to begin with.
    pub(super) fn content_type(
        &self,
        operation: &Node<'d>,
        body: &Body,
        names: &mut Names,
    ) -> Option<Parameter> {
        let (BodyKind::Text(sent) | BodyKind::Bytes(sent) | BodyKind::Json(sent)) = &body.kind
        else {
            return None;
        };
        let node = self.follow(&operation.get("requestBody")?)?;
        let media_types = of_request(&node);
        let (name, media) = self.preferred(&media_types)?;
        let all = sent_alike(name, media, &media_types);
        let is_range = matches!(body.kind, BodyKind::Text(_) | BodyKind::Bytes(_))
            && all.iter().any(|name| name.contains('*'));
        let is_plain = matches!(body.kind, BodyKind::Json(_)) && is_plain(sent);
        if is_plain || all.len() < 2 && !is_range {
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

/// The media types that a body may have, as it is: those of text, of bytes, or of the same JSON.
pub(super) fn sent_alike<'d>(
    name: &str,
    media: &Node<'d>,
    media_types: &[(&'d str, Node<'d>)],
) -> Vec<&'d str> {
    let schema = |media: &Node<'d>| media.get("schema").map(|schema| schema.value);
    let sent = classify(name, media.get("schema").as_ref());
    let alike = media_types.iter().filter(|(other, node)| match sent {
        Media::Json => {
            (classify(other, None) == sent || is_version_of_vendor(other))
                && schema(node) == schema(media)
                && is_plain(other) == is_plain(name)
        }
        Media::Text | Media::Bytes => classify(other, None) == sent,
        _ => false,
    });
    alike.map(|(name, _)| *name).collect()
}

/// Whether a media type says nothing more than that it is JSON, which is not worth a choice.
fn is_plain(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim();
    matches!(
        essence,
        "application/json" | "text/json" | "application/*+json"
    )
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
