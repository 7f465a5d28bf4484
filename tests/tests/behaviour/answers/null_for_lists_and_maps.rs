//! `null` for a list or a map makes everything around it unreadable, or is written back as what it was not.

use null_for_lists_and_maps_client::Client;
use null_for_lists_and_maps_client::types::{Group, Groups};
use serde_json::{Value, from_value, json, to_value};
use workspace_tests::server::{Server, json as answer};

async fn client(body: &Value) -> (Server, Client) {
    let server = Server::always(answer(200, &body.to_string())).await;
    let client = Client::builder(server.url()).build().unwrap();
    (server, client)
}

fn group() -> Value {
    json!({
        "members": null, "rights": { "/": ["read"], "/private": null }, "labels": null, "children": [null, [null]],
        "notes": null, "table": [[1], null], "gaps": [null, [1]], "cleared": null, "rows": [null, [1]], "rest": null,
    })
}

/// What came as `null` is `null` again, or left out where the property may be; `Groups` is a list that is its own type, and
/// has no place to keep it.
fn written() -> Value {
    json!({
        "members": null, "rights": { "/": ["read"], "/private": null }, "labels": null, "children": [[], [[]]],
        "table": [[1], null], "gaps": [null, [1]], "cleared": null, "rows": [null, [1]], "rest": null,
    })
}

#[tokio::test]
async fn an_answer_cannot_be_read_or_changes_when_it_is_written_back() {
    let (server, client) = client(&group()).await;
    let group = client.get_group("a").await.unwrap();
    assert!(group.members.is_empty() && group.rights["/private"].is_empty());
    client.replace_group("a", &group).await.unwrap();
    let seen = server.seen();
    let sent: Value = serde_json::from_str(&seen[1].body).unwrap();
    assert_eq!(sent, written());
}

#[tokio::test]
async fn a_change_of_one_field_changes_others_or_null_wins_over_what_a_caller_sets() {
    let (server, client) = client(&json!([group()])).await;
    let mut group = client.list_groups().await.unwrap().remove(0).notes(["new"]);
    group.members.push("jane".to_owned());
    group
        .rights
        .insert("/private".to_owned(), vec!["write".to_owned()]);
    client.replace_group("a", &group).await.unwrap();
    let mut expected = written();
    expected["notes"] = json!(["new"]);
    expected["members"] = json!(["jane"]);
    expected["rights"]["/private"] = json!(["write"]);
    let sent: Value = serde_json::from_str(&server.seen()[1].body).unwrap();
    assert_eq!(sent, expected);
}

#[test]
fn the_types_alone_do_not_read_it_or_what_was_empty_becomes_null() {
    let group: Group = from_value(group()).unwrap();
    assert_eq!(to_value(group).unwrap(), written());
    let empty =
        json!({ "members": [], "rights": { "/": [] }, "labels": {}, "children": [], "rest": [] });
    let group: Group = from_value(empty.clone()).unwrap();
    assert_eq!(to_value(group).unwrap(), empty);
    let made = Group::new([""; 0], [].into(), Default::default(), Groups(Vec::new()));
    assert_eq!(to_value(made).unwrap()["members"], json!([]));
}

#[tokio::test]
async fn a_whole_answer_that_is_null_is_an_error() {
    let (_server, client) = client(&Value::Null).await;
    assert!(client.list_groups().await.unwrap().is_empty());
    assert!(client.list_members().await.unwrap().is_empty());
    assert!(client.get_group("a").await.is_err());
}

#[tokio::test]
async fn null_inside_a_whole_answer_is_an_error_or_an_object_is_made_of_it() {
    let (_server, client) = client(&json!({ "a": null })).await;
    let members = client.list_members().await.unwrap();
    assert!(members["a"].is_empty());
    let (_server, client) = self::client(&json!([null])).await;
    assert!(client.list_groups().await.is_err());
}
