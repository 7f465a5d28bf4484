//! Every operation against a server that misbehaves: nothing panics, nothing hangs, nothing is done twice.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use users_client_runtime::{ErrorKind, RetryPolicy};
use workspace_tests::server::{Reply, Seen, Server, html, json, redirect, reply};

use crate::call::Failed;
use crate::description::{Description, SENTINEL};
use crate::vendors::{Vendor, Way, builder, for_each_vendor};

/// Shorter than the byte a second of a slow server, long enough for any other.
const ATTEMPT: Duration = Duration::from_millis(700);

/// Nothing that is checked here takes longer: three attempts and their waits.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a call ended, and what the server saw of it.
struct Ending {
    operation: &'static str,
    outcome: Result<String, Failed>,
    seen: Vec<Seen>,
}

/// Calls every operation, each with a server of its own that gives these answers in turn.
async fn every_operation<V: Vendor>(replies: &[Reply]) -> Vec<Ending> {
    let mut calls = JoinSet::new();
    let mut number = 0;
    loop {
        let server = Server::in_turn(replies.to_vec()).await;
        let client = builder::<V>(&server, &direct::<V>(), SENTINEL)
            .attempt_timeout(ATTEMPT)
            .max_response_bytes(64 * 1024)
            .retry(RetryPolicy::default().base_delay(Duration::from_millis(1)))
            .build()
            .unwrap_or_else(|error| panic!("{}: {error}", V::NAME));
        let mut every = V::calls(&client);
        if number == every.len() {
            break;
        }
        let call = every.swap_remove(number);
        number += 1;
        calls.spawn(async move {
            let operation = call.operation;
            let began = Instant::now();
            let outcome = call.send().await;
            assert!(
                began.elapsed() < PATIENCE,
                "{operation}: {:?}",
                began.elapsed()
            );
            Ending {
                operation,
                outcome,
                seen: server.seen(),
            }
        });
    }
    calls.join_all().await
}

/// Every way but logins, which would be answered like the operation.
fn direct<V: Vendor>() -> Vec<Way> {
    let ways = V::WAYS.iter().map(|(way, _)| *way);
    ways.filter(|way| !way.is_login()).collect()
}

/// Whether a request may be sent again after it may have arrived: the description says so, or its method does and it
/// changes no password.
fn is_repeatable<V: Vendor>(operation: &str, seen: &[Seen]) -> bool {
    let Some(first) = seen.first() else {
        return false;
    };
    if let Some(described) = Description::of(V::NAME).operation(operation).idempotent {
        return described;
    }
    let method = first.method.as_str();
    matches!(method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS")
        && !first.body.contains(SENTINEL)
}

/// What a call of any operation may come to.
enum Expected {
    /// This failure, after as many attempts as the policy allows where the method is idempotent.
    Repeated(ErrorKind),
    /// This failure, at once.
    Final(ErrorKind),
    /// An answer that suits the operations that expect none, and is not what the others expect.
    Unsuitable,
}

async fn check<V: Vendor>(replies: Vec<Reply>, expected: Expected) {
    for Ending {
        operation,
        outcome,
        seen,
    } in every_operation::<V>(&replies).await
    {
        let attempts = match expected {
            Expected::Repeated(_) if is_repeatable::<V>(operation, &seen) => 3,
            _ => 1,
        };
        assert_eq!(seen.len(), attempts, "{operation}");
        let failed = match (outcome, &expected) {
            (Ok(_), Expected::Unsuitable) => continue,
            (Ok(answer), _) => panic!("{operation} succeeded: {answer}"),
            (Err(failed), _) => failed,
        };
        assert!(failed.may_have_been_sent, "{operation}");
        assert!(!failed.shown.contains(SENTINEL), "{}", failed.shown);
        match &expected {
            Expected::Repeated(kind) | Expected::Final(kind) => {
                assert_eq!(&failed.kind, kind, "{operation}: {}", failed.shown);
            }
            Expected::Unsuitable => assert!(
                matches!(failed.kind, ErrorKind::Decode | ErrorKind::UnexpectedStatus),
                "{operation}: {}",
                failed.shown
            ),
        }
    }
}

for_each_vendor!(a_server_that_hangs_up_is_an_interruption);

async fn a_server_that_hangs_up_is_an_interruption<V: Vendor>() {
    check::<V>(
        vec![Reply::HangUp],
        Expected::Repeated(ErrorKind::Interrupted),
    )
    .await;
    let nonsense = Reply::Raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n".to_vec());
    check::<V>(vec![nonsense], Expected::Final(ErrorKind::Malformed)).await;
}

for_each_vendor!(a_server_that_never_ends_is_given_up);

async fn a_server_that_never_ends_is_given_up<V: Vendor>() {
    check::<V>(vec![Reply::Never], Expected::Repeated(ErrorKind::Timeout)).await;
    // Of an error's body whatever came in time is enough.
    let slow = "HTTP/1.1 503 Slow\r\ncontent-length: 100\r\n\r\n{";
    let slow = Reply::Dribble(slow.to_owned());
    check::<V>(vec![slow], Expected::Repeated(ErrorKind::Status)).await;
}

for_each_vendor!(a_server_that_is_overloaded_is_asked_again_where_that_is_safe);

async fn a_server_that_is_overloaded_is_asked_again_where_that_is_safe<V: Vendor>() {
    for status in [408, 502, 503, 504] {
        let page = html(status, "<h1>Overloaded</h1>");
        check::<V>(vec![page], Expected::Repeated(ErrorKind::Status)).await;
    }
    let limited = reply(429, "", &["retry-after: 0"], "");
    check::<V>(vec![limited], Expected::Repeated(ErrorKind::Status)).await;
    let limited = reply(503, "", &["retry-after: Sun, 06 Nov 1994 08:49:37 GMT"], "");
    check::<V>(vec![limited], Expected::Repeated(ErrorKind::Status)).await;
    // Longer than anyone who waits for the call would like.
    let closed = reply(503, "", &["retry-after: 86400"], "");
    check::<V>(vec![closed], Expected::Final(ErrorKind::Status)).await;
}

for_each_vendor!(a_server_that_refuses_is_not_asked_again);

async fn a_server_that_refuses_is_not_asked_again<V: Vendor>() {
    // Without 404, which is an answer of some operations.
    for status in [400, 401, 403, 405, 409, 418, 500, 501] {
        let refused = json(status, r#"{"message":"no","error":"no"}"#);
        check::<V>(vec![refused], Expected::Final(ErrorKind::Status)).await;
    }
    for Ending { outcome, seen, .. } in
        every_operation::<V>(&[redirect(308, "http://localhost:1/")]).await
    {
        let kind = outcome.map_err(|failed| failed.kind);
        assert!(matches!(kind, Err(ErrorKind::Redirect { .. })), "{kind:?}");
        assert_eq!(seen.len(), 1);
    }
}

for_each_vendor!(an_answer_that_is_not_what_was_promised_is_not_taken_for_it);

async fn an_answer_that_is_not_what_was_promised_is_not_taken_for_it<V: Vendor>() {
    for answer in [
        json(200, ""),
        json(200, r#"{"id":"#),
        json(200, r#"[[["wrong"]]]"#),
        html(200, "<html>Please log in</html>"),
        reply(204, "", &[], ""),
        reply(299, "", &[], ""),
        reply(201, "text/plain", &[], "OK"),
    ] {
        check::<V>(vec![answer], Expected::Unsuitable).await;
    }
}

for_each_vendor!(a_body_without_an_end_fills_no_memory);

async fn a_body_without_an_end_fills_no_memory<V: Vendor>() {
    const GIBIBYTE: u64 = 1 << 30;
    for (head, size) in [
        ("HTTP/1.1 200 OK\r\n\r\n".to_owned(), GIBIBYTE),
        (
            format!("HTTP/1.1 200 OK\r\ncontent-length: {GIBIBYTE}\r\n\r\n"),
            GIBIBYTE,
        ),
    ] {
        for ending in every_operation::<V>(&[Reply::Flood(head, size)]).await {
            let failed = match ending.outcome {
                Ok(answer) => panic!("{} succeeded: {answer}", ending.operation),
                Err(failed) => failed,
            };
            assert!(
                matches!(
                    failed.kind,
                    ErrorKind::BodyTooLarge { .. } | ErrorKind::UnexpectedStatus
                ),
                "{}: {}",
                ending.operation,
                failed.shown
            );
            assert_eq!(ending.seen.len(), 1, "{}", ending.operation);
        }
    }
}

for_each_vendor!(a_server_that_recovers_is_not_given_up_too_early);

async fn a_server_that_recovers_is_not_given_up_too_early<V: Vendor>() {
    let down = reply(503, "", &[], "");
    let up = json(400, r#"{"message":"no such user","error":"no such user"}"#);
    for ending in every_operation::<V>(&[down.clone(), down, up]).await {
        let operation = ending.operation;
        let Err(failed) = ending.outcome else {
            panic!("{operation} succeeded");
        };
        let (status, attempts) = if is_repeatable::<V>(ending.operation, &ending.seen) {
            (400, 3)
        } else {
            (503, 1)
        };
        assert_eq!(
            failed.status.map(|status| status.as_u16()),
            Some(status),
            "{operation}"
        );
        assert_eq!(ending.seen.len(), attempts, "{operation}");
        // Every attempt is the same request.
        for seen in &ending.seen {
            let first = ending
                .seen
                .first()
                .map(|first| (&first.headers, &first.body));
            assert_eq!(Some((&seen.headers, &seen.body)), first, "{operation}");
        }
    }
}
