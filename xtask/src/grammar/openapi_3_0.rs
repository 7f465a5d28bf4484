//! The objects of OpenAPI 3.0.3, section 4.7, in the order of that section.

use super::extensions::{X_CRATE, X_FLAG, X_PAGINATION, X_TOKEN_SOURCE};
use super::kind::Kind::{Anything, Count, Flag, FlagOr, List, Map, Number, Object, Text, Word};
use super::kind::{Kind, Shape, expected, optional, remark, required};

pub(super) static OPENAPI: Shape = Shape {
    name: "OpenAPI",
    fields: &[
        required("openapi", Text),
        required("info", Object(&INFO)),
        optional("servers", List(&Object(&SERVER))),
        required("paths", Object(&PATHS)),
        optional("components", Object(&COMPONENTS)),
        optional("security", List(&Object(&SECURITY_REQUIREMENT))),
        remark("tags", List(&Object(&TAG))),
        remark("externalDocs", Object(&EXTERNAL_DOCUMENTATION)),
    ],
    others: None,
    referable: false,
};

pub(crate) static INFO: Shape = Shape {
    name: "Info",
    fields: &[
        required("title", Text),
        remark("description", Text),
        remark("termsOfService", Text),
        remark("contact", Object(&CONTACT)),
        remark("license", Object(&LICENSE)),
        required("version", Text),
        remark("x-crate", Object(&X_CRATE)),
    ],
    others: None,
    referable: false,
};

static CONTACT: Shape = Shape {
    name: "Contact",
    fields: &[
        remark("name", Text),
        remark("url", Text),
        remark("email", Text),
    ],
    others: None,
    referable: false,
};

static LICENSE: Shape = Shape {
    name: "License",
    fields: &[expected("name", Text), remark("url", Text)],
    others: None,
    referable: false,
};

static SERVER: Shape = Shape {
    name: "Server",
    fields: &[
        expected("url", Text),
        remark("description", Text),
        optional("variables", Map(&Object(&SERVER_VARIABLE))),
    ],
    others: None,
    referable: false,
};

static SERVER_VARIABLE: Shape = Shape {
    name: "Server Variable",
    fields: &[
        remark("enum", List(&Text)),
        expected("default", Text),
        remark("description", Text),
    ],
    others: None,
    referable: false,
};

static COMPONENTS: Shape = Shape {
    name: "Components",
    fields: &[
        optional("schemas", Map(&Object(&SCHEMA))),
        optional("responses", Map(&Object(&RESPONSE))),
        optional("parameters", Map(&Object(&PARAMETER))),
        remark("examples", Map(&Object(&EXAMPLE))),
        optional("requestBodies", Map(&Object(&REQUEST_BODY))),
        optional("headers", Map(&Object(&HEADER))),
        optional("securitySchemes", Map(&Object(&SECURITY_SCHEME))),
        remark("links", Map(&Object(&LINK))),
        remark("callbacks", Map(&Object(&CALLBACK))),
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

static PATH_ITEM: Shape = Shape {
    name: "Path Item",
    fields: &[
        remark("summary", Text),
        remark("description", Text),
        optional("get", Object(&OPERATION)),
        optional("put", Object(&OPERATION)),
        optional("post", Object(&OPERATION)),
        optional("delete", Object(&OPERATION)),
        optional("options", Object(&OPERATION)),
        optional("head", Object(&OPERATION)),
        optional("patch", Object(&OPERATION)),
        optional("trace", Object(&OPERATION)),
        remark("servers", List(&Object(&SERVER))),
        optional("parameters", List(&Object(&PARAMETER))),
    ],
    others: None,
    referable: true,
};

static OPERATION: Shape = Shape {
    name: "Operation",
    fields: &[
        remark("tags", List(&Text)),
        remark("summary", Text),
        remark("description", Text),
        remark("externalDocs", Object(&EXTERNAL_DOCUMENTATION)),
        optional("operationId", Text),
        optional("parameters", List(&Object(&PARAMETER))),
        optional("requestBody", Object(&REQUEST_BODY)),
        // Its absence is the subject of a rule of its own.
        optional("responses", Object(&RESPONSES)),
        remark("callbacks", Map(&Object(&CALLBACK))),
        remark("deprecated", Flag),
        optional("security", List(&Object(&SECURITY_REQUIREMENT))),
        remark("servers", List(&Object(&SERVER))),
        remark("x-docs-name", Text),
        remark("x-pagination", Object(&X_PAGINATION)),
    ],
    others: None,
    referable: false,
};

static EXTERNAL_DOCUMENTATION: Shape = Shape {
    name: "External Documentation",
    fields: &[remark("description", Text), expected("url", Text)],
    others: None,
    referable: false,
};

const STYLES: Kind = Word(&[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
]);

pub(crate) static PARAMETER: Shape = Shape {
    name: "Parameter",
    fields: &[
        required("name", Text),
        required("in", Word(&["query", "header", "path", "cookie"])),
        remark("description", Text),
        optional("required", Flag),
        remark("deprecated", Flag),
        remark("allowEmptyValue", Flag),
        optional("style", STYLES),
        optional("explode", Flag),
        remark("allowReserved", Flag),
        optional("schema", Object(&SCHEMA)),
        remark("example", Anything),
        remark("examples", Map(&Object(&EXAMPLE))),
        optional("content", Map(&Object(&MEDIA_TYPE))),
        remark("x-docs-name", Text),
        remark("x-flag", Object(&X_FLAG)),
        remark("x-generated", Word(&["uuid-v4"])),
    ],
    others: None,
    referable: true,
};

static REQUEST_BODY: Shape = Shape {
    name: "Request Body",
    fields: &[
        remark("description", Text),
        required("content", Map(&Object(&MEDIA_TYPE))),
        optional("required", Flag),
    ],
    others: None,
    referable: true,
};

static MEDIA_TYPE: Shape = Shape {
    name: "Media Type",
    fields: &[
        optional("schema", Object(&SCHEMA)),
        remark("example", Anything),
        remark("examples", Map(&Object(&EXAMPLE))),
        optional("encoding", Map(&Object(&ENCODING))),
    ],
    others: None,
    referable: false,
};

static ENCODING: Shape = Shape {
    name: "Encoding",
    fields: &[
        optional("contentType", Text),
        remark("headers", Map(&Object(&HEADER))),
        optional("style", STYLES),
        optional("explode", Flag),
        remark("allowReserved", Flag),
    ],
    others: None,
    referable: false,
};

static RESPONSES: Shape = Shape {
    name: "Responses",
    fields: &[],
    others: Some(&Object(&RESPONSE)),
    referable: false,
};

static RESPONSE: Shape = Shape {
    name: "Response",
    fields: &[
        expected("description", Text),
        optional("headers", Map(&Object(&HEADER))),
        optional("content", Map(&Object(&MEDIA_TYPE))),
        remark("links", Map(&Object(&LINK))),
        remark("x-body-optional", Flag),
    ],
    others: None,
    referable: true,
};

static CALLBACK: Shape = Shape {
    name: "Callback",
    fields: &[],
    others: Some(&Object(&PATH_ITEM)),
    referable: true,
};

static EXAMPLE: Shape = Shape {
    name: "Example",
    fields: &[
        remark("summary", Text),
        remark("description", Text),
        remark("value", Anything),
        remark("externalValue", Text),
    ],
    others: None,
    referable: true,
};

static LINK: Shape = Shape {
    name: "Link",
    fields: &[
        remark("operationRef", Text),
        remark("operationId", Text),
        remark("parameters", Map(&Anything)),
        remark("requestBody", Anything),
        remark("description", Text),
        remark("server", Object(&SERVER)),
    ],
    others: None,
    referable: true,
};

static HEADER: Shape = Shape {
    name: "Header",
    fields: &[
        remark("description", Text),
        remark("required", Flag),
        remark("deprecated", Flag),
        remark("allowEmptyValue", Flag),
        remark("style", STYLES),
        remark("explode", Flag),
        remark("allowReserved", Flag),
        optional("schema", Object(&SCHEMA)),
        remark("example", Anything),
        remark("examples", Map(&Object(&EXAMPLE))),
        optional("content", Map(&Object(&MEDIA_TYPE))),
    ],
    others: None,
    referable: true,
};

static TAG: Shape = Shape {
    name: "Tag",
    fields: &[
        expected("name", Text),
        remark("description", Text),
        remark("externalDocs", Object(&EXTERNAL_DOCUMENTATION)),
    ],
    others: None,
    referable: false,
};

pub(crate) static SCHEMA: Shape = Shape {
    name: "Schema",
    fields: &[
        remark("title", Text),
        remark("multipleOf", Number),
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
        remark("maxProperties", Count),
        remark("minProperties", Count),
        remark("required", List(&Text)),
        optional("enum", List(&Anything)),
        optional(
            "type",
            Word(&["string", "number", "integer", "boolean", "object", "array"]),
        ),
        optional("allOf", List(&Object(&SCHEMA))),
        optional("oneOf", List(&Object(&SCHEMA))),
        optional("anyOf", List(&Object(&SCHEMA))),
        remark("not", Object(&SCHEMA)),
        optional("items", Object(&SCHEMA)),
        optional("properties", Map(&Object(&SCHEMA))),
        optional("additionalProperties", FlagOr(&SCHEMA)),
        remark("description", Text),
        remark("format", Text),
        remark("default", Anything),
        optional("nullable", Flag),
        remark("discriminator", Object(&DISCRIMINATOR)),
        remark("readOnly", Flag),
        remark("writeOnly", Flag),
        remark("xml", Object(&XML)),
        remark("externalDocs", Object(&EXTERNAL_DOCUMENTATION)),
        remark("example", Anything),
        remark("deprecated", Flag),
        remark("x-docs-name", Text),
        remark("x-enum-varnames", List(&Text)),
        remark("x-enum-descriptions", List(&Text)),
        remark("x-flag", Object(&X_FLAG)),
    ],
    others: None,
    referable: true,
};

pub(crate) static DISCRIMINATOR: Shape = Shape {
    name: "Discriminator",
    fields: &[
        expected("propertyName", Text),
        remark("mapping", Map(&Text)),
    ],
    others: None,
    referable: false,
};

static XML: Shape = Shape {
    name: "XML",
    fields: &[
        remark("name", Text),
        remark("namespace", Text),
        remark("prefix", Text),
        remark("attribute", Flag),
        remark("wrapped", Flag),
    ],
    others: None,
    referable: false,
};

pub(crate) static SECURITY_SCHEME: Shape = Shape {
    name: "Security Scheme",
    fields: &[
        required("type", Word(&["apiKey", "http", "oauth2", "openIdConnect"])),
        remark("description", Text),
        optional("name", Text),
        optional("in", Word(&["query", "header", "cookie"])),
        optional("scheme", Text),
        remark("bearerFormat", Text),
        remark("flows", Object(&OAUTH_FLOWS)),
        remark("openIdConnectUrl", Text),
        remark("x-token-source", Object(&X_TOKEN_SOURCE)),
    ],
    others: None,
    referable: true,
};

static OAUTH_FLOWS: Shape = Shape {
    name: "OAuth Flows",
    fields: &[
        remark("implicit", Object(&OAUTH_FLOW)),
        remark("password", Object(&OAUTH_FLOW)),
        remark("clientCredentials", Object(&OAUTH_FLOW)),
        remark("authorizationCode", Object(&OAUTH_FLOW)),
    ],
    others: None,
    referable: false,
};

static OAUTH_FLOW: Shape = Shape {
    name: "OAuth Flow",
    fields: &[
        // Which of the two a flow needs depends on the flow: a rule of its own.
        remark("authorizationUrl", Text),
        remark("tokenUrl", Text),
        remark("refreshUrl", Text),
        expected("scopes", Map(&Text)),
    ],
    others: None,
    referable: false,
};

pub(super) static SECURITY_REQUIREMENT: Shape = Shape {
    name: "Security Requirement",
    fields: &[],
    others: Some(&List(&Text)),
    referable: false,
};
