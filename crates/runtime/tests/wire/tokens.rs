//! A login is traded for a token, once, and again when it is needed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use users_client_runtime::{
    ErrorKind, RetryPolicy, Secret, Token, TokenError, TokenFuture, TokenSource,
};

use crate::client::{ApiError, BEARER_ONLY, Client, Credentials, Error, JSON_TOKEN, PUBLIC};
use crate::support::{Reply, Server, json};

pub(crate) fn client(server: &Server, credentials: Credentials) -> Client {
    Client::builder(server.url())
        .credentials(credentials)
        .retry(RetryPolicy::off())
        .build()
        .unwrap()
}

pub(crate) fn login() -> Credentials {
    Credentials::default().with_exchange(&JSON_TOKEN, "jane", "pa\"ss")
}

pub(crate) async fn call(client: &Client) -> Result<(), Error> {
    client.call(&BEARER_ONLY).send_empty::<ApiError>().await
}

/// A server that hands out `token-1`, `token-2`, … at `/auth`, and accepts what `accepts` says.
async fn issuer(accepts: impl Fn(&str) -> bool + Send + Sync + 'static) -> Server {
    let issued = AtomicUsize::new(0);
    Server::start(move |seen, _| {
        if seen.path() == "/auth" {
            let number = issued.fetch_add(1, Ordering::SeqCst) + 1;
            return json(200, &format!(r#"{{"jwt":"token-{number}"}}"#));
        }
        let token = seen.header("authorization").unwrap_or_default();
        match token.strip_prefix("Bearer ") {
            Some(token) if accepts(token) => json(200, "{}"),
            _ => json(401, r#"{"message":"token expired","code":1}"#),
        }
    })
    .await
}

/// Makes a thousand calls at once, each of which opens a connection whose ends are both ours.
async fn thousand_calls(client: &Client) -> Vec<Result<(), Error>> {
    rlimit::increase_nofile_limit(4096).unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..1000 {
        let client = client.clone();
        calls.spawn(async move { call(&client).await });
    }
    calls.join_all().await
}

fn logins(server: &Server) -> usize {
    server
        .seen()
        .iter()
        .filter(|seen| seen.path() == "/auth")
        .count()
}

#[tokio::test]
async fn a_thousand_calls_on_a_cold_client_log_in_once() {
    let server = issuer(|token| token == "token-1").await;
    let client = client(&server, login());
    for outcome in thousand_calls(&client).await {
        outcome.unwrap();
    }
    assert_eq!(logins(&server), 1);
    assert_eq!(server.count(), 1001);
}

#[tokio::test]
async fn a_thousand_calls_with_a_wrong_password_log_in_once() {
    let answer = json(422, r#"{"message":"Invalid credentials"}"#);
    let server = Server::always(Reply::After(Duration::from_millis(300), Box::new(answer))).await;
    let client = client(&server, login());
    for outcome in thousand_calls(&client).await {
        assert_eq!(outcome.unwrap_err().kind(), &ErrorKind::Token);
    }
    assert_eq!(server.count(), 1, "an account would be locked");
}

#[tokio::test]
async fn a_token_is_used_until_the_server_refuses_it_and_renewed_once() {
    let accepted = Arc::new(AtomicUsize::new(1));
    let current = Arc::clone(&accepted);
    let server =
        issuer(move |token| token == format!("token-{}", current.load(Ordering::SeqCst))).await;
    let client = client(&server, login());
    call(&client).await.unwrap();
    call(&client).await.unwrap();
    assert_eq!(logins(&server), 1);

    accepted.store(2, Ordering::SeqCst);
    call(&client).await.unwrap();
    assert_eq!(logins(&server), 2);
    // Two calls, the one that was refused, and the one that was repeated.
    assert_eq!(server.count() - logins(&server), 4);
}

#[tokio::test]
async fn a_thousand_calls_that_are_refused_renew_once() {
    let accepted = Arc::new(AtomicUsize::new(1));
    let current = Arc::clone(&accepted);
    let server =
        issuer(move |token| token == format!("token-{}", current.load(Ordering::SeqCst))).await;
    let client = client(&server, login());
    call(&client).await.unwrap();
    accepted.store(2, Ordering::SeqCst);
    for outcome in thousand_calls(&client).await {
        outcome.unwrap();
    }
    assert_eq!(logins(&server), 2);
}

#[tokio::test]
async fn a_server_that_refuses_every_token_is_asked_twice() {
    let server = issuer(|_| false).await;
    let client = client(&server, login());
    let error = call(&client).await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(error.server_message(), Some("token expired"));
    assert_eq!(error.attempts(), 2);
    assert_eq!(logins(&server), 2);
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn a_refused_key_is_not_repeated() {
    let server = issuer(|_| false).await;
    let client = client(&server, Credentials::default().with_bearer("fixed"));
    assert!(call(&client).await.unwrap_err().is_unauthorized());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_failed_login_is_reported_as_such_and_tried_again_by_the_next_call() {
    let server = Server::in_turn(vec![
        json(403, r#"{"message":"account disabled"}"#),
        json(200, r#"{"jwt":"x"}"#),
        json(200, "{}"),
    ])
    .await;
    let client = client(&server, login());
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Token);
    assert!(!error.may_have_been_sent());
    // The operation itself was not answered.
    assert_eq!(error.status(), None);
    let source = std::error::Error::source(&error).unwrap();
    let token_error: &TokenError = source.downcast_ref().unwrap();
    assert_eq!(token_error.status().unwrap(), 403);
    assert!(token_error.is_rejected());
    let text = token_error.to_string();
    assert!(
        text.contains("POST /auth: the server answered 403 Forbidden: account disabled"),
        "{text}"
    );

    call(&client).await.unwrap();
}

#[tokio::test]
async fn a_public_call_does_not_log_in() {
    let server = Server::always(json(200, "{}")).await;
    let client = client(&server, login());
    client.call(&PUBLIC).send_empty::<ApiError>().await.unwrap();
    assert_eq!(server.only().path(), "/forgot");
}

struct Own(AtomicUsize);

impl TokenSource for Own {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                0 => Err(TokenError::new("the vault is sealed")),
                number => Ok(Token::new(Secret::from(format!("own-{number}")))
                    .expires_in(Duration::from_secs(60))),
            }
        })
    }
}

#[tokio::test]
async fn a_source_of_ones_own_is_cached_like_any() {
    let server = Server::always(json(200, "{}")).await;
    let source = Own(AtomicUsize::new(0));
    let client = client(&server, Credentials::default().with_source(source));
    let error = call(&client).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.source().unwrap().to_string(), "the vault is sealed");
    call(&client).await.unwrap();
    call(&client).await.unwrap();
    for seen in server.seen() {
        assert_eq!(seen.header("authorization"), Some("Bearer own-1"));
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_while_logging_in_does_not_block_the_others() {
    let slow = Reply::After(
        Duration::from_millis(500),
        Box::new(json(200, r#"{"jwt":"t"}"#)),
    );
    let server = Server::start(move |seen, before| match (seen.path(), before) {
        ("/auth", 0) => Reply::Never,
        ("/auth", _) => slow.clone(),
        _ => json(200, "{}"),
    })
    .await;
    let client = client(&server, login());
    let first = client
        .call(&BEARER_ONLY)
        .timeout(Duration::from_millis(200));
    let (first, second) = tokio::join!(first.send_empty::<ApiError>(), call(&client));
    assert!(first.unwrap_err().is_timeout());
    second.unwrap();
}
