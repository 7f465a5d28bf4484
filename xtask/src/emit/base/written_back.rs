//! Lists and maps that are whole bodies, answered and sent: no object around them keeps what was `null` in them.

use super::super::types::null_as_empty::levels;
use crate::model::{Api, Body, BodyKind, Content, Operation, Success, Type, TypeKind};

/// The bodies that somebody may read, change and write back.
pub(super) struct WrittenBack<'a> {
    sent: Vec<Whole<'a>>,
    /// Those that are sent as well.
    answered: Vec<Whole<'a>>,
}

/// A list or a map that is the whole of a body.
#[derive(Clone, Copy)]
struct Whole<'a> {
    method: &'a str,
    path: &'a str,
    ty: &'a Type,
}

impl Whole<'_> {
    /// Whether what is answered may be sent as this body. Lists inside each other are one thing wherever they are described;
    /// a list of texts, or an object of which nothing is known, is so only where its path is read and updated.
    fn may_be(&self, answer: &Whole<'_>) -> bool {
        let is_update = matches!(self.method, "PUT" | "PATCH");
        let comes_back = is_update && answer.method == "GET" && self.path == answer.path;
        self.ty == answer.ty && (comes_back || is_nested(self.ty))
    }
}

fn is_nested(ty: &Type) -> bool {
    let is_collection = |ty: &Type| matches!(ty, Type::Array(_) | Type::Map(_));
    match ty {
        Type::Array(inner) | Type::Map(inner) => match &**inner {
            Type::Nullable(inner) => is_collection(inner),
            inner => is_collection(inner),
        },
        _ => false,
    }
}

impl<'a> WrittenBack<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let operations = api.operations.iter();
        let sent: Vec<Whole<'a>> = operations.filter_map(body).collect();
        let answers = api
            .operations
            .iter()
            .flat_map(|operation| answers(api, operation));
        let answered = answers.filter(|answer| sent.iter().any(|body| body.may_be(answer)));
        let answered = answered.collect();
        Self { sent, answered }
    }

    /// Whether an answer of an operation is sent as a body.
    pub(super) fn is_sent(&self, operation: &Operation, ty: &Type) -> bool {
        let answer = answer(operation, ty);
        answer.is_some_and(|answer| self.sent.iter().any(|body| body.may_be(&answer)))
    }

    /// Whether the body of an operation is an answer.
    pub(super) fn is_answered(&self, operation: &Operation) -> bool {
        let body = body(operation);
        body.is_some_and(|body| self.answered.iter().any(|answer| body.may_be(answer)))
    }
}

fn body(operation: &Operation) -> Option<Whole<'_>> {
    let Body { kind, ty, .. } = operation.body.as_ref()?;
    let is_json = matches!(kind, BodyKind::Json(_));
    (is_json && levels(ty) > 0).then_some(Whole {
        method: &operation.method,
        path: &operation.path,
        ty,
    })
}

/// An answer as the caller gets it: neither a part of it nor a page.
fn answer<'a>(operation: &'a Operation, ty: &'a Type) -> Option<Whole<'a>> {
    let is_whole = operation.value.is_none() && operation.pagination.is_none();
    (is_whole && levels(ty) > 0).then_some(Whole {
        method: &operation.method,
        path: &operation.path,
        ty,
    })
}

fn answers<'a>(api: &'a Api, operation: &'a Operation) -> Vec<Whole<'a>> {
    let others = operation.alternatives.iter().map(|other| &other.success);
    let successes = std::iter::once(&operation.success).chain(others);
    let types = successes.flat_map(|success| match success {
        Success::Json(ty) | Success::OptionalJson(ty) => vec![ty],
        Success::ByStatus(Type::Named(name)) => by_status(api, name),
        _ => Vec::new(),
    });
    types.filter_map(|ty| answer(operation, ty)).collect()
}

fn by_status<'a>(api: &'a Api, name: &str) -> Vec<&'a Type> {
    let Some(TypeKind::ByStatus(answers)) = api.definition(name).map(|it| &it.kind) else {
        return Vec::new();
    };
    let bodies = answers.variants.iter().filter_map(|it| match &it.content {
        Content::Json(ty) | Content::OptionalJson(ty) => Some(ty),
        _ => None,
    });
    bodies.collect()
}
