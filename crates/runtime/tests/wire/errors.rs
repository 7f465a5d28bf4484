//! An answer that is not what was promised says what it was instead.

use std::error::Error as _;

use users_client_runtime::{DecodeError, ErrorKind};

use crate::client::{ApiError, Client, Error, GET, JANE, LIST, User, plain};
use crate::support::{Reply, Server, html, json, reply};

async fn failed(answer: Reply) -> Error {
    let server = Server::always(answer).await;
    let call = plain(server.url())
        .call(&GET)
        .path("name", "secret-name")
        .query("q", "secret-query");
    call.send_json::<User, ApiError>().await.unwrap_err()
}

/// The messages of an error and of all its causes.
pub(crate) fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[tokio::test]
async fn the_vendors_error_body_is_typed_and_its_message_shown() {
    let error = failed(json(409, r#"{"message":"name is taken","code":17}"#)).await;
    assert_eq!(error.kind(), &ErrorKind::Status);
    assert!(error.is_conflict() && !error.is_not_found() && !error.is_retryable());
    assert_eq!(error.body().unwrap().code, 17);
    assert_eq!(error.server_message(), Some("name is taken"));
    assert_eq!(error.operation(), "get_user");
    assert_eq!(
        error.to_string(),
        "get_user: the server answered 409 Conflict: name is taken"
    );
    assert_eq!(error.into_body().unwrap().message, "name is taken");
}

#[tokio::test]
async fn what_a_server_says_in_plain_text_is_hidden_or_a_page_is_shown() {
    for (body, shown) in [
        (
            "Client sent an HTTP request to an HTTPS server.\n",
            ": Client sent an HTTP request to an HTTPS server.",
        ),
        ("Bad Request", ""),
        ("<html>no", ""),
        ("first line\nsecond line", ""),
        (r#"{"message":"broken o"#, ""),
        ("", ""),
    ] {
        let error = failed(reply(400, "text/plain", &[], body)).await;
        let text = format!("get_user: the server answered 400 Bad Request{shown}");
        assert_eq!(error.to_string(), text);
    }
    let page = "a".repeat(400);
    let error = failed(reply(400, "", &[], &page)).await;
    assert_eq!(error.server_message(), None);
}

#[tokio::test]
async fn predicates_tell_statuses_apart() {
    type Predicate = fn(&Error) -> bool;
    let predicates: [(u16, Predicate); 8] = [
        (400, Error::is_invalid),
        (422, Error::is_invalid),
        (401, Error::is_unauthorized),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (409, Error::is_conflict),
        (429, Error::is_rate_limited),
        (500, Error::is_server_error),
    ];
    for (status, _) in predicates {
        let error = failed(json(status, "")).await;
        for (other, predicate) in predicates {
            let same_meaning = status == other || status + other == 822;
            assert_eq!(predicate(&error), same_meaning, "{status} {other}");
        }
    }
}

#[tokio::test]
async fn the_page_of_a_proxy_is_called_that() {
    for (status, kind) in [(200, ErrorKind::Decode), (502, ErrorKind::Status)] {
        let error = failed(html(status, "<html><title>Bad Gateway</title>")).await;
        assert_eq!(error.kind(), &kind);
        assert_eq!(error.status().unwrap(), status);
        assert!(error.raw_body().starts_with(b"<html>"));
        assert_eq!(error.headers()["content-type"], "text/html; charset=utf-8");
        assert!(error.body().is_none());
        assert!(chain(&error).contains("an HTML page"), "{}", chain(&error));
        assert!(!chain(&error).contains("<html>"));
    }
}

#[tokio::test]
async fn each_malformed_body_is_told_apart() {
    for (answer, expected) in [
        (json(200, ""), "the body is empty where JSON is expected"),
        (json(200, r#"{"name":"jane""#), "JSON that ends too early"),
        (json(200, r#"{"name":jane}"#), "JSON with a syntax error"),
        (reply(200, "text/plain", &[], "ok"), "plain text, not JSON"),
        (reply(200, "application/xml", &[], "<a/>"), "XML, not JSON"),
        (reply(200, "", &[], "<!doctype html>"), "an HTML page"),
        (json(200, "[]"), "expected struct User"),
        (json(200, r#"{"name":"jane"}"#), "missing field `uid`"),
        (
            json(200, r#"{"name":"jane","uid":7} x"#),
            "JSON with a syntax error",
        ),
        (
            reply(200, "", &["content-encoding: gzip"], "\u{1f}x"),
            "the body is compressed",
        ),
        (json(200, "\u{feff}{}"), "JSON with a syntax error"),
    ] {
        let error = failed(answer).await;
        assert_eq!(error.kind(), &ErrorKind::Decode, "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
        assert!(
            chain(&error).contains(expected),
            "{expected}: {}",
            chain(&error)
        );
    }
}

#[tokio::test]
async fn a_decoding_error_says_where_and_not_what() {
    let server = Server::always(json(
        200,
        r#"[{"name":"a","uid":1},{"name":"b","uid":"hunter2"}]"#,
    ));
    let server = server.await;
    let call = plain(server.url()).call(&LIST);
    let error: Error = call.send_json::<Vec<User>, _>().await.unwrap_err();
    assert_eq!(error.json_path(), Some("[1].uid"));
    let text = format!("{} {error:?}", chain(&error));
    assert!(text.contains("found a string, expected u32"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
    let source = error.source().unwrap();
    assert!(source.downcast_ref::<DecodeError>().is_some());
}

#[tokio::test]
async fn an_error_body_of_another_shape_says_where_it_differs() {
    let error = failed(json(400, r#"{"message":"no","code":"hunter2"}"#)).await;
    assert!(error.body().is_none());
    assert_eq!(error.json_path(), Some("code"));
    assert_eq!(error.server_message(), Some("no"));
    assert!(!format!("{} {error:?}", chain(&error)).contains("hunter2"));
}

#[tokio::test]
async fn a_success_is_thrown_away_for_its_code() {
    for status in [201, 202, 203] {
        let server = Server::always(json(status, JANE)).await;
        let call = plain(server.url()).call(&GET).path("name", "x");
        let user: User = call.send_json::<_, ApiError>().await.unwrap();
        assert_eq!(user.name, "jane");
    }
    let server = Server::always(reply(204, "", &[], "")).await;
    let call = plain(server.url()).call(&GET).path("name", "x");
    call.send_empty::<ApiError>().await.unwrap();
}

#[tokio::test]
async fn something_else_than_the_documented_success_is_taken_for_it() {
    for answer in [
        json(202, r#"{"job":5}"#),
        json(206, JANE),
        reply(204, "", &[], ""),
    ] {
        let error = failed(answer).await;
        assert_eq!(error.kind(), &ErrorKind::UnexpectedStatus);
        assert!(error.to_string().contains("undocumented 20"), "{error}");
        assert!(error.may_have_been_sent() && !error.is_retryable());
    }
}

#[tokio::test]
async fn a_status_that_a_description_may_have_is_called_undocumented() {
    let error = failed(reply(304, "", &[], "")).await;
    assert_eq!(error.kind(), &ErrorKind::UnexpectedStatus);
    let said = error.to_string();
    assert!(
        said.ends_with("304 Not Modified, which is neither a success nor an error"),
        "{said}"
    );
}

#[tokio::test]
async fn an_odd_member_takes_the_rest_of_an_error_body_away() {
    #[derive(Debug, serde::Deserialize)]
    struct Problem {
        message: String,
        links: Option<Links>,
        #[serde(default)]
        reasons: Vec<u32>,
    }
    #[derive(Debug, serde::Deserialize)]
    struct Links {
        itself: Option<String>,
        next: Option<String>,
    }
    let body =
        r#"{"message":"no","links":{"itself":{"href":"/a"},"next":"/b"},"reasons":[1,"x",2,"y"]}"#;
    let server = Server::always(json(400, body)).await;
    let call = plain(server.url()).call(&GET).path("name", "x");
    let error = call.send_json::<User, Problem>().await.unwrap_err();
    assert_eq!(error.json_path(), Some("links.itself"));
    let problem = error.into_body().unwrap();
    assert_eq!(problem.message, "no");
    let links = problem.links.unwrap();
    assert_eq!((links.itself, links.next.as_deref()), (None, Some("/b")));
    assert_eq!(problem.reasons, [1, 2]);
}

#[tokio::test]
async fn a_number_beyond_all_measure_is_called_a_fault_of_syntax() {
    let error = failed(json(200, r#"{"name":"jane","uid":1e400}"#)).await;
    let expected = "JSON with a number that is out of range, line 1 column 26";
    assert!(chain(&error).contains(expected), "{}", chain(&error));
}

#[tokio::test]
async fn a_connection_that_breaks_in_the_body_is_not_the_end_of_it() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\nx-kept: yes\r\n\r\n{\"name\":";
    let error = failed(Reply::Raw(head.into())).await;
    assert_eq!(error.kind(), &ErrorKind::BodyIncomplete);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.headers()["x-kept"], "yes");
    assert_eq!(error.raw_body(), b"{\"name\":");
    assert!(error.source().is_some());

    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"nam";
    let error = failed(Reply::Raw(chunked.into())).await;
    assert_eq!(error.kind(), &ErrorKind::BodyIncomplete);

    let error = failed(Reply::Raw(
        b"HTTP/1.1 500 X\r\ncontent-length: 100\r\n\r\nhalf".to_vec(),
    ))
    .await;
    assert_eq!(error.kind(), &ErrorKind::Status);
    assert_eq!(error.raw_body(), b"half");
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_taken_for_a_broken_connection() {
    for bytes in [
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: \r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    ] {
        let server = Server::always(Reply::Raw(bytes.into())).await;
        let client = Client::builder(server.url()).build().unwrap();
        let call = client.call(&GET).path("name", "x");
        let error = call.send_json::<User, ApiError>().await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Malformed, "{bytes:?}");
        assert!(error.may_have_been_sent() && !error.is_retryable());
        assert!(error.source().is_some());
        assert_eq!(server.count(), 1, "it would not get better: {bytes:?}");
    }
    let error = failed(Reply::Raw(Vec::new())).await;
    assert_eq!(error.kind(), &ErrorKind::Interrupted);
}

#[tokio::test]
async fn messages_are_found_in_bodies_of_every_shape() {
    for (body, message) in [
        (r#"{"error":"a","message":"b"}"#, Some("b: a")),
        // What the status says is no news.
        (
            r#"{"error":"name is taken","message":"Bad Request"}"#,
            Some("name is taken"),
        ),
        (r#"{"message":"Bad Request"}"#, Some("Bad Request")),
        (
            r#"{"message":"Invalid payload","details":"Invalid payload: no name"}"#,
            Some("Invalid payload: no name"),
        ),
        (
            r#"{"message":"Invalid request payload","details":"Unknown role"}"#,
            Some("Invalid request payload: Unknown role"),
        ),
        (
            r#"{"error":"invalid_grant","error_description":"no"}"#,
            Some("invalid_grant: no"),
        ),
        (r#"{"error":{"message":"deep"}}"#, Some("deep")),
        (r#"{"data":{"message":"deep"}}"#, Some("deep")),
        (
            r#"{"errors":[{"detail":"first"},{"detail":"second"}]}"#,
            Some("first; second"),
        ),
        (
            r##"{"type":"https://example.com/p","title":"Not valid","detail":"Two faults","status":422,
                "errors":[{"detail":"too small","pointer":"#/age"},{"detail":"unknown","pointer":"#/color"}]}"##,
            Some("Not valid: Two faults: #/age: too small; #/color: unknown"),
        ),
        (
            r#"{"title":"Not valid","errors":{"age":["too small","odd"]}}"#,
            Some("Not valid: age: too small; odd"),
        ),
        (
            r#"{"detail":[{"loc":["body"],"msg":"field required"}]}"#,
            Some("field required"),
        ),
        (r#"{"title":"Not Found","status":404}"#, Some("Not Found")),
        (r#"{"message":" ","detail":"real"}"#, Some("real")),
        (r#""just text""#, Some("just text")),
        (r#"{"code":5}"#, None),
        ("", None),
        ("<html>", None),
    ] {
        let error = failed(json(400, body)).await;
        assert_eq!(error.server_message(), message, "{body}");
    }
}

#[tokio::test]
async fn a_message_cannot_forge_a_line_or_fill_a_log() {
    let long = "x".repeat(10_000);
    let body = serde_json::json!({ "message": format!("a\r\nroot: all is well\u{1b}[2J{long}") });
    let error = failed(json(400, &body.to_string())).await;
    let text = error.to_string();
    assert!(
        !text.contains(|character: char| character.is_control()),
        "{text}"
    );
    assert!(text.len() < 500, "{}", text.len());
}

#[tokio::test]
async fn nothing_that_was_sent_is_shown() {
    for answer in [
        json(500, "{}"),
        json(200, "{}"),
        Reply::HangUp,
        html(404, ""),
    ] {
        let error = failed(answer).await;
        let text = format!("{} {error:?} {error:#?}", chain(&error));
        assert!(!text.contains("secret-"), "{text}");
        assert!(text.contains("/users/{name}"), "{text}");
    }
}
