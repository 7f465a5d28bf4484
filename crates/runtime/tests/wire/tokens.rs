//! A login is traded for a token, once, and again when it is needed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use users_client_runtime::{
    ErrorKind, RetryPolicy, Secret, Token, TokenError, TokenFuture, TokenSource,
};

use crate::client::{
    ApiError, BASIC_TOKEN, BEARER_ONLY, Client, Credentials, Error, FORM_TOKEN, JSON_TOKEN, PUBLIC,
};
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
async fn a_refused_login_is_reported_as_something_else() {
    let answer = r#"{"message":"Unauthorized","error":"invalid credentials"}"#;
    let server = Server::always(json(401, answer)).await;
    let client = client(&server, login());
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Token);
    assert!(error.is_unauthorized() && !error.may_have_been_sent());
    // The operation itself was not answered.
    assert_eq!(error.status(), None);
    let token_error = error.token_error().unwrap();
    assert_eq!(token_error.status().unwrap(), 401);
    assert!(token_error.is_rejected() && !token_error.is_blocked());
    let url = server.url();
    let line = format!("create_key: login refused by {url}/auth: 401 invalid credentials");
    assert_eq!(error.to_string(), line);

    // From memory: another try would be counted by the server.
    let again = call(&client).await.unwrap_err();
    assert_eq!(again.to_string(), line);
    assert_eq!(server.count(), 1);
    // Other credentials are another matter.
    let other = self::client(&server, login());
    call(&other).await.unwrap_err();
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_login_of_another_kind_is_tried_again_by_every_call() {
    let logins: [fn(&str) -> Credentials; 4] = [
        |password| Credentials::default().with_exchange(&JSON_TOKEN, "jane", password),
        |password| Credentials::default().with_exchange(&FORM_TOKEN, "jane", password),
        |password| Credentials::default().with_exchange(&BASIC_TOKEN, "jane", password),
        |password| Credentials::default().with_one_time_password("jane", password, Some("1")),
    ];
    let client_of = |server: &Server, credentials| {
        let builder = Client::builder(server.url()).credentials(credentials);
        let builder = builder.token_url(format!("{}/token", server.url()));
        builder.retry(RetryPolicy::off()).build().unwrap()
    };
    for (number, credentials) in logins.into_iter().enumerate() {
        for status in [400, 401, 403, 422, 429] {
            let server = Server::always(json(status, "{}")).await;
            let client = client_of(&server, credentials("wrong"));
            for _ in 0..15 {
                call(&client).await.unwrap_err();
            }
            assert_eq!(server.count(), 1, "{number}: {status}");
        }
        // A server that is down has refused nothing.
        let server = Server::always(json(503, "{}")).await;
        let client = client_of(&server, credentials("right"));
        for _ in 0..2 {
            call(&client).await.unwrap_err();
        }
        assert_eq!(server.count(), 2, "{number}");
    }
}

#[tokio::test]
async fn a_changed_password_waits_for_the_wrong_one() {
    let server = Server::start(|seen, _| match seen.path() {
        "/auth" if seen.body.contains("right") => json(200, r#"{"jwt":"t"}"#),
        "/auth" => json(401, "{}"),
        _ => json(200, "{}"),
    })
    .await;
    let login = |password| Credentials::default().with_exchange(&JSON_TOKEN, "jane", password);
    let wrong = client(&server, login("wrong"));
    call(&wrong).await.unwrap_err();
    call(&client(&server, login("right"))).await.unwrap();
    // What the first client was refused is no secret of the process.
    call(&wrong).await.unwrap_err();
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_banned_machine_is_told_that_its_password_is_wrong() {
    for status in [403, 429] {
        let server = Server::always(json(status, r#"{"message":"too many attempts"}"#)).await;
        let error = call(&client(&server, login())).await.unwrap_err();
        let token_error = error.token_error().unwrap();
        assert!(token_error.is_blocked() && !token_error.is_rejected());
        assert!(!error.is_unauthorized());
        assert!(
            error
                .to_string()
                .contains(&format!("{status} too many attempts")),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_login_that_is_not_there_does_not_say_what_to_look_at() {
    let server = Server::always(json(404, "{}")).await;
    let error = call(&client(&server, login())).await.unwrap_err();
    let url = server.url();
    assert_eq!(
        error.to_string(),
        format!(
            "create_key: POST {url}/auth: the server answered 404 Not Found; perhaps the base URL lacks its path"
        )
    );
    assert!(!error.is_unauthorized());
}

#[tokio::test]
async fn a_call_that_was_sent_says_that_it_was_not() {
    let server = Server::in_turn(vec![
        json(200, r#"{"jwt":"x"}"#),
        json(401, "{}"),
        json(403, r#"{"message":"account disabled"}"#),
    ])
    .await;
    let error = call(&client(&server, login())).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Token);
    assert!(error.may_have_been_sent() && !error.is_retryable());
    assert_eq!(error.attempts(), 1);
    assert!(
        error.to_string().contains("the server refused the token"),
        "{error}"
    );
}

#[tokio::test]
async fn a_timeout_does_not_say_that_it_waited_for_a_token() {
    let server = Server::always(Reply::Never).await;
    let client = client(&server, login());
    let call = client
        .call(&BEARER_ONLY)
        .timeout(Duration::from_millis(200));
    let error = call.send_empty::<ApiError>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "create_key: the time ran out while waiting for a token"
    );
    assert!(error.is_timeout() && !error.may_have_been_sent() && error.is_retryable());
    assert_eq!(error.attempts(), 0);
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
