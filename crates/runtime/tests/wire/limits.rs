//! A large answer is an error, not memory.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use users_client_runtime::ErrorKind;

use crate::client::{ApiError, Client, Error, LIST, plain};
use crate::support::{Reply, Server, json, reply};

const GIBIBYTE: u64 = 1 << 30;

pub(crate) async fn failed(client: &Client) -> Error {
    let begin = Instant::now();
    let error = client
        .call(&LIST)
        .send_bytes::<ApiError>()
        .await
        .unwrap_err();
    assert!(begin.elapsed() < Duration::from_secs(10));
    error
}

#[tokio::test]
async fn a_gibibyte_is_not_read() {
    for head in [
        format!("HTTP/1.1 200 OK\r\ncontent-length: {GIBIBYTE}\r\n\r\n"),
        "HTTP/1.1 200 OK\r\n\r\n".to_owned(),
    ] {
        let server = Server::always(Reply::Flood(head, GIBIBYTE)).await;
        let error = failed(&plain(server.url())).await;
        let ErrorKind::BodyTooLarge { limit, .. } = *error.kind() else {
            panic!("{error:?}");
        };
        assert_eq!(limit, 16 * 1024 * 1024);
        assert_eq!(error.status().unwrap(), 200);
        assert!(error.raw_body().len() <= 64 * 1024);
        assert!(!error.is_retryable());
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn of_an_error_as_much_is_kept_as_a_person_reads() {
    let head = "HTTP/1.1 500 Internal Server Error\r\n\r\n".to_owned();
    let server = Server::always(Reply::Flood(head, GIBIBYTE)).await;
    let error = failed(&plain(server.url())).await;
    assert_eq!(error.status().unwrap(), 500);
    assert_eq!(error.raw_body().len(), 64 * 1024);
}

#[tokio::test]
async fn the_limit_is_exact_and_can_be_set() {
    for (size, fits) in [(99, true), (100, true), (101, false)] {
        for length in ["", "content-length: "] {
            let body = "x".repeat(size);
            let head = match length {
                "" => String::new(),
                name => format!("{name}{size}\r\n"),
            };
            let answer = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{head}\r\n{body}");
            let server = Server::always(Reply::Raw(answer.into())).await;
            let client = Client::builder(server.url())
                .max_response_bytes(100)
                .build()
                .unwrap();
            let outcome = client.call(&LIST).send_bytes::<ApiError>().await;
            assert_eq!(outcome.is_ok(), fits, "{size} {length:?}");
        }
    }
}

/// A hundred mebibytes in a hundred kibibytes.
pub(crate) fn bomb() -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        encoder.write_all(&vec![0; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap()
}

pub(crate) fn compressed(body: &[u8]) -> Reply {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    Reply::Raw([head.as_bytes(), body].concat())
}

#[tokio::test]
async fn nothing_is_decompressed_even_where_another_crate_enables_it() {
    let bomb = bomb();
    let server = Server::always(compressed(&bomb)).await;
    let bytes = plain(server.url())
        .call(&LIST)
        .send_bytes::<ApiError>()
        .await
        .unwrap();
    assert_eq!(bytes.len(), bomb.len());
    assert_eq!(server.only().header("accept-encoding"), None);
}

#[tokio::test]
async fn depth_of_json_is_an_error_and_not_the_end_of_the_stack() {
    let deep = "[".repeat(1 << 20);
    for (status, kind) in [(200, ErrorKind::Decode), (400, ErrorKind::Status)] {
        let server = Server::always(json(status, &deep)).await;
        let call = plain(server.url()).call(&LIST);
        let error = call
            .send_json::<serde_json::Value, serde_json::Value>()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), &kind);
    }
}

#[tokio::test]
async fn a_head_without_end_is_given_up() {
    let line = format!("x-long: {}", "y".repeat(1 << 20));
    let server = Server::always(reply(200, "", &[&line], "")).await;
    let error = failed(&plain(server.url())).await;
    assert_eq!(error.kind(), &ErrorKind::Malformed);
}

#[tokio::test]
async fn more_requests_are_under_way_than_the_server_allows() {
    let (under_way, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (now, peak) = (Arc::clone(&under_way), Arc::clone(&most));
    let answer = Reply::After(Duration::from_millis(30), Box::new(json(200, "{}")));
    let server = Server::start(move |_, _| {
        peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        let now = Arc::clone(&now);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(29)).await;
            now.fetch_sub(1, Ordering::SeqCst);
        });
        answer.clone()
    })
    .await;
    let client = Client::builder(server.url())
        .max_concurrent(3)
        .build()
        .unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let call = client.call(&LIST);
        calls.spawn(call.send_empty::<ApiError>());
    }
    for outcome in calls.join_all().await {
        outcome.unwrap();
    }
    assert_eq!(server.count(), 20);
    assert_eq!(most.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_call_whose_turn_never_comes_waits_for_ever() {
    let server = Server::always(Reply::Never).await;
    let client = Client::builder(server.url())
        .max_concurrent(1)
        .build()
        .unwrap();
    let first = tokio::spawn(client.call(&LIST).send_empty::<ApiError>());
    while server.count() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let call = client.call(&LIST).timeout(Duration::from_millis(200));
    let error = call.send_empty::<ApiError>().await.unwrap_err();
    assert!(error.to_string().contains("in flight"), "{error}");
    assert!(error.is_timeout() && !error.may_have_been_sent());
    assert_eq!(error.attempts(), 0);
    first.abort();
}
