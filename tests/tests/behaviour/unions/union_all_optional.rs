//! An alternative that requires nothing swallows every object.

use serde_json::json;
use union_all_optional_client::types::Target;
use workspace_tests::json::kept;

#[test]
fn the_first_alternative_takes_everything() {
    let Target::ByPhone(read) = kept(json!({ "phone": "1" })) else {
        panic!("not by phone");
    };
    assert_eq!(read.phone.as_deref(), Some("1"));
    assert!(matches!(kept(json!({ "mail": "a" })), Target::ByMail(_)));
    // Nothing tells them apart: the first one.
    assert!(matches!(kept(json!({})), Target::ByMail(_)));
}
