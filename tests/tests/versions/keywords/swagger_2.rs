//! Keywords of Swagger 2.0.

use super::Row;

/// A schema of a property.
pub(super) const PROPERTIES: &[Row] = &[
    Row {
        keyword: "x-nullable",
        good: "{type: string, x-nullable: true}",
        shown: &["it: String? or null"],
        bad: "{type: string, x-nullable: 'yes'}",
        said: ("wrong-kind", "/definitions/Thing/properties/it/x-nullable"),
    },
    Row {
        keyword: "x-omitempty",
        good: "{type: string, x-omitempty: true}",
        shown: &["it: String?"],
        bad: "{type: string, x-omitempty: 'yes'}",
        said: ("wrong-kind", "/definitions/Thing/properties/it/x-omitempty"),
    },
    Row {
        keyword: "format: int-or-string",
        good: "{type: string, format: int-or-string}",
        shown: &[
            "it: ThingIt?",
            "enum ThingIt { Integer(i64), Text(String), Other(_) }",
        ],
        bad: "{type: string, format: [int-or-string]}",
        said: ("wrong-kind", "/definitions/Thing/properties/it/format"),
    },
    Row {
        keyword: "discriminator",
        good: "{type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}}}",
        shown: &["it: ThingIt?", "kind: String"],
        bad: "{type: object, discriminator: [kind], properties: {kind: {type: string}}}",
        said: (
            "wrong-kind",
            "/definitions/Thing/properties/it/discriminator",
        ),
    },
];

/// What an operation holds.
pub(super) const OPERATIONS: &[Row] = &[
    Row {
        keyword: "in: body",
        good: "parameters: [{name: body, in: body, required: true, schema: {type: integer}}]",
        shown: &["body: i64"],
        bad: "parameters: [{name: body, in: body, required: 'yes', schema: {type: integer}}]",
        said: ("wrong-kind", "/paths/~1thing/post/parameters/0/required"),
    },
    Row {
        keyword: "in: formData",
        good: "parameters: [{name: a, in: formData, required: true, type: string}]",
        shown: &["a: String"],
        bad: "parameters: [{name: a, in: form, required: true, type: string}]",
        said: ("wrong-kind", "/paths/~1thing/post/parameters/0/in"),
    },
    Row {
        keyword: "type: file",
        good: "consumes: [multipart/form-data], parameters: [{name: a, in: formData, required: true, type: file}]",
        shown: &["a: users_client_runtime::File"],
        bad: "consumes: [multipart/form-data], parameters: [{name: a, in: formData, required: true, type: [file]}]",
        said: ("wrong-kind", "/paths/~1thing/post/parameters/0/type/0"),
    },
    Row {
        keyword: "consumes",
        good: "consumes: [application/merge-patch+json], parameters: [{name: body, in: body, required: true, schema: {type: integer}}]",
        shown: &["application/merge-patch+json"],
        bad: "consumes: application/json, parameters: [{name: body, in: body, required: true, schema: {type: integer}}]",
        said: ("wrong-kind", "/paths/~1thing/post/consumes"),
    },
    Row {
        keyword: "produces",
        good: "produces: [text/plain], responses: {'200': {description: Read, schema: {type: string}}}",
        shown: &["get_thing() -> Result<String"],
        bad: "produces: {a: b}, responses: {'200': {description: Read, schema: {type: string}}}",
        said: ("wrong-kind", "/paths/~1thing/post/produces"),
    },
    Row {
        keyword: "schemes",
        good: "schemes: [https], responses: {'204': {description: Done}}",
        shown: &["get_thing() -> Result<()"],
        bad: "schemes: [https, gopher], responses: {'204': {description: Done}}",
        said: ("wrong-kind", "/paths/~1thing/post/schemes/1"),
    },
    Row {
        keyword: "collectionFormat of items",
        good: "parameters: [{name: ids, in: query, type: array, items: {type: array, collectionFormat: pipes, items: {type: integer}}}]",
        shown: &["Style::Lists(&Style::Comma, &Style::Pipe)"],
        bad: "parameters: [{name: ids, in: query, type: array, items: {type: array, collectionFormat: bars, items: {type: integer}}}]",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/parameters/0/items/collectionFormat",
        ),
    },
    Row {
        keyword: "collectionFormat: csv",
        good: "parameters: [{name: ids, in: query, type: array, collectionFormat: csv, items: {type: integer}}]",
        shown: &["get_thing() .ids(impl IntoIterator<Item = i64> by comma) -> Result<types::Thing"],
        bad: "parameters: [{name: ids, in: query, type: array, collectionFormat: commas, items: {type: integer}}]",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/parameters/0/collectionFormat",
        ),
    },
    Row {
        keyword: "collectionFormat: ssv",
        good: "parameters: [{name: ids, in: query, type: array, collectionFormat: ssv, items: {type: integer}}]",
        shown: &["get_thing() .ids(impl IntoIterator<Item = i64> by space) -> Result<types::Thing"],
        bad: "parameters: [{name: ids, in: query, type: array, collectionFormat: [ssv], items: {type: integer}}]",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/parameters/0/collectionFormat",
        ),
    },
    Row {
        keyword: "collectionFormat: tsv",
        good: "parameters: [{name: ids, in: query, type: array, collectionFormat: tsv, items: {type: integer}}]",
        shown: &["get_thing() .ids(impl IntoIterator<Item = i64> by tab) -> Result<types::Thing"],
        bad: "parameters: [{name: ids, in: query, type: array, collectionFormat: tabs, items: {type: integer}}]",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/parameters/0/collectionFormat",
        ),
    },
    Row {
        keyword: "collectionFormat: pipes",
        good: "parameters: [{name: ids, in: query, type: array, collectionFormat: pipes, items: {type: integer}}]",
        shown: &["get_thing() .ids(impl IntoIterator<Item = i64> by pipe) -> Result<types::Thing"],
        bad: "parameters: [{name: ids, in: query, type: array, collectionFormat: bars, items: {type: integer}}]",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/parameters/0/collectionFormat",
        ),
    },
    Row {
        keyword: "collectionFormat: multi",
        good: "parameters: [{name: ids, in: query, type: array, collectionFormat: multi, items: {type: integer}}]",
        shown: &["get_thing() .ids(impl IntoIterator<Item = i64>) -> Result<types::Thing"],
        bad: "parameters: [{name: ids, in: query, type: array, collectionFormat: many, items: {type: integer}}]",
        said: (
            "wrong-kind",
            "/paths/~1thing/post/parameters/0/collectionFormat",
        ),
    },
    Row {
        keyword: "headers",
        good: "responses: {'204': {description: Done, headers: {X-Left: {type: integer, description: Calls left.}}}}",
        shown: &["Calls left"],
        bad: "responses: {'204': {description: Done, headers: [X-Left]}}",
        said: ("wrong-kind", "/paths/~1thing/post/responses/204/headers"),
    },
    Row {
        keyword: "schema",
        good: "responses: {'200': {description: Read, schema: {type: boolean}}}",
        shown: &["get_thing() -> Result<bool"],
        bad: "responses: {'200': {description: Read, schema: boolean}}",
        said: ("wrong-kind", "/paths/~1thing/post/responses/200/schema"),
    },
];

/// What a description holds.
pub(super) const DOCUMENTS: &[Row] = &[
    Row {
        keyword: "definitions",
        good: "definitions: {Thing: {type: object, properties: {it: {$ref: '#/definitions/Other'}}}, Other: {type: object, properties: {a: {type: string}}}}",
        shown: &["it: Other?"],
        bad: "definitions: {Thing: {type: object, properties: {it: {type: string}}}, Other: [a]}",
        said: ("wrong-kind", "/definitions/Other"),
    },
    Row {
        keyword: "parameters",
        good: "parameters: {limit: {name: limit, in: query, type: integer}}
paths: {/thing: {get: {operationId: get_thing, parameters: [{$ref: '#/parameters/limit'}], responses: {'204': {description: Done}}}}}",
        shown: &[".limit(i64)"],
        bad: "parameters: [limit]",
        said: ("wrong-kind", "/parameters"),
    },
    Row {
        keyword: "responses",
        good: "responses: {Gone: {description: Gone, schema: {type: object, properties: {why: {type: string}}}}}
paths: {/thing: {get: {operationId: get_thing, responses: {'204': {description: Done}, '410': {$ref: '#/responses/Gone'}}}}}",
        shown: &["why: String?"],
        bad: "responses: gone",
        said: ("wrong-kind", "/responses"),
    },
    Row {
        keyword: "host",
        good: "host: api.example.com",
        shown: &["https://api.example.com"],
        bad: "host: [api.example.com]",
        said: ("wrong-kind", "/host"),
    },
    Row {
        keyword: "basePath",
        good: "host: api.example.com
basePath: /v1",
        shown: &["https://api.example.com/v1"],
        bad: "host: api.example.com
basePath: {v: 1}",
        said: ("wrong-kind", "/basePath"),
    },
    Row {
        keyword: "schemes",
        good: "host: api.example.com
schemes: [http]",
        shown: &["http://api.example.com"],
        bad: "host: api.example.com
schemes: {http: true}",
        said: ("wrong-kind", "/schemes"),
    },
    Row {
        keyword: "securityDefinitions: basic",
        good: "securityDefinitions: {login: {type: basic}}
security: [{login: []}]",
        shown: &["[login]"],
        bad: "securityDefinitions: {login: {type: basics}}
security: [{login: []}]",
        said: ("wrong-kind", "/securityDefinitions/login/type"),
    },
    Row {
        keyword: "securityDefinitions: apiKey",
        good: "securityDefinitions: {login: {type: apiKey, in: header, name: X-Key}}
security: [{login: []}]",
        shown: &["[login]"],
        bad: "securityDefinitions: {login: {type: apiKey, in: header}}
security: [{login: []}]",
        said: ("incomplete-security-scheme", "/securityDefinitions/login"),
    },
    Row {
        keyword: "securityDefinitions: implicit",
        good: "securityDefinitions: {login: {type: oauth2, flow: implicit, authorizationUrl: 'https://example.com/a', scopes: {}}}
security: [{login: []}]",
        shown: &["[login]"],
        bad: "securityDefinitions: {login: {type: oauth2, flow: implicit, authorizationUrl: 'https://example.com/a', scopes: none}}
security: [{login: []}]",
        said: ("wrong-kind", "/securityDefinitions/login/scopes"),
    },
    Row {
        keyword: "securityDefinitions: password",
        good: "securityDefinitions: {login: {type: oauth2, flow: password, tokenUrl: 'https://example.com/t', scopes: {}}}
security: [{login: []}]",
        shown: &["[login]"],
        bad: "securityDefinitions: {login: {type: oauth2, flow: password, tokenUrl: 'https://example.com/t', scopes: none}}
security: [{login: []}]",
        said: ("wrong-kind", "/securityDefinitions/login/scopes"),
    },
    Row {
        keyword: "securityDefinitions: application",
        good: "securityDefinitions: {login: {type: oauth2, flow: application, tokenUrl: 'https://example.com/t', scopes: {}}}
security: [{login: []}]",
        shown: &["[login]"],
        bad: "securityDefinitions: {login: {type: oauth2, flow: application, tokenUrl: 'https://example.com/t', scopes: none}}
security: [{login: []}]",
        said: ("wrong-kind", "/securityDefinitions/login/scopes"),
    },
    Row {
        keyword: "securityDefinitions: accessCode",
        good: "securityDefinitions: {login: {type: oauth2, flow: accessCode, authorizationUrl: 'https://example.com/a', tokenUrl: 'https://example.com/t', scopes: {}}}
security: [{login: []}]",
        shown: &["[login]"],
        bad: "securityDefinitions: {login: {type: oauth2, flow: accessCode, authorizationUrl: 'https://example.com/a', tokenUrl: 'https://example.com/t', scopes: none}}
security: [{login: []}]",
        said: ("wrong-kind", "/securityDefinitions/login/scopes"),
    },
];
