//! What frames a message has no end, and the limits on a call are forgotten meanwhile: by a client on one thread, whose timers fire
//! only when the connection gives way.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use users_client_runtime::RetryPolicy;

use crate::client::{ApiError, Client, ClientBuilder, Error, JANE, LIST, User};
use crate::support::{Server, json};

const LIMIT: Duration = Duration::from_secs(2);

/// Answers one request with the head, and with the block again and again until the client hangs up: on a thread of its own,
/// because the client's may have no time to spare.
fn flood(head: &'static str, block: &'static str) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let mut bytes = head.as_bytes().to_vec();
        let block = block.repeat(64 * 1024 / block.len());
        while stream.write_all(&bytes).is_ok() {
            bytes.clear();
            bytes.extend_from_slice(block.as_bytes());
        }
    });
    (url, thread)
}

/// How much later than its limit a call may end, in per cent: an unoptimised build is slow, and may have to share the machine. Without
/// any cure it was ten times the limit.
const SLACK: u32 = if cfg!(debug_assertions) { 150 } else { 10 };

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
/// A chunk of one byte, up to its size.
const ONE: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1";
const EXTENDED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;";
const LAST: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n";

/// What hyper reads without a limit.
const ENDLESS: [(&str, &str, &str); 3] = [
    ("the size of a chunk", CHUNKED, "0"),
    ("spaces after the size of a chunk", ONE, " "),
    ("informational answers", "", "HTTP/1.1 100 Continue\r\n\r\n"),
];

fn client(url: String) -> ClientBuilder {
    let client = Client::builder(url).attempt_timeout(LIMIT);
    client.retry(RetryPolicy::off())
}

async fn call(head: &'static str, block: &'static str) -> (Error, Duration) {
    let (url, server) = flood(head, block);
    let client = client(url).build().unwrap();
    let begin = Instant::now();
    let outcome = client.call(&LIST).send_json::<User, ApiError>().await;
    let took = begin.elapsed();
    drop(client);
    // The connection is a task of this thread: to wait here would keep it from hanging up.
    let ended = tokio::task::spawn_blocking(|| server.join());
    ended.await.unwrap().unwrap();
    (outcome.unwrap_err(), took)
}

#[tokio::test]
async fn framing_without_an_end_is_read_for_ever() {
    for (what, head, block) in [
        ("the name of a header", "HTTP/1.1 200 OK\r\n", "x"),
        ("the value of a header", "HTTP/1.1 200 OK\r\nx: ", "x"),
        ("headers", "HTTP/1.1 200 OK\r\n", "x: y\r\n"),
        ("the status", "HTTP/1.1 200 ", "x"),
        ("what extends a chunk", EXTENDED, "x"),
        ("trailers", LAST, "x: y\r\n"),
        ("the name of a trailer", LAST, "x"),
        ("chunks that are no chunks", CHUNKED, "x"),
    ] {
        let (error, took) = call(head, block).await;
        assert!(took < LIMIT, "{what}: {took:?}, {error}");
    }
}

fn is_in_time(what: &str, error: &Error, took: Duration) {
    assert!(error.is_timeout(), "{what}: {error}");
    assert!(took < LIMIT * (100 + SLACK) / 100, "{what}: {took:?}");
}

#[tokio::test]
async fn framing_without_an_end_outlasts_every_limit() {
    for (what, head, block) in ENDLESS {
        let (error, took) = call(head, block).await;
        is_in_time(what, &error, took);
    }
}

#[tokio::test]
async fn framing_without_an_end_outlasts_the_other_limits() {
    let (_, head, block) = ENDLESS[0];
    let (url, _server) = flood(head, block);
    let limited = client(url).attempt_timeout(LIMIT * 10).timeout(LIMIT);
    let begin = Instant::now();
    let call = limited.build().unwrap().call(&LIST);
    let outcome = call.send_json::<User, ApiError>().await;
    is_in_time("of a call", &outcome.unwrap_err(), begin.elapsed());

    let (url, _server) = flood(head, block);
    let limited = client(url).attempt_timeout(LIMIT * 10).read_timeout(LIMIT);
    let begin = Instant::now();
    let call = limited.build().unwrap().call(&LIST);
    let mut stream = call.send_stream::<ApiError>().await.unwrap();
    let outcome = stream.next().await.unwrap();
    is_in_time("of a stream", &outcome.unwrap_err(), begin.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn framing_without_an_end_outlasts_every_limit_on_several_threads() {
    for (what, head, block) in ENDLESS {
        let (error, took) = call(head, block).await;
        is_in_time(what, &error, took);
    }
}

#[tokio::test]
async fn framing_without_an_end_stops_the_other_calls() {
    let (_, head, block) = ENDLESS[0];
    let (url, _server) = flood(head, block);
    let flooded = client(url).build().unwrap().call(&LIST);
    let flooded = tokio::spawn(flooded.send_json::<User, ApiError>());
    let server = Server::always(json(200, JANE)).await;
    let client = client(server.url()).build().unwrap();
    for _ in 0..2 {
        let call = client.call(&LIST);
        call.send_json::<User, ApiError>().await.unwrap();
    }
    assert!(!flooded.is_finished());
    assert!(flooded.await.unwrap().unwrap_err().is_timeout());
}

#[cfg(feature = "blocking")]
#[test]
fn framing_without_an_end_outlasts_the_limits_of_a_blocking_client() {
    for (what, head, block) in ENDLESS {
        let (url, server) = flood(head, block);
        let client = client(url).build_blocking().unwrap();
        let begin = Instant::now();
        let outcome = client.call(&LIST).send_json::<User, ApiError>().send();
        is_in_time(what, &outcome.unwrap_err(), begin.elapsed());
        drop(client);
        server.join().unwrap();
    }
}
