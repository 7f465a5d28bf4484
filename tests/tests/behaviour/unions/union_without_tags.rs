//! What has no tag is read as something that knows less of it.

use serde_json::json;
use union_without_tags_client::types::{
    Everything, EverythingAmount, EverythingChange, EverythingCode, EverythingInside,
    EverythingLabels, EverythingLists, EverythingModel, EverythingOpen, EverythingPage,
    EverythingUse, EverythingValue, EverythingWhen, EverythingWord, Rule, Size,
};
use workspace_tests::json::kept;

#[test]
fn members_that_no_alternative_knows_are_lost() {
    let value = json!({ "value": 1, "unit": "km", "more": { "of": [null] } });
    let read: Everything = kept(json!({ "value": value }));
    let Some(EverythingValue::AsNumber(read)) = read.value else {
        panic!("{read:?}");
    };
    assert_eq!(read.additional_properties["unit"], "km");
    kept::<Everything>(
        json!({ "lists": [{ "size": 1, "more": 2 }], "rule": { "not": "a", "why": "b" } }),
    );
}

#[test]
fn a_constant_inside_a_property_is_no_evidence() {
    let value = json!({ "meta": { "kind": "shipped", "parcel": "p" } });
    let read: Everything = kept(json!({ "inside": value }));
    assert!(matches!(read.inside, Some(EverythingInside::Shipped(_))));
    let read: Everything = kept(json!({ "inside": { "meta": { "kind": "lost", "since": 1 } } }));
    assert!(matches!(read.inside, Some(EverythingInside::Other(_))));
}

#[test]
fn integers_become_numbers() {
    let read: Everything = kept(json!({ "amount": 9_007_199_254_740_993_i64 }));
    assert_eq!(
        read.amount,
        Some(EverythingAmount::Integer(9_007_199_254_740_993))
    );
    let read: Everything = kept(json!({ "amount": 1.5 }));
    assert_eq!(read.amount, Some(EverythingAmount::Number(1.5)));
}

#[test]
fn lists_are_told_apart_by_nothing() {
    let read: Everything = kept(json!({ "lists": [{ "size": 1 }] }));
    assert!(matches!(read.lists, Some(EverythingLists::SizeItemList(_))));
    kept::<Everything>(json!({ "lists": [{ "name": "a" }] }));
}

#[test]
fn pages_that_differ_in_what_their_lists_hold_are_the_first_one() {
    let sized = json!({ "data": [{ "entry": { "id": 1, "size": 5 } }], "next": "b" });
    let read: Everything = kept(json!({ "page": sized }));
    assert!(matches!(read.page, Some(EverythingPage::SizedPage(_))));
    let named =
        json!({ "data": [{ "entry": { "id": 1, "name": "a" } }, { "entry": { "id": 2 } }] });
    let read: Everything = kept(json!({ "page": named }));
    assert!(matches!(read.page, Some(EverythingPage::NamedPage(_))));
}

#[test]
fn two_of_three_alternatives_are_told_apart_by_nothing() {
    let read: Everything = kept(json!({ "change": { "things": [{ "id": 1, "remove": true }] } }));
    assert!(matches!(read.change, Some(EverythingChange::Removing(_))));
    let read: Everything = kept(json!({ "change": { "things": [{ "id": 1 }] } }));
    assert!(matches!(read.change, Some(EverythingChange::Adding(_))));
}

#[test]
fn an_object_inside_that_no_alternative_of_its_union_knows_is_taken_for_one() {
    let read: Everything = kept(json!({ "use": { "tool": { "id": 1 } } }));
    assert!(matches!(read.use_, Some(EverythingUse::UseById(_))));
    for tool in [
        json!({ "kind": "saw", "id": 1, "teeth": 24 }),
        json!({ "kind": "plane", "id": 1, "width": 60 }),
    ] {
        let read: Everything = kept(json!({ "use": { "tool": tool } }));
        assert!(matches!(read.use_, Some(EverythingUse::WholeUse(_))));
    }
}

#[test]
fn an_enum_that_is_null_fits_no_alternative() {
    let writer = json!({ "base": "writer", "form": "file", "from": "web", "style": null });
    let read: Everything = kept(json!({ "model": writer }));
    assert!(matches!(read.model, Some(EverythingModel::Writer(_))));
}

#[test]
fn a_new_value_beside_constants_fits_no_alternative() {
    for (from, style) in [("moon", "verse"), ("disk", "free verse")] {
        let writer = json!({ "base": "writer", "form": "file", "from": from, "style": style });
        let read: Everything = kept(json!({ "model": writer }));
        assert!(matches!(read.model, Some(EverythingModel::Writer(_))));
    }
    let singer = json!({ "base": "singer", "form": "file", "from": "web", "style": "verse" });
    let read: Everything = kept(json!({ "model": singer }));
    assert!(matches!(read.model, Some(EverythingModel::Other(_))));
}

#[test]
fn an_integer_that_no_float_holds_is_rounded() {
    let read: Everything = kept(json!({ "amount": u64::MAX }));
    assert!(matches!(read.amount, Some(EverythingAmount::Other(_))));
}

#[test]
fn what_servers_write_otherwise_is_something_else_in_a_union() {
    let value = json!({ "when": "2024-01-31 10:00:00", "code": 5.0 });
    let read: Everything = serde_json::from_value(value).unwrap();
    let Some(EverythingWhen::Time(when)) = read.when else {
        panic!("{read:?}");
    };
    assert_eq!(when.to_rfc3339(), "2024-01-31T10:00:00+00:00");
    assert_eq!(read.code, Some(EverythingCode::Integer(5)));
}

#[test]
fn the_first_enum_takes_every_word() {
    let read: Everything = kept(json!({ "word": "small" }));
    assert_eq!(read.word, Some(EverythingWord::Size(Size::Small)));
    kept::<Everything>(json!({ "word": "unheard of" }));
    kept::<Everything>(json!({ "word": { "text": "a" } }));
}

#[test]
fn a_map_takes_the_object_that_is_known() {
    let read: Everything = kept(json!({ "labels": { "key": "a" } }));
    assert!(matches!(read.labels, Some(EverythingLabels::Key(_))));
    let read: Everything = kept(json!({ "labels": { "a": "b" } }));
    assert!(matches!(read.labels, Some(EverythingLabels::Object(_))));
}

#[test]
fn an_alternative_of_any_kind_makes_all_of_them_any() {
    let read: Everything = kept(json!({ "open": 1 }));
    assert_eq!(read.open, Some(EverythingOpen::Integer(1)));
    let read: Everything = kept(json!({ "open": ["a"] }));
    assert_eq!(read.open, Some(EverythingOpen::Other(json!(["a"]))));
}

#[test]
fn a_list_of_rules_becomes_a_rule() {
    let read: Everything = kept(json!({ "rule": [{ "not": "a" }] }));
    assert!(matches!(read.rule, Some(Rule::List(_))));
    kept::<Everything>(json!({ "rule": { "not": [{ "not": ["a", "b"] }] } }));
}

#[test]
fn alternatives_that_differ_in_a_type_alone_are_unreadable() {
    let read: Everything = kept(json!({ "value": { "value": 1 } }));
    assert!(matches!(read.value, Some(EverythingValue::AsNumber(_))));
    let read: Everything = kept(json!({ "value": { "value": "1" } }));
    assert!(matches!(read.value, Some(EverythingValue::AsText(_))));
}
