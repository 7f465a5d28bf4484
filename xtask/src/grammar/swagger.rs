//! The objects of Swagger 2.0 that OpenAPI 3 has not, or has in another form, in the order of the specification.

use super::description::{EXTERNAL_DOCUMENTATION, INFO, TAG};
use super::extensions::{X_ABSENT, X_FLAG, X_PAGINATION, X_TOKEN_SOURCE, X_UNIX_TIME};
use super::kind::Kind::{Anything, Count, Flag, List, Map, Number, Object, Text, Word};
use super::kind::{Kind, Shape, expected, optional, remark, required};
use super::schema::SCHEMA;
use super::security::SECURITY_REQUIREMENT;

/// How the items of a list are parted.
pub(super) const COLLECTION_FORMAT: Kind = Word(&["csv", "ssv", "tsv", "pipes", "multi"]);

const SCHEMES: Kind = List(&Word(&["http", "https", "ws", "wss"]));

const TYPES: Kind = Word(&["string", "number", "integer", "boolean", "array", "file"]);

pub(crate) static SWAGGER: Shape = Shape {
    name: "Swagger",
    fields: &[
        required("swagger", Text),
        required("info", Object(&INFO)),
        optional("host", Text),
        optional("basePath", Text),
        optional("schemes", SCHEMES),
        optional("consumes", List(&Text)),
        optional("produces", List(&Text)),
        required("paths", Object(&PATHS)),
        optional("definitions", Map(&Object(&SCHEMA))),
        optional("parameters", Map(&Object(&PARAMETER))),
        optional("responses", Map(&Object(&RESPONSE))),
        optional("securityDefinitions", Map(&Object(&SECURITY_SCHEME))),
        optional("security", List(&Object(&SECURITY_REQUIREMENT))),
        remark("tags", List(&Object(&TAG))),
        remark("externalDocs", Object(&EXTERNAL_DOCUMENTATION)),
    ],
    others: None,
    referable: false,
};

static PATHS: Shape = Shape {
    name: "Paths",
    fields: &[],
    others: Some(&Object(&PATH_ITEM)),
    referable: false,
};

pub(crate) static PATH_ITEM: Shape = Shape {
    name: "Path Item",
    fields: &[
        optional("get", Object(&OPERATION)),
        optional("put", Object(&OPERATION)),
        optional("post", Object(&OPERATION)),
        optional("delete", Object(&OPERATION)),
        optional("options", Object(&OPERATION)),
        optional("head", Object(&OPERATION)),
        optional("patch", Object(&OPERATION)),
        optional("parameters", List(&Object(&PARAMETER))),
    ],
    others: None,
    referable: true,
};

pub(crate) static OPERATION: Shape = Shape {
    name: "Operation",
    fields: &[
        remark("tags", List(&Text)),
        remark("summary", Text),
        remark("description", Text),
        remark("externalDocs", Object(&EXTERNAL_DOCUMENTATION)),
        optional("operationId", Text),
        optional("consumes", List(&Text)),
        optional("produces", List(&Text)),
        optional("parameters", List(&Object(&PARAMETER))),
        optional("responses", Object(&RESPONSES)),
        optional("schemes", SCHEMES),
        remark("deprecated", Flag),
        optional("security", List(&Object(&SECURITY_REQUIREMENT))),
        remark("x-docs-name", Text),
        remark("x-pagination", Object(&X_PAGINATION)),
        remark("x-destructive", Flag),
        remark("x-idempotent", Flag),
        remark("x-value", Text),
        remark("x-absent", X_ABSENT),
        remark("x-shown-once", Flag),
        remark("x-columns", List(&Text)),
    ],
    others: None,
    referable: false,
};

pub(crate) static PARAMETER: Shape = Shape {
    name: "Parameter",
    fields: &[
        required("name", Text),
        required("in", Word(&["query", "header", "path", "formData", "body"])),
        remark("description", Text),
        optional("required", Flag),
        optional("schema", Object(&SCHEMA)),
        remark("allowEmptyValue", Flag),
        optional("type", TYPES),
        optional("format", Text),
        optional("items", Object(&SCHEMA)),
        optional("collectionFormat", COLLECTION_FORMAT),
        remark("default", Anything),
        remark("maximum", Number),
        remark("exclusiveMaximum", Flag),
        remark("minimum", Number),
        remark("exclusiveMinimum", Flag),
        remark("maxLength", Count),
        remark("minLength", Count),
        remark("pattern", Text),
        remark("maxItems", Count),
        remark("minItems", Count),
        remark("uniqueItems", Flag),
        optional("enum", List(&Anything)),
        remark("multipleOf", Number),
        remark("x-docs-name", Text),
        remark("x-flag", Object(&X_FLAG)),
        remark("x-unix-time", X_UNIX_TIME),
        remark("x-generated", Word(&["uuid-v4"])),
    ],
    others: None,
    referable: true,
};

static RESPONSES: Shape = Shape {
    name: "Responses",
    fields: &[],
    others: Some(&Object(&RESPONSE)),
    referable: false,
};

pub(crate) static RESPONSE: Shape = Shape {
    name: "Response",
    fields: &[
        expected("description", Text),
        optional("schema", Object(&SCHEMA)),
        optional("headers", Map(&Object(&HEADER))),
        remark("examples", Map(&Anything)),
        remark("x-body-optional", Flag),
    ],
    others: None,
    referable: true,
};

static HEADER: Shape = Shape {
    name: "Header",
    fields: &[
        remark("description", Text),
        optional("type", TYPES),
        optional("format", Text),
        optional("items", Object(&SCHEMA)),
        optional("collectionFormat", COLLECTION_FORMAT),
        remark("default", Anything),
        remark("maximum", Number),
        remark("exclusiveMaximum", Flag),
        remark("minimum", Number),
        remark("exclusiveMinimum", Flag),
        remark("maxLength", Count),
        remark("minLength", Count),
        remark("pattern", Text),
        remark("maxItems", Count),
        remark("minItems", Count),
        remark("uniqueItems", Flag),
        optional("enum", List(&Anything)),
        remark("multipleOf", Number),
    ],
    others: None,
    referable: false,
};

static SECURITY_SCHEME: Shape = Shape {
    name: "Security Scheme",
    fields: &[
        required("type", Word(&["basic", "apiKey", "oauth2"])),
        remark("description", Text),
        optional("name", Text),
        optional("in", Word(&["query", "header"])),
        remark("flow", Text),
        remark("authorizationUrl", Text),
        remark("tokenUrl", Text),
        remark("scopes", Map(&Text)),
        remark("x-token-source", Object(&X_TOKEN_SOURCE)),
    ],
    others: None,
    referable: false,
};
