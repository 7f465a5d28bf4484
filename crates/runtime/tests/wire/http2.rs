//! HTTP/2, where the server speaks it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use h2::Reason;
use users_client_runtime::{Operation, RetryPolicy};

use crate::client::{ApiError, Client, JANE, User};
use crate::tls::{Certified, tls_server};

static CREATE: Operation = Operation::new("create_user", "POST", "/users");

fn client(url: &str, certified: &Certified) -> Client {
    Client::builder(url)
        .root_certificate(certified.cert.pem())
        .retry(RetryPolicy::off())
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
