//! A list is read as an object, by position.

use serde_json::json;
use union_object_or_list_client::types::{Saved, SavedQuery};
use workspace_tests::json::kept;

#[test]
fn a_list_of_as_many_items_as_the_object_has_properties_becomes_that_object() {
    let read: Saved = kept(json!({ "query": ["a"] }));
    assert_eq!(read.query, SavedQuery::List(vec!["a".to_owned()]));
    let read: Saved = kept(json!({ "query": { "text": "a" } }));
    assert!(matches!(read.query, SavedQuery::Search(_)));
    let read: Saved = kept(json!({ "query": [1] }));
    assert_eq!(read.query, SavedQuery::Other(json!([1])));
}
