//! Whether the document is OpenAPI 3.0 at all.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::load::Document;

const CODE: &str = "unsupported-version";

pub(super) fn check(document: &Document) -> Option<Diagnostic> {
    let root = &document.value;
    if let Some(version) = root.get("openapi") {
        let spoken = match version {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if spoken == "3.0" || spoken.starts_with("3.0.") {
            return None;
        }
        let help = if spoken.starts_with("3.1") || spoken.starts_with("3.2") {
            "convert it to OpenAPI 3.0: `nullable: true` instead of `type: [.., 'null']`, `enum` with \
             one value instead of `const`, `exclusiveMinimum: true` beside `minimum`"
        } else {
            "the generator reads OpenAPI 3.0.x: convert the description"
        };
        let message = format!("this description is OpenAPI {spoken}, not OpenAPI 3.0");
        return Some(Diagnostic::error(CODE, "/openapi", message, help));
    }
    if let Some(version) = root.get("swagger") {
        let version = version
            .as_str()
            .map_or_else(|| version.to_string(), str::to_owned);
        return Some(Diagnostic::error(
            CODE,
            "/swagger",
            format!("this description is OpenAPI {version} (Swagger), not OpenAPI 3.0"),
            "convert it first, for instance with `npx swagger2openapi --outfile new.yaml old.yaml`",
        ));
    }
    let (found, help) = if root.get("asyncapi").is_some() {
        (
            "an AsyncAPI description",
            "only HTTP APIs described by OpenAPI 3.0 can be generated",
        )
    } else if root.get("$schema").is_some() {
        (
            "a JSON schema",
            "put it under `components/schemas` of an OpenAPI 3.0 description",
        )
    } else {
        (
            "no OpenAPI description: the key `openapi` is missing",
            "begin the file with `openapi: 3.0.3`",
        )
    };
    Some(Diagnostic::error(
        "not-a-description",
        "",
        format!("this is {found}"),
        help,
    ))
}
