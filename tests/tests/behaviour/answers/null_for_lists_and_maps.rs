//! `null` for a list or a map makes everything around it unreadable, or is written back as what it was not.

use null_for_lists_and_maps_client::Client;
use std::collections::BTreeMap;

use null_for_lists_and_maps_client::types::{GetRightsOfUserOk, Group, Groups, Shape};
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

/// What came as `null` is `null` again, or left out where the property may be.
fn written() -> Value {
    json!({
        "members": null, "rights": { "/": ["read"], "/private": null }, "labels": null, "children": [null, [null]],
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
    let made = Group::new(
        [""; 0],
        [].into(),
        Default::default(),
        Groups(Vec::new().into()),
    );
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

#[tokio::test]
async fn a_body_that_is_no_object_changes_when_it_is_written_back() {
    let (server, client) =
        client(&json!({ "/": ["read"], "/a": null, "/b": [], "/c": null })).await;
    let mut rights = client.get_rights().await.unwrap();
    assert!(rights["/a"].is_empty());
    rights.insert("/c".to_owned(), vec!["write".to_owned()]);
    let answer = client
        .replace_rights_of_user("jane", &rights)
        .await
        .unwrap();
    let Ok(GetRightsOfUserOk::Ok(again)) = client.get_rights_of_user("jane").await else {
        panic!("the rights are not answered");
    };
    client.replace_rights_of_user("jane", answer).await.unwrap();
    client.replace_rights_of_user("jane", &again).await.unwrap();
    let seen = server.seen();
    let sent = seen.iter().filter(|request| request.method == "PUT");
    let sent: Vec<Value> = sent
        .map(|request| serde_json::from_str(&request.body).unwrap())
        .collect();
    let unchanged = json!({ "/": ["read"], "/a": null, "/b": [], "/c": null });
    assert_eq!(sent[0]["/c"], json!(["write"]));
    assert_eq!(sent[0]["/a"], Value::Null);
    assert_eq!(sent[1..], [unchanged.clone(), unchanged]);
}

#[tokio::test]
async fn a_whole_list_that_was_null_is_written_back_as_an_empty_one() {
    let (server, client) = client(&Value::Null).await;
    let mut tags = client.list_tags().await.unwrap();
    client.replace_tags().body(&tags).await.unwrap();
    tags.push("new".to_owned());
    client.replace_tags().body(&tags).await.unwrap();
    let bodies: Vec<String> = server.seen().into_iter().map(|seen| seen.body).collect();
    assert_eq!(bodies, ["", "null", r#"["new"]"#]);
}

#[tokio::test]
async fn what_a_caller_makes_is_refused_for_a_body_that_is_answered_as_well() {
    let (server, client) = client(&json!({})).await;
    let rights = BTreeMap::from([("/".to_owned(), vec!["read".to_owned()])]);
    client
        .replace_rights_of_user("jane", &rights)
        .await
        .unwrap();
    client.replace_tags().body(&["a".to_owned()]).await.unwrap();
    let tags: Vec<String> = vec!["b".to_owned()];
    client.replace_tags().body(&tags).await.unwrap();
    client.replace_tags().body(tags.as_slice()).await.unwrap();
    let bodies: Vec<String> = server.seen().into_iter().map(|seen| seen.body).collect();
    assert_eq!(
        bodies,
        [r#"{"/":["read"]}"#, r#"["a"]"#, r#"["b"]"#, r#"["b"]"#]
    );
}

#[tokio::test]
async fn what_is_only_read_is_more_than_a_list() {
    let (_server, client) = client(&json!([null])).await;
    let prices: Vec<Vec<f64>> = client.list_prices().await.unwrap();
    assert!(prices[0].is_empty());
    let (_server, client) = self::client(&Value::Null).await;
    let names: Vec<String> = client.list_names().await.unwrap();
    assert!(names.is_empty());
}

#[test]
fn a_list_in_a_union_is_not_known_or_written_back_as_another() {
    let read: Shape = from_value(json!([null, [1.5], []])).unwrap();
    let Shape::List(rows) = &read else {
        panic!("{read:?}");
    };
    assert!(rows[0].is_empty());
    assert_eq!(to_value(&read).unwrap(), json!([null, [1.5], []]));
}
