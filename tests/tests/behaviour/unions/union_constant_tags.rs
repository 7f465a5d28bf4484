//! Constants in each alternative are not taken for the tags that they are.

use serde_json::json;
use union_constant_tags_client::types::Shape;
use workspace_tests::json::kept;

#[test]
fn the_first_alternative_takes_what_another_one_is() {
    let square = json!({ "kind": "square", "size": 1.5, "turned": true });
    let Shape::Square(read) = kept(square) else {
        panic!("not a square");
    };
    assert_eq!((read.size, read.turned), (1.5, Some(true)));
    let circle = json!({ "kind": "circle", "size": 2.0 });
    assert!(matches!(kept(circle), Shape::Circle(_)));
}

#[test]
fn a_kind_from_the_future_is_lost() {
    let star = json!({ "kind": "star", "points": 5 });
    assert_eq!(kept::<Shape>(star.clone()), Shape::Other(star));
}
