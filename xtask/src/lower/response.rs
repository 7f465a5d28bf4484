//! Responses: one success and one error type for each operation, whatever the statuses.

use super::context::Context;
use super::media::{Media, classify};
use super::node::Node;
use crate::model::{StatusNote, StatusPattern, Success, Type};

/// What the responses of an operation come to.
pub(crate) struct Responses {
    pub(crate) success: Success,
    pub(crate) success_statuses: Vec<StatusPattern>,
    pub(crate) error: Option<Type>,
    pub(crate) statuses: Vec<StatusNote>,
    pub(crate) accept: Option<String>,
}

/// What one response holds.
#[derive(Clone, Debug, PartialEq)]
enum Content {
    Nothing,
    Json { ty: Type, optional: bool },
    Text,
    Bytes,
}

impl<'d> Context<'d> {
    /// The responses of an operation.
    pub(crate) fn responses(
        &mut self,
        operation: &Node<'d>,
        method: &str,
        hint: &str,
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
        let mut contents = Vec::new();
        let mut errors = Vec::new();
        let mut accept = Vec::new();
        let mut error_accept = Vec::new();
        for (status, node) in &nodes {
            let success = successes.contains(status);
            let content = match bodiless {
                true => Content::Nothing,
                false => self.content(node, status, hint, success),
            };
            if success {
                accept.extend(media_types(self, node));
                contents.push(content.clone());
            }
            let informs = matches!(
                pattern(status),
                Some(StatusPattern::Range(1..=3) | StatusPattern::Code(100..=399))
            );
            // `default` alone describes whatever comes, errors too.
            if (!success && !informs || *status == "default")
                && let Content::Json { ty, .. } = content
            {
                error_accept.extend(media_types(self, node));
                errors.push(ty);
            }
        }
        // A success without a body says nothing of how errors should come.
        if accept.is_empty() {
            accept = error_accept;
        }
        let mut asked = std::collections::HashSet::new();
        accept.retain(|media_type| asked.insert(media_type.clone()));
        Responses {
            success: self.unify(operation, contents, hint),
            success_statuses: success_statuses(&successes),
            error: (!errors.is_empty())
                .then(|| self.union_of_bodies(operation, errors, &format!("{hint} error body"))),
            statuses: nodes
                .iter()
                .map(|(status, node)| note(status, node, self))
                .collect(),
            accept: (!accept.is_empty()).then(|| accept.join(", ")),
        }
    }

    fn content(&mut self, node: &Node<'d>, status: &str, hint: &str, success: bool) -> Content {
        let Some((name, media)) = preferred(node) else {
            return Content::Nothing;
        };
        let schema = media.get("schema");
        let meant = schema.as_ref().and_then(|schema| self.follow(schema));
        if matches!(pattern(status), Some(StatusPattern::Code(204 | 205))) {
            return Content::Nothing;
        }
        let hint = match node.pointer.strip_prefix("/components/responses/") {
            Some(_) => node.name(),
            None if success => format!("{hint} response"),
            None => format!("{hint} {status} response"),
        };
        match classify(name, meant.as_ref()) {
            Media::Json => {
                let found = schema.as_ref().map(|schema| self.schema(schema, &hint));
                let nullable = found.as_ref().is_some_and(|found| found.nullable);
                Content::Json {
                    ty: found.map_or(Type::Any, |found| found.ty),
                    optional: nullable || node.is_true("x-body-optional"),
                }
            }
            Media::Text => Content::Text,
            _ => Content::Bytes,
        }
    }

    fn unify(&mut self, operation: &Node<'d>, contents: Vec<Content>, hint: &str) -> Success {
        let mut types = Vec::new();
        let (mut nothing, mut text, mut bytes) = (false, false, false);
        for content in contents {
            match content {
                Content::Nothing => nothing = true,
                Content::Text => text = true,
                Content::Bytes => bytes = true,
                Content::Json { ty, optional } => {
                    nothing |= optional;
                    types.push(ty);
                }
            }
        }
        match (types.is_empty(), text, bytes) {
            (true, false, false) => Success::Empty,
            (true, true, false) => Success::Text,
            (false, false, false) => {
                let ty = self.union_of_bodies(operation, types, &format!("{hint} response body"));
                if nothing {
                    Success::OptionalJson(ty)
                } else {
                    Success::Json(ty)
                }
            }
            (true, _, true) => Success::Bytes,
            (false, ..) => {
                self.warn(
                    "mixed-success-media-types",
                    &operation.get("responses").map_or_else(|| operation.pointer.clone(), |node| node.pointer),
                    "some successes are JSON and others are not, so no one type holds them all",
                    "the client gives the bytes as they are; describe one operation for each kind of answer, or leave the other kind out",
                );
                Success::Bytes
            }
        }
    }
}

/// The media type that is read: JSON where it is offered.
fn preferred<'d>(node: &Node<'d>) -> Option<(&'d str, Node<'d>)> {
    let rank = |name: &str, media: &Node<'d>| match classify(name, media.get("schema").as_ref()) {
        Media::Json if name.starts_with("application/json") => 0,
        Media::Json => 1,
        Media::Text => 2,
        _ => 3,
    };
    node.get("content")?
        .members()
        .into_iter()
        .min_by_key(|(name, media)| rank(name, media))
}

/// What `Accept` says of a response. A server that answers JSON under another name may still look for JSON there.
fn media_types<'d>(context: &Context<'d>, node: &Node<'d>) -> Vec<String> {
    let Some((name, media)) = preferred(node) else {
        return Vec::new();
    };
    let essence = name.split(';').next().unwrap_or_default().trim().to_owned();
    let schema = media.get("schema");
    let schema = schema.and_then(|schema| context.follow(&schema));
    let json = classify(name, schema.as_ref()) == Media::Json;
    if json && !essence.contains("json") {
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

fn pattern(status: &str) -> Option<StatusPattern> {
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
