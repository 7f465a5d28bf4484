//! An operation gets exactly what its `security` asks for.

use users_client_runtime::{ErrorKind, RetryPolicy};

use crate::client::{BEARER_ONLY, Client, Credentials, GET, KEY_OR_BOTH, LIST, OPTIONAL, PUBLIC};
use crate::support::{Seen, Server, json};

fn client(server: &Server, credentials: Credentials) -> Client {
    Client::builder(server.url())
        .credentials(credentials)
        .retry(RetryPolicy::off())
        .build()
        .unwrap()
}

fn all() -> Credentials {
    Credentials::default()
        .with_cookie("cookie-secret")
        .with_query_key("query secret")
        .with_basic("jane", "p:a:ss")
        .with_key("header-secret")
        .with_bearer("bearer-secret")
}

async fn seen_with(credentials: Credentials) -> Seen {
    let server = Server::always(json(200, "{}")).await;
    let client = client(&server, credentials);
    let call = client
        .call(&GET)
        .path("name", "jane")
        .query("a", &1)
        .cookie("b", "2");
    call.send_empty::<()>().await.unwrap();
    server.only()
}

#[tokio::test]
async fn each_scheme_is_sent_where_it_belongs() {
    let seen = seen_with(Credentials::default().with_key("secret")).await;
    assert_eq!(seen.header("x-api-key"), Some("secret"));
    assert_eq!(seen.header("authorization"), None);

    let seen = seen_with(Credentials::default().with_bearer("secret")).await;
    assert_eq!(seen.header("authorization"), Some("Bearer secret"));

    let seen = seen_with(Credentials::default().with_basic("jane", "pass")).await;
    assert_eq!(seen.header("authorization"), Some("Basic amFuZTpwYXNz"));

    let seen = seen_with(Credentials::default().with_query_key("a&b c")).await;
    assert_eq!(seen.query(), "a=1&key=a%26b%20c");

    let seen = seen_with(Credentials::default().with_cookie("secret")).await;
    assert_eq!(seen.header("cookie"), Some("b=2; session=secret"));

    let seen = seen_with(Credentials::default()).await;
    assert_eq!(seen.header("authorization"), None);
    assert_eq!(seen.query(), "a=1");
}

#[tokio::test]
async fn of_several_the_first_that_the_description_names_is_sent_alone() {
    let seen = seen_with(all()).await;
    assert_eq!(seen.header("authorization"), Some("Bearer bearer-secret"));
    assert_eq!(seen.header("x-api-key"), None);
    assert_eq!(seen.header("cookie"), Some("b=2"));
    assert_eq!(seen.query(), "a=1");
}

#[tokio::test]
async fn a_public_operation_gets_no_credential() {
    let server = Server::always(json(200, "{}")).await;
    let client = client(&server, all());
    client.call(&PUBLIC).send_empty::<()>().await.unwrap();
    client.call(&LIST).send_empty::<()>().await.unwrap();
    for seen in server.seen() {
        let text = format!("{seen:?}");
        assert!(
            !text.contains("secret") && !text.contains("authorization"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_missing_credential_is_named_and_nothing_is_sent() {
    let server = Server::always(json(200, "{}")).await;
    let client = client(&server, Credentials::default().with_query_key("secret"));
    let error = client
        .call(&BEARER_ONLY)
        .send_empty::<()>()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::MissingCredential);
    let missing = error.missing_credential().unwrap();
    assert_eq!(missing.alternatives(), [["Bearer"]]);
    assert!(missing.to_string().contains("Bearer"));

    let error = client
        .call(&KEY_OR_BOTH)
        .send_empty::<()>()
        .await
        .unwrap_err();
    let missing = error.missing_credential().unwrap().to_string();
    assert!(missing.contains("Key or Basic with QueryKey"), "{missing}");
    assert!(!error.may_have_been_sent());
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn schemes_that_are_needed_together_are_sent_together() {
    let server = Server::always(json(200, "{}")).await;
    let credentials = Credentials::default()
        .with_basic("a", "b")
        .with_query_key("c");
    let client = client(&server, credentials);
    client.call(&KEY_OR_BOTH).send_empty::<()>().await.unwrap();
    assert_eq!(server.only().header("authorization"), Some("Basic YTpi"));
    assert_eq!(server.only().query(), "key=c");
}

#[tokio::test]
async fn an_operation_that_may_go_without_is_sent_with_what_there_is() {
    let server = Server::always(json(200, "{}")).await;
    let with = client(&server, Credentials::default().with_key("secret"));
    with.call(&OPTIONAL).send_empty::<()>().await.unwrap();
    let without = client(&server, Credentials::default().with_query_key("other"));
    without.call(&OPTIONAL).send_empty::<()>().await.unwrap();
    assert_eq!(server.seen()[0].header("x-api-key"), Some("secret"));
    assert_eq!(server.seen()[1].header("x-api-key"), None);
    assert_eq!(server.seen()[1].query(), "");
}
