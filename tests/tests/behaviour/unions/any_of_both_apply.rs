//! A value that is two alternatives at once loses what the second one knows.

use any_of_both_apply_client::types::Person;
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn what_only_the_second_alternative_knows_is_lost() {
    let read: Person = kept(json!({ "name": "a", "city": "b" }));
    assert_eq!(read.name.as_deref(), Some("a"));
    assert_eq!(read.city.as_deref(), Some("b"));
    kept::<Person>(json!({ "city": "b" }));
}
