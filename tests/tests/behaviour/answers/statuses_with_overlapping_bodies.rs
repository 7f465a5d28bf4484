//! A body is read as that of another status, whose properties it has as well.

use serde_json::json;
use statuses_with_overlapping_bodies_client::Client;
use statuses_with_overlapping_bodies_client::types::{
    Conflict, Problem, StartError, StartOk, Waiting,
};
use workspace_tests::server::{Server, json as answer};

#[tokio::test]
async fn the_body_of_a_success_is_that_of_another_one() {
    let server = Server::always(answer(202, r#"{"id": 1, "poll": "/jobs/1"}"#)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let StartOk::Accepted(Waiting { id: 1, poll, .. }) = client.start().await.unwrap() else {
        panic!("202 is no `Waiting`");
    };
    assert_eq!(poll, "/jobs/1");
}

#[tokio::test]
async fn the_body_of_an_error_is_that_of_another_one() {
    let body = r#"{"message": "taken", "holder": "jane"}"#;
    for (status, holder) in [(409, Some("jane")), (400, None)] {
        let server = Server::always(answer(status, body)).await;
        let client = Client::builder(server.url()).build().unwrap();
        let error = client.start().await.unwrap_err();
        assert_eq!(error.is_conflict(), status == 409);
        match (error.into_body().unwrap(), holder) {
            (StartError::Conflict(Conflict { holder: found, .. }), Some(holder)) => {
                assert_eq!(found, holder)
            }
            (StartError::BadRequest(Problem { message, .. }), None) => assert_eq!(message, "taken"),
            (other, _) => panic!("{status}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn an_undescribed_status_loses_its_body() {
    let server = Server::always(answer(422, r#"{"message": "odd"}"#)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let error = client.start().await.unwrap_err();
    assert_eq!(error.server_message(), Some("odd"));
    assert_eq!(
        error.into_body(),
        Some(StartError::Other(json!({ "message": "odd" })))
    );
}
