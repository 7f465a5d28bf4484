//! `null` for a list or a map makes everything around it unreadable, or is written back as what it was not.

use null_for_lists_and_maps_client::Client;
use null_for_lists_and_maps_client::types::Group;
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

/// What may be left out is left out, `null` stays where it is described, and what has to be there is the empty list that
/// `null` stood for: the right to nothing is not the same as no entry.
fn written() -> Value {
    json!({
        "members": [], "rights": { "/": ["read"], "/private": [] }, "labels": {}, "children": [[], [[]]],
        "table": [[1], []], "gaps": [null, [1]], "cleared": null, "rows": [[], [1]], "rest": [],
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

#[test]
fn the_types_alone_do_not_read_it() {
    let group: Group = from_value(group()).unwrap();
    assert_eq!(to_value(group).unwrap(), written());
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
