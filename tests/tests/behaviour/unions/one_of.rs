//! A value is read as the wrong alternative, or its tag is lost.

use one_of_client::types::{Everything, EverythingScalar, Pet};
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn a_scalar_is_read_as_another_one() {
    let read = |value| {
        kept::<Everything>(json!({ "scalar": value }))
            .scalar
            .unwrap()
    };
    assert_eq!(read(json!("1")), EverythingScalar::Text("1".to_owned()));
    assert_eq!(read(json!(1)), EverythingScalar::Integer(1));
    assert_eq!(read(json!(true)), EverythingScalar::Boolean(true));
    assert_eq!(
        read(json!(["a"])),
        EverythingScalar::List(vec!["a".to_owned()])
    );
}

#[test]
fn an_unknown_tag_makes_the_answer_unreadable() {
    let fish = json!({ "petType": "Fish", "fins": 2 });
    let read = kept::<Everything>(json!({ "pet": fish }));
    assert_eq!(read.pet, Some(Pet::Other(fish)));
}
