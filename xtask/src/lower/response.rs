//! Responses: what comes with which status, and what is asked for.

use super::by_status::Described;
use super::context::Context;
use super::media::{Media, classify, is_version_of_vendor};
use super::node::Node;
use crate::model::{Alternative, Content, Names, StatusNote, StatusPattern, Success, Type};

/// What the responses of an operation come to.
pub(crate) struct Responses {
    pub(crate) success: Success,
    pub(crate) alternatives: Vec<Alternative>,
    pub(crate) stream_end: Option<String>,
    pub(crate) success_statuses: Vec<StatusPattern>,
    pub(crate) error: Option<Type>,
    pub(crate) statuses: Vec<StatusNote>,
    pub(crate) accept: Option<String>,
}

impl<'d> Context<'d> {
    /// The responses of an operation.
    pub(crate) fn responses(
        &mut self,
        operation: &Node<'d>,
        method: &str,
        name: &str,
        hint: &str,
        arguments: &mut Names,
    ) -> Responses {
        // No answer to HEAD has a body (RFC 9110, section 9.3.2): what is described is what GET would answer.
        let bodiless = method == "head";
        let nodes: Vec<(&'d str, Node<'d>)> = operation
            .get("responses")
            .map(|responses| responses.members())
            .unwrap_or_default()
            .into_iter()
            .filter(|(status, _)| !status.starts_with("x-"))
            .filter_map(|(status, node)| Some((status, self.follow(&node)?)))
            .collect();
        let successes = success_keys(&nodes);
        let mut found = Vec::new();
        let mut errors = Vec::new();
        let mut accept = Vec::new();
        let mut error_accept = Vec::new();
        for (status, node) in &nodes {
            let success = successes.contains(status);
            let content = match bodiless {
                true => Content::Nothing,
                false => self.content(node, status, hint, success),
            };
            let answer = Described {
                status,
                content,
                description: node.prose("description"),
            };
            if success {
                accept.extend(media_types(self, node));
                found.push(answer.clone());
            }
            let informs = matches!(
                pattern(status),
                Some(StatusPattern::Range(1..=3) | StatusPattern::Code(100..=399))
            );
            // `default` alone describes whatever comes, errors too.
            if (!success && !informs || *status == "default") && answer.content != Content::Nothing
            {
                error_accept.extend(media_types(self, node));
                errors.push(answer);
            }
        }
        // What never is JSON has no type: the error shows the text of its body.
        if !errors.iter().any(|answer| answer.content.json().is_some()) {
            errors.clear();
            error_accept.clear();
        }
        // A success without a body says nothing of how errors should come.
        if accept.is_empty() {
            accept = error_accept;
        }
        let mut asked = std::collections::HashSet::new();
        accept.retain(|media_type| asked.insert(media_type.clone()));
        let found = self.without_streams_beside_others(found, operation);
        let success = self.success(operation, name, found);
        let successes_of = |node: &&(&'d str, Node<'d>)| successes.contains(&node.0) && !bodiless;
        let described: Vec<&(&'d str, Node<'d>)> = nodes.iter().filter(successes_of).collect();
        let stream_end = described.iter().find_map(|(_, node)| {
            let media = node.get("content")?.members().into_iter();
            let mut ends = media.filter_map(|(_, media)| media.text("x-stream-end"));
            ends.next().map(str::to_owned)
        });
        Responses {
            alternatives: self.alternatives(&described, &success, hint, arguments),
            stream_end,
            success,
            success_statuses: success_statuses(&successes),
            error: self.error(operation, name, errors),
            statuses: nodes
                .iter()
                .map(|(status, node)| note(status, node, self))
                .collect(),
            accept: (!accept.is_empty()).then(|| accept.join(", ")),
        }
    }

    fn content(&mut self, node: &Node<'d>, status: &str, hint: &str, success: bool) -> Content {
        let Some((name, media)) = self.preferred_answer(node) else {
            return Content::Nothing;
        };
        if matches!(pattern(status), Some(StatusPattern::Code(204 | 205))) {
            return Content::Nothing;
        }
        let hint = match node.pointer.strip_prefix("/components/responses/") {
            Some(_) => node.name(),
            None if success => format!("{hint} response"),
            None => format!("{hint} {status} response"),
        };
        let content = self.content_of(name, &media, &hint, success);
        match content {
            Content::Json(ty) if node.is_true("x-body-optional") => Content::OptionalJson(ty),
            Content::Text => {
                self.tell_of_xml(name, &media);
                self.tell_of_format(name, &media, "text");
                Content::Text
            }
            Content::Bytes => {
                self.tell_of_format(name, &media, "bytes");
                Content::Bytes
            }
            content => content,
        }
    }

    /// What a body of a media type holds.
    pub(super) fn content_of(
        &mut self,
        name: &str,
        media: &Node<'d>,
        hint: &str,
        success: bool,
    ) -> Content {
        let schema = media.get("schema");
        let meant = schema.as_ref().and_then(|schema| self.follow(schema));
        match classify(name, meant.as_ref()) {
            Media::Events if success => self.events(media, hint),
            Media::Values if success => Content::Values(self.values(media, hint)),
            // An error is no stream, whatever the success would have been.
            Media::Events | Media::Values if meant.is_none() => Content::Text,
            Media::Json | Media::Events | Media::Values => {
                self.tell_of_vendors_name(name, media);
                let found = schema.as_ref().map(|schema| self.schema(schema, hint));
                let nullable = found.as_ref().is_some_and(|found| found.nullable);
                let ty = found.map_or(Type::Any, |found| found.ty);
                if nullable {
                    Content::OptionalJson(ty)
                } else {
                    Content::Json(ty)
                }
            }
            Media::Text => Content::Text,
            _ => Content::Bytes,
        }
    }
}

impl<'d> Context<'d> {
    /// The media type that is read: JSON where it is offered.
    pub(super) fn preferred_answer(&self, node: &Node<'d>) -> Option<(&'d str, Node<'d>)> {
        let rank = |name: &str, media: &Node<'d>| {
            let schema = media.get("schema");
            let meant = schema.and_then(|schema| self.follow(&schema));
            match classify(name, meant.as_ref()) {
                Media::Json if name.starts_with("application/json") => 0,
                Media::Json => 1,
                Media::Events | Media::Values => 2,
                Media::Text => 3,
                _ => 4,
            }
        };
        node.get("content")?
            .members()
            .into_iter()
            .min_by_key(|(name, media)| rank(name, media))
    }
}

/// A media type without its parameters.
pub(super) fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_owned()
}

/// What `Accept` says of a response. A server that answers JSON under another name may still look for JSON there.
fn media_types<'d>(context: &Context<'d>, node: &Node<'d>) -> Vec<String> {
    let Some((name, media)) = context.preferred_answer(node) else {
        return Vec::new();
    };
    let essence = essence(name);
    let schema = media.get("schema");
    let schema = schema.and_then(|schema| context.follow(&schema));
    let json = classify(name, schema.as_ref()) == Media::Json;
    // What a vendor names after a version is that version alone.
    if json && !essence.contains("json") && !is_version_of_vendor(&essence.to_ascii_lowercase()) {
        vec!["application/json".to_owned(), essence]
    } else {
        vec![essence]
    }
}

/// The keys that mean success: those of 2xx; without them `default`; without it those of 3xx, which then are the purpose.
fn success_keys<'d>(nodes: &[(&'d str, Node<'d>)]) -> Vec<&'d str> {
    let of = |class: char| -> Vec<&'d str> {
        nodes
            .iter()
            .map(|(status, _)| *status)
            .filter(|status| status.starts_with(class))
            .collect()
    };
    let twos = of('2');
    if !twos.is_empty() {
        return twos;
    }
    let default: Vec<&'d str> = nodes
        .iter()
        .map(|(status, _)| *status)
        .filter(|status| *status == "default")
        .collect();
    if default.is_empty() { of('3') } else { default }
}

fn success_statuses(keys: &[&str]) -> Vec<StatusPattern> {
    let mut patterns: Vec<StatusPattern> = keys.iter().filter_map(|key| pattern(key)).collect();
    if patterns.is_empty() {
        patterns.push(StatusPattern::Range(2));
    }
    patterns.sort_unstable();
    patterns.dedup();
    patterns
}

pub(super) fn pattern(status: &str) -> Option<StatusPattern> {
    if let Some(class) = status
        .strip_suffix("XX")
        .or_else(|| status.strip_suffix("xx"))
    {
        return class.parse().ok().map(StatusPattern::Range);
    }
    status.parse().ok().map(StatusPattern::Code)
}

fn note<'d>(status: &str, node: &Node<'d>, context: &Context<'d>) -> StatusNote {
    let headers = node
        .get("headers")
        .map(|headers| headers.members())
        .unwrap_or_default();
    StatusNote {
        status: status.to_owned(),
        description: node.prose("description").unwrap_or_default(),
        headers: headers
            .into_iter()
            .map(|(name, header)| {
                (
                    name.to_owned(),
                    context
                        .follow(&header)
                        .and_then(|header| header.prose("description")),
                )
            })
            .collect(),
    }
}
