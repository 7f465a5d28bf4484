//! `null` is known in properties alone, and not in lists, maps, components and bodies.

use nulls_everywhere_client::types::{Kind, Name, Thing};
use serde_json::{Value, json};
use workspace_tests::json::kept;

#[test]
fn null_in_a_list_or_a_map_is_unreadable() {
    let name = json!({ "first": "a" });
    let read: Thing = kept(json!({ "list": [null, name], "map": { "a": null, "b": name } }));
    assert!(read.list.unwrap()[0].is_none());
    assert!(read.map.unwrap()["a"].is_none());
}

#[test]
fn what_may_be_null_is_any_value() {
    let read: Thing = kept(json!({ "component": { "first": "a" }, "kind": 2 }));
    assert_eq!(read.component.unwrap().first, "a");
    assert_eq!(read.kind, Some(Kind::Value2));
    let read: Result<Thing, _> =
        serde_json::from_value(json!({ "component": null, "kind": null, "wrapped": null }));
    assert!(read.is_ok());
}

#[test]
fn null_as_any_value_is_nothing() {
    let read: Thing = kept(json!({ "any": null }));
    assert_eq!(read.any, Some(Value::Null));
    let read: Thing = kept(json!({}));
    assert_eq!(read.any, None);
}

#[test]
fn null_beside_a_reference_is_an_object_or_unreadable() {
    let name = json!({ "first": "a" });
    let properties = ["reference", "part", "typed", "nothing"];
    let all = |value: &Value| properties.map(|name| (name.to_owned(), value.clone()));
    let read: Thing = kept(Value::Object(all(&name).into_iter().collect()));
    let names: [Option<Name>; 4] = [read.reference, read.part, read.typed, read.nothing];
    assert!(names.into_iter().all(|name| name.unwrap().first == "a"));
    let nulls = Value::Object(all(&Value::Null).into_iter().collect());
    let read: Thing = serde_json::from_value(nulls).unwrap();
    let names = [read.reference, read.part, read.typed, read.nothing];
    assert_eq!(names, [None, None, None, None]);
}
