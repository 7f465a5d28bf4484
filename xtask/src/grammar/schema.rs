//! The Schema Object of each version, with the keywords of JSON Schema that the version takes.

use super::description::EXTERNAL_DOCUMENTATION;
use super::extensions::{X_FLAG, X_UNIX_TIME};
use super::kind::Kind::{
    Anything, Count, Flag, FlagOr, List, Map, Number, Object, Text, Word, Words,
};
use super::kind::{Shape, expected, optional, remark};
use super::swagger::COLLECTION_FORMAT;
use super::version::Version::{V2_0, V3_0, V3_1, V3_2};

pub(crate) static SCHEMA: Shape = Shape {
    name: "Schema",
    fields: &[
        remark("title", Text),
        remark("multipleOf", Number),
        remark("maximum", Number),
        remark("exclusiveMaximum", Flag).until(V3_0),
        remark("exclusiveMaximum", Number).since(V3_1),
        remark("minimum", Number),
        remark("exclusiveMinimum", Flag).until(V3_0),
        remark("exclusiveMinimum", Number).since(V3_1),
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
        optional("const", Anything).since(V3_1),
        optional(
            "type",
            Word(&[
                "string", "number", "integer", "boolean", "object", "array", "file",
            ]),
        )
        .only(V2_0),
        optional(
            "type",
            Word(&["string", "number", "integer", "boolean", "object", "array"]),
        )
        .from(V3_0)
        .until(V3_0),
        optional(
            "type",
            Words(&[
                "string", "number", "integer", "boolean", "object", "array", "null",
            ]),
        )
        .since(V3_1),
        optional("allOf", List(&Object(&SCHEMA))),
        optional("oneOf", List(&Object(&SCHEMA))).from(V3_0),
        optional("anyOf", List(&Object(&SCHEMA))).from(V3_0),
        remark("not", Object(&SCHEMA)).from(V3_0),
        optional("items", Object(&SCHEMA)),
        optional("prefixItems", List(&Object(&SCHEMA))).since(V3_1),
        optional("properties", Map(&Object(&SCHEMA))),
        optional("patternProperties", Map(&Object(&SCHEMA))).since(V3_1),
        remark("propertyNames", Object(&SCHEMA)).since(V3_1),
        optional("additionalProperties", FlagOr(&SCHEMA)),
        remark("unevaluatedProperties", FlagOr(&SCHEMA)).since(V3_1),
        remark("unevaluatedItems", FlagOr(&SCHEMA)).since(V3_1),
        remark("contains", Object(&SCHEMA)).since(V3_1),
        remark("maxContains", Count).since(V3_1),
        remark("minContains", Count).since(V3_1),
        remark("dependentRequired", Map(&List(&Text))).since(V3_1),
        remark("dependentSchemas", Map(&Object(&SCHEMA))).since(V3_1),
        remark("if", Object(&SCHEMA)).since(V3_1),
        remark("then", Object(&SCHEMA)).since(V3_1),
        remark("else", Object(&SCHEMA)).since(V3_1),
        remark("contentEncoding", Text).since(V3_1),
        // Beside a schema of what the text holds, it says how to read that.
        remark("contentMediaType", Text).since(V3_1).kept(),
        remark("contentSchema", Object(&SCHEMA)).since(V3_1).kept(),
        remark("description", Text),
        remark("format", Text),
        remark("default", Anything),
        optional("nullable", Flag).from(V3_0).until(V3_0),
        remark("discriminator", Text).only(V2_0),
        remark("discriminator", Object(&DISCRIMINATOR)).from(V3_0),
        remark("readOnly", Flag),
        remark("writeOnly", Flag).from(V3_0),
        remark("xml", Object(&XML)),
        remark("externalDocs", Object(&EXTERNAL_DOCUMENTATION)),
        remark("example", Anything),
        remark("examples", List(&Anything)).since(V3_1),
        remark("deprecated", Flag).from(V3_0),
        // How the items of a list are written in a parameter.
        optional("collectionFormat", COLLECTION_FORMAT).only(V2_0),
        optional("$defs", Map(&Object(&SCHEMA))).since(V3_1).kept(),
        // What `$defs` was called up to draft 7 of JSON Schema, and still is by many tools.
        optional("definitions", Map(&Object(&SCHEMA)))
            .since(V3_1)
            .kept(),
        remark("$id", Text).since(V3_1),
        remark("$anchor", Text).since(V3_1),
        remark("$schema", Text).since(V3_1),
        remark("$comment", Text).since(V3_1),
        remark("$vocabulary", Map(&Flag)).since(V3_1),
        remark("$dynamicRef", Text).since(V3_1),
        remark("$dynamicAnchor", Text).since(V3_1),
        remark("x-docs-name", Text),
        remark("x-enum-varnames", List(&Text)),
        remark("x-enumNames", List(&Text)),
        remark("x-enum-descriptions", List(&Text)),
        remark("x-flag", Object(&X_FLAG)),
        remark("x-unix-time", X_UNIX_TIME),
        remark("x-nullable", Flag),
        remark("x-omitempty", Flag),
    ],
    others: None,
    referable: true,
};

pub(crate) static DISCRIMINATOR: Shape = Shape {
    name: "Discriminator",
    fields: &[
        expected("propertyName", Text),
        remark("mapping", Map(&Text)),
        remark("defaultMapping", Text).since(V3_2).kept(),
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
        remark("nodeType", Text).since(V3_2),
    ],
    others: None,
    referable: false,
};
