//! What the server has done is reported as a failure for lack of a text, or a thing without its name is taken for whole.

use answers_that_say_done_client::Client;
use workspace_tests::server::{Server, json};

async fn client(status: u16, body: &str) -> (Server, Client) {
    let server = Server::always(json(status, body)).await;
    let client = Client::builder(server.url()).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn a_success_fails_for_a_missing_message() {
    let (_server, client) = client(200, r#"{"code":7}"#).await;
    let report = client.delete_thing("a").await.unwrap();
    assert_eq!((report.message.as_str(), report.code), ("", 7));
}

#[tokio::test]
async fn an_error_body_is_not_typed_for_lack_of_a_message() {
    let (_server, client) = client(409, r#"{"code":7}"#).await;
    let error = client.delete_thing("a").await.unwrap_err();
    assert_eq!(error.body().map(|report| report.code), Some(7));
}

#[tokio::test]
async fn what_lacks_more_is_a_success_as_well() {
    for body in [r#"{"message":"done"}"#, r#"{"message":5,"code":7}"#] {
        let (_server, client) = client(200, body).await;
        assert!(client.delete_thing("a").await.is_err(), "{body}");
    }
    let (_server, client) = client(200, "{}").await;
    assert!(client.get_thing("a").await.is_err());
}
