//! What has no tag, or one that nobody knows, is not what the discriminator's defaultMapping says.

use serde_json::{Value, json};
use union_default_mapping_client::types::Animal;

#[track_caller]
fn read(value: &Value) -> Animal {
    let animal: Animal = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&animal).unwrap(), *value);
    animal
}

#[test]
fn an_animal_without_a_known_tag_is_no_beast() {
    let cat = read(&json!({"kind": "cat", "indoors": true}));
    assert!(matches!(cat, Animal::Cat(_)), "{cat:?}");
    for beast in [
        json!({"legs": 8}),
        json!({"kind": "spider", "legs": 8}),
        json!({"kind": "Beast", "legs": 4}),
    ] {
        let beast = read(&beast);
        assert!(matches!(beast, Animal::Beast(_)), "{beast:?}");
    }
    let other = read(&json!("cat"));
    assert!(matches!(other, Animal::Other(_)), "{other:?}");
}
