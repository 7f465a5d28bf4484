//! Of an object that two parts describe only one half is left.

use all_of_same_inner_object_client::types::Record;
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn one_half_of_an_inner_object_is_lost() {
    let read: Record = kept(json!({ "data": { "id": 1, "name": "a" } }));
    let data = read.data.unwrap();
    assert_eq!((data.id, data.name.as_deref()), (1, Some("a")));
    let without_id: Result<Record, _> = serde_json::from_value(json!({ "data": { "name": "a" } }));
    assert!(without_id.is_err());
}
