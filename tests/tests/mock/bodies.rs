//! Bodies other than JSON. None of the vendors takes any, so this calls the runtime as a generated crate would.

use serde_json::{Value, json};
use users_client_runtime::mock::{
    Arguments, Empty, Expectation, Mock, OptionalJson, Raw, Server, Text, Then,
};
use users_client_runtime::{
    Bytes, Core, CredentialSet, Error, File, Multipart, Operation, Request, Secret, Status,
};

use crate::assert_reviewed;

static SEND: Operation =
    Operation::new("send", "POST", "/things/{kind}").success(&[Status::Code(204)]);
static GET: Operation =
    Operation::new("get", "GET", "/things/{kind}").success(&[Status::Code(200), Status::Code(204)]);

struct Call(Expectation);

impl Arguments for Call {
    fn of(expectation: Expectation) -> Self {
        Self(expectation)
    }

    fn into_expectation(self) -> Option<Expectation> {
        Some(self.0)
    }
}

fn server() -> (Server, Core) {
    static OPERATIONS: &[&Operation] = &[&SEND, &GET];
    let server = Server::start(OPERATIONS, &[]);
    let client = server.client::<Core, CredentialSet>(CredentialSet::default());
    (server, client)
}

fn expect(server: &Server, set: impl Fn(Request<()>) -> Request<()>) -> Mock {
    server.expect(
        &SEND,
        |when: &mut users_client_runtime::mock::When<Call>, then: &mut Then<Empty, Value>| {
            when.0.has(&set);
            then.ok()
        },
    )
}

async fn send(request: Request) -> Result<(), Error> {
    request.path("kind", "a").send_empty().await
}

#[tokio::test]
async fn forms_are_compared_by_field() {
    let (server, client) = server();
    let body = json!({ "name": "a&b c", "tags": ["x", "y"] });
    let sent = expect(&server, |call| call.form(&body));
    send(client.request(&SEND).form(&body))
        .await
        .expect("the same");
    let other = json!({ "name": "a&b c", "tags": ["y", "x"], "more": 1 });
    send(client.request(&SEND).form(&other))
        .await
        .expect_err("another");
    sent.assert_called(1);
    assert_reviewed("forms", &server.unmatched().join("\n"));
}

#[tokio::test]
async fn multipart_is_compared_by_part_whatever_the_boundary() {
    let (server, client) = server();
    let form = |text: &str, bytes: &[u8]| {
        let file = File::new(bytes.to_vec()).file_name("a.bin");
        Multipart::new()
            .text("note", text)
            .text("password", &Secret::from("hunter2"))
            .file("file", file)
    };
    let sent = expect(&server, |call| call.multipart(form("one", b"\xff\r\n--")));
    let request = || client.request(&SEND);
    send(request().multipart(form("one", b"\xff\r\n--")))
        .await
        .expect("the same");
    send(request().multipart(form("two", b"\xff")))
        .await
        .expect_err("another text and file");
    sent.assert_called(1);
    assert_reviewed("multipart", &server.unmatched().join("\n"));
}

#[tokio::test]
async fn text_and_bytes_are_compared_as_they_are() {
    let (server, client) = server();
    let request = || client.request(&SEND);
    let text = expect(&server, |call| call.text("text/plain", "hello"));
    send(request().text("text/plain", "hello"))
        .await
        .expect("the same");
    send(request().text("text/plain", "hallo"))
        .await
        .expect_err("another");
    send(request().text("text/csv", "hello"))
        .await
        .expect_err("another media type");
    text.assert_called(1);
    let bytes = expect(&server, |call| {
        call.bytes("application/octet-stream", vec![0, 255])
    });
    send(request().bytes("application/octet-stream", vec![0, 255]))
        .await
        .expect("the same");
    send(request()).await.expect_err("no body");
    bytes.assert_called(1);
    assert_reviewed("text", &server.unmatched().join("\n"));
}

#[tokio::test]
async fn headers_and_cookies_are_compared_and_secrets_not_shown() {
    let (server, client) = server();
    let sent = expect(&server, |call| {
        call.header("x-plain", "a")
            .sensitive_header("x-secret", "hunter2")
            .cookie("session", "hunter2")
    });
    let request = || client.request(&SEND).header("x-plain", "a");
    let good = request().sensitive_header("x-secret", "hunter2");
    send(good.cookie("other", "1").cookie("session", "hunter2"))
        .await
        .expect("the same");
    let bad = client.request(&SEND).header("x-plain", "b");
    send(bad.sensitive_header("x-secret", "hunter3"))
        .await
        .expect_err("another");
    sent.assert_called(1);
    let text = server.unmatched().join("\n");
    assert!(!text.contains("hunter"), "{text}");
    assert_reviewed("headers", &text);
}

#[tokio::test]
async fn a_success_is_what_the_operation_says() {
    let (server, client) = server();
    let call = || client.request(&GET).path("kind", "a");
    server.expect(
        &GET,
        |_: &mut users_client_runtime::mock::When, then: &mut Then<Text, Value>| then.ok("hello"),
    );
    assert_eq!(call().send_text::<Value>().await.expect("text"), "hello");
    server.expect(
        &GET,
        |_: &mut users_client_runtime::mock::When, then: &mut Then<Raw, Value>| {
            then.ok(vec![0, 255])
        },
    );
    assert_eq!(
        call().send_bytes::<Value>().await.expect("bytes"),
        Bytes::from(vec![0, 255])
    );
    server.expect(
        &GET,
        |_: &mut users_client_runtime::mock::When, then: &mut Then<OptionalJson<u8>, Value>| {
            then.ok(&1);
            then.ok(None);
        },
    );
    let optional = || call().send_optional_json::<u8, Value>().with_response();
    let (one, none) = (
        optional().await.expect("one"),
        optional().await.expect("none"),
    );
    assert_eq!((one.status().as_u16(), one.into_inner()), (200, Some(1)));
    assert_eq!((none.status().as_u16(), none.into_inner()), (204, None));
}
