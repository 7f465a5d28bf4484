//! What is said of each change: all of it, once, and by the level that it has.

use std::fs;
use std::path::Path;

use workspace_tests::crates::on_a_large_stack;
use xtask::verdict::{Interface, compare};

use super::interface;

const OLD: &str = r"openapi: 3.0.3
info: {title: Shop, version: '1', x-crate: {name: shop, version: 0.3.1}}
servers: [{url: https://api.example.com/v1}]
security: [{key: []}]
paths:
  /users:
    get:
      operationId: list_users
      parameters:
        - {name: q, in: query, schema: {type: string}}
        - {name: X-Trace, in: header, required: true, schema: {type: string}}
      responses:
        '200': {description: All, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/User'}}}}}
        '404': {description: None, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
    post:
      operationId: create_user
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
      responses:
        '201': {description: Made}
  /pets:
    get:
      operationId: get_pet
      responses:
        '200': {description: One, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
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
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
    Cat: {type: object, properties: {lives: {type: integer}}}
    Dog: {type: object, properties: {seen: {type: integer, x-unix-time: seconds}}}
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
        &["patch: list_users and 3 more operations take [key | nothing], no longer [key]"],
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
    (
        "the path of the base URL moves in silence",
        "https://api.example.com/v1",
        "https://api.example.com/v2",
        &["patch: the server is https://api.example.com/v2, no longer https://api.example.com/v1"],
    ),
    (
        "a key moves to another header in silence",
        "in: header, name: X-Key",
        "in: header, name: X-Api-Key",
        &["patch: Credentials::key is sent in header X-Api-Key, no longer in header X-Key"],
    ),
    (
        "a key that becomes a user name and a password still compiles",
        "key: {type: apiKey, in: header, name: X-Key}",
        "key: {type: http, scheme: basic}",
        &["breaking: Credentials::key takes (username, password), no longer (key)"],
    ),
    (
        "a name on the wire changes in silence where the name in Rust does not",
        "name: X-Trace, in: header",
        "name: x_trace, in: header",
        &["patch: list_users(x_trace) is \"x_trace\" on the wire, no longer \"X-Trace\""],
    ),
    (
        "a required parameter moves from the headers to the query in silence",
        "name: X-Trace, in: header",
        "name: X-Trace, in: query",
        &["patch: list_users(x_trace) is sent as usual, no longer in header"],
    ),
    (
        "the media type of a body changes in silence",
        "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Key'",
        "requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Key'",
        &["patch: put_key(body) is sent as application/x-www-form-urlencoded, no longer as usual"],
    ),
    (
        "another status means success in silence",
        "'201': {description: Made}",
        "'202': {description: Accepted}",
        &["patch: create_user is answered 202, no longer 201"],
    ),
    (
        "the tag of an alternative changes in silence",
        "mapping: {cat: ",
        "mapping: {kitty: ",
        &["patch: Pet::Cat is \"kitty\" on the wire, no longer \"cat\""],
    ),
    (
        "a time is counted in another unit in silence",
        "x-unix-time: seconds",
        "x-unix-time: milliseconds",
        &["patch: Dog.seen is sent as milliseconds"],
    ),
    (
        "the error that all operations share gets company, and nobody is told what `Error` alone means now",
        "      operationId: get_pet\n      responses:\n",
        "      operationId: get_pet\n      responses:\n        '404': {description: None, content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}\n",
        &[
            "breaking: Error alone is Error<serde_json::Value>, no longer Error<types::Problem>",
            "breaking: get_pet returns Result<types::Pet, types::Cat>, no longer Result<types::Pet, serde_json::Value>",
        ],
    ),
];

#[test]
fn an_outline_of_an_older_generator_is_taken_for_one_that_says_how_things_are_sent() {
    let older = "shop 0.3.1 (Shop 1)\n\nPOST /users  create_user(x_trace: &str, body: &types::User) .q(&str) -> Result<(), types::Problem>  [key]\n\nenum Pet { Cat(Cat), Other(_) }\n";
    let newer = older
        .replace(
            "(Shop 1)\n",
            "(Shop 1)\n\nserver /\ncredential key(key) in header X-Key\nerror types::Problem\n",
        )
        .replace("x_trace: &str", "x_trace: &str = \"X-Trace\" in header")
        .replace("types::Problem>  ", "types::Problem> 201  ")
        .replace("Cat(Cat)", "Cat(Cat) = \"cat\"");
    let (older, newer): (Interface, Interface) = (older.parse().unwrap(), newer.parse().unwrap());
    assert_eq!(compare(&older, &newer).changes, []);
}

#[test]
fn the_feature_of_an_operation_changes_in_silence() {
    let old = "shop 0.3.1 (Shop 1)\n\nerror serde_json::Value\nfeature pets\nfeature users\n\nGET /pets  list_pets() -> Result<(), serde_json::Value>  [public] feature pets\nGET /users  list_users() -> Result<(), serde_json::Value>  [public] feature users\n";
    let told = |new: &str| -> Vec<String> {
        let (old, new): (Interface, Interface) = (old.parse().unwrap(), new.parse().unwrap());
        let changes = compare(&old, &new).changes.into_iter();
        changes
            .map(|change| format!("{}: {}", change.level, change.text))
            .collect()
    };
    let moved = told(&old.replace("[public] feature users", "[public] feature pets"));
    assert_eq!(
        moved,
        ["breaking: list_users has the feature pets, no longer users"]
    );
    let renamed = told(&old.replace("feature users", "feature people"));
    assert_eq!(
        renamed,
        [
            "breaking: the feature users was removed",
            "addition: the feature people is new"
        ]
    );
}

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

#[test]
fn a_header_that_calls_share_is_told_for_each_of_them() {
    let line = |name: &str| {
        format!(
            "GET /{name}  {name}() .x_code(&str = \"x-code\" in header) -> Result<(), serde_json::Value>  [public]\n"
        )
    };
    let calls: String = ["a", "b", "c"].map(line).concat();
    let old = format!(
        "shop 0.3.1 (Shop 1)\n\nheader x_code(&str = \"x-code\" in header)\nerror serde_json::Value\n\n{calls}"
    );
    let told = |new: &str| -> Vec<String> {
        let (old, new): (Interface, Interface) = (old.parse().unwrap(), new.parse().unwrap());
        let changes = compare(&old, &new).changes.into_iter();
        changes.map(|change| change.text).collect()
    };
    assert_eq!(
        told(&old.replace("x_code(&str = \"x-code\"", "x_code(i64 = \"x-code\"")),
        ["SharedHeaders.x_code takes i64, no longer &str"]
    );
    assert_eq!(
        told(&old.replace("\"x-code\"", "\"X-Code\"")),
        ["SharedHeaders.x_code is \"X-Code\" on the wire, no longer \"x-code\""]
    );
    // One call that gives it up says so itself.
    let alone = old.replacen(" .x_code(&str = \"x-code\" in header)", "", 1);
    assert_eq!(told(&alone), ["a.x_code was removed"]);
}

#[test]
fn of_several_types_that_look_alike_the_first_gets_the_name_of_another() {
    let outline = |names: [&str; 2]| -> Interface {
        let [a, b] = names.map(|name| format!("struct {name}\n  code: i64?\n  text: String?\n"));
        format!("shop 0.3.1 (Shop 1)\n\nerror serde_json::Value\n\n{a}{b}")
            .parse()
            .unwrap()
    };
    let told = |old, new| -> Vec<String> {
        let changes = compare(&outline(old), &outline(new)).changes.into_iter();
        changes.map(|change| change.text).collect()
    };
    assert_eq!(
        told(
            ["V1Refund", "V1RefundReason"],
            ["V2RefundReason", "V2Refund"]
        ),
        [
            "V1Refund is called V2Refund now",
            "V1RefundReason is called V2RefundReason now"
        ]
    );
    assert_eq!(
        told(["V1Refund", "Colour"], ["V2Refund", "Problem"]),
        [
            "V1Refund is called V2Refund now",
            "Colour was removed",
            "Problem is new"
        ]
    );
}

/// The outlines of all fixtures, as reviewed.
fn outlines() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/fixtures");
    let files = fs::read_dir(folder).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let outlines = files.map(|file| {
        let text = fs::read_to_string(&file).unwrap();
        let (_, text) = text.split_once("\n---\n").unwrap();
        let outline = text.split("\n--- ").next().unwrap();
        (file.display().to_string(), outline.to_owned())
    });
    outlines.collect()
}

#[test]
fn a_line_of_an_outline_goes_unnoticed() {
    let mut unnoticed = Vec::new();
    for (file, outline) in outlines() {
        let whole: Interface = outline.parse().unwrap();
        let lines: Vec<&str> = outline.lines().collect();
        // The first names the crate; without the one of errors it is an outline of an older generator.
        let lines = lines.iter().enumerate().skip(1);
        for (at, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with("error "))
        {
            let rest = outline
                .lines()
                .enumerate()
                .filter(|(other, _)| *other != at);
            let rest: Vec<&str> = rest.map(|(_, line)| line).collect();
            // Without its first line, a struct's fields are those of the type before it, or nobody's.
            if line.starts_with("struct ") {
                continue;
            }
            let part: Interface = rest.join("\n").parse().unwrap();
            if compare(&whole, &part).changes.is_empty() {
                unnoticed.push(format!("{file}: {line}"));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
}
