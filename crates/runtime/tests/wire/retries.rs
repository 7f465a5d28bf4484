//! What is sent again, and what is not.

use std::time::{Duration, Instant};

use users_client_runtime::{ErrorKind, Multipart, Operation, RetryPolicy, Secret};

use crate::client::{ApiError, CREATE, Client, DELETE, GET, JANE, LIST, PUT, TRACED, User};
use crate::support::{Reply, Server, html, json, reply};

/// Waits as short as tests need them.
fn quick() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::from_millis(1))
}

fn client(server: &Server, policy: RetryPolicy) -> Client {
    Client::builder(server.url()).retry(policy).build().unwrap()
}

#[tokio::test]
async fn a_server_that_recovers_is_asked_until_it_answers() {
    let busy = || json(503, "{}");
    let server = Server::in_turn(vec![busy(), busy(), json(200, JANE)]).await;
    let call = client(&server, quick()).call(&LIST);
    let user = call.send_json::<User, ApiError>().await.unwrap();
    assert_eq!(user.name, "jane");
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn attempts_end_and_are_counted() {
    for (status, attempts) in [
        (408, 3),
        (429, 3),
        (502, 3),
        (503, 3),
        (504, 3),
        (500, 1),
        (501, 1),
        (400, 1),
        (401, 1),
        (404, 1),
    ] {
        let server = Server::always(html(status, "<html>")).await;
        let call = client(&server, quick()).call(&DELETE).path("name", "x");
        let error = call.send_empty::<ApiError>().await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(server.count(), attempts, "{status}");
        assert_eq!(error.attempts() as usize, attempts);
    }
}

#[tokio::test]
async fn nothing_that_may_have_been_done_is_sent_twice() {
    for answer in [
        json(503, "{}"),
        json(429, "{}"),
        reply(503, "", &["retry-after: 0"], ""),
        Reply::HangUp,
        Reply::Raw(b"HTTP/1.1 201 Created\r\ncontent-length: 10\r\n\r\n{".to_vec()),
        Reply::Raw(b"nonsense\r\n\r\n".to_vec()),
        Reply::Never,
    ] {
        let server = Server::always(answer.clone()).await;
        let client = Client::builder(server.url())
            .retry(quick())
            .attempt_timeout(Duration::from_millis(300))
            .build()
            .unwrap();
        let error = client
            .call(&CREATE)
            .json(&1)
            .send_empty::<ApiError>()
            .await
            .unwrap_err();
        assert!(error.may_have_been_sent());
        assert!(!error.is_retryable());
        assert_eq!(server.count(), 1, "{answer:?}");
    }
}

#[tokio::test]
async fn a_broken_connection_is_tried_again_where_that_is_safe() {
    let server = Server::in_turn(vec![
        Reply::HangUp,
        Reply::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{".to_vec()),
        json(200, JANE),
    ])
    .await;
    let call = client(&server, quick()).call(&GET).path("name", "x");
    call.send_json::<User, ApiError>().await.unwrap();
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn what_never_reached_the_server_is_tried_again_whatever_the_method() {
    let address = {
        let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        gone.local_addr().unwrap()
    };
    let client = Client::builder(format!("http://{address}"))
        .retry(quick())
        .build()
        .unwrap();
    let error = client
        .call(&CREATE)
        .send_empty::<ApiError>()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Connect);
    assert!(error.is_connect() && error.is_retryable() && !error.may_have_been_sent());
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn off_and_custom_are_one_line() {
    let server = Server::always(json(503, "{}")).await;
    let call = client(&server, RetryPolicy::off()).call(&LIST);
    call.send_empty::<ApiError>().await.unwrap_err();
    assert_eq!(server.count(), 1);
    let call = client(&server, quick().attempts(5)).call(&LIST);
    call.send_empty::<ApiError>().await.unwrap_err();
    assert_eq!(server.count(), 6);
}

#[tokio::test]
async fn the_server_is_left_alone_for_as_long_as_it_asks() {
    let later = reply(429, "", &["retry-after: 1"], "");
    let server = Server::in_turn(vec![later, json(200, JANE)]).await;
    let begin = Instant::now();
    let call = client(&server, quick()).call(&LIST);
    call.send_json::<User, ApiError>().await.unwrap();
    assert!(
        begin.elapsed() >= Duration::from_secs(1),
        "{:?}",
        begin.elapsed()
    );
}

#[tokio::test]
async fn a_wait_beyond_the_bound_is_reported_at_once() {
    for asked in [
        "3600",
        "99999999999999999999",
        "Tue, 31 Dec 2199 23:59:59 GMT",
    ] {
        let header = format!("retry-after: {asked}");
        let server = Server::always(reply(429, "", &[&header], "")).await;
        let begin = Instant::now();
        let call = client(&server, quick()).call(&LIST);
        let error = call.send_empty::<ApiError>().await.unwrap_err();
        assert!(error.is_rate_limited());
        assert!(error.retry_after().unwrap() >= Duration::from_secs(3600));
        assert_eq!(server.count(), 1);
        assert!(begin.elapsed() < Duration::from_secs(1));
    }
}

#[tokio::test]
async fn a_date_that_has_passed_is_no_wait() {
    let header = "retry-after: Sun, 06 Nov 1994 08:49:37 GMT";
    let later = reply(503, "", &[header], "");
    let server = Server::in_turn(vec![later, json(200, JANE)]).await;
    let call = client(&server, quick()).call(&LIST);
    call.send_json::<User, ApiError>().await.unwrap();
}

#[tokio::test]
async fn a_repeated_call_keeps_its_identifier_and_body() {
    let server = Server::always(json(503, r#"{"message":"busy","code":1}"#)).await;
    let call = client(&server, quick()).call(&TRACED).json(&"body");
    let error = call.send_empty::<ApiError>().await.unwrap_err();
    let id = error.request_id().unwrap();
    assert_eq!(server.count(), 3);
    for seen in server.seen() {
        assert_eq!(seen.header("x-request-id"), Some(id));
        assert_eq!(seen.body, "\"body\"");
    }
}

#[tokio::test]
async fn a_changed_password_is_changed_twice() {
    static ANYHOW: Operation = Operation::new("set", "PUT", "/password").idempotent(true);
    static ONCE: Operation = Operation::new("toggle", "PUT", "/toggle").idempotent(false);
    static AGAIN: Operation = Operation::new("search", "POST", "/search").idempotent(true);
    #[derive(serde::Serialize)]
    struct Change {
        password: Option<Secret>,
    }
    let with = || Change {
        password: Some(Secret::from("hunter2")),
    };
    let without = || Change { password: None };
    for (operation, body, expected) in [
        (&PUT, with(), 1),
        (&PUT, without(), 3),
        (&ANYHOW, with(), 3),
        (&ONCE, without(), 1),
        (&AGAIN, without(), 3),
    ] {
        let server = Server::always(Reply::HangUp).await;
        let client = client(&server, quick());
        let call = || client.call(operation).path("name", "x");
        let error = call().json(&body).send_empty::<ApiError>().await;
        let error = error.unwrap_err();
        assert_eq!(server.count(), expected, "{}", operation.id());
        assert_eq!(error.is_retryable(), expected == 3, "{}", operation.id());
        if operation.method() == "PUT" && operation.path() == "/users/{name}" {
            call()
                .form(&body)
                .send_empty::<ApiError>()
                .await
                .unwrap_err();
            assert_eq!(server.count(), expected * 2);
            let form = Multipart::new().fields(&body);
            call()
                .multipart(form)
                .send_empty::<ApiError>()
                .await
                .unwrap_err();
            assert_eq!(server.count(), expected * 3);
        }
    }
}

#[tokio::test]
async fn an_attempt_that_may_have_arrived_is_forgotten_by_the_next_one() {
    let server = Server::always(Reply::HangUp).await;
    let call = Client::builder(server.url())
        .retry(quick().attempts(2).base_delay(Duration::from_millis(500)))
        .build()
        .unwrap()
        .call(&GET)
        .path("name", "x");
    let call = tokio::spawn(async move { call.send_empty::<ApiError>().await });
    while server.count() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(server);
    let error = call.await.unwrap().unwrap_err();
    assert!(error.may_have_been_sent() && error.is_retryable());
    assert_eq!(error.attempts(), 2);
}
