//! Findings point at what the author wrote, and use the author's words.

use xtask::diagnostic::render;
use xtask::lint::lint;

use crate::description;

#[track_caller]
fn findings(text: &str) -> String {
    let document = description(text);
    render(&lint(&document), &document, false)
}

#[test]
fn a_finding_about_swagger_2_shows_its_own_pointers() {
    let found = findings(
        "swagger: '2.0'\ninfo: {title: A, version: '1'}\npaths:\n  /a:\n    post:\n      operationId: a\n      parameters:\n        - name: body\n          in: body\n          schema:\n            $ref: '#/definitions/Missing'\n      responses:\n        '200':\n          description: Done\n          schema:\n            $ref: '#/definitions/Gone'\n",
    );
    for wanted in [
        "openapi.yaml:11:19",
        "at /paths/~1a/post/parameters/0/schema/$ref",
        "`#/definitions/Missing`",
        "openapi.yaml:16:19",
        "at /paths/~1a/post/responses/200/schema/$ref",
    ] {
        assert!(found.contains(wanted), "{wanted} is not in:\n{found}");
    }
    assert!(!found.contains("components"), "{found}");
}

#[test]
fn what_no_type_can_say_is_said_once() {
    let found = findings(
        "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties: {a: {type: string}}\n      dependentRequired: {a: [b]}\n      if: {required: [a]}\n      then: {required: [b]}\n    B:\n      type: array\n      contains: {type: string}\n      items: {type: string}\n",
    );
    assert_eq!(
        found.matches("taken-as-documentation").count(),
        1,
        "{found}"
    );
    for keyword in ["`dependentRequired`", "`if`", "`then`", "`contains`"] {
        assert!(found.contains(keyword), "{keyword} is not in:\n{found}");
    }
}

#[test]
fn a_keyword_of_another_version_is_read_and_said_once() {
    let found = findings(
        "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {type: string, nullable: true}\n    B: {type: string, nullable: true}\n",
    );
    assert_eq!(found.matches("other-version").count(), 1, "{found}");
    assert!(found.contains("(2 times)"), "{found}");
}

#[test]
fn the_methods_of_openapi_3_2_are_operations() {
    let document = description(
        "openapi: 3.2.0\ninfo: {title: A, version: '1'}\npaths:\n  /a/{id}:\n    query:\n      operationId: search\n      parameters: &id\n        - {name: id, in: path, required: true, schema: {type: string}}\n      responses: {'204': {description: Done}}\n    additionalOperations:\n      COPY:\n        operationId: copy\n        parameters: *id\n        responses: {'204': {description: Done}}\n",
    );
    let outline = crate::same::outline(&document);
    assert!(outline.contains("QUERY /a/{id}  search("), "{outline}");
    assert!(outline.contains("COPY /a/{id}  copy("), "{outline}");
}

#[test]
fn a_form_beside_a_body_is_left_out_without_a_word() {
    let found = findings(
        "swagger: '2.0'\ninfo: {title: A, version: '1'}\npaths:\n  /a:\n    post:\n      operationId: a\n      parameters:\n        - {name: all, in: body, schema: {type: object}}\n        - {name: one, in: formData, type: string}\n      responses: {'204': {description: Done}}\n",
    );
    assert!(found.contains("warning[body-beside-body]"), "{found}");
    assert!(found.contains("openapi.yaml:9:"), "{found}");
}
