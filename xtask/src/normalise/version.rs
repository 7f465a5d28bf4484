//! What a file is that is no description of a version that is read.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::grammar::{Version, spoken};

/// The version of a description.
///
/// # Errors
///
/// What the file is instead.
pub(super) fn of(description: &Value) -> Result<Version, Box<Diagnostic>> {
    if let Some(version) = Version::of(description) {
        return Ok(version);
    }
    for key in ["openapi", "swagger"] {
        let Some(value) = description.get(key) else {
            continue;
        };
        return Err(Box::new(Diagnostic::error(
            "unsupported-version",
            format!("/{key}"),
            format!("`{key}: {}` is no version that is read", spoken(value)),
            "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read: correct the version, or convert the description",
        )));
    }
    let (found, help) = other(description);
    Err(Box::new(Diagnostic::error(
        "not-a-description",
        "",
        format!("this is {found}"),
        help,
    )))
}

/// What a mapping is that names no version of OpenAPI, and what to do.
fn other(root: &Value) -> (String, String) {
    if let Some(key) = misspelt(root) {
        return (
            format!("no OpenAPI description: the key is `{key}`"),
            format!("write it as `{}`", key.to_lowercase()),
        );
    }
    let kind = KINDS.iter().find(|kind| (kind.is)(root));
    let (what, help) = kind.map_or(
        (
            "no OpenAPI description: the key `openapi` is missing",
            "begin the file with `openapi: 3.0.3`",
        ),
        |kind| (kind.what, kind.help),
    );
    (what.to_owned(), help.to_owned())
}

/// `OpenAPI: 3.0.3` and the like.
fn misspelt(root: &Value) -> Option<&str> {
    let mut keys = root.as_object()?.keys();
    let key = keys.find(|key| ["openapi", "swagger"].contains(&key.to_lowercase().as_str()))?;
    Some(key)
}

/// A kind of file that people take for a description.
struct OtherKind {
    is: fn(&Value) -> bool,
    what: &'static str,
    help: &'static str,
}

impl OtherKind {
    const fn new(is: fn(&Value) -> bool, what: &'static str, help: &'static str) -> Self {
        Self { is, what, help }
    }
}

fn has(root: &Value, pointer: &str) -> bool {
    root.pointer(pointer).is_some()
}

const KINDS: [OtherKind; 14] = [
    OtherKind::new(
        |root| {
            let schema = root.pointer("/info/schema").and_then(Value::as_str);
            schema.is_some_and(|schema| schema.contains("/json/collection/"))
                || has(root, "/info/_postman_id")
                || has(root, "/item") && has(root, "/info/name")
        },
        "a Postman collection, not a description of an API",
        "ask for the OpenAPI description, or convert the collection first",
    ),
    OtherKind::new(
        |root| has(root, "/_type") && has(root, "/resources"),
        "an export of Insomnia, not a description of an API",
        "export the design document as OpenAPI instead",
    ),
    OtherKind::new(
        |root| has(root, "/log/entries"),
        "a recording of requests (HAR), not a description of an API",
        "ask for the OpenAPI description, or make one from the recording first",
    ),
    OtherKind::new(
        |root| has(root, "/asyncapi"),
        "an AsyncAPI description",
        "only HTTP APIs described by OpenAPI can be generated",
    ),
    OtherKind::new(
        |root| has(root, "/arazzo"),
        "an Arazzo description of workflows",
        "take the OpenAPI description that its `sourceDescriptions` name",
    ),
    OtherKind::new(
        |root| has(root, "/overlay") && has(root, "/actions"),
        "an OpenAPI overlay",
        "give it beside the description that it changes: `--overlay FILE`",
    ),
    OtherKind::new(
        |root| has(root, "/swaggerVersion"),
        "a Swagger 1 description",
        "convert it to Swagger 2.0 or OpenAPI 3 first",
    ),
    OtherKind::new(
        |root| has(root, "/discoveryVersion"),
        "a discovery document",
        "convert it to OpenAPI 3 first",
    ),
    OtherKind::new(
        |root| has(root, "/__schema") || has(root, "/data/__schema"),
        "a GraphQL schema",
        "only HTTP APIs described by OpenAPI can be generated",
    ),
    OtherKind::new(
        |root| has(root, "/smithy"),
        "a Smithy model",
        "let `smithy build` write the OpenAPI description first",
    ),
    OtherKind::new(
        |root| has(root, "/$EntityContainer"),
        "the metadata of an OData service",
        "convert it to OpenAPI 3 first",
    ),
    OtherKind::new(
        |root| has(root, "/spec/definition"),
        "the entry of an API in a catalogue",
        "take the description out of its `spec.definition`, or from where that leads",
    ),
    OtherKind::new(
        |root| has(root, "/apiVersion") && has(root, "/kind"),
        "a Kubernetes resource, not a description of an API",
        "the API server itself publishes its description under `/openapi/v3`",
    ),
    OtherKind::new(
        |root| has(root, "/$schema"),
        "a JSON schema",
        "put it under `components/schemas` of an OpenAPI description",
    ),
];
