//! The objects around the paths: OpenAPI 3, section 4, in the order of version 3.0.3.

use super::extensions::X_CRATE;
use super::kind::Kind::{Count, List, Map, Object, Text};
use super::kind::{Shape, expected, optional, remark, required};
use super::paths::{
    CALLBACK, EXAMPLE, HEADER, LINK, MEDIA_TYPE, PARAMETER, PATH_ITEM, PATHS, REQUEST_BODY,
    RESPONSE,
};
use super::schema::SCHEMA;
use super::security::{SECURITY_REQUIREMENT, SECURITY_SCHEME};
use super::version::Version::{V3_0, V3_1, V3_2};

pub(crate) static OPENAPI: Shape = Shape {
    name: "OpenAPI",
    fields: &[
        required("openapi", Text),
        remark("$self", Text).since(V3_2),
        remark("jsonSchemaDialect", Text).since(V3_1),
        required("info", Object(&INFO)),
        optional("servers", List(&Object(&SERVER))),
        required("paths", Object(&PATHS)).until(V3_0),
        optional("paths", Object(&PATHS)).since(V3_1),
        remark("webhooks", Map(&Object(&PATH_ITEM)))
            .since(V3_1)
            .kept(),
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
        remark("summary", Text).since(V3_1),
        remark("description", Text),
        remark("termsOfService", Text),
        remark("contact", Object(&CONTACT)),
        remark("license", Object(&LICENSE)),
        required("version", Text),
        remark("x-crate", Object(&X_CRATE)),
        remark("x-max-connections", Count),
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
    fields: &[
        expected("name", Text),
        remark("identifier", Text).since(V3_1),
        remark("url", Text),
    ],
    others: None,
    referable: false,
};

pub(super) static SERVER: Shape = Shape {
    name: "Server",
    fields: &[
        expected("url", Text),
        remark("name", Text).since(V3_2).kept(),
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

pub(crate) static COMPONENTS: Shape = Shape {
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
        optional("pathItems", Map(&Object(&PATH_ITEM)))
            .since(V3_1)
            .kept(),
        optional("mediaTypes", Map(&Object(&MEDIA_TYPE))).since(V3_2),
    ],
    others: None,
    referable: false,
};

pub(super) static EXTERNAL_DOCUMENTATION: Shape = Shape {
    name: "External Documentation",
    fields: &[remark("description", Text), expected("url", Text)],
    others: None,
    referable: false,
};

pub(super) static TAG: Shape = Shape {
    name: "Tag",
    fields: &[
        expected("name", Text),
        remark("summary", Text).since(V3_2).kept(),
        remark("parent", Text).since(V3_2).kept(),
        remark("kind", Text).since(V3_2),
        remark("description", Text),
        remark("externalDocs", Object(&EXTERNAL_DOCUMENTATION)),
    ],
    others: None,
    referable: false,
};
