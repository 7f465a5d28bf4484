//! `null` that is a component of its own makes any value of what stands beside it.

use null_enum_by_reference_client::types::{StateEnum, Widget};
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn a_choice_that_may_be_null_is_any_value() {
    let read: Widget = kept(json!({ "state": "", "plain": "on", "blank": "off" }));
    assert_eq!(read.state, Some(Some(String::new())));
    assert_eq!(read.plain, Some(Some(StateEnum::On)));
    let read: Widget = kept(json!({ "state": null, "plain": null }));
    assert_eq!((read.state, read.plain), (Some(None), Some(None)));
}
