//! Tags that are no text, or stand in parts, or belong to the alternatives of an alternative, are not known.

use serde_json::{Value, json};
use union_tags_of_every_kind_client::Client;
use union_tags_of_every_kind_client::types::{
    Coin, CoinForm, Event, Everything, EverythingFlag, EverythingMixed, EverythingNumber,
    EverythingPart, Forgotten, Granted, Joined, Lone, LoneOrPair, Opened, Several, Shared, Square,
    Two, UserEvent,
};
use workspace_tests::json::kept;
use workspace_tests::server::{Server, json as answer};

fn written(value: &Everything) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn numbers_and_booleans_are_no_tags() {
    let read: Everything = kept(json!({ "number": { "version": 2, "name": "a" } }));
    assert!(matches!(read.number, Some(EverythingNumber::Two(_))));
    let read: Everything = kept(json!({ "flag": { "granted": false, "reason": "a" } }));
    assert!(matches!(read.flag, Some(EverythingFlag::Denied(_))));
    let sent = Everything::new()
        .number(EverythingNumber::Two(Two::new()))
        .flag(EverythingFlag::Granted(Granted::new()));
    assert_eq!(
        written(&sent),
        json!({ "number": { "version": 2 }, "flag": { "granted": true } })
    );
}

#[test]
fn members_that_the_meant_alternative_does_not_know_are_lost() {
    kept::<Everything>(
        json!({ "number": { "version": 2, "name": "a", "more": [1, { "b": null }] } }),
    );
    kept::<Everything>(
        json!({ "nested": { "kind": "user", "what": "joined", "who": "jane", "more": 1.5 } }),
    );
    kept::<Everything>(
        json!({ "several": { "form": "silver", "more": "m" }, "lone": { "type": "pair", "more": {} } }),
    );
}

#[test]
fn constants_in_parts_are_no_tags() {
    let read: Everything = kept(json!({ "part": { "at": "now", "state": "closed" } }));
    assert!(matches!(read.part, Some(EverythingPart::Closed(_))));
    let read: Everything = kept(json!({ "mixed": { "at": "now", "state": "closed" } }));
    assert!(matches!(read.mixed, Some(EverythingMixed::Closed(_))));
    kept::<Everything>(json!({ "mixed": "text" }));
    let sent = Everything::new().mixed(EverythingMixed::Opened(Opened::new("now")));
    assert_eq!(
        written(&sent),
        json!({ "mixed": { "at": "now", "state": "opened" } })
    );
}

#[test]
fn a_union_in_a_union_loses_one_of_the_tags() {
    let joined = json!({ "nested": { "kind": "user", "what": "joined", "who": "jane" } });
    let read: Everything = kept(joined.clone());
    assert!(matches!(
        read.nested,
        Some(Event::UserEvent(UserEvent::Joined(_)))
    ));
    let event = Event::UserEvent(UserEvent::Joined(Joined::new("jane")));
    assert_eq!(written(&Everything::new().nested(event)), joined);
    kept::<Everything>(json!({ "nested": { "kind": "ping", "payload": "a" } }));
    kept::<Everything>(json!({ "nested": { "kind": "user", "what": "renamed", "to": "b" } }));
}

#[test]
fn which_of_several_tags_came_is_forgotten() {
    let read: Everything = kept(json!({ "several": { "form": "silver", "size": 2 } }));
    assert!(matches!(read.several, Some(Several::Coin(_))));
    let coin = Several::Coin(Coin::new(CoinForm::Copper));
    assert_eq!(
        written(&Everything::new().several(coin)),
        json!({ "several": { "form": "copper" } })
    );
    let read: Everything = kept(json!({ "shared": { "level": "high", "text": "a" } }));
    assert!(matches!(read.shared, Some(Shared::High(_))));
}

#[test]
fn what_only_the_mapping_names_is_no_alternative() {
    let square = Forgotten::Square(Square::new(1.0));
    let expected = json!({ "forgotten": { "shape": "square", "side": 1.0 } });
    assert_eq!(written(&Everything::new().forgotten(square)), expected);
    kept::<Everything>(expected);
}

#[tokio::test]
async fn what_stands_alone_as_well_is_sent_without_its_tag() {
    let lone = json!({ "type": "lone", "name": "a" });
    let server = Server::always(answer(200, &lone.to_string())).await;
    let client = Client::builder(server.url()).build().unwrap();
    let read = client.put_lone(&Lone::new("a")).await.unwrap();
    let sent: Value = serde_json::from_str(&server.only().body).unwrap();
    assert_eq!(sent, lone);
    assert_eq!(read, Lone::new("a"));
    // A wrong tag inside cannot get out of the variant.
    let mut wrong = Lone::new("a");
    wrong.type_ = "pair".to_owned();
    let sent = Everything::new().lone(LoneOrPair::Lone(wrong));
    assert_eq!(written(&sent), json!({ "lone": lone }));
}

#[tokio::test]
async fn an_error_in_a_tagged_object_says_only_where_the_object_stands() {
    for (wrong, place) in [
        (
            json!({ "nested": { "kind": "user", "what": "joined", "who": ["hunter2"] } }),
            "nested.who",
        ),
        (
            json!({ "several": { "form": "silver", "size": "hunter2" } }),
            "several.size",
        ),
        (
            json!({ "nested": { "kind": "user", "what": "joined" } }),
            "nested",
        ),
    ] {
        let server = Server::always(answer(200, &wrong.to_string())).await;
        let client = Client::builder(server.url()).build().unwrap();
        let error = client.send_thing(&Everything::new()).await.unwrap_err();
        assert_eq!(error.json_path(), Some(place));
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}
