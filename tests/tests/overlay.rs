//! Overlays: what an action changes, and what is said where it cannot be applied.

use serde_json::{Value, json};
use xtask::diagnostic::render;
use xtask::lint::lint;
use xtask::load::{Document, Rejected, load};
use xtask::overlay::{Overlay, overlay, read};

const SHOP: &str = r"openapi: 3.0.3
info: {title: A shop, version: '1'}
tags: [{name: users}, {name: orders}]
paths:
  /users:
    get:
      operationId: listUsers
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {name: debug, in: query, schema: {type: string}}
        - {name: trace, in: query, schema: {type: string}}
      responses: {'200': {description: Users}}
  /orders:
    get:
      operationId: listOrders
      parameters: [{name: debug, in: query, schema: {type: string}}]
      responses: {'200': {description: Orders}}
";

fn actions(actions: &str) -> String {
    let indented = actions.replace('\n', "\n  ");
    format!(
        "overlay: 1.1.0\ninfo: {{title: Corrections, version: 1.0.0}}\nactions:\n  {indented}\n"
    )
}

fn try_read(text: &str) -> Result<Overlay, Box<Rejected>> {
    read(load("shop.overlay.yaml", text.as_bytes()).unwrap())
}

fn try_apply(overlays: &[&str]) -> Result<Document, Box<Rejected>> {
    let overlays: Vec<Overlay> = overlays
        .iter()
        .map(|text| {
            try_read(&actions(text)).unwrap_or_else(|rejected| panic!("{:?}", rejected.diagnostics))
        })
        .collect();
    overlay(load("shop.yaml", SHOP.as_bytes()).unwrap(), &overlays)
}

#[track_caller]
fn applied(text: &str) -> Document {
    try_apply(&[text])
        .unwrap_or_else(|failed| panic!("{}", render(&failed.diagnostics, &failed.document, false)))
}

#[track_caller]
fn refused(text: &str) -> String {
    let failed = try_apply(&[text]).unwrap_err();
    render(&failed.diagnostics, &failed.document, false)
}

fn at(document: &Document, pointer: &str) -> Value {
    document.get(pointer).cloned().unwrap_or(Value::Null)
}

fn parameters(document: &Document, path: &str) -> Vec<String> {
    let at = format!("/paths/~1{path}/get/parameters");
    let list = document.get(&at).unwrap().as_array().unwrap();
    list.iter()
        .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_update_replaces_what_it_should_merge_with() {
    let changed =
        applied("- {target: $.info, update: {title: Our shop, x-crate: {name: shop-users}}}");
    assert_eq!(
        at(&changed, "/info"),
        json!({"title": "Our shop", "version": "1", "x-crate": {"name": "shop-users"}})
    );
    let changed = applied("- {target: $, update: {paths: {/users: {get: {deprecated: true}}}}}");
    assert_eq!(at(&changed, "/paths/~1users/get/deprecated"), json!(true));
    assert_eq!(
        at(&changed, "/paths/~1users/get/operationId"),
        json!("listUsers")
    );
}

#[test]
fn an_update_of_a_list_replaces_what_is_there() {
    // One entry, as Overlay 1.0 has it, and several.
    let changed = applied("- {target: $.tags, update: {name: keys}}");
    assert_eq!(at(&changed, "/tags/2"), json!({"name": "keys"}));
    let changed = applied("- {target: $, update: {tags: [{name: a}, {name: b}]}}");
    assert_eq!(at(&changed, "/tags").as_array().unwrap().len(), 4);
}

#[test]
fn an_update_of_a_single_value_is_refused() {
    let changed = applied("- {target: $.info.title, update: Our shop}");
    assert_eq!(at(&changed, "/info/title"), json!("Our shop"));
}

#[test]
fn removing_several_items_of_a_list_removes_the_wrong_ones() {
    let changed = applied(
        "- {target: \"$.paths.*.get.parameters[?@.name == 'debug' || @.name == 'trace']\", remove: true}",
    );
    assert_eq!(parameters(&changed, "users"), ["page"]);
    assert!(parameters(&changed, "orders").is_empty());
    let changed = applied("- {target: '$.paths[\"/orders\"]', remove: true, update: {get: 1}}");
    assert!(changed.get("/paths/~1orders").is_none());
}

#[test]
fn a_copy_is_not_one() {
    let changed = applied(
        "- {target: '$.paths[\"/orders\"].get', copy: '$.paths[\"/users\"].get'}\n- {target: '$.paths[\"/users\"]', remove: true}",
    );
    assert_eq!(
        at(&changed, "/paths/~1orders/get/operationId"),
        json!("listUsers")
    );
    assert_eq!(
        parameters(&changed, "orders"),
        ["debug", "page", "debug", "trace"]
    );
    assert!(changed.get("/paths/~1users").is_none());
}

#[test]
fn actions_do_not_see_what_those_before_them_did() {
    let document = try_apply(&[
        "- {target: $.info, update: {x-first: {a: 1}}}",
        "- {target: \"$.info['x-first']\", update: {b: 2}}",
    ])
    .unwrap();
    assert_eq!(at(&document, "/info/x-first"), json!({"a": 1, "b": 2}));
}

#[test]
fn text_without_quotes_is_read_as_a_number() {
    assert_eq!(
        at(
            &applied("- {target: $.info, update: {version: 1.10}}"),
            "/info/version"
        ),
        json!("1.10")
    );
}

#[test]
fn findings_point_at_the_description_for_what_an_overlay_wrote() {
    let document = try_apply(&["- {target: $.info, update: {x-note: 1}}", "- target: '$.paths[\"/users\"].get'\n  update:\n    deprecatd: true\n- {target: $.info, update: {titel: A}}"]).unwrap();
    let said = render(&lint(&document), &document, false);
    assert!(
        said.contains("shop.overlay.yaml:6:7") && said.contains("deprecatd: true"),
        "{said}"
    );
    assert!(
        said.contains("shop.overlay.yaml:7:") && said.contains("`title`"),
        "{said}"
    );
    assert!(said.contains("at /actions/0/update/deprecatd"), "{said}");
    // What the overlay left alone is still the vendor's.
    assert_eq!(
        document.position("/paths/~1orders/get/operationId").line,
        15
    );
}

#[test]
fn an_action_that_no_longer_applies_is_overlooked() {
    let said = refused("- {target: '$.paths[\"/user\"]', update: {summary: A}}");
    assert!(
        said.contains("unmatched-target") && said.contains("shop.overlay.yaml:4:"),
        "{said}"
    );
    let said = refused("- {target: $.info.title, update: {a: 1}}");
    assert!(
        said.contains("a mapping cannot be merged into a single value"),
        "{said}"
    );
    let said = refused("- {target: $, remove: true}");
    assert!(said.contains("impossible-action"), "{said}");
    let said = refused("- {target: $.info, copy: $.tags.*}");
    assert!(said.contains("finds 2 places"), "{said}");
}

#[test]
fn a_file_that_is_no_overlay_is_taken_for_one() {
    let whole = actions("- {target: $.info, update: {}}");
    for (wrong, reason) in [
        (SHOP.to_owned(), "the key `overlay` is missing"),
        (whole.replace("1.1.0", "2.0.0"), "of version 2.0.0"),
        (whole.replace("actions", "acts"), "has no actions"),
        (whole.replace("$.info", "'$.['"), "no JSONPath"),
        (
            whole.replace("$.info", "$.info.x-crate"),
            "write `$.info['x-crate']`",
        ),
        (whole.replace("target: $.info, ", ""), "`target` has to be"),
        (whole.replace("update", "updat"), "did you mean `update`?"),
        (
            whole.replace("update: {}", "remove: 'yes'"),
            "neither `true` nor `false`",
        ),
    ] {
        let rejected = try_read(&wrong).unwrap_err();
        let said = render(&rejected.diagnostics, &rejected.document, false);
        assert!(
            said.contains(reason) && said.contains("shop.overlay.yaml"),
            "{said}"
        );
    }
    assert_eq!(
        try_read(&actions("- {target: $.info}")).unwrap().warnings[0].code,
        "idle-action"
    );
    // YAML takes the version for a number.
    assert!(try_read(&whole.replace("1.1.0", "1.0")).is_ok());
}
