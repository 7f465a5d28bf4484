//! No secret shows in anything that can be formatted.

use std::error::Error as _;
use std::fmt::Debug;

use users_client_runtime::{Credential, File, Multipart, RetryPolicy, Secret, Token};

use crate::client::{
    ApiError, BASIC_TOKEN, CREATE, Client, Credentials, Error, FORM_TOKEN, GET, JSON_TOKEN,
};
use crate::support::{Reply, Server, html, json, redirect};

const SECRET: &str = "hunter2";
/// `admin:hunter2` in base64.
const ENCODED: &str = "YWRtaW46aHVudGVyMg";

fn assert_hidden(text: &str) {
    assert!(!text.contains(SECRET) && !text.contains(ENCODED), "{text}");
}

fn assert_debug_hides(value: &impl Debug) {
    assert_hidden(&format!("{value:?}"));
    assert_hidden(&format!("{value:#?}"));
}

fn every_credential() -> Vec<Credentials> {
    let none = Credentials::default;
    vec![
        none().with_key(SECRET),
        none().with_query_key(SECRET),
        none().with_cookie(SECRET),
        none().with_bearer(SECRET),
        none().with_basic("admin", SECRET),
        none().with_exchange(&BASIC_TOKEN, "admin", SECRET),
        none().with_exchange(&JSON_TOKEN, "admin", SECRET),
        none().with_one_time_password("admin", SECRET, Some(SECRET)),
    ]
}

#[test]
fn types_that_hold_a_secret_do_not_show_it() {
    assert_debug_hides(&Secret::from(SECRET));
    assert_debug_hides(&Some(Secret::from(SECRET)));
    assert_debug_hides(&Token::new(SECRET));
    assert_debug_hides(&Credential::bearer(SECRET));
    assert_debug_hides(&File::new(SECRET));
    assert_debug_hides(&Multipart::new().text("password", SECRET));
    for credentials in every_credential() {
        assert_debug_hides(&credentials);
        let builder = Client::builder(format!("https://admin:{SECRET}@example.com"))
            .proxy(format!("http://admin:{SECRET}@proxy.example.com"))
            .credentials(credentials.clone());
        assert_debug_hides(&builder);
        let client = Client::builder("https://example.com")
            .proxy(format!("http://admin:{SECRET}@proxy.example.com"))
            .credentials(credentials)
            .build()
            .unwrap();
        assert_debug_hides(&client);
        let call = client
            .call(&GET)
            .path("name", SECRET)
            .query("q", SECRET)
            .header("x", SECRET)
            .cookie("c", SECRET)
            .json(SECRET);
        assert_debug_hides(&call);
        assert_debug_hides(&call.send_empty::<ApiError>());
    }
}

fn assert_error_hides(error: &Error) {
    assert_debug_hides(error);
    assert_hidden(&error.to_string());
    let mut source = error.source();
    while let Some(cause) = source {
        assert_hidden(&format!("{cause} {cause:?} {cause:#?}"));
        source = cause.source();
    }
}

#[tokio::test]
async fn no_failure_shows_what_was_sent() {
    let echo = format!(r#"{{"token":"{SECRET}","code":"{SECRET}","message":5}}"#);
    for answer in [
        html(502, &format!("<p>{SECRET}")),
        html(200, &format!("<p>{SECRET}")),
        json(200, &echo),
        json(400, &echo),
        json(418, &format!("\"{SECRET}")),
        Reply::HangUp,
        Reply::Raw(format!("{SECRET}\r\n\r\n").into_bytes()),
        Reply::Raw(
            format!("HTTP/1.1 200 OK\r\ncontent-length: 99\r\nx: {SECRET}\r\n\r\n{SECRET}")
                .into_bytes(),
        ),
        redirect(
            307,
            &format!("https://admin:{SECRET}@example.com/{SECRET}?token={SECRET}"),
        ),
    ] {
        let server = Server::always(answer).await;
        for credentials in every_credential() {
            let client = Client::builder(server.url())
                .credentials(credentials)
                .retry(RetryPolicy::off())
                .build()
                .unwrap();
            let call = client.call(&CREATE).query("q", SECRET).json(SECRET);
            let error = call.send_json::<Vec<u32>, ApiError>().await.unwrap_err();
            assert_error_hides(&error);
        }
    }
}

/// A body with a secret that only its type tells apart from other text.
fn new_user() -> impl serde::Serialize {
    std::collections::BTreeMap::from([("password", Secret::from(SECRET))])
}

#[tokio::test]
async fn a_message_that_repeats_a_secret_is_shown_without_it() {
    let long = "x".repeat(297);
    for message in [
        format!("the key {SECRET} is invalid"),
        format!("{ENCODED}==: bad credentials of hunter2"),
        // Where the message is cut off, no half of a secret is left.
        format!("{long}{SECRET}"),
    ] {
        let body = serde_json::json!({ "message": message }).to_string();
        let server = Server::always(json(401, &body)).await;
        for credentials in every_credential() {
            let client = Client::builder(server.url())
                .credentials(credentials)
                .retry(RetryPolicy::off())
                .build()
                .unwrap();
            let bodies = [
                client.call(&CREATE).json(&new_user()),
                client.call(&CREATE).form(&new_user()),
                client
                    .call(&CREATE)
                    .multipart(Multipart::new().fields(&new_user())),
                client.call(&CREATE).query("q", &Secret::from(SECRET)),
            ];
            for call in bodies {
                let error = call.send_json::<Vec<u32>, ApiError>().await.unwrap_err();
                let text = format!("{error} {error:?} {:?}", error.source());
                assert!(!text.contains("hunt"), "{text}");
            }
        }
    }
    let server = Server::always(json(400, r#"{"message":"the password hunter2 is short"}"#)).await;
    let call = crate::client::plain(server.url())
        .call(&CREATE)
        .json(&new_user());
    let error = call.send_empty::<ApiError>().await.unwrap_err();
    let shown = "create_user: the server answered 400 Bad Request: the password *** is short";
    assert_eq!(error.to_string(), shown);
    assert!(error.raw_body().ends_with(b"hunter2 is short\"}"));
}

#[tokio::test]
async fn no_failed_connection_shows_what_was_to_be_sent() {
    for credentials in every_credential() {
        let client = Client::builder("http://127.0.0.1:1")
            .credentials(credentials)
            .proxy(format!("http://admin:{SECRET}@127.0.0.1:1"))
            .retry(RetryPolicy::off())
            .build()
            .unwrap();
        let call = client.call(&GET).path("name", SECRET).query("q", SECRET);
        let error = call.send_empty::<ApiError>().await.unwrap_err();
        assert_error_hides(&error);
    }
}

#[tokio::test]
async fn a_secret_of_the_wrong_type_is_not_quoted() {
    #[derive(serde::Deserialize)]
    struct Enrolment {
        code: Secret,
    }
    for body in [
        r#"{"code":480912}"#,
        r#"{"code":-480912}"#,
        r#"{"code":480912.5}"#,
        r#""480912""#,
    ] {
        let server = Server::always(json(200, body)).await;
        let call = crate::client::plain(server.url())
            .call(&GET)
            .path("name", "x");
        let outcome = call.send_json::<Enrolment, ApiError>().await;
        let error = outcome.map(|enrolment| enrolment.code).unwrap_err();
        let text = format!("{error} {error:?} {}", error.source().unwrap());
        assert!(!text.contains("480912"), "{text}");
        // Someone who uses the type without the client gets serde's own message.
        if body.starts_with('{') {
            let outcome = serde_json::from_str::<Enrolment>(body);
            let error = outcome.map(|enrolment| enrolment.code).unwrap_err();
            assert!(!error.to_string().contains("480912"), "{error}");
        }
    }
}

#[test]
fn a_secret_is_written_and_read_as_a_string() {
    let secret: Secret = serde_json::from_str("\"a\\nb\"").unwrap();
    assert_eq!(secret.expose(), "a\nb");
    assert_eq!(serde_json::to_string(&secret).unwrap(), "\"a\\nb\"");
    assert_eq!(secret, Secret::from("a\nb".to_owned()));
    assert_eq!(Secret::default().expose(), "");
}

#[test]
fn building_errors_do_not_show_the_login() {
    let error = Client::builder("https://example.com")
        .credentials(Credentials::default().with_exchange(&FORM_TOKEN, "admin", SECRET))
        .token_url(format!("https://admin:{SECRET}@example.com"))
        .build()
        .unwrap_err();
    assert_debug_hides(&error);
}
