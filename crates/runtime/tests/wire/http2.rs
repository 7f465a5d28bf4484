//! HTTP/2, where the server speaks it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use h2::Reason;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use users_client_runtime::{Operation, RetryPolicy};

use crate::client::{ApiError, Client, JANE, LIST, User};
use crate::tls::{Certified, tls_server};

static CREATE: Operation = Operation::new("create_user", "POST", "/users");

fn client(url: &str, certified: &Certified) -> Client {
    Client::builder(url)
        .root_certificate(certified.cert.pem())
        .retry(RetryPolicy::off())
        .attempt_timeout(Duration::from_secs(2))
        .build()
        .unwrap()
}

/// A server that says of the first requests that it has not looked at them, and answers the others.
async fn refusing(first: usize, requests: Arc<AtomicUsize>) -> (String, Certified) {
    tls_server("h2", move |stream| {
        let requests = Arc::clone(&requests);
        async move {
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((_, mut respond))) = connection.accept().await {
                if requests.fetch_add(1, Ordering::SeqCst) < first {
                    respond.send_reset(Reason::REFUSED_STREAM);
                    continue;
                }
                let head = http::Response::builder().header("content-type", "application/json");
                let mut body = respond
                    .send_response(head.body(()).unwrap(), false)
                    .unwrap();
                body.send_data(Bytes::from_static(JANE.as_bytes()), true)
                    .unwrap();
            }
        }
    })
    .await
}

#[tokio::test]
async fn a_request_that_was_not_looked_at_is_lost() {
    for (first, arrives) in [(0, true), (2, true), (3, false)] {
        let requests = Arc::new(AtomicUsize::new(0));
        let (url, certified) = refusing(first, Arc::clone(&requests)).await;
        let call = client(&url, &certified).call(&CREATE).json(&"jane");
        let outcome = call.send_json::<User, ApiError>().await;
        assert_eq!(outcome.is_ok(), arrives, "{first}: {outcome:?}");
        assert_eq!(requests.load(Ordering::SeqCst), (first + 1).min(3));
    }
}

#[tokio::test]
async fn frames_without_an_end_outlast_every_limit() {
    // Of a type that nobody knows, on no stream: they are skipped.
    let frames = [0, 0, 0, 0xbe, 0, 0, 0, 0, 0].repeat(4096);
    let (address, addressed) = std::sync::mpsc::channel();
    // On a thread of its own, because the client's may have no time to spare.
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let (hung_up, ended) = tokio::sync::mpsc::unbounded_channel::<()>();
            let server = tls_server("h2", move |mut stream| {
                let frames = frames.clone();
                let hung_up = hung_up.clone();
                async move {
                    let _ = stream.read(&mut [0; 4096]).await;
                    // Its settings, without any.
                    let _ = stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).await;
                    while stream.write_all(&frames).await.is_ok() {}
                    let _ = hung_up.send(());
                }
            });
            address.send(server.await).unwrap();
            let mut ended = ended;
            ended.recv().await;
        });
    });
    let (url, certified) = addressed.recv().unwrap();
    let client = client(&url, &certified);
    let begin = Instant::now();
    let outcome = client.call(&LIST).send_json::<User, ApiError>().await;
    let took = begin.elapsed();
    assert!(outcome.unwrap_err().is_timeout());
    assert!(took < Duration::from_secs(5), "{took:?}");
}
