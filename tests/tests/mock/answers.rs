//! What calls are answered with.

use std::time::{Duration, Instant};

use sftpgo_users::mock::Server;
use sftpgo_users::types::ApiResponse;
use users_client_runtime::{ErrorKind, RetryPolicy};

use crate::{panic_of, user, users};

#[tokio::test]
async fn an_error_has_the_body_of_the_description() {
    let server = Server::start().await;
    server.get_user(|_, then| {
        let mut body = ApiResponse::new("");
        body.error = Some("no such user".to_owned());
        then.error(404, &body)
    });
    let error = server.client().get_user("jane").await.expect_err("404");
    assert!(error.is_not_found());
    let body = error.body().expect("a typed body");
    assert_eq!(body.error.as_deref(), Some("no such user"));
    assert!(error.to_string().contains("no such user"), "{error}");
}

#[tokio::test]
async fn several_answers_come_in_turn_and_the_last_one_stays() {
    let server = Server::start().await;
    let got = server.get_user(|_, then| {
        then.error(404, &ApiResponse::new("not yet"));
        then.ok(&user("jane"));
    });
    let client = server.client();
    assert!(
        client
            .get_user("jane")
            .await
            .expect_err("first")
            .is_not_found()
    );
    for _ in 0..2 {
        client.get_user("jane").await.expect("later");
    }
    got.assert_called(3);
}

#[tokio::test]
async fn a_client_with_retries_gets_over_an_answer_that_passes() {
    let server = Server::start().await;
    let got = server.get_user(|_, then| {
        then.error(503, &ApiResponse::new("starting"));
        then.ok(&user("jane"));
    });
    let client = server
        .builder()
        .credentials(sftpgo_users::Credentials::api_key("any"))
        .retry(RetryPolicy::default().base_delay(Duration::from_millis(1)))
        .build()
        .expect("a client of the mock");
    client.get_user("jane").await.expect("the second attempt");
    got.assert_called(2);
}

#[tokio::test]
async fn status_headers_and_delay_belong_to_their_answer() {
    let server = Server::start().await;
    server.create_user(|_, then| {
        then.ok(&user("jane"))
            .header("location", "/api/v2/users/jane");
        then.ok(&user("jane")).status(500);
        then.ok(&user("jane")).delay(Duration::from_millis(150));
    });
    let client = server.client();
    let call = || client.create_user(&user("jane")).into_future();
    let first = call().with_response().await.expect("the first");
    assert_eq!(first.status().as_u16(), 201, "the documented status");
    assert_eq!(first.headers()["location"], "/api/v2/users/jane");
    let second = call().await.expect_err("the second");
    assert_eq!(second.status().map(|status| status.as_u16()), Some(500));
    let before = Instant::now();
    let third = call().with_response().await.expect("the third");
    assert!(before.elapsed() >= Duration::from_millis(150));
    assert!(third.headers().get("location").is_none());
}

#[tokio::test]
async fn a_delay_outlasts_a_timeout_and_stops_nobody_else() {
    let server = Server::start().await;
    server.list_users(|_, then| then.ok(&users(0)).delay(Duration::from_secs(30)));
    server.get_user(|_, then| then.ok(&user("jane")));
    let client = server
        .builder()
        .credentials(sftpgo_users::Credentials::api_key("any"))
        .timeout(Duration::from_millis(300))
        .build()
        .expect("a client of the mock");
    let (slow, quick) = tokio::join!(
        client.list_users().into_future(),
        client.get_user("jane").into_future()
    );
    assert!(slow.expect_err("too slow").is_timeout());
    quick.expect("does not wait");
}

#[tokio::test]
async fn what_the_description_does_not_know_can_be_sent_as_well() {
    let server = Server::start().await;
    server.get_user(|_, then| {
        then.respond(502, "text/html", "<html>Bad gateway</html>");
        then.json(200, &serde_json::json!({ "username": 7 }));
    });
    let client = server.client();
    let proxy = client.get_user("jane").await.expect_err("a page");
    assert!(proxy.body().is_none() && proxy.is_server_error());
    let wrong = client.get_user("jane").await.expect_err("not a user");
    assert_eq!(*wrong.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn an_error_with_the_status_of_a_success_is_refused() {
    let server = Server::start().await;
    let refused = panic_of(|| {
        server.get_user(|_, then| then.error(200, &ApiResponse::new("fine")));
    });
    assert_eq!(refused, "200 is a success of get_user, not an error");
    let refused = panic_of(|| {
        server.get_user(|_, then| then.json(99, &()));
    });
    assert!(refused.contains("99 is no status"), "{refused}");
}

#[tokio::test]
async fn a_success_without_a_body_has_the_status_of_one() {
    let server = contabo_users::mock::Server::start().await;
    let deleted = server.delete_user(|when, then| {
        when.user_id("6cdf5968-f9fe-4192-97c2-f349e813c5e8");
        then.ok();
    });
    let call = server
        .client()
        .delete_user("6cdf5968-f9fe-4192-97c2-f349e813c5e8");
    let answer = call.into_future().with_response().await.expect("expected");
    assert_eq!(answer.status().as_u16(), 204);
    deleted.assert_called(1);
}
