//! Bodies that are made while they are sent.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use users_client_runtime::{ErrorKind, Operation, RetryPolicy, Secret, Stream};

use crate::client::{ApiError, Client, Credentials, Error, PUT, User, plain};
use crate::support::{Server, json, reply};

const LINES: &str = "application/jsonl";
const CREATED: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// What a test hands in, one by one.
struct Values<T>(UnboundedReceiver<T>);

impl<T> Stream for Values<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.0.poll_recv(context)
    }
}

/// Values that are all there from the beginning.
fn values<T>(all: impl IntoIterator<Item = T>) -> Values<T> {
    let (sender, receiver) = mpsc::unbounded_channel();
    for value in all {
        sender.send(value).ok();
    }
    Values(receiver)
}

fn user(name: &str) -> User {
    User {
        name: name.to_owned(),
        uid: 7,
    }
}

/// Sends two values, the second of which is made when the server has the first, and says what the server read.
pub(crate) async fn handed_over(
    client: impl FnOnce(String) -> Client,
    before: &str,
    sequence: bool,
) -> (String, Result<(), Error>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(format!("http://{}", listener.local_addr().unwrap()));
    let (sender, receiver) = mpsc::unbounded_channel();
    sender.send(user("first")).unwrap();
    let first = format!("{before}{{\"name\":\"first\",\"uid\":7}}\n");
    let server = async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut read = Vec::new();
        let mut second = Some(sender);
        while !read.ends_with(b"\r\n0\r\n\r\n") {
            assert_ne!(connection.read_buf(&mut read).await.unwrap(), 0);
            if String::from_utf8_lossy(&read).contains(&first)
                && let Some(sender) = second.take()
            {
                sender.send(user("second")).unwrap();
            }
        }
        connection.write_all(CREATED.as_bytes()).await.unwrap();
        String::from_utf8(read).unwrap()
    };
    let call = client.call(&PUT).path("name", "jane");
    let call = match sequence {
        true => call.json_sequence_stream("application/json-seq", Values(receiver)),
        false => call.json_lines_stream(LINES, Values(receiver)),
    };
    tokio::join!(server, call.send_empty::<ApiError>())
}

#[tokio::test]
async fn all_values_are_in_memory_before_the_first_is_sent() {
    let (seen, answer) = handed_over(plain, "", false).await;
    answer.unwrap();
    assert!(seen.contains("transfer-encoding: chunked"), "{seen}");
    assert!(seen.contains("content-type: application/jsonl"), "{seen}");
    assert!(!seen.contains("content-length"), "{seen}");
    assert!(seen.contains("{\"name\":\"second\",\"uid\":7}\n"), "{seen}");

    let (seen, answer) = handed_over(plain, "\u{1e}", true).await;
    answer.unwrap();
    assert!(seen.contains("\u{1e}{\"name\":\"second\""), "{seen}");
}

#[tokio::test]
async fn a_stream_is_dropped_where_the_method_has_no_body_as_a_rule() {
    static QUERY: Operation = Operation::new("find_users", "GET", "/users");
    let server = Server::always(reply(204, "", &[], "")).await;
    let call = plain(server.url()).call(&QUERY);
    let call = call.json_lines_stream(LINES, values([user("first")]));
    call.send_empty::<ApiError>().await.unwrap();
    let seen = server.only();
    assert_eq!(seen.header("transfer-encoding"), Some("chunked"));
    assert!(
        seen.body.contains("{\"name\":\"first\",\"uid\":7}\n"),
        "{}",
        seen.body
    );
}

#[tokio::test]
async fn half_a_stream_is_sent_again() {
    let server = Server::always(json(503, "{}")).await;
    let policy = RetryPolicy::default().base_delay(std::time::Duration::ZERO);
    let builder = Client::builder(server.url()).retry(policy);
    let call = builder.build().unwrap().call(&PUT).path("name", "jane");
    let call = call.json_lines_stream(LINES, values([user("first")]));
    let again = call.clone();
    let error = call.send_empty::<()>().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (&ErrorKind::Status, 1));

    // What a clone is to send has gone.
    let error = again.send_empty::<ApiError>().await.unwrap_err();
    let said = crate::errors::chain(&error);
    assert!(said.contains("its values were sent already"), "{said}");
}

#[tokio::test]
async fn a_refused_token_has_a_stream_sent_again() {
    let server = Server::start(|seen, _| match seen.path() {
        "/auth" => json(200, r#"{"jwt":"t"}"#),
        _ => reply(401, "", &[], ""),
    })
    .await;
    let login = Credentials::default().with_exchange(&crate::client::JSON_TOKEN, "jane", "secret");
    let builder = Client::builder(server.url()).credentials(login);
    let client = builder.build().unwrap();
    let call = client.call(&crate::client::BEARER_ONLY);
    let call = call.json_lines_stream(LINES, values([user("first")]));
    let error = call.send_empty::<()>().await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (401, 1)
    );
}

#[tokio::test]
async fn a_stream_that_found_no_connection_is_lost() {
    // Nobody listens there any more.
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let client = Client::builder(format!("http://{address}"))
        .retry(RetryPolicy::default().base_delay(std::time::Duration::ZERO))
        .build()
        .unwrap();
    let call = client.call(&PUT).path("name", "jane");
    let call = call.json_lines_stream(LINES, values([user("first")]));
    let error = call.send_empty::<()>().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Connect);
    assert!(error.attempts() > 1, "{error}");
}

#[tokio::test]
async fn the_secret_of_a_value_is_repeated() {
    let server = Server::always(json(400, r#"{"message":"hunter2 is too short","code":1}"#)).await;
    let call = plain(server.url()).call(&PUT).path("name", "jane");
    let call = call.json_lines_stream(LINES, values([Secret::from("hunter2")]));
    let error = call.send_empty::<serde_json::Value>().await.unwrap_err();
    assert!(error.to_string().contains("*** is too short"), "{error}");
}
