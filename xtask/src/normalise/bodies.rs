//! Bodies that a description of OpenAPI 3 has among the parameters, where Swagger 2.0 has them.

use indexmap::IndexMap;

use super::swagger::{Consumed, request_body};
use crate::diagnostic::Diagnostic;
use crate::load::Span;
use crate::load::node::{Content, Node};
use crate::pointer;

/// Whether `in` says that a parameter is the body, or a part of it.
pub(super) fn is_body(place: &str) -> bool {
    matches!(place, "body" | "formData")
}

/// Makes request bodies of them.
pub(super) fn normalise(root: &mut Node) -> Vec<Diagnostic> {
    let shared = shared(root);
    let mut findings = Vec::new();
    let paths = root
        .members_mut()
        .and_then(|members| members.get_mut("paths"));
    for item in paths
        .and_then(Node::members_mut)
        .into_iter()
        .flat_map(IndexMap::values_mut)
    {
        let of_all = take(item, &shared);
        let members = item.members_mut().into_iter().flatten();
        for operation in members.map(|(_, member)| member) {
            // Only an operation has answers.
            if !operation.has("responses") {
                continue;
            }
            let mut bodies = of_all.clone();
            bodies.extend(take(operation, &shared));
            let Some(first) = bodies.first() else {
                continue;
            };
            findings.push(finding(first, operation.has("requestBody")));
            let consumes = operation.take("consumes").map(|list| list.content);
            let consumes = match consumes {
                Some(Content::List(items)) => items,
                _ => Vec::new(),
            };
            let consumed = Consumed {
                media_types: &consumes,
                by_default: false,
            };
            if !operation.has("requestBody")
                && let Some(body) = request_body(bodies, &consumed)
            {
                operation.put("requestBody", body);
            }
        }
    }
    findings
}

/// Those that are components: nothing refers to them any more.
fn shared(root: &mut Node) -> IndexMap<String, Node> {
    let components = root
        .members_mut()
        .and_then(|members| members.get_mut("components"));
    let parameters = components
        .and_then(Node::members_mut)
        .and_then(|members| members.get_mut("parameters"))
        .and_then(Node::members_mut);
    let Some(parameters) = parameters else {
        return IndexMap::new();
    };
    let (bodies, others) = std::mem::take(parameters)
        .into_iter()
        .partition(|(_, parameter)| parameter.text("in").is_some_and(is_body));
    *parameters = others;
    bodies
}

/// Takes them out of the parameters of a path item or an operation.
fn take(owner: &mut Node, shared: &IndexMap<String, Node>) -> Vec<Node> {
    let parameters = owner
        .members_mut()
        .and_then(|members| members.get_mut("parameters"));
    let Some(Content::List(items)) = parameters.map(|list| &mut list.content) else {
        return Vec::new();
    };
    let meant = |item: &Node| {
        let target = item.text("$ref").and_then(pointer::of_reference);
        let name = target
            .as_deref()
            .and_then(|target| target.strip_prefix("/components/parameters/"));
        match name {
            Some(name) => shared.get(pointer::unescape(name).as_ref()).cloned(),
            None => item.text("in").is_some_and(is_body).then(|| item.clone()),
        }
    };
    let mut bodies = Vec::new();
    items.retain(|item| match meant(item) {
        Some(body) => {
            bodies.push(body);
            false
        }
        None => true,
    });
    bodies
}

fn finding(parameter: &Node, other: bool) -> Diagnostic {
    let place = parameter.text("in").unwrap_or_default();
    let done = match other {
        true => "it is left out, because the operation has a `requestBody`",
        false => "the request body is made of it",
    };
    let said = parameter.get("in").unwrap_or(parameter);
    Diagnostic::warning(
        "body-parameter",
        "",
        format!("`in: {place}` is Swagger 2.0, and OpenAPI 3 has no such parameters: {done}"),
        "describe the body in `requestBody`",
    )
    .at_span(Span {
        source: said.place.source as usize,
        ..Span::from(said.place.value())
    })
}
