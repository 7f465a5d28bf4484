//! Alternatives that only the kind of a property tells apart have no names, or the first takes all.

use serde_json::json;
use union_of_kinds_client::types::GetAnswerResponse;
use workspace_tests::json::kept;

#[test]
fn alternatives_that_differ_in_a_kind_have_numbers_for_names() {
    let read = kept(json!({ "ok": true, "data": "a" }));
    assert!(matches!(read, GetAnswerResponse::DataText(_)), "{read:?}");
    let read = kept(json!({ "ok": true, "data": ["a"] }));
    assert!(matches!(read, GetAnswerResponse::DataList(_)), "{read:?}");
    let read = kept(json!({ "ok": true, "data": { "name": "a" } }));
    assert!(matches!(read, GetAnswerResponse::DataUser(_)), "{read:?}");
    let read = kept(json!({ "ok": true, "data": 5 }));
    assert!(matches!(read, GetAnswerResponse::Other(_)), "{read:?}");
}
