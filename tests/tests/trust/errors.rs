//! What a caller sees of an answer that is no success, or not the one that was promised.

use users_client_runtime::{Error, ErrorKind};
use workspace_tests::server::{Reply, Server, html, json, reply};

use crate::description::SENTINEL;
use crate::vendors::{
    Alsid, Contabo, Kestra, Portainer, Sftpgo, Vendor, client, for_each_vendor, ways,
};

/// A client of a server that gives this answer.
async fn against<V: Vendor>(reply: Reply) -> (Server, V::Client) {
    let server = Server::always(reply).await;
    let client = client::<V>(&server, &ways::<V>()[..1], SENTINEL);
    (server, client)
}

fn failed<T, E>(outcome: Result<T, Error<E>>) -> Error<E> {
    match outcome {
        Ok(_) => panic!("a failure became a success"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn the_error_of_portainer_is_typed() {
    let body = r#"{"message":"Unable to find a user","details":"object not found"}"#;
    let (_server, client) = against::<Portainer>(json(404, body)).await;
    let error: portainer_users::Error = failed(client.get_user(7).await);
    assert!(error.is_not_found());
    assert_eq!(
        error.to_string(),
        "get_user: the server answered 404 Not Found: Unable to find a user: object not found"
    );
    let body = error.into_body().expect("the typed error");
    assert_eq!(body.details.as_deref(), Some("object not found"));
}

#[tokio::test]
async fn the_error_of_kestra_is_typed() {
    let body = r#"{"message":"Unprocessable","_embedded":{"errors":[{"message":"email: must not be blank"}]}}"#;
    let (_server, client) = against::<Kestra>(json(422, body)).await;
    let error: kestra_users::Error = failed(client.get_user("jane").await);
    assert!(error.is_invalid());
    let body = error.body().expect("the typed error");
    assert_eq!(body.message, "Unprocessable");
    assert!(format!("{body:?}").contains("must not be blank"));
}

#[tokio::test]
async fn the_error_of_sftpgo_is_typed() {
    let body = r#"{"message":"Conflict","error":"the user jane already exists"}"#;
    let (_server, client) = against::<Sftpgo>(json(409, body)).await;
    let error = failed(client.get_user("jane").await);
    assert!(error.is_conflict());
    let body: &sftpgo_users::types::ApiResponse = error.body().expect("the typed error");
    let shown = serde_json::to_value(body).expect("JSON");
    assert_eq!(shown["error"], "the user jane already exists");
}

#[tokio::test]
async fn the_error_of_contabo_is_typed() {
    let body = r#"{"statusCode":401,"message":"Unauthorized"}"#;
    let (_server, client) = against::<Contabo>(json(401, body)).await;
    let error: contabo_users::Error = failed(client.get_user("jane").await);
    assert!(error.is_unauthorized() && !error.is_retryable());
    let body = error.body().expect("the typed error");
    assert_eq!(body.status_code, Some(401));
    assert_eq!(error.server_message(), Some("Unauthorized"));
}

#[tokio::test]
async fn the_error_of_alsid_is_whatever_json_it_sends() {
    let body = r#"{"error":{"code":"forbidden","message":"missing permission"}}"#;
    let (_server, client) = against::<Alsid>(json(403, body)).await;
    let error: alsid_users::Error = failed(client.get_user("7").await);
    assert!(error.is_forbidden());
    assert_eq!(error.server_message(), Some("missing permission"));
    assert_eq!(
        error.body().map(|body| &body["error"]["code"]),
        Some(&"forbidden".into())
    );
}

/// An error of any other shape loses nothing of what the server said.
macro_rules! keeps_what_came {
    ($test:ident, $Vendor:ident, $argument:expr) => {
        #[tokio::test]
        async fn $test() {
            let long = format!("<html>{}</html>", "x".repeat(200_000));
            let error = failed({
                let answer = reply(502, "text/html", &["x-proxy: front"], &long);
                let (_server, client) = against::<$Vendor>(answer).await;
                client.get_user($argument).await
            });
            assert_eq!(error.kind(), &ErrorKind::Status);
            assert!(error.is_server_error() && error.is_retryable());
            assert_eq!(error.headers()["x-proxy"], "front");
            assert_eq!(error.raw_body().len(), 64 * 1024, "bounded");
            assert!(error.raw_body().starts_with(b"<html>x"));
            assert!(error.body().is_none());
            assert_eq!(
                error.to_string(),
                "get_user: the server answered 502 Bad Gateway"
            );
            let cause = std::error::Error::source(&error).expect("why there is no typed body");
            assert!(cause.to_string().contains("an HTML page"), "{cause}");

            let beginning = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\nx-kept: yes\r\n\r\n{\"a\":";
            let (_server, client) = against::<$Vendor>(Reply::Raw(beginning.into())).await;
            let error = failed(client.get_user($argument).await);
            assert_eq!(error.kind(), &ErrorKind::BodyIncomplete);
            assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
            assert_eq!(error.headers()["x-kept"], "yes");
            assert_eq!(error.raw_body(), b"{\"a\":");

            let (_server, client) = against::<$Vendor>(json(207, "5")).await;
            let error = failed(client.get_user($argument).await);
            assert_eq!(error.kind(), &ErrorKind::UnexpectedStatus);
            assert!(error.to_string().contains("undocumented 207"), "{error}");
            assert_eq!(error.raw_body(), b"5");
        }
    };
}

keeps_what_came!(an_answer_to_alsid_is_kept, Alsid, "7");
keeps_what_came!(an_answer_to_contabo_is_kept, Contabo, "jane");
keeps_what_came!(an_answer_to_kestra_is_kept, Kestra, "jane");
keeps_what_came!(an_answer_to_portainer_is_kept, Portainer, 7);
keeps_what_came!(an_answer_to_sftpgo_is_kept, Sftpgo, "jane");

#[tokio::test]
async fn a_field_that_does_not_fit_is_named_and_not_quoted() {
    let body = format!(r#"[{{"Id":1,"Username":"a","Role":1}},{{"Id":"{SENTINEL}"}}]"#);
    let (_server, client) = against::<Portainer>(json(200, &body)).await;
    let error = failed(client.list_users().await);
    assert_eq!(error.kind(), &ErrorKind::Decode);
    assert_eq!(error.json_path(), Some("[1].Id"));
    assert!(!format!("{error} {error:?}").contains(SENTINEL));

    let body = r#"{"data":[{"secret":5}],"_links":{"self":"/"}}"#;
    let (_server, client) = against::<Contabo>(json(200, body)).await;
    let error = failed(client.generate_client_secret().await);
    assert!(
        error
            .json_path()
            .is_some_and(|path| path.starts_with("data[0]"))
    );
}

for_each_vendor!(each_malformed_body_is_told_apart);

async fn each_malformed_body_is_told_apart<V: Vendor>() {
    for (answer, expected) in [
        (json(200, ""), "the body is empty where JSON is expected"),
        (json(200, r#"{"a":1"#), "JSON that ends too early"),
        (json(200, "{a}"), "JSON with a syntax error"),
        (json(200, "5"), "found a number, expected"),
        (html(200, "<html>"), "an HTML page"),
        (reply(200, "text/plain", &[], "ok"), "plain text, not JSON"),
    ] {
        let (_server, client) = against::<V>(answer).await;
        let failed = V::get(&client).fail().await;
        assert_eq!(failed.kind, ErrorKind::Decode);
        assert_eq!(failed.status.map(|status| status.as_u16()), Some(200));
        assert!(
            failed.shown.contains(expected),
            "{expected}: {}",
            failed.shown
        );
    }
}
