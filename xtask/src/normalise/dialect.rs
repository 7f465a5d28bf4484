//! `jsonSchemaDialect`: which keywords the schemas of a description have.

use serde_json::Value;

use crate::diagnostic::Diagnostic;

/// The dialects whose keywords are known. Those of JSON Schema's older drafts are read as what they mean there.
const KNOWN: [&str; 9] = [
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
    "https://spec.openapis.org/oas/3.1/schema-base/",
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema",
    "http://json-schema.org/draft-06/schema",
    "http://json-schema.org/draft-04/schema",
    "http://json-schema.org/schema",
];

/// What is said of a dialect that nobody knows.
pub(super) fn finding(description: &Value) -> Option<Diagnostic> {
    let dialect = description.get("jsonSchemaDialect")?.as_str()?;
    let secure = |address: &str| address.replacen("http://", "https://", 1);
    let is_known = |known: &&str| secure(dialect).starts_with(&secure(known));
    if KNOWN.iter().any(is_known) {
        return None;
    }
    Some(Diagnostic::warning(
        "unknown-dialect",
        "/jsonSchemaDialect",
        format!(
            "`{dialect}` is no dialect of JSON Schema that is known: schemas are read as those of draft 2020-12"
        ),
        "remove `jsonSchemaDialect` if that is what they are",
    ))
}
