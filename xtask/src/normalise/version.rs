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
fn other(root: &Value) -> (&'static str, &'static str) {
    let has = |key: &str| root.get(key).is_some();
    let postman = root
        .pointer("/info/schema")
        .and_then(Value::as_str)
        .is_some_and(|schema| schema.contains("/json/collection/"));
    if postman || root.pointer("/info/_postman_id").is_some() {
        (
            "a Postman collection, not a description of an API",
            "ask for the OpenAPI description, or convert the collection first",
        )
    } else if has("asyncapi") {
        (
            "an AsyncAPI description",
            "only HTTP APIs described by OpenAPI can be generated",
        )
    } else if has("arazzo") {
        (
            "an Arazzo description of workflows",
            "take the OpenAPI description that its `sourceDescriptions` name",
        )
    } else if has("overlay") && has("actions") {
        (
            "an OpenAPI overlay",
            "give it beside the description that it changes: `--overlay FILE`",
        )
    } else if has("swaggerVersion") {
        (
            "a Swagger 1 description",
            "convert it to Swagger 2.0 or OpenAPI 3 first",
        )
    } else if has("discoveryVersion") {
        ("a discovery document", "convert it to OpenAPI 3 first")
    } else if has("$schema") {
        (
            "a JSON schema",
            "put it under `components/schemas` of an OpenAPI description",
        )
    } else {
        (
            "no OpenAPI description: the key `openapi` is missing",
            "begin the file with `openapi: 3.0.3`",
        )
    }
}
