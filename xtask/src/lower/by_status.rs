//! Answers by status: one type where the bodies are the same, and one with a variant for each status where they differ.

use heck::ToUpperCamelCase;

use super::context::Context;
use super::node::Node;
use super::response::pattern;
use crate::model::{
    ByStatusDef, Content, Names, StatusPattern, StatusVariant, Success, Type, TypeDef, TypeKind,
    Usage, type_name,
};

/// An answer as the document describes it.
#[derive(Clone, Debug)]
pub(super) struct Described<'d> {
    /// As in the document: `404`, `4XX`, `default`.
    pub(super) status: &'d str,
    pub(super) content: Content,
    pub(super) description: Option<String>,
}

impl<'d> Context<'d> {
    /// What a success holds.
    pub(super) fn success(
        &mut self,
        operation: &Node<'d>,
        name: &str,
        answers: Vec<Described<'d>>,
    ) -> Success {
        let nothing = answers
            .iter()
            .any(|answer| matches!(answer.content, Content::Nothing | Content::OptionalJson(_)));
        match distinct(&answers).as_slice() {
            [] => Success::Empty,
            [Content::Json(ty) | Content::OptionalJson(ty)] if nothing => {
                Success::OptionalJson(ty.clone())
            }
            [Content::Json(ty)] => Success::Json(ty.clone()),
            [Content::Events(ty, data)] => Success::Events(ty.clone(), *data),
            [Content::Values(ty)] => Success::Values(ty.clone()),
            // Text and bytes may be empty.
            [Content::Text] => Success::Text,
            [_] => Success::Bytes,
            _ => {
                let wanted = [format!("{name} ok"), format!("{name} ok body")];
                Success::ByStatus(self.by_status(operation, name, wanted, answers, false))
            }
        }
    }

    /// What the body of an error holds.
    pub(super) fn error(
        &mut self,
        operation: &Node<'d>,
        name: &str,
        answers: Vec<Described<'d>>,
    ) -> Option<Type> {
        match distinct(&answers).as_slice() {
            [] => None,
            [only] => only.json().cloned(),
            _ => {
                let wanted = [format!("{name} error"), format!("{name} error body")];
                Some(self.by_status(operation, name, wanted, answers, true))
            }
        }
    }

    /// A type with a variant for each status. Errors may have any status, so that one is for what nobody describes.
    fn by_status(
        &mut self,
        operation: &Node<'d>,
        name: &str,
        wanted: [String; 2],
        answers: Vec<Described<'d>>,
        open: bool,
    ) -> Type {
        let mut names = Names::default();
        let (last, mut answers): (Vec<_>, Vec<_>) = answers
            .into_iter()
            .partition(|answer| answer.status == "default");
        let others = open && last.is_empty();
        answers.extend(last);
        let variants = answers.into_iter().map(|answer| StatusVariant {
            name: names.take(status_name(answer.status)),
            status: pattern(answer.status),
            content: answer.content,
            description: answer.description,
        });
        let definition = ByStatusDef {
            operation: name.to_owned(),
            variants: variants.collect(),
            other: others.then(|| names.take("Other".to_owned())),
        };
        let [first, second] = wanted.map(|wanted| type_name(&wanted));
        // A schema may have the better name.
        let free = if self.type_names.is_taken(&first) {
            second
        } else {
            first
        };
        let name = self.type_names.take(free);
        let definition = TypeDef {
            name: name.clone(),
            pointer: format!("{}/responses", operation.pointer),
            docs_name: None,
            component_name: None,
            description: None,
            usage: Usage::default(),
            deprecated: false,
            kind: TypeKind::ByStatus(definition),
        };
        self.types.insert(name.clone(), definition);
        Type::Named(name)
    }
}

/// The different bodies, of which nothing is none.
fn distinct(answers: &[Described<'_>]) -> Vec<Content> {
    let mut distinct: Vec<Content> = Vec::new();
    for Described { content, .. } in answers {
        let known = |other: &Content| match (content.json(), other.json()) {
            (None, None) => content == other,
            (one, other) => one == other,
        };
        if *content != Content::Nothing && !distinct.iter().any(known) {
            distinct.push(content.clone());
        }
    }
    distinct
}

/// The name of a status: its reason phrase.
fn status_name(status: &str) -> String {
    let reason = match pattern(status) {
        Some(StatusPattern::Code(code)) => http::StatusCode::from_u16(code)
            .ok()
            .and_then(|status| status.canonical_reason()),
        // RFC 9110, sections 15.2 to 15.6.
        Some(StatusPattern::Range(1)) => Some("Informational"),
        Some(StatusPattern::Range(2)) => Some("Successful"),
        Some(StatusPattern::Range(3)) => Some("Redirection"),
        Some(StatusPattern::Range(4)) => Some("Client Error"),
        Some(StatusPattern::Range(5)) => Some("Server Error"),
        _ => None,
    };
    match (reason, status) {
        (Some(reason), _) => reason.replace('\'', "").to_upper_camel_case(),
        (None, "default") => "Default".to_owned(),
        (None, status) => type_name(&format!("status {status}")),
    }
}
