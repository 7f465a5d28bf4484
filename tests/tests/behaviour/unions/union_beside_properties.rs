//! Alternatives lose the properties beside them, or get the types that another one gives to its own.

use serde_json::json;
use union_beside_properties_client::types::Block;
use workspace_tests::json::kept;

#[test]
fn the_second_alternative_has_the_types_of_the_first() {
    let text = json!({ "type": "text", "id": 1, "data": "a" });
    let Block::Text(read) = kept(text) else {
        panic!("not a text");
    };
    assert_eq!((read.id, read.data.as_str()), (1, "a"));
    let image = json!({ "type": "image", "id": 2, "data": { "url": "u" } });
    let Block::Image(read) = kept(image) else {
        panic!("not an image");
    };
    assert_eq!((read.id, read.data.url.as_str()), (2, "u"));
}
