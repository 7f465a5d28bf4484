//! What is said of each change: all of it, once, and by the level that it has.

use workspace_tests::crates::on_a_large_stack;
use xtask::verdict::compare;

use super::interface;

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
        '404': {description: None, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
    post:
      operationId: create_user
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
      responses:
        '201': {description: Made}
  /users/{id}/keys/{key}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: key, in: path, required: true, schema: {type: string}}]
    put:
      operationId: put_key
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Key'}}}}
      responses:
        '200': {description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/Key'}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
  schemas:
    User:
      type: object
      required: [name, id]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string}
        email: {type: string}
        role: {$ref: '#/components/schemas/Role'}
    Role: {type: string, enum: [admin, guest]}
    Key:
      type: object
      required: [kind, value]
      properties:
        kind: {type: string, enum: [plain]}
        value: {type: string}
        level: {type: integer, enum: [1, 2]}
        role: {$ref: '#/components/schemas/Role'}
    Problem:
      type: object
      properties:
        code: {type: integer}
        text: {type: string, nullable: true}
";

/// A mistake that a verdict can make, the text before and after, and what it says instead.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const ROWS: &[Row] = &[
    (
        "a field that the constructor asks for now is an addition",
        "id: {type: integer, readOnly: true}",
        "id: {type: integer}",
        &["breaking: User.id became read and written: id: i64"],
    ),
    (
        "the constructor asks for a field that was there, unnoticed",
        "enum: [plain]",
        "enum: [plain, hashed]",
        &[
            "breaking: Key::new takes (kind, value), no longer (value)",
            "addition: KeyKind::Hashed is new",
        ],
    ),
    (
        "an answer that has no default any more is an addition",
        "      type: object\n      properties:\n        code: {type: integer}\n",
        "      type: object\n      required: [reason]\n      properties:\n        reason: {type: string}\n        code: {type: integer}\n",
        &["breaking: Problem.reason is new: String, so that Problem has no default"],
    ),
    (
        "null in an answer, which reads as absent, breaks callers",
        "text: {type: string, nullable: true}",
        "text: {type: string}",
        &[],
    ),
    (
        "what only the server writes becomes read-only",
        "code: {type: integer}",
        "code: {type: integer, readOnly: true}",
        &["patch: Problem.code became read-only"],
    ),
    (
        "a parameter that may be left out now is told as removed and as new",
        "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Key'",
        "requestBody: {required: false, content: {application/json: {schema: {$ref: '#/components/schemas/Key'",
        &[
            "breaking: put_key takes (id: impl PathText, key: impl PathText), no longer (id: impl PathText, key: impl PathText, body: &types::Key)",
        ],
    ),
    (
        "a variable of a path is sent under its name",
        "/users/{id}/keys/{key}:\n    parameters: [{name: id,",
        "/users/{user}/keys/{key}:\n    parameters: [{name: user,",
        &[
            "patch: put_key takes (user: impl PathText, key: impl PathText, body: &types::Key), no longer (id: impl PathText, key: impl PathText, body: &types::Key)",
        ],
    ),
    (
        "a type with a new name is told wherever it stands",
        "Role",
        "Rank",
        &["breaking: Role is called Rank now"],
    ),
    (
        "one rule of security is told for each operation",
        "security: [{key: []}]",
        "security: [{key: []}, {}]",
        &["patch: list_users and 2 more operations take [key | nothing], no longer [key]"],
    ),
    (
        "an enum of texts in place of numbers is sent otherwise, and no more",
        "level: {type: integer, enum: [1, 2]}",
        "level: {type: string, enum: ['1', '2']}",
        &["breaking: KeyLevel is an enum of texts, no longer of numbers"],
    ),
    (
        "nobody is told that members are written in another order",
        "        name: {type: string}\n        email: {type: string}\n",
        "        email: {type: string}\n        name: {type: string}\n",
        &["patch: User has its fields in another order"],
    ),
    (
        "a change of what holds further properties has dots in its name",
        "    Problem:\n",
        "    Problem:\n      additionalProperties: {type: string}\n",
        &["addition: Problem.additional_properties is new: BTreeMap<String, String>"],
    ),
];

#[test]
fn a_change_is_forgotten_told_twice_or_called_what_it_is_not() {
    on_a_large_stack(|| {
        let old = interface(OLD);
        for (mistake, before, after, expected) in ROWS {
            assert!(OLD.contains(before), "{mistake}: {before}");
            let verdict = compare(&old, &interface(&OLD.replace(before, after)));
            let changes = verdict.changes.iter();
            let told: Vec<String> = changes
                .map(|change| format!("{}: {}", change.level, change.text))
                .collect();
            assert_eq!(told, *expected, "{mistake}");
        }
    });
}
