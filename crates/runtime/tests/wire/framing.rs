//! What frames a message has no end, and the limits on a call are forgotten meanwhile.
//!
//! On one thread nothing bounds the size of a chunk with zeros or spaces for ever, and informational answers without an end: the
//! crate's README says why. On several the limits hold for these as well.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use users_client_runtime::RetryPolicy;

use crate::client::{ApiError, Client, Error, LIST, User};

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

async fn call(head: &'static str, block: &'static str) -> (Error, Duration) {
    let (url, server) = flood(head, block);
    let client = Client::builder(url)
        .attempt_timeout(LIMIT)
        .retry(RetryPolicy::off())
        .build()
        .unwrap();
    let begin = Instant::now();
    let outcome = client.call(&LIST).send_json::<User, ApiError>().await;
    let took = begin.elapsed();
    drop(client);
    server.join().unwrap();
    (outcome.unwrap_err(), took)
}

#[tokio::test]
async fn framing_without_an_end_outlasts_every_limit() {
    const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    const EXTENDED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;";
    const LAST: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n";
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

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn with_several_threads_some_framing_outlasts_every_limit() {
    const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    const SPACES: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1";
    for (what, head, block) in [
        ("the size of a chunk", CHUNKED, "0"),
        ("spaces after the size of a chunk", SPACES, " "),
        ("informational answers", "", "HTTP/1.1 100 Continue\r\n\r\n"),
    ] {
        let (error, took) = call(head, block).await;
        assert!(error.is_timeout(), "{what}: {error}");
        assert!(took < LIMIT * 3 / 2, "{what}: {took:?}");
    }
}
