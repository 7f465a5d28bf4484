//! `build()` checks what it is given, and says how to mend it.

use std::error::Error as _;

use users_client_runtime::BuildError;

use crate::client::{Client, Credentials, LIST, plain};
use crate::support::{Server, json};

fn refused(base_url: &str) -> String {
    let error: BuildError = Client::builder(base_url).build().unwrap_err();
    error.to_string()
}

#[test]
fn a_base_url_that_would_break_requests_is_refused_with_the_reason() {
    for (base_url, reason) in [
        ("", "not a URL"),
        ("example.com", "not a URL"),
        ("https://", "not a URL"),
        ("ftp://example.com", "scheme has to be https or http"),
        ("file:///etc/passwd", "scheme has to be https or http"),
        ("https://example.com/?a=b", "has a query"),
        ("https://example.com?", "has a query"),
        ("https://example.com/#top", "has a fragment"),
        ("{protocol}://example.com", "`{variable}`"),
        ("https://{customer}.example.com", "`{variable}`"),
        ("http://example.com", "use https://"),
    ] {
        let message = refused(base_url);
        assert!(message.contains(reason), "{base_url}: {message}");
    }
}

#[test]
fn a_password_in_the_base_url_is_refused_and_not_repeated() {
    for base_url in [
        "https://admin:hunter2@example.com",
        "https://hunter2@example.com",
        "http://:hunter2@example.com:x",
    ] {
        let builder = Client::builder(base_url);
        let shown = format!("{builder:?}");
        let error = builder.build().unwrap_err();
        for text in [shown, error.to_string(), format!("{error:?}")] {
            assert!(!text.contains("hunter2"), "{text}");
        }
    }
}

#[test]
fn plain_http_leaves_the_machine_only_when_that_is_asked_for() {
    for base_url in [
        "http://localhost",
        "http://app.localhost:8080",
        "http://127.0.0.1:1",
        "http://127.8.8.8",
        "http://[::1]:8080",
    ] {
        Client::builder(base_url).build().unwrap();
    }
    for base_url in [
        "http://10.0.0.1",
        "http://portal",
        "http://localhost.example.com",
    ] {
        assert!(refused(base_url).contains("allow_plain_http(true)"));
        Client::builder(base_url)
            .allow_plain_http(true)
            .build()
            .unwrap();
    }
}

#[tokio::test]
async fn a_slash_at_the_end_of_the_base_url_makes_no_difference() {
    let server = Server::always(json(200, "{}")).await;
    for suffix in ["", "/", "//"] {
        let client = plain(format!("{}{suffix}", server.url()));
        client.call(&LIST).send_empty::<()>().await.unwrap();
        let client = plain(format!("{}/api/v2{suffix}", server.url()));
        client.call(&LIST).send_empty::<()>().await.unwrap();
    }
    let paths: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(paths, ["/users", "/api/v2/users"].repeat(3));
}

#[test]
fn a_credential_that_a_header_cannot_carry_is_refused_and_not_repeated() {
    for (credentials, reason) in [
        (Credentials::default().with_key("hunter2\n"), "line break"),
        (Credentials::default().with_key(" hunter2"), "white space"),
        (
            Credentials::default().with_key("hunter\r\n2: x"),
            "line break",
        ),
        (Credentials::default().with_key("hünter2"), "beyond ASCII"),
        (Credentials::default().with_key(""), "empty"),
        (Credentials::default().with_bearer("hunter2\0"), "character"),
        (Credentials::default().with_bearer(""), "empty"),
        (Credentials::default().with_query_key(""), "empty"),
        (
            Credentials::default().with_cookie("hunter2; admin=1"),
            "cookie",
        ),
        (Credentials::default().with_basic("a:b", "hunter2"), "colon"),
    ] {
        let error = Client::builder("https://example.com")
            .credentials(credentials)
            .build()
            .unwrap_err();
        let message = error.to_string();
        assert!(message.contains(reason), "{message}");
        assert!(
            !format!("{error:?}{message}").contains("nter2"),
            "{error:?}"
        );
    }
}

#[test]
fn a_proxy_or_certificate_that_is_none_is_refused() {
    let builder = || Client::builder("https://example.com");
    let error = builder().proxy("http://").build().unwrap_err();
    assert!(error.to_string().contains("`proxy`"), "{error}");
    for bytes in [
        "",
        "nonsense",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        let error = builder().root_certificate(bytes).build().unwrap_err();
        assert!(error.to_string().contains("`root_certificate`"), "{error}");
    }
    let error = builder().user_agent("a\nb").build().unwrap_err();
    assert!(error.to_string().contains("`user_agent`"), "{error}");
}

#[tokio::test]
async fn requests_go_through_a_configured_proxy() {
    let proxy = Server::always(json(200, "{}")).await;
    let client = Client::builder("http://far.invalid/api")
        .allow_plain_http(true)
        .proxy(proxy.url())
        .build()
        .unwrap();
    client.call(&LIST).send_empty::<()>().await.unwrap();
    assert_eq!(proxy.only().target, "http://far.invalid/api/users");
}

#[tokio::test]
async fn no_header_is_sent_that_nobody_asked_for() {
    let server = Server::always(json(200, "{}")).await;
    let client = plain(server.url());
    client.call(&LIST).send_empty::<()>().await.unwrap();
    let seen = server.only();
    let mut names: Vec<&str> = seen.headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    // `*/*` is what no `accept` header means (RFC 9110 §12.5.1); reqwest always sends one.
    assert_eq!(names, ["accept", "host", "user-agent"]);
    assert_eq!(seen.header("accept"), Some("*/*"));
    assert!(
        seen.header("user-agent")
            .unwrap()
            .starts_with("users-client-runtime/")
    );
}

#[test]
fn a_client_can_be_shared_and_cloned() {
    fn is_shareable<T: Clone + Send + Sync + 'static>(_: &T) {}
    is_shareable(&plain("https://example.com"));
}

#[test]
fn a_build_error_keeps_its_cause() {
    let error = Client::builder("https://example.com")
        .credentials(Credentials::default().with_exchange(&crate::client::FORM_TOKEN, "a", "b"))
        .token_url("http://login.example.com/token")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("`Bearer`"), "{error}");
    let cause = error.source().unwrap().to_string();
    assert!(cause.contains("login.example.com"), "{cause}");
}
