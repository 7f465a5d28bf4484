//! Which level a change has.

use std::fmt::Write as _;

use insta::assert_snapshot;
use workspace_tests::crates::on_a_large_stack;
use xtask::verdict::{Level, compare};

use super::{OLD, interface, told};

/// A change as an editor makes it: its level, the text before and the text after.
const CHANGES: &[(Level, &str, &str)] = &[
    (
        Level::Breaking,
        "required: [id, name]",
        "required: [id, name, email]",
    ),
    (Level::Breaking, "required: [id, name]", "required: [id]"),
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

#[test]
fn a_change_that_breaks_callers_is_not_called_an_addition() {
    on_a_large_stack(|| {
        let old = interface(OLD);
        let mut report = String::new();
        for (level, before, after) in CHANGES {
            assert_eq!(OLD.matches(before).count(), 1, "{before}");
            let new = interface(&OLD.replace(before, after));
            let change = after.replace('\n', "⏎");
            let _ = writeln!(report, "{}", change.trim());
            for line in told(&old, &new) {
                let _ = writeln!(report, "    {line}");
            }
            assert_eq!(compare(&old, &new).level(), Some(*level), "{report}");
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
