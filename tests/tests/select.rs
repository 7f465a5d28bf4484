//! `--only` and `--except`: what is kept of a description, and what is said where a selector means nothing.

use xtask::diagnostic::render;
use xtask::load::{Document, Rejected, load};
use xtask::select::{Selection, Selector, select};

const SHOP: &str = r"
openapi: 3.0.3
info: {title: A shop, version: '1'}
paths:
  /users:
    get: {operationId: listUsers, tags: [users], responses: {'200': {$ref: '#/components/responses/Users'}}}
    post: {operationId: createUser, tags: [users], responses: {'204': {description: Done}}}
  /users/{id}/keys:
    get: {operationId: listKeys, tags: [keys], responses: {'204': {description: Done}}}
  /usersettings:
    get: {tags: [settings], responses: {'204': {description: Done}}}
  /orders:
    get:
      operationId: listOrders
      tags: [orders, users]
      responses: {'200': {description: Orders, content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}}
  /archive/orders:
    $ref: '#/paths/~1orders'
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
  responses:
    Users: {description: Users, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
    Unused: {description: Nobody answers this}
  schemas:
    User: {type: object, properties: {boss: {$ref: '#/components/schemas/User'}, name: {$ref: '#/components/schemas/Name/properties/full'}}}
    Name: {type: object, properties: {full: {type: string}}}
    Payment: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Card: {allOf: [{$ref: '#/components/schemas/Payment'}, {properties: {network: {$ref: '#/components/schemas/Network'}}}]}
    Network: {type: string}
    Unrelated: {type: string}
";

fn document(text: &str) -> Document {
    load("shop.yaml", text.as_bytes()).unwrap()
}

fn selectors(written: &[&str]) -> Vec<Selector> {
    written
        .iter()
        .map(|text| Selector::parse(text).unwrap())
        .collect()
}

fn try_select(text: &str, only: &[&str], except: &[&str]) -> Result<Document, Box<Rejected>> {
    let selection = Selection {
        only: selectors(only),
        except: selectors(except),
    };
    select(document(text), &selection)
}

/// `GET /users` and so on, in the order of the document.
#[track_caller]
fn operations(only: &[&str], except: &[&str]) -> Vec<String> {
    let document = try_select(SHOP, only, except).unwrap();
    let mut found = Vec::new();
    for (path, item) in document.get("/paths").unwrap().as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            found.push(format!("{} {path}", method.to_uppercase()));
        }
    }
    found
}

#[track_caller]
fn complaint(text: &str, only: &[&str], except: &[&str]) -> String {
    let rejected = try_select(text, only, except).unwrap_err();
    render(&rejected.diagnostics, &rejected.document, false)
}

#[test]
fn a_selector_takes_more_or_less_than_it_says() {
    assert_eq!(
        operations(&["tag:users"], &[]),
        [
            "GET /users",
            "POST /users",
            "GET /orders",
            "GET /archive/orders"
        ]
    );
    assert_eq!(
        operations(&["operation:list*"], &["tag:orders"]),
        ["GET /users", "GET /users/{id}/keys"]
    );
    // The list itself belongs to what is below it, a name that begins alike does not.
    assert_eq!(
        operations(&["path:/users/**"], &[]),
        ["GET /users", "POST /users", "GET /users/{id}/keys"]
    );
    assert_eq!(
        operations(&["path:/users*"], &[]),
        ["GET /users", "POST /users", "GET /usersettings"]
    );
    assert_eq!(
        operations(&["path:/users/{id}/keys"], &[]),
        ["GET /users/{id}/keys"]
    );
    assert_eq!(
        operations(&[], &["tag:users", "tag:keys"]),
        ["GET /usersettings"]
    );
}

#[test]
fn operations_of_a_tag_are_not_those_of_the_tag_that_it_belongs_to() {
    let tags = "tags: [{name: keys, parent: users}, {name: settings, parent: keys}, {name: users, parent: keys}]\npaths:";
    let text = SHOP
        .replacen("paths:", tags, 1)
        .replace("openapi: 3.0.3", "openapi: 3.2.0");
    let document = try_select(&text, &["tag:users"], &[]).unwrap();
    assert_eq!(
        document.get("/paths").unwrap().as_object().unwrap().len(),
        5
    );
    let document = try_select(&text, &["tag:settings"], &[]).unwrap();
    assert_eq!(
        document.get("/paths").unwrap().as_object().unwrap().len(),
        1
    );
}

#[test]
fn webhooks_are_kept_that_no_selector_means() {
    let text = SHOP.replacen("paths:", "webhooks: {a: {post: {}}}\npaths:", 1);
    assert!(
        try_select(&text, &[], &[])
            .unwrap()
            .get("/webhooks")
            .is_some()
    );
    assert!(
        try_select(&text, &["tag:keys"], &[])
            .unwrap()
            .get("/webhooks")
            .is_none()
    );
}

#[test]
fn an_operation_is_not_found_by_the_name_of_its_method() {
    assert_eq!(
        operations(&["operation:list_keys"], &[]),
        ["GET /users/{id}/keys"]
    );
    // One without an id has the name that the generator gives it.
    assert_eq!(
        operations(&["operation:get_usersettings"], &[]),
        ["GET /usersettings"]
    );
}

#[test]
fn a_path_item_loses_the_operations_that_another_path_shares() {
    assert_eq!(
        operations(&["path:/archive/**"], &[]),
        ["GET /archive/orders"]
    );
}

#[test]
fn types_are_lost_that_the_operations_reach_or_kept_that_they_do_not() {
    let reached = |only: &[&str]| {
        let document = try_select(SHOP, only, &[]).unwrap();
        let mut names = Vec::new();
        for section in ["responses", "schemas", "securitySchemes"] {
            let entries = document.get(&format!("/components/{section}")).unwrap();
            names.extend(entries.as_object().unwrap().keys().cloned());
        }
        names
    };
    assert_eq!(
        reached(&["operation:listUsers"]),
        ["Users", "User", "Name", "key"]
    );
    // A payment may be a card, though nothing refers to cards.
    assert_eq!(
        reached(&["operation:listOrders"]),
        ["Payment", "Card", "Network", "key"]
    );
}

#[test]
fn a_selector_that_means_nothing_is_overlooked() {
    let said = complaint(SHOP, &["tag:user"], &[]);
    assert!(
        said.contains("unmatched-selector") && said.contains("did you mean `tag:users`?"),
        "{said}"
    );
    let said = complaint(SHOP, &["operation:listUser"], &["path:/user"]);
    assert!(
        said.contains("`operation:listUsers`") && said.contains("`path:/users`"),
        "{said}"
    );
    let said = complaint(SHOP, &["tag:zebra"], &[]);
    assert!(
        said.contains("there are keys, orders, settings, users"),
        "{said}"
    );
    let said = complaint(SHOP, &["tag:keys"], &["operation:list*"]);
    assert!(said.contains("nothing-selected"), "{said}");
}

#[test]
fn a_selector_that_cannot_be_read_is_taken_for_one_that_can() {
    for (written, reason) in [
        ("users", "does not say what it selects"),
        ("tags:users", "nothing that can be selected by"),
        ("tag:", "names no tag"),
        ("path:/a/***", "is no pattern"),
    ] {
        let message = Selector::parse(written).unwrap_err();
        assert!(
            message.contains(reason) && message.contains("operation:ID"),
            "{message}"
        );
    }
}

#[test]
fn what_the_description_asks_for_is_overlooked() {
    let asking = SHOP.replace("version: '1'", "version: '1', x-crate: {only: ['tag:keys', 'tag:settings'], except: ['path:/usersettings']}");
    let document = try_select(&asking, &[], &[]).unwrap();
    assert_eq!(
        document.get("/paths").unwrap().as_object().unwrap().len(),
        1
    );
    // What the command line says takes the place of what the file says.
    let document = try_select(&asking, &["path:/orders"], &[]).unwrap();
    assert!(document.get("/paths/~1orders/get").is_some());
    let said = complaint(&asking.replace("tag:keys", "tag:kees"), &[], &[]);
    assert!(
        said.contains("shop.yaml:3:") && said.contains("`tag:keys`"),
        "{said}"
    );
    let said = complaint(&asking.replace("tag:keys", "keys"), &[], &[]);
    assert!(
        said.contains("malformed-selector") && said.contains("shop.yaml:3:"),
        "{said}"
    );
}
