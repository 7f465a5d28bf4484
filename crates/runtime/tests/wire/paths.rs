//! A path parameter never changes which resource is addressed.

use std::borrow::Cow;

use proptest::prelude::*;
use users_client_runtime::{ErrorKind, PathText, Secret, uuid::Uuid};

use crate::client::{COPY, Client, KEYS, PUT, plain};
use crate::support::{Seen, Server, json};

/// Decodes a segment as a server does.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn segments(seen: &Seen) -> Vec<String> {
    assert_eq!(
        seen.query(),
        "",
        "the value became a query: {}",
        seen.target
    );
    let path = seen.path().strip_prefix('/').unwrap();
    path.split('/').map(decoded).collect()
}

async fn get(client: &Client, name: &str) -> Result<(), crate::client::Error> {
    client.call(&KEYS).path("name", name).send_empty().await
}

fn is_refused(value: &str) -> bool {
    let dots = value.to_ascii_lowercase().replace("%2e", ".");
    matches!(dots.as_str(), "" | "." | "..")
}

/// Strings that are likely to be taken for structure.
fn tricky() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        ".", "..", "%2e", "%2E", "%2f", "%5c", "%", "/", "\\", "?", "#", "&", "+", "@", ":", ";",
        " ", "\t", "\r", "\n", "\0", "\u{7f}", "\u{a0}", "é", "😀", "\u{202e}", "a", "[", "|", "~",
    ]);
    prop::collection::vec(pieces, 0..5).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_value_arrives_as_given_or_is_refused() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::always(json(200, "{}")));
    let client = plain(format!("{}/api", server.url()));
    proptest!(ProptestConfig::with_cases(400), |(value in prop_oneof![any::<String>(), tricky()])| {
        let before = server.count();
        let outcome = runtime.block_on(get(&client, &value));
        if is_refused(&value) {
            let error = outcome.unwrap_err();
            prop_assert_eq!(error.kind(), &ErrorKind::Refused);
            prop_assert_eq!(error.parameter(), Some("name"));
            prop_assert_eq!(server.count(), before, "something was sent");
        } else {
            prop_assert!(outcome.is_ok(), "{:?}", outcome);
            let seen = server.seen().pop().unwrap();
            prop_assert_eq!(segments(&seen), ["api", "users", value.as_str(), "keys"]);
        }
    });
}

#[test]
fn two_parameters_in_a_segment_stay_in_it() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::always(json(200, "{}")));
    let client = plain(server.url());
    proptest!(ProptestConfig::with_cases(100), |(name in tricky(), kind in tricky())| {
        let call = client.call(&COPY).path("name", &name).path("kind", &kind);
        let outcome = runtime.block_on(call.send_empty::<()>());
        prop_assert_eq!(outcome.is_err(), is_refused(&name) || is_refused(&kind));
        if outcome.is_ok() {
            let seen = server.seen().pop().unwrap();
            let expected = format!("{name}.{kind}:copy");
            prop_assert_eq!(segments(&seen), ["files", expected.as_str()]);
        }
    });
}

#[tokio::test]
async fn steps_in_the_path_are_refused_before_anything_is_sent() {
    let server = Server::always(json(200, "{}")).await;
    let client = plain(server.url());
    for value in ["", ".", "..", "%2e", "%2E%2e", ".%2e", "%2E."] {
        let error = get(&client, value).await.unwrap_err();
        assert_eq!(error.parameter(), Some("name"), "{value:?}");
        assert!(!error.may_have_been_sent());
        assert!(!error.is_retryable());
        let chain = format!("{error}: {}", std::error::Error::source(&error).unwrap());
        assert!(chain.contains("path parameter `name`"), "{chain}");
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn values_that_are_not_text_are_written_as_openapi_says() {
    let server = Server::always(json(200, "{}")).await;
    let client = plain(server.url());
    client
        .call(&PUT)
        .path("name", &42)
        .send_empty::<()>()
        .await
        .unwrap();
    client
        .call(&PUT)
        .path("name", &true)
        .send_empty::<()>()
        .await
        .unwrap();
    let list = ["a,b", "c/d"];
    client
        .call(&PUT)
        .path("name", &list)
        .send_empty::<()>()
        .await
        .unwrap();
    let paths: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(paths, ["/users/42", "/users/true", "/users/a%2Cb,c%2Fd"]);
}

#[tokio::test]
async fn a_value_that_cannot_be_in_a_path_is_refused() {
    let client = plain("http://127.0.0.1:1");
    let nothing: Option<&str> = None;
    let error = client
        .call(&PUT)
        .path("name", &nothing)
        .send_empty::<()>()
        .await;
    assert_eq!(error.unwrap_err().parameter(), Some("name"));
    let error = client
        .call(&PUT)
        .path("name", &[[1]])
        .send_empty::<()>()
        .await;
    assert_eq!(error.unwrap_err().parameter(), Some("name"));
    let error = client.call(&PUT).send_empty::<()>().await;
    assert_eq!(error.unwrap_err().parameter(), Some("name"));
}

#[tokio::test]
async fn the_first_mistake_is_the_one_reported() {
    let client = plain("http://127.0.0.1:1");
    let call = client.call(&COPY).path("name", "").path("kind", "..");
    let error = call.send_empty::<()>().await.unwrap_err();
    assert_eq!(error.parameter(), Some("name"));
}

#[derive(serde::Serialize)]
struct UserId(u64);

impl PathText for UserId {}

#[tokio::test]
async fn a_value_with_one_text_form_arrives_as_another_text() {
    async fn sent(server: &Server, name: impl PathText) -> String {
        let client = plain(server.url());
        let call = client.call(&KEYS).path("name", &name);
        let sent: Result<(), crate::client::Error> = call.send_empty().await;
        sent.unwrap();
        segments(&server.seen().pop().unwrap()).remove(1)
    }

    let server = Server::always(json(200, "{}")).await;
    let text = "jane doe".to_owned();
    assert_eq!(sent(&server, &text).await, "jane doe");
    assert_eq!(sent(&server, Cow::from(text.as_str())).await, "jane doe");
    assert_eq!(
        sent(&server, text.clone().into_boxed_str()).await,
        "jane doe"
    );
    assert_eq!(sent(&server, Secret::from(text.as_str())).await, "jane doe");
    assert_eq!(sent(&server, text).await, "jane doe");
    assert_eq!(sent(&server, 7_u8).await, "7");
    assert_eq!(sent(&server, &i64::MIN).await, "-9223372036854775808");
    assert_eq!(sent(&server, UserId(u64::MAX)).await, u64::MAX.to_string());
    let id = Uuid::from_u128(1);
    assert_eq!(sent(&server, &id).await, id.to_string());
    assert_eq!(sent(&server, id).await, id.to_string());
}
