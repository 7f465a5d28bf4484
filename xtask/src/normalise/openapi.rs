//! OpenAPI 3.0 to 3.2: object by object, in the words of the normal form.

use std::sync::Arc;

use serde_json::{Value, json};

use super::bodies;
use super::event_data;
use super::generics;
use super::inline::walk_inlined;
use super::keywords::Keywords;
use super::positions;
use super::references;
use super::schema;
use super::swagger::content;
use super::walk::Visitor;
use crate::diagnostic::Diagnostic;
use crate::grammar::{Form, OPENAPI, PARAMETER, REQUEST_BODY, RESPONSE, SCHEMA, Shape, Version};
use crate::load::node::Node;

/// Says the description in the one form; `written` is what it was before.
pub(super) fn normalise(root: &mut Node, written: &Arc<Node>, version: Version) -> Vec<Diagnostic> {
    let form = Form::Written(version);
    if version >= Version::V3_1 {
        generics::settle(root, written, form);
    }
    let mut normaliser = Normaliser {
        version,
        written: Arc::clone(written),
        documentation: Keywords::default(),
        unknown: Keywords::default(),
    };
    let bodies = bodies::normalise(root);
    walk_inlined(&OPENAPI, root, written, form, &mut normaliser);
    event_data::settle(root);
    references::settle(root, written);
    let findings = [
        normaliser.documentation.documentation(),
        normaliser.unknown.unknown(),
    ];
    bodies
        .into_iter()
        .chain(findings.into_iter().flatten())
        .collect()
}

struct Normaliser {
    version: Version,
    /// The description as it was written.
    written: Arc<Node>,
    documentation: Keywords,
    unknown: Keywords,
}

impl Visitor for Normaliser {
    fn enter(&mut self, shape: &'static Shape, node: &mut Node) {
        if std::ptr::eq(shape, &REQUEST_BODY) {
            positions::settle(node, &self.written);
        }
    }

    fn leave(&mut self, shape: &'static Shape, node: &mut Node) {
        if std::ptr::eq(shape, &SCHEMA) {
            let place = node.place;
            for keyword in schema::normalise(node, self.version) {
                self.documentation.add(keyword, place);
            }
            if self.version >= Version::V3_1 {
                self.drop_unknown(node);
            }
        } else if std::ptr::eq(shape, &OPENAPI) {
            description(node);
        } else if std::ptr::eq(shape, &PARAMETER) {
            querystring(node);
            cookie(node);
        } else if std::ptr::eq(shape, &RESPONSE) {
            response(node);
            // Since 3.2, a response needs no description.
            if self.version == Version::V3_2 && !node.has("$ref") && !node.has("description") {
                node.put("description", Node::made(json!(""), node.place));
            }
        }
        drop_documentation(shape, node);
    }
}

impl Normaliser {
    /// Since 3.1, a schema may hold any keyword.
    fn drop_unknown(&mut self, schema: &mut Node) {
        let Some(members) = schema.members_mut() else {
            return;
        };
        members.retain(|key, member| {
            let known = key.starts_with("x-")
                || key == "$ref"
                || SCHEMA.fields.iter().any(|field| field.name == key);
            if !known {
                self.unknown.add(key, member.place);
            }
            known
        });
    }
}

/// Takes out what the version has and the normal form has not: it says nothing of the client.
fn drop_documentation(shape: &'static Shape, node: &mut Node) {
    let Some(members) = node.members_mut() else {
        return;
    };
    members.retain(|key, _| {
        let mut fields = shape
            .fields
            .iter()
            .filter(|field| field.name == key)
            .peekable();
        fields.peek().is_none() || fields.any(|field| field.is_in(Form::Normal))
    });
}

fn description(root: &mut Node) {
    // What is empty is so in every version; without it, the description of version 3.0 would be wrong.
    if !root.has("paths") {
        root.put("paths", Node::made(json!({}), root.place));
    }
    if let Some(openapi) = root
        .members_mut()
        .and_then(|members| members.get_mut("openapi"))
    {
        openapi.set_value(json!("3.0.3"));
    }
}

/// A schema that stands in the response itself, as Swagger 2.0 has it, is that of JSON.
fn response(response: &mut Node) {
    if let Some(schema) = response.take("schema")
        && !response.has("content")
    {
        response.put("content", content(&schema, &[]));
    }
}

/// `style: cookie` differs from `form` in what is escaped, which in cookies is nothing.
fn cookie(parameter: &mut Node) {
    let style = parameter.get("style");
    if let Some(place) = style
        .filter(|style| style.as_text() == Some("cookie"))
        .map(|style| style.place)
    {
        parameter.put("style", Node::made(json!("form"), place));
    }
}

/// The whole query, described as one form, is an object whose members are the parameters.
fn querystring(parameter: &mut Node) {
    if parameter.text("in") != Some("querystring") {
        return;
    }
    let schema = parameter
        .get("content")
        .and_then(|content| content.get("application/x-www-form-urlencoded"))
        .and_then(|media| media.get("schema"))
        .cloned();
    let Some(schema) = schema else {
        return;
    };
    let place = parameter.place;
    parameter.take("content");
    parameter.put("schema", schema);
    parameter.put("in", Node::made(Value::String("query".to_owned()), place));
    parameter.put("style", Node::made(json!("form"), place));
    parameter.put("explode", Node::made(json!(true), place));
}
