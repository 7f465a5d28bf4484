//! A union in a part of an `allOf` loses the types of its alternatives.

use all_of_with_union_client::types::Message;
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn the_second_alternative_has_the_types_of_the_first() {
    let image = json!({ "id": 1, "type": "image", "body": { "url": "u" } });
    let Message::Image(read) = kept(image) else {
        panic!("not an image");
    };
    assert_eq!((read.id, read.body.url.as_deref()), (1, Some("u")));
    let text = json!({ "id": 2, "type": "text", "body": "a" });
    assert!(matches!(kept(text), Message::Text(_)));
}
