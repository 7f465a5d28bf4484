//! What every call can be told.

use std::time::{Duration, Instant};

use users_client_runtime::{
    Call, ErrorKind, Headers, MapHeaders, Request, ResponseFuture, Secret, WithSome as _,
};

use crate::client::{ApiError, Client, Credentials, Error, GET, JANE, SHARING, User};
use crate::support::{Reply, Server, json, reply};

/// A call as the generator writes one.
#[derive(Debug)]
pub(crate) struct GetUser(pub(crate) Request);

impl GetUser {
    fn full(self, full: bool) -> Self {
        Self(self.0.query("full", &full))
    }
}

impl Call for GetUser {
    fn map_request(self, change: impl FnOnce(Request) -> Request) -> Self {
        Self(change(self.0))
    }
}

impl IntoFuture for GetUser {
    type Output = Result<User, Error>;
    type IntoFuture = ResponseFuture<User, ApiError>;
    fn into_future(self) -> Self::IntoFuture {
        self.0.send_json()
    }
}

fn get_user(server: &Server) -> GetUser {
    let client = Client::builder(server.url())
        .credentials(Credentials::default().with_key("secret"))
        .build()
        .unwrap();
    GetUser(client.call(&GET).path("name", "jane"))
}

#[tokio::test]
async fn the_status_of_an_answer_is_out_of_reach() {
    let server = Server::always(reply(200, "application/json", &["x-version: 7"], JANE)).await;
    let response = get_user(&server).with_response().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-version"], "7");
    assert_eq!(response.into_inner().name, "jane");
}

#[tokio::test]
async fn a_call_without_credentials_is_sent_with_them() {
    let server = Server::always(json(200, JANE)).await;
    get_user(&server).await.unwrap();
    get_user(&server).anonymous().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("x-api-key"), Some("secret"));
    assert_eq!(seen[1].header("x-api-key"), None);
}

#[tokio::test]
async fn a_header_of_the_clients_own_is_replaced() {
    let server = Server::always(json(200, JANE)).await;
    get_user(&server).header("x-tenant", &7).await.unwrap();
    assert_eq!(server.only().header("x-tenant"), Some("7"));
    for name in [
        "Authorization",
        "cookie",
        "HOST",
        "content-length",
        "transfer-encoding",
    ] {
        let error = get_user(&server).header(name, "x").await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Refused);
        assert_eq!(error.parameter(), Some(name));
    }
    for (name, value) in [("a b", "x"), ("x-a", "a\nb"), ("x-a", "ä")] {
        let error = get_user(&server).header(name, value).await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Refused, "{name}: {value}");
    }
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn an_impatient_call_waits_as_long_as_any() {
    let server = Server::always(Reply::Never).await;
    let begin = Instant::now();
    let call = get_user(&server).timeout(Duration::from_millis(100));
    assert!(call.await.unwrap_err().is_timeout());
    assert!(begin.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn an_optional_value_that_is_none_is_sent() {
    let server = Server::always(json(200, JANE)).await;
    for (full, target) in [(Some(true), "/users/jane?full=true"), (None, "/users/jane")] {
        get_user(&server)
            .with_some(full, GetUser::full)
            .await
            .unwrap();
        assert_eq!(server.seen().pop().unwrap().target, target);
    }
}

/// Headers that many operations have, as the generator writes them.
trait SharedHeaders: MapHeaders {
    fn x_trace_id(self, x_trace_id: &str) -> Self {
        self.map_headers(|headers| headers.header("x-trace-id", x_trace_id))
    }

    fn x_code(self, x_code: Secret) -> Self {
        self.map_headers(|headers| headers.sensitive_header("x-code", &x_code))
    }
}

impl<T: MapHeaders> SharedHeaders for T {}

impl MapHeaders for Client {
    fn map_headers(self, change: impl FnOnce(Headers) -> Headers) -> Self {
        self.with_core(|core| core.map_headers(change))
    }
}

fn traced(client: &Client) -> GetUser {
    GetUser(client.call(&SHARING).path("name", "jane"))
}

#[tokio::test]
async fn a_header_of_the_client_hides_that_of_a_call_or_reaches_operations_that_lack_it() {
    let server = Server::always(json(200, JANE)).await;
    let client = Client::builder(server.url())
        .x_trace_id("client")
        .build()
        .unwrap();
    traced(&client).await.unwrap();
    traced(&client).x_trace_id("call").await.unwrap();
    let other = client.clone().x_trace_id("clone");
    traced(&other).await.unwrap();
    traced(&client).await.unwrap();
    GetUser(client.call(&GET).path("name", "jane"))
        .await
        .unwrap();
    let seen = server.seen();
    let sent: Vec<_> = seen.iter().map(|seen| seen.header("x-trace-id")).collect();
    assert_eq!(
        sent,
        [
            Some("client"),
            Some("call"),
            Some("clone"),
            Some("client"),
            None
        ]
    );
}

#[tokio::test]
async fn a_header_of_the_client_that_cannot_be_sent_is_found_by_the_server() {
    let server = Server::always(json(200, JANE)).await;
    let error = Client::builder(server.url())
        .x_trace_id("a\nb")
        .build()
        .unwrap_err();
    assert!(
        error.to_string().starts_with("header `x-trace-id`: it"),
        "{error}"
    );

    let client = Client::builder(server.url()).build().unwrap();
    let client = client.x_trace_id("ä");
    let error = traced(&client).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Refused);
    assert_eq!(error.parameter(), Some("x-trace-id"));
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_secret_header_of_the_client_is_shown() {
    let echo = json(500, r#"{"message":"hunter2-hunter2","code":1}"#);
    let server = Server::always(echo).await;
    let client = Client::builder(server.url())
        .x_code(Secret::from("hunter2-hunter2"))
        .build()
        .unwrap();
    let error = traced(&client).await.unwrap_err();
    assert_eq!(server.only().header("x-code"), Some("hunter2-hunter2"));
    for text in [
        format!("{client:?}"),
        format!("{error}"),
        format!("{error:?}"),
    ] {
        assert!(!text.contains("hunter2"), "{text}");
    }
}
