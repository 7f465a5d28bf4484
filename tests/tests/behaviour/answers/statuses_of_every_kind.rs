//! A status without a body, with text, of a range or by default is read as another one.

use serde_json::json;
use statuses_of_every_kind_client::types::{StartErrorBody, StartOkBody};
use statuses_of_every_kind_client::{Client, Error};
use workspace_tests::server::{Reply, Server, json as answer, reply};

async fn start(reply: Reply) -> Result<StartOkBody, Error<StartErrorBody>> {
    let server = Server::always(reply).await;
    let client = Client::builder(server.url()).build().unwrap();
    client.start().await
}

#[tokio::test]
async fn a_success_is_read_as_that_of_another_status() {
    let read = start(answer(200, r#"{"id": 1}"#)).await.unwrap();
    assert!(matches!(read, StartOkBody::Ok(done) if done.id == 1));
    let read = start(answer(206, r#"{"id": 1}"#)).await.unwrap();
    assert!(matches!(read, StartOkBody::Successful(all) if all["id"] == 1));
    let read = start(reply(202, "text/plain", &[], "{soon}"))
        .await
        .unwrap();
    assert_eq!(read, StartOkBody::Accepted("{soon}".to_owned()));
    let read = start(reply(203, "application/pdf", &[], "%PDF"))
        .await
        .unwrap();
    assert!(
        matches!(read, StartOkBody::NonAuthoritativeInformation(bytes) if &bytes[..] == b"%PDF")
    );
    assert_eq!(
        start(reply(204, "", &[], "")).await.unwrap(),
        StartOkBody::NoContent
    );
}

#[tokio::test]
async fn an_error_is_read_as_that_of_another_status() {
    let body =
        |status, text| async move { start(answer(status, text)).await.unwrap_err().into_body() };
    let read = body(404, r#"{"id": 1}"#).await;
    assert!(matches!(read, Some(StartErrorBody::NotFound(done)) if done.id == 1));
    let read = body(400, r#"{"message": "m"}"#).await;
    assert!(matches!(read, Some(StartErrorBody::ClientError(problem)) if problem.message == "m"));
    let read = start(reply(410, "text/plain", &[], "{never}")).await;
    let read = read.unwrap_err().into_body();
    assert_eq!(read, Some(StartErrorBody::Gone("{never}".to_owned())));
    let read = start(reply(418, "image/png", &[], "\u{89}PNG")).await;
    let read = read.unwrap_err().into_body();
    assert!(
        matches!(read, Some(StartErrorBody::ImATeapot(_))),
        "{read:?}"
    );
    let read = body(500, r#"["a"]"#).await;
    assert_eq!(read, Some(StartErrorBody::Default(vec!["a".to_owned()])));
}

#[tokio::test]
async fn an_error_of_another_shape_is_taken_for_what_is_described() {
    let error = start(answer(404, r#"{"message": "m"}"#)).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.body(), None);
    assert_eq!(
        error.raw_body(),
        json!({ "message": "m" })
            .to_string()
            .replace("\":", "\": ")
            .as_bytes()
    );
}

#[tokio::test]
async fn the_same_body_makes_a_type_for_each_status() {
    let server = Server::in_turn(vec![answer(201, r#"{"id": 1}"#), reply(204, "", &[], "")]).await;
    let client = Client::builder(server.url()).build().unwrap();
    assert_eq!(client.same().await.unwrap().map(|done| done.id), Some(1));
    assert_eq!(client.same().await.unwrap(), None);
}
