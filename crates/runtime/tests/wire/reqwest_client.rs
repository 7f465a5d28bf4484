//! A client of reqwest's, which the caller brings.

use users_client_runtime::ErrorKind;

use crate::client::{Client, LIST};
use crate::limits::{bomb, compressed, failed};
use crate::support::{Server, json};
use crate::uploads::handed_over;

/// A client that differs from the runtime's own.
fn decompressing() -> reqwest::Client {
    let builder = users_client_runtime::http_client_builder().unwrap();
    builder.gzip(true).no_proxy().build().unwrap()
}

#[test]
fn a_setting_that_would_have_no_effect_is_refused() {
    let http = decompressing();
    let error = Client::builder("https://example.com")
        .http_client(http)
        .connect_timeout(std::time::Duration::from_secs(1))
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("`connect_timeout`"), "{error}");
    assert!(error.to_string().contains("http_client"), "{error}");
}

#[test]
fn an_http_client_of_ones_own_panics_for_lack_of_cryptography() {
    users_client_runtime::http_client_builder()
        .unwrap()
        .build()
        .unwrap();
}

#[tokio::test]
async fn a_client_that_is_passed_in_is_used() {
    let server = Server::always(json(200, "{}")).await;
    let client = Client::builder(server.url())
        .http_client(decompressing())
        .build()
        .unwrap();
    client.call(&LIST).send_empty::<()>().await.unwrap();
    // Only a client that was passed in decompresses.
    assert_eq!(server.only().header("accept-encoding"), Some("gzip"));
    assert_eq!(server.only().header("user-agent"), None);
}

#[tokio::test]
async fn a_client_that_decompresses_is_limited_in_what_comes_out() {
    let server = Server::always(compressed(&bomb())).await;
    let client = Client::builder(server.url())
        .http_client(decompressing())
        .build()
        .unwrap();
    let error = failed(&client).await;
    assert!(
        matches!(error.kind(), ErrorKind::BodyTooLarge { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_client_that_is_passed_in_waits_for_all_values() {
    let with_own = |url: String| {
        let http = users_client_runtime::http_client_builder().unwrap();
        let builder = Client::builder(url).http_client(http.build().unwrap());
        builder.build().unwrap()
    };
    let (_, answer) = handed_over(with_own, "", false).await;
    answer.unwrap();
}
