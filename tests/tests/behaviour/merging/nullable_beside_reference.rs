//! `null` makes an answer unreadable, though it is allowed beside the reference.

use nullable_beside_reference_client::types::Host;
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn null_is_unreadable() {
    let read: Host = kept(json!({ "group": null, "proxy": null }));
    assert_eq!((read.group, read.proxy), (None, Some(None)));
    let read: Host = kept(json!({ "group": { "name": "a" } }));
    assert!(read.group.is_some());
}
