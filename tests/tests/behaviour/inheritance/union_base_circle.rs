//! A base that lists its heirs never ends.

use serde_json::json;
use union_base_circle_client::types::{Cat, CreatePetBody, Pet};
use workspace_tests::json::kept;

#[test]
fn heirs_that_their_base_lists_lose_what_they_add() {
    let cat = json!({ "kind": "cat", "name": "Tom", "lives": 9 });
    assert_eq!(kept::<Pet>(cat.clone()), Pet::Cat(Cat::new("Tom", 9)));
    assert!(matches!(kept(cat), CreatePetBody::Cat(_)));
    let dog = json!({ "kind": "dog", "name": "Rex" });
    assert!(matches!(kept(dog.clone()), Pet::Dog(_)));
    assert!(matches!(kept(dog), CreatePetBody::Dog(_)));
}

#[test]
fn a_heir_carries_no_tag() {
    let written = serde_json::to_value(Pet::Cat(Cat::new("Tom", 9))).unwrap();
    assert_eq!(written["kind"], json!("cat"));
    let written = serde_json::to_value(CreatePetBody::Cat(Cat::new("Tom", 9))).unwrap();
    assert_eq!(written["kind"], json!("cat"));
}
