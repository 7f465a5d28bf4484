//! An answer cannot be read, because the base of an heir describes a property in another way than the heir.

use contradictory_parts_client::types::Thing;
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn what_the_heir_says_is_not_believed() {
    let thing: Thing = kept(json!({
        "size": "10 kg",
        "name": "6f1d51a6-cd2d-4b6c-9b67-7c7c2f4a1a10",
        "tags": { "first": "a" },
    }));
    assert_eq!(thing.size.as_deref(), Some("10 kg"));
}
