//! What references to other files become.

use serde_json::json;
use xtask::bundle::bundle;
use xtask::load::load;
use xtask::normalise::normalise;
use xtask::overlay;

use super::{Files, at, components, findings, read, v3_0};

#[test]
fn files_that_refer_to_each_other_in_a_circle_end_as_one_component_each() {
    let root = v3_0("paths: {}\ncomponents: {schemas: {A: {$ref: a.yaml}}}\n");
    let document = read(&[
        ("openapi.yaml", &root),
        ("a.yaml", "properties: {b: {$ref: b.yaml}, a: {$ref: '#'}}"),
        ("b.yaml", "properties: {a: {$ref: a.yaml}}"),
    ]);
    assert_eq!(
        at(&document, "/components/schemas"),
        &json!({
            "A": {"properties": {"b": {"$ref": "#/components/schemas/b"}, "a": {"$ref": "#/components/schemas/A"}}},
            "b": {"properties": {"a": {"$ref": "#/components/schemas/A"}}},
        })
    );
}

#[test]
fn a_reference_back_to_the_first_file_makes_no_second_copy_of_it() {
    let root =
        v3_0("paths: {/a: {$ref: paths/a.yaml}}\ncomponents: {schemas: {A: {type: string}}}\n");
    let files = [
        ("api/openapi.yaml", root.as_str()),
        (
            "paths/a.yaml",
            "get: {responses: {'200': {description: '', content: {text/plain: {schema: {$ref: '../openapi.yaml#/components/schemas/A'}}}}}}",
        ),
    ];
    let files = Files::new(&files);
    let document = files.read();
    assert_eq!(components(&document, "schemas"), ["A"]);
    assert_eq!(
        at(
            &document,
            "/paths/~1a/get/responses/200/content/text~1plain/schema"
        ),
        &json!({"$ref": "#/components/schemas/A"})
    );
    assert_eq!(*files.asked.borrow(), ["paths/a.yaml"]);
}

#[test]
fn heirs_beside_their_base_are_not_known() {
    let root = v3_0("paths: {}\ncomponents: {schemas: {A: {$ref: base.yaml#/Base}}}\n");
    let files = [
        ("openapi.yaml", root.as_str()),
        (
            "base.yaml",
            "{Base: {type: object, discriminator: {propertyName: kind}},
              Grandchild: {allOf: [{$ref: '#/Heir'}]}, Heir: {allOf: [{$ref: '#/Base'}]},
              Plain: {allOf: [{$ref: '#/Other'}]}, Far: {allOf: [{$ref: far.yaml}]}, Other: {type: object}}",
        ),
        ("far.yaml", "{discriminator: {propertyName: kind}}"),
    ];
    let files = Files::new(&files);
    let document = files.read();
    assert_eq!(
        components(&document, "schemas"),
        ["A", "Heir", "Grandchild"]
    );
    assert_eq!(
        at(&document, "/components/schemas/Heir"),
        &json!({"allOf": [{"$ref": "#/components/schemas/A"}]})
    );
    // A file that nothing refers to stays shut.
    assert_eq!(*files.asked.borrow(), ["base.yaml"]);
}

#[test]
fn each_file_is_read_once() {
    let root = v3_0(
        "paths: {}\ncomponents: {schemas: {A: {$ref: './x/a.yaml'}, B: {properties: {a: {$ref: 'x/../x/a.yaml'}, b: {$ref: 'x/%61.yaml#'}}}}}\n",
    );
    let files = [
        ("openapi.yaml", root.as_str()),
        ("x/a.yaml", "{type: string}"),
    ];
    let files = Files::new(&files);
    let document = files.read();
    assert_eq!(components(&document, "schemas"), ["A", "B"]);
    assert_eq!(*files.asked.borrow(), ["x/a.yaml"]);
}

#[test]
fn a_name_that_is_taken_gets_a_number_by_first_use() {
    let root = v3_0(
        "paths: {}\ncomponents: {schemas: {Pet: {properties: {a: {$ref: one/Pet.yaml}, b: {$ref: two.yaml#/x/Pet}, c: {$ref: one/Pet.yaml}}}}}\n",
    );
    let document = read(&[
        ("openapi.yaml", &root),
        ("one/Pet.yaml", "{type: integer}"),
        ("two.yaml", "{x: {Pet: {type: boolean}}}"),
    ]);
    assert_eq!(
        at(&document, "/components/schemas"),
        &json!({
            "Pet": {"properties": {
                "a": {"$ref": "#/components/schemas/Pet2"},
                "b": {"$ref": "#/components/schemas/Pet3"},
                "c": {"$ref": "#/components/schemas/Pet2"},
            }},
            "Pet2": {"type": "integer"},
            "Pet3": {"type": "boolean"},
        })
    );
}

#[test]
fn an_index_is_called_after_its_folder() {
    let root = v3_0(
        "paths: {}\ncomponents: {schemas: {A: {properties: {p: {$ref: schemas/Pet/index.yaml}}}}}\n",
    );
    let document = read(&[
        ("openapi.yaml", &root),
        ("schemas/Pet/index.yaml", "{type: integer}"),
    ]);
    assert_eq!(components(&document, "schemas"), ["A", "Pet"]);
}

#[test]
fn whole_sections_and_lists_may_stand_in_other_files() {
    let root = v3_0(
        "paths: {$ref: paths/index.yaml}\ncomponents: {schemas: {$ref: schemas/index.yaml}}\n",
    );
    let document = read(&[
        ("openapi.yaml", &root),
        ("paths/index.yaml", "/a: {$ref: a.yaml}"),
        (
            "paths/a.yaml",
            "parameters: {$ref: ../parameters.json}\nget: {responses: {$ref: responses.yaml}}",
        ),
        (
            "parameters.json",
            r#"[{"name": "q", "in": "query", "schema": {"$ref": "schemas/index.yaml#/A"}}]"#,
        ),
        (
            "paths/responses.yaml",
            "'200': {description: '', content: {text/plain: {schema: {$ref: ../schemas/a.yaml}}}}",
        ),
        ("schemas/index.yaml", "A: {$ref: a.yaml}"),
        ("schemas/a.yaml", "type: string"),
    ]);
    assert_eq!(
        document.value,
        json!({
            "openapi": "3.0.3",
            "info": {"title": "A", "version": "1"},
            "paths": {"/a": {
                "parameters": [{"name": "q", "in": "query", "schema": {"$ref": "#/components/schemas/A"}}],
                "get": {"responses": {"200": {
                    "description": "",
                    "content": {"text/plain": {"schema": {"$ref": "#/components/schemas/A"}}},
                }}},
            }},
            "components": {"schemas": {"A": {"type": "string"}}},
        })
    );
}

#[test]
fn objects_of_every_kind_become_components_of_that_kind() {
    let root = v3_0(
        "paths:
  /a:
    post:
      parameters: [{$ref: 'x.yaml#/Parameter'}]
      requestBody: {$ref: 'x.yaml#/RequestBody'}
      callbacks: {done: {$ref: 'x.yaml#/Callback'}}
      responses:
        '200': {$ref: 'x.yaml#/Response'}
components: {securitySchemes: {Key: {$ref: 'x.yaml#/SecurityScheme'}}}
",
    );
    let document = read(&[
        ("openapi.yaml", &root),
        (
            "x.yaml",
            "Parameter: {name: q, in: query, schema: {type: string}, examples: {e: {$ref: '#/Example'}}}
RequestBody: {content: {application/json: {schema: {$ref: '#/Schema'}}}}
Callback: {'{$request.body#/url}': {post: {responses: {'200': {$ref: '#/Response'}}}}}
Response: {description: '', headers: {x-a: {$ref: '#/Header'}}, links: {next: {$ref: '#/Link'}}}
Header: {schema: {type: string}}
Link: {operationId: a}
Example: {value: {$ref: this-is-data.yaml}}
Schema: {type: string}
SecurityScheme: {type: apiKey, in: header, name: x-key}
",
        ),
    ]);
    let sections = [
        ("parameters", "Parameter"),
        ("requestBodies", "RequestBody"),
        ("callbacks", "Callback"),
        ("responses", "Response"),
        ("headers", "Header"),
        ("links", "Link"),
        ("examples", "Example"),
        ("schemas", "Schema"),
        ("securitySchemes", "Key"),
    ];
    for (section, name) in sections {
        assert_eq!(components(&document, section), [name], "{section}");
    }
    assert_eq!(
        at(&document, "/components/examples/Example/value"),
        &json!({"$ref": "this-is-data.yaml"})
    );
}

#[test]
fn discriminators_name_components_for_the_files_that_they_name() {
    let root = v3_0(
        "paths: {}\ncomponents: {schemas: {Animal: {$ref: animal.yaml}, Bird: {type: object}}}\n",
    );
    let document = read(&[
        ("openapi.yaml", &root),
        (
            "animal.yaml",
            "{oneOf: [{$ref: cat.yaml}], discriminator: {propertyName: kind, mapping: {cat: ./cat.yaml, bird: Bird}}}",
        ),
        ("cat.yaml", "{type: object}"),
    ]);
    assert_eq!(
        at(
            &document,
            "/components/schemas/Animal/discriminator/mapping"
        ),
        &json!({"cat": "#/components/schemas/cat", "bird": "Bird"})
    );
}

#[test]
fn what_stands_beside_a_reference_to_a_file_counts_as_the_version_has_it() {
    let root = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\ncomponents: {schemas: {A: {properties: {b: {$ref: b.yaml, description: Mine}}}}}\n";
    let document = read(&[
        ("openapi.yaml", root),
        ("b.yaml", "{type: [string, 'null']}"),
    ]);
    let beside = at(&document, "/components/schemas/A/properties/b");
    assert_eq!(beside.get("description"), Some(&json!("Mine")));
    assert_eq!(
        at(&document, "/components/schemas/b"),
        &json!({"type": "string", "nullable": true})
    );
}

#[test]
fn schemas_are_found_by_the_names_that_they_give_themselves() {
    let root = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\ncomponents: {schemas: {A: {properties: {b: {$ref: 'b.yaml#Inner'}, c: {$ref: 'https://example.com/b'}}}}}\n";
    let document = read(&[
        ("openapi.yaml", root),
        (
            "b.yaml",
            "{$id: 'https://example.com/b', type: object, properties: {i: {$anchor: Inner, type: string}}}",
        ),
    ]);
    let properties = at(&document, "/components/schemas/A/properties");
    assert_eq!(
        properties,
        &json!({"b": {"$ref": "#/components/schemas/i"}, "c": {"$ref": "#/components/schemas/b"}})
    );
}

#[test]
fn swagger_2_0_has_other_sections() {
    let root = "swagger: '2.0'
info: {title: A, version: '1'}
paths: {/a: {get: {parameters: [{$ref: 'x.yaml#/Limit'}], responses: {'200': {$ref: 'x.yaml#/Users'}}}}}
";
    let document = read(&[
        ("swagger.yaml", root),
        (
            "x.yaml",
            "Limit: {name: limit, in: query, type: integer}
Users: {description: '', schema: {$ref: '#/User'}}
User: {type: object}
",
        ),
    ]);
    assert_eq!(components(&document, "schemas"), ["User"]);
    assert_eq!(components(&document, "responses"), ["Users"]);
    assert_eq!(components(&document, "parameters"), ["Limit"]);
}

#[test]
fn a_place_is_found_behind_another_reference() {
    let root = v3_0(
        "paths: {}\ncomponents: {schemas: {A: {properties: {i: {$ref: 'index.yaml#/Pet/properties/id'}}}}}\n",
    );
    let document = read(&[
        ("openapi.yaml", &root),
        ("index.yaml", "Pet: {$ref: pet.yaml}"),
        ("pet.yaml", "properties: {id: {type: integer}}"),
    ]);
    assert_eq!(
        at(&document, "/components/schemas/id"),
        &json!({"type": "integer"})
    );
}

#[test]
fn a_version_without_quotes_keeps_its_zero_in_every_file() {
    let root = "openapi: 3.0.3\ninfo: {$ref: info.yaml}\npaths: {}\n";
    let document = read(&[
        ("openapi.yaml", root),
        ("info.yaml", "{title: A, version: 1.10}"),
    ]);
    assert_eq!(at(&document, "/info/version"), &json!("1.10"));
}

#[test]
fn a_finding_names_the_file_and_the_place_in_it() {
    let root = v3_0("paths: {/a: {$ref: a.yaml}}\n");
    let document = read(&[
        ("api/openapi.yaml", &root),
        (
            "a.yaml",
            "get:\n  operationId: a\n  responses:\n    '200': {description: '', colour: red}\n",
        ),
    ]);
    let findings = findings(&document);
    assert!(findings.contains("--> api/a.yaml:4:"), "{findings}");
    assert!(
        findings.contains("at /get/responses/200/colour"),
        "{findings}"
    );
}

#[test]
fn the_address_that_a_description_gives_itself_is_looked_for_on_a_network() {
    let root = "openapi: 3.2.0
$self: https://example.com/api/openapi.yaml
info: {title: A, version: '1'}
components: {schemas: {A: {properties: {b: {$ref: 'https://example.com/api/schemas/b.yaml'}, c: {$ref: '/api/c.yaml#/C'}, a: {$ref: 'https://example.com/api/openapi.yaml#/components/schemas/A'}}}}}
";
    let document = read(&[
        ("openapi.yaml", root),
        ("schemas/b.yaml", "type: string"),
        ("c.yaml", "C: {type: integer}"),
    ]);
    assert_eq!(
        at(&document, "/components/schemas/A/properties"),
        &json!({
            "b": {"$ref": "#/components/schemas/b"},
            "c": {"$ref": "#/components/schemas/C"},
            "a": {"$ref": "#/components/schemas/A"},
        })
    );
    let elsewhere = root.replace("/api/schemas/b.yaml'", "/other/b.yaml'");
    let files = [("openapi.yaml", elsewhere.as_str()), ("c.yaml", "C: {}")];
    let files = Files::new(&files);
    assert!(findings(&files.read()).contains("network-reference"));
    assert_eq!(*files.asked.borrow(), ["c.yaml"]);
}

#[test]
fn schemas_in_files_are_not_found_by_the_addresses_that_these_give_themselves() {
    let root = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\ncomponents: {schemas: {Pet: {$ref: files/pet.json}, Kind: {$ref: files/kind.json}}}\n";
    let document = read(&[
        ("openapi.yaml", root),
        (
            "files/kind.json",
            r#"{"$id": "https://example.com/schemas/kind", "type": "string"}"#,
        ),
        (
            "files/pet.json",
            r#"{"$id": "https://example.com/schemas/pet", "properties": {"kind": {"$ref": "kind"}}}"#,
        ),
    ]);
    // `kind` is known by its address once its file was read, and no file is called so.
    let kind = at(&document, "/components/schemas/Pet/properties/kind");
    assert_eq!(kind, &json!({"$ref": "#/components/schemas/Kind"}));
}

#[test]
fn a_page_in_another_file_is_a_page_of_anything() {
    let root = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\ncomponents: {schemas: {Users: {$ref: page.yaml, $defs: {item: {$dynamicAnchor: item, $ref: user.yaml}}}}}\n";
    let document = read(&[
        ("openapi.yaml", root),
        (
            "page.yaml",
            "{properties: {items: {type: array, items: {$dynamicRef: '#item'}}}, $defs: {item: {$dynamicAnchor: item}}}",
        ),
        ("user.yaml", "type: object"),
    ]);
    let items = at(&document, "/components/schemas/Users/properties/items");
    assert_eq!(
        items,
        &json!({"type": "array", "items": {"$ref": "#/components/schemas/user"}})
    );
}

#[test]
fn an_overlay_does_not_reach_what_stands_in_another_file() {
    let root = v3_0("paths: {/a: {$ref: a.yaml}}\n");
    let other =
        |_: &str| Ok(b"get: {operationId: a, responses: {'204': {description: Done}}}".to_vec());
    let document = bundle(load("openapi.yaml", root.as_bytes()).unwrap(), &other);
    let text = "overlay: 1.1.0\ninfo: {title: A, version: '1'}\nactions:\n  - {target: \"$.paths['/a'].get\", update: {operationId: b, colour: red}}\n";
    let corrections = overlay::read(load("a.overlay.yaml", text.as_bytes()).unwrap()).unwrap();
    let document = normalise(overlay::overlay(document, &[corrections]).unwrap()).unwrap();
    assert_eq!(at(&document, "/paths/~1a/get/operationId"), &json!("b"));
    let findings = findings(&document);
    assert!(findings.contains("--> a.overlay.yaml:4:"), "{findings}");
    assert!(
        findings.contains("at /actions/0/update/colour"),
        "{findings}"
    );
}
