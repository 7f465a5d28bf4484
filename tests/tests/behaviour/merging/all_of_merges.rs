//! Of two descriptions of one thing the vaguer one wins.

use all_of_merges_client::types::{Contact, Dog, State, Thing};
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn a_vague_description_hides_an_exact_one() {
    let read: Thing = kept(json!({
        "first": 1,
        "last": "2024-01-31",
        "word": "on",
        "number": 5,
        "list": [{ "a": "x", "b": 1 }],
        "pet": { "name": "a", "tricks": 2 },
        "guest": { "name": "b" },
    }));
    let first: i32 = read.first;
    assert_eq!(first, 1);
    assert_eq!(read.word, Some(State::On));
    assert_eq!(read.number, Some(5_i64));
    let list = read.list.unwrap();
    assert_eq!((list[0].a.as_deref(), list[0].b), (Some("x"), 1));
    assert_eq!(read.pet.unwrap().tricks, Some(2));
    let guest: Dog = read.guest.unwrap();
    assert_eq!(guest.name, "b");
}

#[test]
fn alternatives_in_a_part_share_a_type() {
    let read: Thing =
        kept(json!({ "first": 1, "contact": { "id": 1, "phone": "2", "detail": 3 } }));
    assert!(matches!(read.contact, Some(Contact::Phone(_))));
    let read: Thing =
        kept(json!({ "first": 1, "contact": { "id": 1, "mail": "2", "detail": "3" } }));
    assert!(matches!(read.contact, Some(Contact::Mail(_))));
}
