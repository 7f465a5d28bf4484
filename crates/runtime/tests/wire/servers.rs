//! Operations with a server of their own: calls go there, credentials only if the caller named it.

use users_client_runtime::{Operation, RetryPolicy, Server as Own};

use crate::client::{Client, Credentials};
use crate::support::{Server, json};

/// A server as a description names it: known when the program is written, which a port of the loopback is not.
fn described(url: String) -> &'static Own {
    Box::leak(Box::new(Own::new("upload", url.leak())))
}

fn operation(server: &'static Own) -> &'static Operation {
    let operation = Operation::new("upload", "POST", "/files").security(&[&["Key"]]);
    Box::leak(Box::new(operation.server(server)))
}

struct Sent {
    target: String,
    key: Option<String>,
}

/// Calls the operation, and gives what its own server saw; the base URL's sees nothing.
async fn sent(credentials: Credentials, name: impl FnOnce(&Server) -> Option<String>) -> Sent {
    let base = Server::always(json(200, "{}")).await;
    let own = Server::always(json(200, "{}")).await;
    let server = described(format!("{}/up", own.url()));
    let mut builder = Client::builder(base.url())
        .credentials(credentials)
        .described_servers(Box::leak(Box::new([server])))
        .retry(RetryPolicy::off());
    if let Some(url) = name(&own) {
        builder = builder.server(server, url);
    }
    let client = builder.build().unwrap();
    let call = client.call(operation(server));
    call.send_empty::<()>().await.unwrap();
    assert_eq!(base.count(), 0);
    let seen = own.only();
    Sent {
        key: seen.header("x-api-key").map(str::to_owned),
        target: seen.target,
    }
}

#[tokio::test]
async fn credentials_never_go_to_a_server_that_only_the_description_names() {
    let key = Credentials::default().with_key("secret");
    let seen = sent(key, |_| None).await;
    assert_eq!(seen.target, "/up/files");
    assert_eq!(seen.key, None);
    // Nor are they asked for.
    assert_eq!(sent(Credentials::default(), |_| None).await.key, None);
}

#[tokio::test]
async fn credentials_go_where_the_caller_says() {
    let key = Credentials::default().with_key("secret");
    let seen = sent(key, |own| Some(own.url())).await;
    assert_eq!(seen.target, "/files");
    assert_eq!(seen.key.as_deref(), Some("secret"));
}

#[tokio::test]
async fn a_server_that_cannot_be_used_is_said_before_anything_is_sent() {
    for url in [
        "ftp://example.com",
        "http://example.com",
        "https://{region}.example.com",
    ] {
        let server = described(url.to_owned());
        let client = Client::builder("http://127.0.0.1:1")
            .described_servers(Box::leak(Box::new([server])))
            .build()
            .unwrap();
        let call = client.call(operation(server));
        let error = call.send_empty::<()>().await.unwrap_err();
        assert!(!error.may_have_been_sent(), "{url}: {error:?}");
    }
}

#[tokio::test]
async fn no_path_of_a_server_leads_to_another_host() {
    let base = Server::always(json(200, "{}")).await;
    for url in ["//evil.test/x", "/\\\\evil.test", "/a/../../b"] {
        let server = described(url.to_owned());
        let client = Client::builder(base.url())
            .described_servers(Box::leak(Box::new([server])))
            .build()
            .unwrap();
        // Refused, or sent to the base URL's host: nothing else listens in this test.
        let _ = client
            .call(operation(server))
            .anonymous()
            .send_empty::<()>()
            .await;
    }
    assert!(
        base.seen()
            .iter()
            .all(|seen| seen.path().ends_with("/files"))
    );
}
