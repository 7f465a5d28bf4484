//! A method returns the whole of an answer of which `x-value` names a part, the wrong element of several, or an error where
//! `x-absent` says that there is nothing.

use std::error::Error as _;

use parts_of_answers_client::runtime::ErrorKind;
use parts_of_answers_client::{Call as _, Client};
use workspace_tests::server::{Server, html, json, reply};

async fn client(status: u16, body: &str) -> (Server, Client) {
    let server = Server::always(json(status, body)).await;
    let client = Client::builder(server.url()).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn the_envelope_comes_in_place_of_the_value() {
    let (_server, client) =
        client(200, r#"{"data":[{"id":7,"manager":{"id":1}}],"version":3}"#).await;
    assert_eq!(client.get_user("7").await.unwrap().id, 7);
    assert_eq!(client.find_manager("7").await.unwrap().unwrap().id, 1);
    let response = client.get_user("7").with_response().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.into_inner().version, Some(3));
    let response = client.find_manager("7").with_response().await.unwrap();
    assert_eq!(response.into_inner().unwrap().version, Some(3));
}

#[tokio::test]
async fn one_of_several_elements_is_taken_for_the_only_one() {
    for (body, count) in [
        (r#"{"data":[]}"#, 0),
        (r#"{"data":[{"id":1},{"id":2}]}"#, 2),
    ] {
        let (_server, client) = client(200, body).await;
        let error = client.get_user("7").await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Decode);
        assert_eq!(error.json_path(), Some("data"));
        let found = format!("found {count} elements, expected exactly one");
        let cause = error.source().expect("what is wrong").to_string();
        assert!(cause.contains(&found), "{cause}");
        assert_eq!(error.raw_body(), body.as_bytes());
        let whole = client.get_user("7").with_response().await.unwrap();
        assert_eq!(whole.body().data.len(), count);
    }
}

#[tokio::test]
async fn the_answer_of_a_part_cannot_be_read_while_it_comes() {
    let body = r#"{"data":[{"id":7}],"version":3}"#;
    let (_server, client) = client(200, body).await;
    let mut whole = client.get_user("7").byte_stream().await.unwrap();
    assert_eq!(whole.next().await.unwrap().unwrap(), body.as_bytes());
    let mut whole = client.find_manager("7").byte_stream().await.unwrap();
    assert_eq!(whole.next().await.unwrap().unwrap(), body.as_bytes());
}

#[tokio::test]
async fn a_part_that_is_missing_is_nothing() {
    let (_server, client) = client(200, r#"{"data":[{"id":7}]}"#).await;
    let error = client.find_manager("7").await.unwrap_err();
    assert_eq!(error.json_path(), Some("data[0].manager"));
}

#[tokio::test]
async fn a_list_in_an_answer_has_another_type_outside() {
    let (_server, client) = client(200, r#"{"names":[{"name":"a"}]}"#).await;
    assert_eq!(client.list_names().await.unwrap()[0].name, "a");
}

#[tokio::test]
async fn nothing_is_an_error() {
    let (server, client) = client(404, r#"{"message":"nobody"}"#).await;
    assert_eq!(client.find_manager("7").await.unwrap(), None);
    assert_eq!(client.find_key("7").await.unwrap(), None);
    let response = client.find_key("7").with_response().await.unwrap();
    assert_eq!((response.status().as_u16(), response.body()), (404, &None));
    assert!(client.get_user("7").await.unwrap_err().is_not_found());
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn a_yes_or_no_is_an_error() {
    for (status, exists) in [(204, true), (404, false)] {
        let server = Server::always(reply(status, "", &[], "")).await;
        let client = Client::builder(server.url()).build().unwrap();
        assert_eq!(client.has_key("7").await.unwrap(), exists);
        let response = client.has_key("7").with_response().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), *response.body()),
            (status, exists)
        );
    }
}

#[tokio::test]
async fn what_a_proxy_says_is_taken_for_nothing() {
    let server = Server::always(html(404, "<html>no such host</html>")).await;
    let client = Client::builder(server.url()).build().unwrap();
    assert!(client.find_key("7").await.unwrap_err().is_not_found());
    assert!(
        client
            .find_key("7")
            .with_response()
            .await
            .unwrap_err()
            .is_not_found()
    );
    let (_server, client) = self::client(403, r#"{"message":"no"}"#).await;
    assert!(client.find_key("7").await.unwrap_err().is_forbidden());
}
