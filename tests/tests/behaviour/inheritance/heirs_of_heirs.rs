//! Heirs that no mapping names, heirs of heirs, and a base that is a value itself are lost.

use heirs_of_heirs_client::types::{Animal, Kennel, Node, Puppy};
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn heirs_of_heirs_are_unknown() {
    let friend = json!({ "species": "Fish", "name": "b" });
    let puppy =
        json!({ "species": "Puppy", "name": "a", "tricks": 1, "weeks": 6, "friends": [friend] });
    let Animal::Puppy(read) = kept(puppy) else {
        panic!("not a puppy");
    };
    assert!(matches!(read.friends.unwrap()[0], Animal::Fish(_)));
    let sent = serde_json::to_value(Animal::Puppy(Puppy::new("a", 6))).unwrap();
    assert_eq!(sent, json!({ "species": "Puppy", "name": "a", "weeks": 6 }));
}

#[test]
fn an_heir_by_itself_is_any_heir() {
    let dog = json!({ "species": "Dog", "name": "a", "tricks": 2 });
    let read: Kennel = kept(json!({ "dog": dog, "guest": dog }));
    assert_eq!(read.dog.tricks, Some(2));
    assert!(matches!(read.guest, Some(Animal::Dog(_))));
}

#[test]
fn a_base_that_its_mapping_names_is_no_value() {
    let node = |node| json!({ "dog": { "species": "Dog", "name": "a" }, "node": node });
    let read: Kennel = kept(node(json!({ "type": "plain", "label": "a" })));
    assert!(matches!(read.node, Some(Node::Base(_))));
    let read: Kennel = kept(node(json!({ "type": "leaf", "label": "a", "colour": "b" })));
    assert!(matches!(read.node, Some(Node::Leaf(_))));
}
