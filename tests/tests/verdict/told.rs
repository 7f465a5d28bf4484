//! What is said of each change: all of it, once, and by the level that it has.

use workspace_tests::crates::on_a_large_stack;

use super::{OLD, interface, told};

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
        &["patch: list_users and 4 more operations take [key | nothing], no longer [key]"],
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
fn a_change_is_forgotten_told_twice_or_called_what_it_is_not() {
    on_a_large_stack(|| {
        let old = interface(OLD);
        for (mistake, before, after, expected) in ROWS {
            assert!(OLD.contains(before), "{mistake}: {before}");
            let new = interface(&OLD.replace(before, after));
            assert_eq!(told(&old, &new), *expected, "{mistake}");
        }
    });
}
