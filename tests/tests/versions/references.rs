//! References that are no pointers: names, addresses, and parts that whoever refers fills in.

use crate::description;
use crate::keywords::made;
use crate::same::{module, outline};

/// An OpenAPI 3.1 description whose only operation answers a schema.
fn answering(reference: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: A, version: '1'}}
paths:
  /a:
    get:
      operationId: get
      responses:
        '200':
          description: Read
          content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}
components:
  schemas:
{schemas}"
    )
}

const PAGE: &str = "    Page:
      type: object
      required: [items]
      properties:
        items: {type: array, items: {$dynamicRef: '#item'}}
        next: {type: string}
      $defs:
        item: {$dynamicAnchor: item, not: {}}
    User: {type: object, properties: {name: {type: string}}}
    Group: {type: object, properties: {label: {type: string}}}
";

#[test]
fn a_page_of_users_is_a_page_of_anything() {
    let uses = "    UserPage:
      $ref: '#/components/schemas/Page'
      $defs: {item: {$dynamicAnchor: item, $ref: '#/components/schemas/User'}}
    GroupPage:
      $defs: {item: {$dynamicAnchor: item, $ref: '#/components/schemas/Group'}}
      allOf: [{$ref: '#/components/schemas/Page'}]
    Both:
      type: object
      properties:
        users: {$ref: '#/components/schemas/UserPage'}
        groups: {$ref: '#/components/schemas/GroupPage'}
        anything: {$ref: '#/components/schemas/Page'}
";
    let text = answering("#/components/schemas/Both", &format!("{PAGE}{uses}"));
    let outline = outline(&description(&text));
    for wanted in [
        "struct UserPage\n  items: Vec<User>\n  next: String?",
        "struct GroupPage\n  items: Vec<Group>",
        "struct Page\n  items: Vec<serde_json::Value>",
    ] {
        assert!(outline.contains(wanted), "{wanted}\nis not in:\n{outline}");
    }
}

#[test]
fn a_schema_inside_the_page_does_not_know_what_the_page_holds() {
    let schemas = "    List: {type: array, items: {$dynamicRef: '#item'}, $defs: {item: {$dynamicAnchor: item}}}
    Page: {type: object, properties: {list: {$ref: '#/components/schemas/List'}, after: {$ref: '#/components/schemas/Page'}}}
    Users:
      $ref: '#/components/schemas/Page'
      $defs: {item: {$dynamicAnchor: item, type: object, properties: {name: {type: string}}}}
";
    let outline = outline(&description(&answering(
        "#/components/schemas/Users",
        schemas,
    )));
    assert!(
        outline.contains("struct Users\n  list: Vec<Item>?\n  after: Box<Users>?"),
        "{outline}"
    );
    assert!(
        outline.contains("struct Item\n  name: String?"),
        "{outline}"
    );
}

#[test]
fn a_tree_of_a_stricter_kind_has_branches_of_the_looser_one() {
    let schemas = "    Tree:
      $id: https://example.com/tree
      $dynamicAnchor: node
      type: object
      properties: {branches: {type: array, items: {$dynamicRef: '#node'}}}
    Dated:
      $id: https://example.com/dated
      $dynamicAnchor: node
      $ref: tree
      properties: {date: {type: string}}
    Both: {type: object, properties: {loose: {$ref: '#/components/schemas/Tree'}, strict: {$ref: '#/components/schemas/Dated'}}}
";
    let outline = outline(&description(&answering(
        "#/components/schemas/Both",
        schemas,
    )));
    assert!(outline.contains("branches: Vec<Tree>?"), "{outline}");
    assert!(outline.contains("branches: Vec<Dated>?"), "{outline}");
}

#[test]
fn a_schema_is_not_found_by_the_name_that_it_gives_itself() {
    let schemas = "    A:
      $id: https://example.com/schemas/a
      type: object
      properties:
        by_anchor: {$ref: '#inner'}
        by_address: {$ref: b}
        by_whole_address: {$ref: 'https://example.com/schemas/b#/properties/deep'}
        by_anchor_there: {$ref: 'b#mark'}
        itself: {$ref: '#'}
        by_place: {$ref: '#/components/schemas/C'}
      $defs:
        inner: {$anchor: inner, type: object, properties: {i: {type: string}}}
    B:
      $id: /schemas/b
      type: object
      properties: {deep: {$anchor: mark, type: object, properties: {d: {type: string}}}}
    C: {type: object, properties: {c: {type: string}}}
";
    let schemas = schemas.replace("$id: /schemas/b", "$id: https://example.com/schemas/b");
    let outline = outline(&description(&answering("#/components/schemas/A", &schemas)));
    for wanted in [
        "by_anchor: Inner?",
        "by_address: B?",
        "by_whole_address: Deep?",
        "by_anchor_there: Deep?",
        "itself: Box<A>?",
        "by_place: C?",
    ] {
        assert!(outline.contains(wanted), "{wanted} is not in:\n{outline}");
    }
}

#[test]
fn the_address_of_a_description_is_taken_for_one_on_a_network() {
    let text = answering(
        "https://example.com/api/openapi.yaml#/components/schemas/A",
        "    A: {type: object, properties: {a: {type: string}}}\n",
    );
    let text = text.replace(
        "openapi: 3.1.0",
        "openapi: 3.2.0\n$self: https://example.com/api/openapi.yaml",
    );
    let outline = outline(&description(&text));
    assert!(outline.contains("struct A\n  a: String?"), "{outline}");
}

#[test]
fn definitions_of_older_drafts_are_dropped_with_what_refers_to_them() {
    let schemas = "    A:
      type: object
      properties: {b: {$ref: '#/components/schemas/A/definitions/B'}}
      definitions: {B: {type: object, properties: {c: {type: string}}}}
";
    let outline = outline(&description(&answering("#/components/schemas/A", schemas)));
    assert!(outline.contains("b: B?"), "{outline}");
    assert!(outline.contains("struct B\n  c: String?"), "{outline}");
}

#[test]
fn what_is_said_of_data_is_taken_for_a_reference() {
    let schemas = "    A:
      type: object
      properties: {a: {type: string}}
      $anchor: a
      example: {$ref: '#a', $id: x}
";
    let document = description(&answering("#/components/schemas/A", schemas));
    let example = document.get("/components/schemas/A/example/$ref");
    assert_eq!(example, Some(&serde_json::json!("#a")));
    assert!(module(&document, "types").contains("pub struct A"));
}

#[test]
fn a_copied_schema_does_not_find_its_own_definitions() {
    let schemas = "    Order:
      type: object
      $defs:
        Line: {type: object, properties: {sku: {type: string}, next: {$ref: '#/$defs/Line'}}}
        Cash: {type: object, properties: {paid: {type: number}}}
        Card: {type: object, properties: {number: {type: string}}}
      properties:
        first: {$ref: '#/$defs/Line'}
        same: {$ref: '#/properties/first'}
        whole: {$ref: '#'}
        moved: {$ref: '#/$defs/Address'}
        gone: {$ref: '#/$defs/Nothing'}
        payment:
          oneOf: [{$ref: '#/$defs/Cash'}, {$ref: '#/$defs/Card'}]
          discriminator: {propertyName: kind, mapping: {cash: '#/$defs/Cash', card: '#/$defs/Card'}}
    Address: {type: object, properties: {street: {type: string}}}
    Line: {type: object, properties: {length: {type: number}}}
";
    let (outline, findings) = made(&answering("#/components/schemas/Order", schemas));
    assert!(findings.iter().any(|(finding, place)| {
        finding.code == "dangling-reference"
            && place == "/components/schemas/Order/properties/gone/$ref"
    }));
    for wanted in [
        "first: Line2?",
        "same: Line2?",
        "whole: Box<Order>?",
        "moved: Address?",
        "gone: serde_json::Value?",
        "struct Line2\n  sku: String?\n  next: Box<Line2>?",
        "Cash(Cash)",
        "Card(Card)",
    ] {
        assert!(outline.contains(wanted), "{wanted}\nis not in:\n{outline}");
    }
}

#[test]
fn a_part_that_nobody_fills_in_is_any_value_without_a_word() {
    let schemas = "    Thing:
      type: object
      properties:
        gone: {$dynamicRef: '#nothing'}
        placed: {$dynamicRef: '#/components/schemas/Place'}
    Place: {type: object, properties: {street: {type: string}}}
";
    let (outline, findings) = made(&answering("#/components/schemas/Thing", schemas));
    assert!(outline.contains("placed: Place?"), "{outline}");
    let places: Vec<&str> = findings.iter().map(|(_, place)| place.as_str()).collect();
    assert_eq!(
        places,
        ["/components/schemas/Thing/properties/gone/$dynamicRef"]
    );
}
