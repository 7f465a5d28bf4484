//! What a change of a description means for callers: the levels of changes, and where and how they are reported.

mod reported;
mod told;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use insta::assert_snapshot;
use workspace_tests::crates::on_a_large_stack;
use xtask::emit::Surroundings;
use xtask::load::load;
use xtask::pipeline::generate;
use xtask::verdict::{Interface, Level, compare};

const OLD: &str = r"openapi: 3.0.3
info: {title: Shop, version: '1', x-crate: {name: shop, version: 0.3.1}}
security: [{key: []}]
paths:
  /users:
    get:
      operationId: list_users
      parameters:
        - {name: q, in: query, schema: {type: string}}
      responses:
        '200': {description: All, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/User'}}}}}
    post:
      operationId: create_user
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
      responses:
        '201': {description: Made}
  /users/{id}:
    delete:
      operationId: delete_user
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
      responses:
        '204': {description: Gone}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    basic: {type: http, scheme: basic}
  schemas:
    User:
      type: object
      required: [name]
      properties:
        name: {type: string}
        email: {type: string}
        age: {type: integer}
        role: {$ref: '#/components/schemas/Role'}
    Role:
      type: string
      enum: [admin, guest]
";

/// A change as an editor makes it: its level, the text before and the text after.
const CHANGES: &[(Level, &str, &str)] = &[
    (
        Level::Breaking,
        "required: [name]",
        "required: [name, email]",
    ),
    (Level::Breaking, "required: [name]", "required: []"),
    (
        Level::Breaking,
        "email: {type: string}",
        "email: {type: string, nullable: true}",
    ),
    (Level::Breaking, "        email: {type: string}\n", ""),
    (
        Level::Breaking,
        "email: {type: string}",
        "mail: {type: string, x-docs-name: mail}",
    ),
    (
        Level::Breaking,
        "age: {type: integer}",
        "age: {type: string}",
    ),
    (
        Level::Breaking,
        "age: {type: integer}",
        "age: {type: integer, readOnly: true}",
    ),
    (
        Level::Breaking,
        "operationId: delete_user",
        "operationId: remove_user",
    ),
    (
        Level::Breaking,
        "schema: {type: integer}}\n      responses",
        "schema: {type: string}}\n      responses",
    ),
    (
        Level::Breaking,
        "{name: q, in: query, schema",
        "{name: q, in: query, required: true, schema",
    ),
    (
        Level::Breaking,
        "        - {name: q, in: query, schema: {type: string}}",
        "        - {name: p, in: query, schema: {type: string}}",
    ),
    (Level::Breaking, "enum: [admin, guest]", "enum: [admin]"),
    (
        Level::Breaking,
        "security: [{key: []}]",
        "security: [{basic: []}]",
    ),
    (
        Level::Breaking,
        "x-crate: {name: shop,",
        "x-crate: {name: store,",
    ),
    (
        Level::Breaking,
        "'201': {description: Made}",
        "'201': {description: Made, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}",
    ),
    (
        Level::Addition,
        "age: {type: integer}",
        "age: {type: integer}\n        city: {type: string}",
    ),
    (
        Level::Addition,
        "enum: [admin, guest]",
        "enum: [admin, guest, owner]",
    ),
    (
        Level::Addition,
        "      responses:\n        '204'",
        "        - {name: force, in: query, schema: {type: boolean}}\n      responses:\n        '204'",
    ),
    (
        Level::Addition,
        "    delete:\n",
        "    head:\n      operationId: has_user\n      parameters:\n        - {name: id, in: path, required: true, schema: {type: integer}}\n      responses:\n        '204': {description: There}\n    delete:\n",
    ),
    (
        Level::Addition,
        "security: [{key: []}]",
        "security: [{key: []}, {basic: []}]",
    ),
    (
        Level::Addition,
        "operationId: delete_user",
        "operationId: delete_user\n      deprecated: true",
    ),
    (
        Level::Addition,
        "{name: q, in: query,",
        "{name: q, deprecated: true, in: query,",
    ),
    (
        Level::Addition,
        "age: {type: integer}",
        "age: {type: integer, deprecated: true}",
    ),
    (
        Level::Addition,
        "    Role:\n",
        "    Role:\n      deprecated: true\n",
    ),
    (Level::Patch, "/users/{id}:", "/accounts/{id}:"),
    (
        Level::Patch,
        "{name: q, in: query,",
        "{name: q, in: header,",
    ),
    (
        Level::Patch,
        "    delete:\n",
        "    delete:\n      security: []\n",
    ),
];

fn interface(text: &str) -> Interface {
    let document = load("shop.yaml", text.as_bytes()).unwrap();
    let surroundings = |_: &str| Surroundings {
        runtime: "../runtime".to_owned(),
        standalone: false,
        command: "cargo xtask generate".to_owned(),
        source: "shop.yaml".to_owned(),
        earlier: BTreeSet::new(),
    };
    let generated = generate(&document, "shop", surroundings).unwrap();
    generated.emitted.outline.parse().unwrap()
}

#[test]
fn a_change_that_breaks_callers_is_not_called_an_addition() {
    on_a_large_stack(|| {
        let old = interface(OLD);
        let mut report = String::new();
        for (level, before, after) in CHANGES {
            assert_eq!(OLD.matches(before).count(), 1, "{before}");
            let new = interface(&OLD.replace(before, after));
            let verdict = compare(&old, &new);
            let change = after.replace('\n', "⏎");
            let _ = writeln!(report, "{}", change.trim());
            for change in &verdict.changes {
                let _ = writeln!(report, "    {}: {}", change.level, change.text);
            }
            assert_eq!(verdict.level(), Some(*level), "{report}");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| assert_snapshot!("verdict", report));
    });
}

#[test]
fn what_callers_cannot_see_gives_no_verdict() {
    on_a_large_stack(|| {
        let new = OLD.replace("description: Gone", "description: It is gone");
        assert_eq!(compare(&interface(OLD), &interface(&new)).level(), None);
    });
}
