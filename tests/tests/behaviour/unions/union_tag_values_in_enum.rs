//! Tags that the alternatives list are not known.

use serde_json::json;
use union_tag_values_in_enum_client::types::Comment;
use workspace_tests::json::kept;

#[test]
fn the_names_of_schemas_are_taken_for_tags() {
    let reply = json!({ "kind": "reply", "to": 1 });
    assert!(matches!(kept(reply), Comment::ReplyComment(_)));
    let plain = json!({ "kind": "plain", "text": "a" });
    assert!(matches!(kept(plain), Comment::PlainComment(_)));
    let named = json!({ "kind": "PlainComment" });
    assert!(matches!(kept(named), Comment::Other(_)));
}
