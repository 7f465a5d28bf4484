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
use crate::support::{Reply, Seen, Server, json, reply};

fn client(server: &Server, credentials: Credentials) -> Client {
    Client::builder(server.url())
        .credentials(credentials)
        .retry(RetryPolicy::off())
        .build()
        .unwrap()
}

fn login() -> Credentials {
    Credentials::default().with_exchange(&JSON_TOKEN, "jane", "pa\"ss")
}

async fn call(client: &Client) -> Result<(), Error> {
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
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..1000 {
        let client = client.clone();
        calls.spawn(async move { call(&client).await });
    }
    for outcome in calls.join_all().await {
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
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..1000 {
        let client = client.clone();
        calls.spawn(async move { call(&client).await });
    }
    for outcome in calls.join_all().await {
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
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..1000 {
        let client = client.clone();
        calls.spawn(async move { call(&client).await });
    }
    for outcome in calls.join_all().await {
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
async fn every_answer_that_holds_no_token_is_a_failed_login() {
    for (answer, expected) in [
        (json(200, "{}"), "no token at `/jwt`"),
        (json(200, r#"{"jwt":5}"#), "no token at `/jwt`"),
        (json(200, r#"{"jwt":""}"#), "empty"),
        (json(200, r#"{"jwt":"a\nb"}"#), "header"),
        (json(200, ""), "cannot be read"),
        (reply(200, "text/html", &[], "<html>"), "cannot be read"),
        (json(200, "[1,2"), "cannot be read"),
        (Reply::HangUp, "the connection broke"),
        (
            Reply::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec()),
            "broke before the end",
        ),
    ] {
        let server = Server::always(answer).await;
        let error = call(&client(&server, login())).await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Token);
        let text = std::error::Error::source(&error).unwrap().to_string();
        assert!(text.contains(expected), "{expected}: {text}");
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn a_public_call_does_not_log_in() {
    let server = Server::always(json(200, "{}")).await;
    let client = client(&server, login());
    client.call(&PUBLIC).send_empty::<ApiError>().await.unwrap();
    assert_eq!(server.only().path(), "/forgot");
}

async fn first_request(server: &Server, client: &Client) -> Seen {
    let _ = call(client).await;
    server.seen().remove(0)
}

#[tokio::test]
async fn a_login_is_sent_as_the_api_wants_it() {
    let server = Server::always(json(200, r#"{"access_token":"t","jwt":"t"}"#)).await;
    let seen = first_request(&server, &client(&server, login())).await;
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("POST", "/auth")
    );
    assert_eq!(seen.header("content-type"), Some("application/json"));
    let body: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(
        body,
        serde_json::json!({ "Username": "jane", "Password": "pa\"ss" })
    );

    let server = Server::always(json(200, r#"{"access_token":"t"}"#)).await;
    let basic = Credentials::default().with_exchange(&BASIC_TOKEN, "jane", "p:ss");
    let seen = first_request(&server, &client(&server, basic)).await;
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("GET", "/token")
    );
    assert_eq!(seen.header("authorization"), Some("Basic amFuZTpwOnNz"));
    assert_eq!(seen.header("x-otp"), None);
    assert_eq!(seen.body, "");

    let server = Server::always(json(200, r#"{"access_token":"t"}"#)).await;
    let code = Credentials::default().with_one_time_password("jane", "pass", Some("123456"));
    let seen = first_request(&server, &client(&server, code)).await;
    assert_eq!(seen.header("x-otp"), Some("123456"));
}

#[tokio::test]
async fn a_token_endpoint_elsewhere_gets_the_login_and_the_api_the_token() {
    let issuer = Server::always(json(200, r#"{"access_token":"t","expires_in":300}"#)).await;
    let server = Server::always(json(200, "{}")).await;
    let client = Client::builder(server.url())
        .credentials(Credentials::default().with_exchange(&FORM_TOKEN, "jane@x.org", "a&b"))
        .token_url(format!("{}/realms/a/token", issuer.url()))
        .build()
        .unwrap();
    call(&client).await.unwrap();
    let login = issuer.only();
    assert_eq!(login.target, "/realms/a/token");
    assert_eq!(
        login.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        login.body,
        "grant_type=password&username=jane%40x.org&password=a%26b"
    );
    assert_eq!(login.header("authorization"), None);
    assert_eq!(server.only().header("authorization"), Some("Bearer t"));
    assert!(!server.only().body.contains("a&b"));
}

/// How often two calls, a moment apart, log in when the server says this about expiry.
async fn logins_of_two_calls(answer: &str, date: &str) -> usize {
    let token = reply(200, "application/json", &[date], answer);
    let server = Server::start(move |seen, _| match seen.path() {
        "/token" => token.clone(),
        _ => json(200, "{}"),
    })
    .await;
    let basic = Credentials::default().with_exchange(&BASIC_TOKEN, "jane", "pass");
    let client = client(&server, basic);
    call(&client).await.unwrap();
    call(&client).await.unwrap();
    server.count() - 2
}

#[tokio::test]
async fn expiry_is_reckoned_by_the_clock_of_the_server() {
    let noon = "date: Sun, 06 Nov 1994 12:00:00 GMT";
    let at = |time: &str| format!(r#"{{"access_token":"t","expires_at":"1994-11-06T{time}"}}"#);
    assert_eq!(logins_of_two_calls(&at("12:20:00Z"), noon).await, 1);
    assert_eq!(logins_of_two_calls(&at("14:20:00+02:00"), noon).await, 1);
    // Expired on arrival: used for the call that it was obtained for, and no more.
    assert_eq!(logins_of_two_calls(&at("12:00:00Z"), noon).await, 2);
    assert_eq!(logins_of_two_calls(&at("11:00:00Z"), noon).await, 2);
    // What cannot be read is left to the server's 401.
    assert_eq!(
        logins_of_two_calls(r#"{"access_token":"t"}"#, noon).await,
        1
    );
    assert_eq!(logins_of_two_calls(&at("soon"), noon).await, 1);
}

#[tokio::test]
async fn a_login_with_too_few_values_is_found_when_building() {
    static THREE: users_client_runtime::TokenExchange = users_client_runtime::TokenExchange::new(
        "POST",
        "/token",
        users_client_runtime::SendAs::Form,
    )
    .fields(&["client_id", "username", "password"]);
    let error = Client::builder("https://example.com")
        .credentials(Credentials::default().with_exchange(&THREE, "jane", "hunter2"))
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("number of values"), "{error}");
    assert!(!format!("{error:?}").contains("hunter2"));
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
