//! How a login is sent, and how its answer is read.

use users_client_runtime::ErrorKind;

use crate::client::{BASIC_TOKEN, Client, Credentials, FORM_TOKEN};
use crate::support::{Reply, Seen, Server, json, reply};
use crate::tokens::{call, client, login};

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
async fn a_login_without_a_connection_does_not_say_why() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = gone.local_addr().unwrap();
    drop(gone);
    let client = Client::builder(format!("http://{address}"))
        .credentials(login())
        .retry(users_client_runtime::RetryPolicy::off())
        .build()
        .unwrap();
    let error = call(&client).await.unwrap_err().to_string();
    let begin = format!("create_key: POST http://{address}/auth: no connection to the server: ");
    assert!(
        error.starts_with(&begin) && error.len() > begin.len(),
        "{error}"
    );
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
