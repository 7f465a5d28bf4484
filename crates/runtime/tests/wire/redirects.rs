//! A redirect is an error, and nothing reaches where it points.

use users_client_runtime::{ErrorKind, RetryPolicy};

use crate::client::{BASIC_TOKEN, CREATE, Client, Credentials, DELETE, Error, GET, JSON_TOKEN};
use crate::support::{Server, json, redirect};

const SECRET: &str = "hunter2";

/// Every way of carrying a secret.
fn every_scheme() -> Vec<Credentials> {
    let none = Credentials::default;
    vec![
        none(),
        none().with_key(SECRET),
        none().with_query_key(SECRET),
        none().with_cookie(SECRET),
        none().with_bearer(SECRET),
        none().with_basic("admin", SECRET),
    ]
}

fn assert_redirect(error: &Error, status: u16, host: &str) {
    let ErrorKind::Redirect { host: found, .. } = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(found.as_deref(), Some(host));
    assert_eq!(error.status().unwrap(), status);
    let text = format!("{error} {error:?}");
    assert!(text.contains(host) && !text.contains("token="), "{text}");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn no_redirect_carries_a_secret_to_another_origin() {
    let other = Server::always(json(200, "{}")).await;
    let other_url = other.url();
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{other_url}/elsewhere?token=1");
        let server = Server::always(redirect(status, &location)).await;
        for credentials in every_scheme() {
            let client = Client::builder(server.url())
                .credentials(credentials)
                .build()
                .unwrap();
            let get = client.call(&GET).path("name", "jane");
            let create = client
                .call(&CREATE)
                .json(&serde_json::json!({ "password": SECRET }));
            let delete = client.call(&DELETE).path("name", "jane");
            for call in [get, create, delete] {
                let error = call.send_empty().await.unwrap_err();
                assert_redirect(&error, status, "127.0.0.1");
            }
        }
        // Each call was sent once: a redirect is not retried.
        assert_eq!(server.count(), every_scheme().len() * 3);
    }
    assert_eq!(other.count(), 0, "{:?}", other.seen());
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_not_followed_either() {
    // Two hops: the second leads away, which a client that follows the first would find out late.
    let other = Server::always(json(200, "{}")).await;
    let away = other.url();
    let server = Server::start(move |seen, _| match seen.path() {
        "/second" => redirect(307, &away),
        _ => redirect(307, "/second"),
    })
    .await;
    let client = Client::builder(server.url())
        .credentials(Credentials::default().with_key(SECRET))
        .build()
        .unwrap();
    let call = client.call(&GET).path("name", "jane");
    assert_redirect(&call.send_empty().await.unwrap_err(), 307, "127.0.0.1");
    assert_eq!(server.count(), 1);
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn a_login_is_not_redirected() {
    let other = Server::always(json(200, r#"{"access_token":"x","jwt":"x"}"#)).await;
    for exchange in [&BASIC_TOKEN, &JSON_TOKEN] {
        let server = Server::always(redirect(308, &other.url())).await;
        let client = Client::builder(server.url())
            .credentials(Credentials::default().with_exchange(exchange, "admin", SECRET))
            .retry(RetryPolicy::off())
            .build()
            .unwrap();
        let call = client.call(&GET).path("name", "jane");
        let error: Error = call.send_empty().await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Token);
        assert_eq!(server.count(), 1);
    }
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn a_location_that_is_no_url_is_still_a_redirect() {
    for location in ["http://", "http://[", "//evil.example:99999/", ""] {
        let server = Server::always(redirect(302, location)).await;
        let client = crate::client::plain(server.url());
        let call = client.call(&GET).path("name", "jane");
        let error: Error = call.send_empty().await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Redirect { .. }),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_304_without_a_location_is_an_undocumented_status() {
    let server = Server::always(json(304, "")).await;
    let client = crate::client::plain(server.url());
    let call = client.call(&GET).path("name", "jane");
    let error: Error = call.send_empty().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::UnexpectedStatus);
    assert_eq!(error.status().unwrap(), 304);
}
