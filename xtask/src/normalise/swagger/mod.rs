//! Swagger 2.0: the same things in other places.

mod body;
mod operation;
mod parameter;
mod response;
mod security;
mod servers;

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::json;

pub(super) use self::body::{Consumed, content, request_body};
use super::inline::walk_inlined;
use super::keywords::Keywords;
use super::references;
use super::schema;
use super::walk::Visitor;
use crate::diagnostic::Diagnostic;
use crate::grammar::{Form, SCHEMA, SWAGGER, SWAGGER_PARAMETER, Shape, Version};
use crate::load::node::{Content, Node};
use crate::pointer;

const FORM: Form = Form::Written(Version::V2_0);

/// Says the description in the one form; `written` is what it was before.
pub(super) fn normalise(root: &mut Node, written: &Arc<Node>) -> Vec<Diagnostic> {
    let mut schemas = Schemas {
        documentation: Keywords::default(),
    };
    walk_inlined(&SWAGGER, root, written, FORM, &mut schemas);
    let mut findings = Vec::new();
    description(root, &mut findings);
    references::settle(root, written);
    findings.extend(schemas.documentation.documentation());
    findings
}

/// Normalises the schemas, where they stand.
struct Schemas {
    documentation: Keywords,
}

impl Visitor for Schemas {
    fn enter(&mut self, shape: &'static Shape, node: &mut Node) {
        if std::ptr::eq(shape, &SWAGGER_PARAMETER) {
            parameter::put_items_style(node);
        }
    }

    fn leave(&mut self, shape: &'static Shape, node: &mut Node) {
        if std::ptr::eq(shape, &SCHEMA) {
            let place = node.place;
            for keyword in self::schema(node) {
                self.documentation.add(keyword, place);
            }
        }
    }
}

/// A schema, whose parts are done; the result is what no type can say.
fn schema(node: &mut Node) -> schema::Documentation {
    if let Some(discriminator) = node.get("discriminator")
        && discriminator.as_text().is_some()
        && let Some(name) = node.take("discriminator")
    {
        let place = name.place;
        node.put(
            "discriminator",
            Node::mapping([("propertyName", name)], place),
        );
    }
    // Only how a parameter writes its items is a question.
    node.take("collectionFormat");
    number_or_text(node);
    schema::normalise(node, Version::V2_0)
}

/// Without alternatives, Swagger 2.0 has a format to say that a text may be an integer as well: people write `80` or `http`.
fn number_or_text(node: &mut Node) {
    if node.text("format") != Some("int-or-string") || node.text("type") != Some("string") {
        return;
    }
    node.take("format");
    if let Some(text) = node.take("type") {
        let place = text.place;
        let integer = Node::made(json!({ "type": "integer" }), place);
        let text = Node::mapping([("type", text)], place);
        node.put("anyOf", Node::list(vec![integer, text], place));
    }
}

/// What holds for all operations unless they say otherwise.
struct Shared {
    consumes: Vec<Node>,
    produces: Vec<Node>,
    parameters: IndexMap<String, Node>,
    responses: IndexMap<String, Node>,
    server: servers::Server,
}

impl Shared {
    /// What a reference to a shared parameter or response leads to.
    fn followed<'s>(
        shared: &'s IndexMap<String, Node>,
        under: &str,
        node: &Node,
    ) -> Option<&'s Node> {
        let target = pointer::of_reference(node.text("$ref")?)?;
        let name = target.strip_prefix(under)?;
        shared.get(pointer::unescape(name).as_ref())
    }

    fn parameter<'s>(&'s self, node: &'s Node) -> &'s Node {
        Self::followed(&self.parameters, "/parameters/", node).unwrap_or(node)
    }

    fn response(&self, node: &Node) -> Option<&Node> {
        Self::followed(&self.responses, "/responses/", node)
    }
}

fn description(root: &mut Node, findings: &mut Vec<Diagnostic>) {
    let members = |node: Option<Node>| match node.map(|node| node.content) {
        Some(Content::Map(members)) => members,
        _ => IndexMap::new(),
    };
    let place = root.place;
    let schemas = root.take("definitions");
    let parameters = root.take("parameters");
    let responses = root.take("responses");
    let schemes = root.take("securityDefinitions");
    let list = |root: &mut Node, key: &str| match root.take(key).map(|node| node.content) {
        Some(Content::List(items)) => items,
        _ => Vec::new(),
    };
    let places: [_; 2] = [&parameters, &responses].map(|node| node.as_ref().map(|node| node.place));
    let mut shared = Shared {
        consumes: list(root, "consumes"),
        produces: list(root, "produces"),
        parameters: members(parameters),
        responses: members(responses),
        server: servers::Server::take(root),
    };
    if let Some(version) = root.take("swagger") {
        let version = Node::made(json!("3.0.3"), version.place);
        if let Some(members) = root.members_mut() {
            members.shift_insert(0, "openapi".to_owned(), version);
        }
    }
    if let Some(servers) = shared.server.servers(None) {
        root.put("servers", servers);
    }
    if let Some(paths) = root
        .members_mut()
        .and_then(|members| members.get_mut("paths"))
    {
        for (path, item) in paths.members_mut().into_iter().flatten() {
            if !path.starts_with("x-") {
                operation::path_item(item, &shared, findings);
            }
        }
    }
    let mut components = Node::mapping([], place);
    if let Some(schemas) = schemas {
        components.put("schemas", schemas);
    }
    let parameters: IndexMap<String, Node> = std::mem::take(&mut shared.parameters)
        .into_iter()
        .filter(|(_, parameter)| !parameter::is_body(parameter))
        .map(|(name, mut parameter)| {
            parameter::normalise(&mut parameter);
            (name, parameter)
        })
        .collect();
    let mut responses = std::mem::take(&mut shared.responses);
    for response in responses.values_mut() {
        response::normalise(response, &shared.produces);
    }
    for (name, members, place) in [
        ("parameters", parameters, places[0]),
        ("responses", responses, places[1]),
    ] {
        if let Some(place) = place.filter(|_| !members.is_empty()) {
            let content = Content::Map(members);
            components.put(name, Node { place, content });
        }
    }
    if let Some(mut schemes) = schemes {
        for scheme in schemes
            .members_mut()
            .into_iter()
            .flat_map(IndexMap::values_mut)
        {
            security::normalise(scheme);
        }
        components.put("securitySchemes", schemes);
    }
    if components
        .members()
        .is_some_and(|members| !members.is_empty())
    {
        root.put("components", components);
    }
}
