//! Keywords that came with OpenAPI 3.2.

use super::Row;

/// A schema of a property.
pub(super) const PROPERTIES: &[Row] = &[
    Row {
        keyword: "discriminator.defaultMapping",
        good: "{oneOf: [{$ref: '#/components/schemas/Other'}, {$ref: '#/components/schemas/Plain'}], discriminator: {propertyName: kind, mapping: {other: Other}, defaultMapping: Plain}}",
        shown: &[
            "b: String?",
            "..additional_properties: UnknownFields",
            "it: ThingIt?",
            r#"enum ThingIt by "kind" { Other(Other) = "other", Plain(Plain) = "Plain" | default, Other2(_) }"#,
        ],
        bad: "{oneOf: [{$ref: '#/components/schemas/Other'}, {$ref: '#/components/schemas/Plain'}], discriminator: {propertyName: kind, mapping: {other: Other}, defaultMapping: 5}}",
        said: (
            "dangling-mapping",
            "/components/schemas/Thing/properties/it/discriminator/defaultMapping",
        ),
    },
    Row {
        keyword: "xml.nodeType",
        good: "{type: string, xml: {nodeType: attribute}}",
        shown: &["it: String?"],
        bad: "{type: string, xml: attribute}",
        said: ("wrong-kind", "/components/schemas/Thing/properties/it/xml"),
    },
];

/// What an operation holds.
pub(super) const OPERATIONS: &[Row] = &[
    Row {
        keyword: "in: querystring",
        good: "parameters: [{name: all, in: querystring, content: {text/plain: {schema: {type: string}}}}]",
        shown: &["get_thing() .all(&str as query) -> Result<types::Thing"],
        bad: "parameters: [{name: all, in: query-string, content: {text/plain: {schema: {type: string}}}}]",
        said: ("wrong-kind", "/paths/~1thing/post/parameters/0/in"),
    },
    Row {
        keyword: "itemSchema",
        good: "responses: {'200': {description: Read, content: {application/jsonl: {itemSchema: {type: integer}}}}}",
        shown: &["get_thing() -> Result<JsonStream<i64, serde_json::Value>"],
        bad: "responses: {'200': {description: Read, content: {application/jsonl: {itemSchema: integer}}}}",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/responses/200/content/application~1jsonl/itemSchema",
        ),
    },
    Row {
        keyword: "itemEncoding",
        good: "requestBody: {required: true, content: {multipart/mixed: {itemSchema: {}, itemEncoding: {contentType: image/png}}}}",
        shown: &["image/png", "&[users_client_runtime::File]"],
        bad: "requestBody: {required: true, content: {multipart/mixed: {itemSchema: {}, itemEncoding: image/png}}}",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/requestBody/content/multipart~1mixed/itemEncoding",
        ),
    },
    Row {
        keyword: "prefixEncoding",
        good: "requestBody: {required: true, content: {multipart/mixed: {schema: {type: array, prefixItems: [{title: Note, type: string}]}, prefixEncoding: [{contentType: text/markdown}]}}}",
        shown: &["note: String = \"Note\"", "(\"Note\", \"text/markdown\")"],
        bad: "requestBody: {required: true, content: {multipart/mixed: {schema: {type: array, items: {type: integer}}, prefixEncoding: text/plain}}}",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/requestBody/content/multipart~1mixed/prefixEncoding",
        ),
    },
    Row {
        keyword: "Server.name",
        good: "servers: [{url: 'https://files.example.com', name: archive}]",
        shown: &["pub static ARCHIVE"],
        bad: "servers: [{url: 'https://files.example.com', name: [archive]}]",
        said: ("wrong-kind", "/paths/~1thing/post/servers/0/name"),
    },
    Row {
        keyword: "style: cookie",
        good: "parameters: [{name: seen, in: cookie, style: cookie, schema: {type: array, items: {type: string}}}]",
        shown: &[
            "get_thing() .seen(impl IntoIterator<Item = impl Into<String>> in cookie) -> Result<types::Thing",
        ],
        bad: "parameters: [{name: seen, in: cookie, style: cookies, schema: {type: array, items: {type: string}}}]",
        said: ("wrong-kind", "/paths/~1thing/post/parameters/0/style"),
    },
    Row {
        keyword: "Response.summary",
        good: "responses: {'204': {summary: Done}}",
        shown: &["get_thing() -> Result<()"],
        bad: "responses: {'204': {summary: [Done]}}",
        said: ("wrong-kind", "/paths/~1thing/post/responses/204/summary"),
    },
    Row {
        keyword: "dataValue",
        good: "responses: {'200': {description: Read, content: {application/json: {schema: {type: integer}, examples: {one: {dataValue: 1, serializedValue: '1'}}}}}}",
        shown: &["get_thing() -> Result<i64"],
        bad: "responses: {'200': {description: Read, content: {application/json: {schema: {type: integer}, examples: [1]}}}}",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/responses/200/content/application~1json/examples",
        ),
    },
];

/// What a description holds.
pub(super) const DOCUMENTS: &[Row] = &[
    Row {
        keyword: "query",
        good: "paths: {/thing: {query: {operationId: get_thing, responses: {'204': {description: Done}}}}}",
        shown: &["get_thing() -> Result<()"],
        bad: "paths: {/thing: {query: 5, get: {operationId: get_thing, responses: {'204': {description: Done}}}}}",
        said: ("wrong-kind", "/paths/~1thing/query"),
    },
    Row {
        keyword: "additionalOperations",
        good: "paths: {/thing: {additionalOperations: {COPY: {operationId: get_thing, responses: {'204': {description: Done}}}}}}",
        shown: &["get_thing() -> Result<()"],
        bad: "paths: {/thing: {additionalOperations: [COPY], get: {operationId: get_thing, responses: {'204': {description: Done}}}}}",
        said: ("wrong-kind", "/paths/~1thing/additionalOperations"),
    },
    Row {
        keyword: "$self",
        good: "$self: https://example.com/openapi.yaml",
        shown: &["get_thing("],
        bad: "$self: [https://example.com/openapi.yaml]",
        said: ("wrong-kind", "/$self"),
    },
    Row {
        keyword: "deviceAuthorization",
        good: "components: {securitySchemes: {login: {type: oauth2, flows: {deviceAuthorization: {deviceAuthorizationUrl: 'https://example.com/d', tokenUrl: 'https://example.com/t', scopes: {}}}}}}
security: [{login: []}]",
        shown: &["get_thing() -> Result<(), serde_json::Value>  [login]"],
        bad: "components: {securitySchemes: {login: {type: oauth2, flows: {deviceAuthorization: none}}}}
security: [{login: []}]",
        said: ("wrong-kind", "/components/securitySchemes/login/flows/deviceAuthorization"),
    },
    Row {
        keyword: "Tag.parent",
        good: "tags: [{name: a}, {name: b, parent: a, summary: B, kind: nav}]",
        shown: &["get_thing("],
        bad: "tags: [{name: a}, {name: b, parent: [a], summary: 5}]",
        said: ("wrong-kind", "/tags/1/parent"),
    },
    Row {
        keyword: "components.mediaTypes",
        good: "paths: {/thing: {get: {operationId: get_thing, responses: {'200': {description: Read, content: {application/json: {$ref: '#/components/mediaTypes/Number'}}}}}}}
components: {mediaTypes: {Number: {schema: {type: integer}}}}",
        shown: &["get_thing() -> Result<i64"],
        bad: "components: {mediaTypes: [Number]}",
        said: ("wrong-kind", "/components/mediaTypes"),
    },
    Row {
        keyword: "oauth2MetadataUrl",
        good: "components: {securitySchemes: {login: {type: oauth2, deprecated: true, oauth2MetadataUrl: 'https://example.com/m', flows: {}}}}
security: [{login: []}]",
        shown: &["get_thing() -> Result<(), serde_json::Value>  [login]"],
        bad: "components: {securitySchemes: {login: {type: oauth2, deprecated: 'yes', oauth2MetadataUrl: 5, flows: {}}}}
security: [{login: []}]",
        said: ("wrong-kind", "/components/securitySchemes/login/deprecated"),
    },
];
