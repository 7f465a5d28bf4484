//! Path items and operations.

use super::body::{Consumed, beside_body, request_body};
use super::{Shared, parameter, response};
use crate::diagnostic::Diagnostic;
use crate::grammar::METHODS;
use crate::load::node::{Content, Node};

pub(super) fn path_item(item: &mut Node, shared: &Shared, findings: &mut Vec<Diagnostic>) {
    let (bodies, parameters) = split(item.take("parameters"), shared);
    for method in METHODS {
        if let Some(operation) = item
            .members_mut()
            .and_then(|members| members.get_mut(method))
        {
            self::operation(operation, &bodies, shared, findings);
        }
    }
    if let Some(parameters) = parameters {
        item.put("parameters", parameters);
    }
}

/// The parameters that are the body or a part of it, and the others, which OpenAPI 3 calls parameters.
fn split(list: Option<Node>, shared: &Shared) -> (Vec<Node>, Option<Node>) {
    let Some(list) = list else {
        return (Vec::new(), None);
    };
    let place = list.place;
    let Content::List(items) = list.content else {
        return (Vec::new(), Some(list));
    };
    let mut bodies = Vec::new();
    let mut parameters = Vec::new();
    for mut item in items {
        let followed = shared.parameter(&item);
        if parameter::is_body(followed) {
            let body = followed.clone();
            bodies.push(body);
        } else {
            parameter::normalise(&mut item);
            parameters.push(item);
        }
    }
    let content = Content::List(parameters);
    let parameters = Node { place, content };
    (
        bodies,
        (!parameters.items().is_empty()).then_some(parameters),
    )
}

fn operation(
    operation: &mut Node,
    of_the_path: &[Node],
    shared: &Shared,
    findings: &mut Vec<Diagnostic>,
) {
    if operation.members().is_none() {
        return;
    }
    let own = |operation: &mut Node, key: &str| match operation.take(key).map(|node| node.content) {
        Some(Content::List(items)) => Some(items),
        _ => None,
    };
    let consumes = own(operation, "consumes");
    let produces = own(operation, "produces");
    let differs = produces
        .as_ref()
        .is_some_and(|own| texts(own) != texts(&shared.produces));
    let consumed = Consumed {
        by_default: consumes.is_none(),
        media_types: consumes.as_deref().unwrap_or(&shared.consumes),
    };
    let produces = produces.as_deref().unwrap_or(&shared.produces);
    let (mut bodies, parameters) = split(operation.take("parameters"), shared);
    // An operation's parameter replaces the path's of the same name and place.
    let identity = |node: &Node| {
        (
            node.text("in").map(str::to_owned),
            node.text("name").map(str::to_owned),
        )
    };
    let has_body = bodies.iter().any(|body| body.text("in") == Some("body"));
    for body in of_the_path {
        let same = bodies.iter().any(|own| identity(own) == identity(body));
        let replaced = has_body && body.text("in") == Some("body");
        if !same && !replaced {
            bodies.push(body.clone());
        }
    }
    if let Some(parameters) = parameters {
        operation.put("parameters", parameters);
    }
    findings.extend(beside_body(&bodies));
    if let Some(body) = request_body(bodies, &consumed) {
        operation.put("requestBody", body);
    }
    if let Some(schemes) = operation.take("schemes")
        && let Some(servers) = shared.server.servers(Some(&schemes))
    {
        operation.put("servers", servers);
    }
    let responses = operation
        .members_mut()
        .and_then(|members| members.get_mut("responses"));
    for (status, response) in responses.and_then(Node::members_mut).into_iter().flatten() {
        if status.starts_with("x-") {
            continue;
        }
        // A shared response stands under the media types of the description.
        if differs
            && let Some(found) = shared.response(response)
            && found.has("schema")
        {
            *response = found.clone();
        }
        response::normalise(response, produces);
    }
}

fn texts(nodes: &[Node]) -> Vec<Option<&str>> {
    nodes.iter().map(Node::as_text).collect()
}
