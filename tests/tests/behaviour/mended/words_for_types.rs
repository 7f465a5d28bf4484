//! A type that is written as in another language is any value, or what is required is not.

use serde_json::json;
use words_for_types_client::types::{Problem, Thing, ThingLevel, ThingState};

#[test]
fn words_mean_something_else_than_their_author_meant() {
    let thing: Thing = serde_json::from_value(json!({
        "id": "6f1d51a6-cd2d-4b6c-9b67-7c7c2f4a1a10",
        "name": null,
        "made": "2024-02-29",
        "level": 2,
        "state": "old",
        "tags": ["a"],
        "links": ["b"],
        "counts": [1],
        "anything": {"a": 1},
    }))
    .unwrap();
    assert_eq!(thing.name, None);
    assert_eq!(thing.made.unwrap().to_string(), "2024-02-29");
    assert_eq!(thing.level, Some(ThingLevel::Value2));
    assert_eq!(thing.state, Some(ThingState::Old));
    assert_eq!(thing.tags.as_deref(), Some(&["a".to_owned()][..]));
    assert_eq!(thing.links, Some(vec!["b".to_owned()]));
    assert_eq!(thing.counts, Some(vec![1]));
    assert_eq!(thing.anything, Some(json!({"a": 1})));
    assert!(serde_json::from_value::<Thing>(json!({"name": "without an id"})).is_err());
    assert!(serde_json::from_value::<Problem>(json!({})).is_err());
}
