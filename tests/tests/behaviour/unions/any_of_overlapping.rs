//! Alternatives that share properties, or disagree on one, lose what only one of them says.

use any_of_overlapping_client::types::{Thing, ThingDisagreeing, ThingTagged};
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn what_all_alternatives_require_is_optional() {
    let read: Thing = kept(json!({ "or_null": { "id": 1, "city": "a" } }));
    let both = read.or_null.unwrap();
    assert_eq!((both.id, both.city.as_deref()), (1, Some("a")));
    let missing: Result<Thing, _> = serde_json::from_value(json!({ "or_null": { "city": "a" } }));
    assert!(missing.is_err());
}

#[test]
fn alternatives_that_disagree_on_a_type_are_merged() {
    let read: Thing = kept(json!({ "disagreeing": { "name": 5 } }));
    let Some(ThingDisagreeing::Other(other)) = &read.disagreeing else {
        assert!(!matches!(
            read.disagreeing,
            Some(ThingDisagreeing::Named(_)) | None
        ));
        return;
    };
    panic!("{other} is not read");
}

#[test]
fn alternatives_with_tags_are_merged() {
    let read: Thing = kept(json!({ "tagged": { "colour": "blue", "shade": 3 } }));
    let Some(ThingTagged::Blue(blue)) = read.tagged else {
        panic!("not blue");
    };
    assert_eq!(blue.shade, Some(3));
}
