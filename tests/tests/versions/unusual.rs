//! What only one version has, or only few descriptions use: whether it is read, and what is said of it.

use xtask::diagnostic::render;
use xtask::lint::lint;

use crate::description;
use crate::same::{module, outline};

#[track_caller]
fn findings(text: &str) -> String {
    let document = description(text);
    render(&lint(&document), &document, false)
}

#[track_caller]
fn is_in(outline: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(outline.contains(wanted), "{wanted} is not in:\n{outline}");
    }
}

/// A description of which the only answer is one of these schemas.
fn answering(version: &str, schema: &str, schemas: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{title: A, version: '1'}}\npaths: {{/a: {{get: {{operationId: get, responses: {{'200': {{description: Read, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}}}}}\ncomponents:\n  schemas:{schemas}"
    )
}

#[test]
fn the_types_of_webhooks_are_dropped() {
    let text = "openapi: 3.1.0
info: {title: A, version: '1'}
webhooks:
  user.created:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}
      responses: {'200': {description: Taken, content: {application/json: {schema: {type: object, properties: {seen: {type: boolean}}}}}}}
  user.removed: {$ref: '#/components/pathItems/Removed'}
components:
  pathItems:
    Removed: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: string}}}}}}, responses: {'204': {description: Taken}}}}
  schemas:
    Event: {type: object, properties: {user: {$ref: '#/components/schemas/User'}}}
    User: {type: object, properties: {name: {type: string}}}
    Unused: {type: object, properties: {a: {type: string}}}
";
    let outline = outline(&description(text));
    is_in(
        &outline,
        &[
            "struct Event\n  user: User?",
            "struct User\n  name: String?",
            "struct UserCreatedResponse",
            "struct UserRemovedBody\n  id: String",
        ],
    );
    assert!(!outline.contains("Unused"), "{outline}");
}

#[test]
fn a_default_mapping_is_not_taken_where_no_tag_is_known() {
    let schemas = "
    Animal:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Beast'}]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}, defaultMapping: Beast}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, indoors: {type: boolean}}}
    Beast: {type: object, properties: {kind: {type: string}, legs: {type: integer}}}
";
    let text = answering("3.2.0", "Animal", schemas);
    let types = module(&description(&text), "types");
    let rows = [
        "Cat(Cat) = \"cat\",",
        "Beast(Beast) in \"Beast\" if Shape::object(",
    ];
    is_in(&types, &rows);
    let said = findings(&text.replace("defaultMapping: Beast", "defaultMapping: Best"));
    assert!(said.contains("dangling-mapping"), "{said}");
}

#[test]
fn the_whole_query_cannot_be_json() {
    let text = "openapi: 3.2.0
info: {title: A, version: '1'}
paths:
  /a:
    get:
      operationId: find
      parameters:
        - name: filter
          in: querystring
          required: true
          content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}
      responses: {'204': {description: Done}}
  /b:
    get:
      operationId: list
      parameters:
        - name: pairs
          in: querystring
          content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {limit: {type: integer}}}}}
      responses: {'204': {description: Done}}
  /c:
    get:
      operationId: search
      parameters: [{name: words, in: querystring, content: {text/plain: {schema: {type: string}}}}]
      responses: {'204': {description: Done}}
";
    let outline = outline(&description(text));
    is_in(
        &outline,
        &[
            "find(filter: types::FindFilter as query as JSON)",
            ".words(&str as query)",
        ],
    );
}

#[test]
fn items_parted_by_tabs_are_parted_by_commas() {
    let text = "swagger: '2.0'
info: {title: A, version: '1'}
paths:
  /a:
    get:
      operationId: find
      parameters: [{name: ids, in: query, type: array, collectionFormat: tsv, items: {type: integer}}]
      responses: {'204': {description: Done}}
";
    is_in(&outline(&description(text)), &["by tab"]);
}

#[test]
fn the_name_of_a_server_is_lost() {
    let text = "openapi: 3.2.0
info: {title: A, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /a:
    get:
      operationId: get
      servers: [{url: 'https://files.example.com', name: archive}]
      responses: {'204': {description: Done}}
";
    let servers = module(&description(text), "servers");
    is_in(&servers, &["pub static ARCHIVE"]);
}

#[test]
fn a_flow_for_devices_is_unknown_or_may_lack_its_address() {
    let text = "openapi: 3.2.0
info: {title: A, version: '1'}
paths: {/a: {get: {operationId: get, security: [{login: []}], responses: {'204': {description: Done}}}}}
components:
  securitySchemes:
    login: {type: oauth2, flows: {deviceAuthorization: {deviceAuthorizationUrl: https://example.com/d, tokenUrl: https://example.com/t, scopes: {}}}}
";
    is_in(&outline(&description(text)), &["[login"]);
    let said = findings(&text.replace("deviceAuthorizationUrl: https://example.com/d, ", ""));
    is_in(
        &said,
        &["`deviceAuthorization` has no `deviceAuthorizationUrl`"],
    );
}

#[test]
fn media_types_of_the_whole_description_are_reported_for_each_body() {
    let text = "swagger: '2.0'
info: {title: A, version: '1'}
consumes: [application/xml, application/json]
produces: [application/json]
paths:
  /a:
    post:
      operationId: add
      parameters: [{name: body, in: body, schema: {type: object, properties: {a: {type: string}}}}]
      responses: {'204': {description: Done}}
";
    is_in(&outline(&description(text)), &["POST /a"]);
}

#[test]
fn names_that_swagger_2_permits_are_reported_as_wrong() {
    let text = "swagger: '2.0'
info: {title: A, version: '1'}
paths: {/a: {get: {operationId: get, responses: {'200': {description: Read, schema: {$ref: '#/definitions/Page«User»'}}}}}}
definitions:
  Page«User»: {type: object, properties: {a: {type: string}}}
";
    assert_eq!(findings(text), "");
    let said = findings(&text.replace("'#/definitions/Page«User»'", "'#/definitions/PageUser'"));
    is_in(&said, &["did you mean `#/definitions/Page«User»`?"]);
}

#[test]
fn what_a_value_is_not_is_left_out_without_a_word() {
    for version in ["3.0.3", "3.1.0"] {
        let text = format!(
            "openapi: {version}\ninfo: {{title: A, version: '1'}}\npaths: {{/a: {{get: {{operationId: get, responses: {{'204': {{description: Done}}}}}}}}}}\ncomponents:\n  schemas:\n    A: {{type: string, not: {{enum: [a]}}}}\n    B: {{type: string, not: {{enum: [b]}}}}\n"
        );
        let said = findings(&text);
        assert_eq!(said.matches("taken-as-documentation").count(), 1, "{said}");
        is_in(&said, &["no type can say `not` (2 times)"]);
    }
}

#[test]
fn a_dialect_that_nobody_knows_is_read_without_a_word() {
    let text = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\njsonSchemaDialect: https://json-schema.org/draft/2020-12/schema\npaths: {/a: {get: {operationId: get, responses: {'204': {description: Done}}}}}\n";
    assert_eq!(findings(text), "");
    let said = findings(&text.replace("json-schema.org/draft/2020-12", "example.com/dialects"));
    is_in(
        &said,
        &["unknown-dialect", "read as those of draft 2020-12"],
    );
}

#[test]
fn a_number_that_a_server_reads_from_text_as_well_is_a_union() {
    let schemas = r#"
    A:
      type: object
      properties:
        count: {type: [integer, string], pattern: '^-?(?:0|[1-9]\d*)$', format: int32}
        share: {type: ['null', number, string], pattern: '^-?(?:0|[1-9]\d*)(?:\.\d+)?$', format: double}
        either: {type: [integer, string], pattern: '^[a-z]+$'}
"#;
    let text = answering("3.1.1", "A", schemas);
    let document = description(&text);
    let properties = document.get("/components/schemas/A/properties").unwrap();
    let of = |name: &str, key: &str| properties[name][key].clone();
    assert_eq!(of("count", "type"), "integer");
    assert_eq!(of("share", "type"), "number");
    assert_eq!(of("share", "nullable"), true);
    assert!(of("either", "anyOf").is_array());
}

#[test]
fn integers_beside_text_and_numbers_are_rounded() {
    let schemas = "
    A:
      type: object
      properties:
        amount: {type: [string, integer, number]}
        size: {type: [integer, number]}
        count: {type: [integer, number, string], format: double}
";
    let text = answering("3.1.1", "A", schemas);
    let document = description(&text);
    let properties = document.get("/components/schemas/A/properties").unwrap();
    let kinds = properties["amount"]["anyOf"].as_array().unwrap().iter();
    let kinds: Vec<&str> = kinds.map(|kind| kind["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["string", "integer", "number"]);
    for alone in ["size", "count"] {
        assert_eq!(properties[alone]["type"], "number", "{alone}");
    }
}

#[test]
fn an_object_that_permits_no_more_is_a_map_of_anything() {
    for version in ["3.0.3", "3.1.0"] {
        let text = format!(
            "openapi: {version}
info: {{title: A, version: '1'}}
paths: {{/a: {{get: {{operationId: get, responses: {{'200': {{description: Read, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}}}
components:
  schemas:
    A: {{type: object, properties: {{a: {{type: string}}}}, additionalProperties: {{not: {{}}}}}}
"
        );
        let document = description(&text);
        assert_eq!(
            document.get("/components/schemas/A/additionalProperties"),
            Some(&false.into()),
            "{version}"
        );
        assert!(!outline(&document).contains(".."), "{version}");
    }
    let document = description(
        "openapi: 3.1.0
info: {title: A, version: '1'}
paths: {}
components:
  schemas:
    B: {type: object, properties: {a: {type: string}}, unevaluatedProperties: {not: {}}}
",
    );
    assert_eq!(
        document.get("/components/schemas/B/additionalProperties"),
        None
    );
}

#[test]
fn the_words_of_a_tag_are_lost() {
    let text = "openapi: 3.2.0
info: {title: A, version: '1'}
tags: [{name: books, summary: All about books, kind: nav}]
paths:
  /a: {get: {operationId: get, tags: [books], responses: {'204': {description: Done}}}}
  /b: {get: {operationId: other, tags: [films], responses: {'204': {description: Done}}}}
";
    is_in(
        &module(&description(text), "commands"),
        &["\"All about books\"", "\"films\""],
    );
}
