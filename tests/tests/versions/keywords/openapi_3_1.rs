//! Keywords that came with OpenAPI 3.1.

use super::Row;

/// A schema of a property.
pub(super) const PROPERTIES: &[Row] = &[
    Row {
        keyword: "type as a list",
        good: "{type: [string, 'null']}",
        shown: &["it: String? or null"],
        bad: "{type: [string, 5]}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/type/1",
        ),
    },
    Row {
        keyword: "null in anyOf",
        good: "{anyOf: [{$ref: '#/components/schemas/Other'}, {type: 'null'}]}",
        shown: &["it: Other? or null"],
        bad: "{anyOf: [{$ref: '#/components/schemas/Other'}, null]}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/anyOf/1",
        ),
    },
    Row {
        keyword: "null in oneOf",
        good: "{oneOf: [{type: 'null'}, {type: integer}]}",
        shown: &["it: i64? or null"],
        bad: "{oneOf: {type: 'null'}}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/oneOf",
        ),
    },
    Row {
        keyword: "const",
        good: "{const: fixed}",
        shown: &[
            "it: ThingIt?",
            r#"enum ThingIt { Fixed = "fixed", Other(_) }"#,
        ],
        bad: "{type: integer, const: fixed}",
        said: (
            "enum-value",
            "/components/schemas/Thing/properties/it/const",
        ),
    },
    Row {
        keyword: "exclusiveMinimum",
        good: "{type: integer, exclusiveMinimum: 0}",
        shown: &["it: i64?"],
        bad: "{type: integer, exclusiveMinimum: none}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/exclusiveMinimum",
        ),
    },
    Row {
        keyword: "exclusiveMaximum",
        good: "{type: integer, exclusiveMaximum: 5}",
        shown: &["it: i64?"],
        bad: "{type: integer, exclusiveMaximum: [5]}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/exclusiveMaximum",
        ),
    },
    Row {
        keyword: "beside $ref",
        good: "{$ref: '#/components/schemas/Other', required: [a]}",
        shown: &["it: ThingIt?", "  a: String\n"],
        bad: "{$ref: '#/components/schemas/Other', required: a}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/required",
        ),
    },
    Row {
        keyword: "$defs",
        good: "{$ref: '#/components/schemas/Other/$defs/Word'}",
        shown: &["it: Word?", r#"enum Word { X = "x", Other(_) }"#],
        bad: "{$ref: '#/components/schemas/Other/$defs/Wort'}",
        said: (
            "dangling-reference",
            "/components/schemas/Thing/properties/it/$ref",
        ),
    },
    Row {
        keyword: "any place",
        good: "{$ref: '#/components/schemas/Other/properties/a'}",
        shown: &["it: String?"],
        bad: "{$ref: '#/components/schemas/Other/properties/b'}",
        said: (
            "dangling-reference",
            "/components/schemas/Thing/properties/it/$ref",
        ),
    },
    Row {
        keyword: "prefixItems",
        good: "{type: array, prefixItems: [{type: string}, {type: integer}]}",
        shown: &[
            "it: Vec<ThingItItem>?",
            "enum ThingItItem { Text(String), Integer(i64), Other(_) }",
        ],
        bad: "{type: array, prefixItems: {type: string}}",
        said: (
            "array-without-items",
            "/components/schemas/Thing/properties/it/type",
        ),
    },
    Row {
        keyword: "true",
        good: "true",
        shown: &["it: serde_json::Value?"],
        bad: "'true'",
        said: ("wrong-kind", "/components/schemas/Thing/properties/it"),
    },
    Row {
        keyword: "false",
        good: "{type: array, items: false}",
        shown: &["it: Vec<serde_json::Value>?"],
        bad: "{type: array, items: 5}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/items",
        ),
    },
    Row {
        keyword: "contentEncoding",
        good: "{type: string, contentEncoding: base64}",
        shown: &["it: String?"],
        bad: "{type: string, contentEncoding: [base64]}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/contentEncoding",
        ),
    },
    Row {
        keyword: "contentSchema",
        good: "{type: string, contentMediaType: application/json, contentSchema: {type: integer}}",
        shown: &["it: String?"],
        bad: "{type: string, contentMediaType: application/json, contentSchema: integer}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/contentSchema",
        ),
    },
    Row {
        keyword: "patternProperties",
        good: "{type: object, patternProperties: {'^x': {type: integer}}}",
        shown: &["it: BTreeMap<String, i64>?"],
        bad: "{type: object, patternProperties: ['^x']}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/patternProperties",
        ),
    },
    Row {
        keyword: "propertyNames",
        good: "{type: object, propertyNames: {pattern: '^x'}}",
        shown: &["it: serde_json::Map<String, serde_json::Value>?"],
        bad: "{type: object, propertyNames: '^x'}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/propertyNames",
        ),
    },
    Row {
        keyword: "unevaluatedProperties",
        good: "{type: object, properties: {a: {type: string}}, unevaluatedProperties: {type: integer}}",
        shown: &[
            "it: ThingIt?",
            "..additional_properties: BTreeMap<String, i64>",
        ],
        bad: "{type: object, properties: {a: {type: string}}, unevaluatedProperties: none}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/unevaluatedProperties",
        ),
    },
    Row {
        keyword: "unevaluatedItems",
        good: "{type: array, items: {type: integer}, unevaluatedItems: false}",
        shown: &["it: Vec<i64>?"],
        bad: "{type: array, items: {type: integer}, unevaluatedItems: none}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/unevaluatedItems",
        ),
    },
    Row {
        keyword: "dependentRequired",
        good: "{type: object, properties: {a: {type: string}}, dependentRequired: {a: [b]}}",
        shown: &["it: ThingIt?"],
        bad: "{type: object, properties: {a: {type: string}}, dependentRequired: [a]}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/dependentRequired",
        ),
    },
    Row {
        keyword: "dependentSchemas",
        good: "{type: object, properties: {a: {type: string}}, dependentSchemas: {a: {properties: {b: {type: string}}}}}",
        shown: &["it: ThingIt?", "b: String?"],
        bad: "{type: object, properties: {a: {type: string}}, dependentSchemas: [a]}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/dependentSchemas",
        ),
    },
    Row {
        keyword: "if, then, else",
        good: "{type: object, if: {required: [a]}, then: {properties: {b: {type: string}}}, else: {properties: {c: {type: integer}}}}",
        shown: &["it: ThingIt?", "b: String?", "c: i64?"],
        bad: "{type: object, if: a, then: [b], else: 5}",
        said: ("wrong-kind", "/components/schemas/Thing/properties/it/if"),
    },
    Row {
        keyword: "contains",
        good: "{type: array, items: {type: integer}, contains: {const: 1}, minContains: 1, maxContains: 2}",
        shown: &["it: Vec<i64>?"],
        bad: "{type: array, items: {type: integer}, contains: 1, minContains: one}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/contains",
        ),
    },
    Row {
        keyword: "examples",
        good: "{type: string, examples: [abc]}",
        shown: &["it: String?"],
        bad: "{type: string, examples: abc}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/examples",
        ),
    },
    Row {
        keyword: "$id",
        good: "{$ref: 'https://example.com/word'}",
        shown: &["it: Word?", r#"enum Word { X = "x", Other(_) }"#],
        bad: "{$ref: 'https://example.com/wort'}",
        said: (
            "remote-reference",
            "/components/schemas/Thing/properties/it/$ref",
        ),
    },
    Row {
        keyword: "$anchor",
        good: "{$ref: '#size'}",
        shown: &["it: i64?"],
        bad: "{$ref: '#seize'}",
        said: (
            "malformed-reference",
            "/components/schemas/Thing/properties/it/$ref",
        ),
    },
    Row {
        keyword: "$dynamicRef",
        good: "{$ref: '#/components/schemas/NumberPage'}",
        shown: &["items: Vec<i64>?", "it: NumberPage?"],
        bad: "{$dynamicRef: [item]}",
        said: (
            "wrong-kind",
            "/components/schemas/Thing/properties/it/$dynamicRef",
        ),
    },
];

/// What an operation holds.
pub(super) const OPERATIONS: &[Row] = &[Row {
    keyword: "contentMediaType",
    good: "requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [a], properties: {a: {contentMediaType: image/png}}}}}}",
    shown: &["image/png", "a: users_client_runtime::File"],
    bad: "requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [a], properties: {a: {type: string, contentMediaType: [image/png]}}}}}}",
    said: (
        "wrong-kind",
        "/paths/~1thing/post/requestBody/content/multipart~1form-data/schema/properties/a/contentMediaType",
    ),
}];

/// What a description holds.
pub(super) const DOCUMENTS: &[Row] = &[
    Row {
        keyword: "components.pathItems",
        good: "paths: {/thing: {$ref: '#/components/pathItems/It'}}
components: {pathItems: {It: {get: {operationId: get_thing, responses: {'204': {description: Done}}}}}}",
        shown: &["get_thing() -> Result<()"],
        bad: "paths: {/thing: {get: {operationId: get_thing, responses: {'204': {description: Done}}}}}
components: {pathItems: [It]}",
        said: ("wrong-kind", "/components/pathItems"),
    },
    Row {
        keyword: "webhooks",
        good: "webhooks: {added: {post: {requestBody: {content: {application/json: {schema: {type: object, title: Added, properties: {id: {type: integer}}}}}}, responses: {'204': {description: Taken}}}}}",
        shown: &["struct AddedBody", "id: i64?"],
        bad: "webhooks: [added]",
        said: ("wrong-kind", "/webhooks"),
    },
    Row {
        keyword: "without paths",
        good: "webhooks: {}",
        shown: &["get_thing("],
        bad: "paths: {/thing: [get]}",
        said: ("wrong-kind", "/paths/~1thing"),
    },
    Row {
        keyword: "info.summary",
        good: "info: {title: It, version: '1', summary: In short}",
        shown: &["get_thing("],
        bad: "info: {title: It, version: '1', summary: [In short]}",
        said: ("wrong-kind", "/info/summary"),
    },
    Row {
        keyword: "license.identifier",
        good: "info: {title: It, version: '1', license: {name: MIT, identifier: MIT}}",
        shown: &["get_thing("],
        bad: "info: {title: It, version: '1', license: {name: MIT, identifier: [MIT]}}",
        said: ("wrong-kind", "/info/license/identifier"),
    },
    Row {
        keyword: "jsonSchemaDialect",
        good: "jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base",
        shown: &["get_thing("],
        bad: "jsonSchemaDialect: https://example.com/dialect",
        said: ("unknown-dialect", "/jsonSchemaDialect"),
    },
];
