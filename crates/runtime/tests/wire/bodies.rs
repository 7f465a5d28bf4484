//! Request and response bodies of every kind.

use serde_json::json;
use users_client_runtime::{File, Multipart, Request};

use crate::client::{ApiError, CREATE, JANE, LIST, User, plain};
use crate::support::{Seen, Server, json as answer, reply};

async fn sent(build: impl FnOnce(Request) -> Request) -> Seen {
    let server = Server::always(answer(201, "{}")).await;
    let call = build(plain(server.url()).call(&CREATE));
    call.send_empty::<()>().await.unwrap();
    server.only()
}

#[tokio::test]
async fn each_kind_of_body_is_labelled_as_what_it_is() {
    let seen = sent(|call| call.json(&json!({ "a": 1 }))).await;
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.body, r#"{"a":1}"#);

    let seen = sent(|call| call.json_as("application/merge-patch+json", &json!(null))).await;
    assert_eq!(
        seen.header("content-type"),
        Some("application/merge-patch+json")
    );
    assert_eq!(seen.body, "null");

    let form = json!({ "a": "x y&z", "b": [1, 2], "c": null });
    let seen = sent(|call| call.form(&form)).await;
    assert_eq!(
        seen.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(seen.body, "a=x%20y%26z&b=1&b=2");

    let seen = sent(|call| call.text("text/csv", "a;b")).await;
    assert_eq!(seen.header("content-type"), Some("text/csv"));
    assert_eq!(seen.body, "a;b");

    let seen = sent(|call| call.bytes("application/zip", vec![1, 2])).await;
    assert_eq!(seen.header("content-type"), Some("application/zip"));
    assert_eq!(seen.body, "\u{1}\u{2}");

    let seen = sent(|call| call).await;
    assert_eq!(seen.header("content-type"), None);
    assert_eq!(seen.body, "");
}

#[tokio::test]
async fn a_form_with_files_has_the_parts_it_was_given() {
    let file = File::new("PNG")
        .file_name("a\"b\r\n.png")
        .content_type("image/png");
    let form = Multipart::new()
        .text("name", "jane")
        .text("roles", &["a", "b"])
        .text("none", &Option::<u8>::None)
        .json("meta", &json!({ "x": 1 }))
        .file("picture", file);
    let seen = sent(|call| call.multipart(form)).await;
    let content_type = seen.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let parts: Vec<&str> = seen.body.split(&format!("--{boundary}")).collect();
    assert_eq!(
        parts,
        [
            "",
            "\r\ncontent-disposition: form-data; name=\"name\"\r\n\r\njane\r\n",
            "\r\ncontent-disposition: form-data; name=\"roles\"\r\n\r\na\r\n",
            "\r\ncontent-disposition: form-data; name=\"roles\"\r\n\r\nb\r\n",
            "\r\ncontent-disposition: form-data; name=\"meta\"\r\n\
             content-type: application/json\r\n\r\n{\"x\":1}\r\n",
            "\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"a%22b%0D%0A.png\"\r\n\
             content-type: image/png\r\n\r\nPNG\r\n",
            "--\r\n",
        ]
    );
}

#[tokio::test]
async fn a_body_that_cannot_be_sent_is_refused() {
    let client = plain("http://127.0.0.1:1");
    let calls = [
        client.call(&CREATE).form(&json!([1])),
        client.call(&CREATE).text("text/plain\r\nx-admin: 1", ""),
        client
            .call(&CREATE)
            .json(&std::collections::HashMap::from([((1, 2), 3)])),
        client
            .call(&CREATE)
            .multipart(Multipart::new().file("f", File::new("").content_type("a\r\n\r\nb"))),
    ];
    for call in calls {
        let error = call.send_empty::<()>().await.unwrap_err();
        assert!(!error.may_have_been_sent(), "{error:?}");
        let reason = std::error::Error::source(&error).unwrap().to_string();
        assert!(reason.starts_with("request body: "), "{reason}");
    }
}

#[tokio::test]
async fn json_is_read_whatever_its_label() {
    for content_type in [
        "application/json",
        "text/plain",
        "application/vnd.x+json",
        "",
    ] {
        let server = Server::always(reply(200, content_type, &[], JANE)).await;
        let client = plain(server.url());
        let user = client
            .call(&LIST)
            .send_json::<User, ApiError>()
            .await
            .unwrap();
        assert_eq!(user.name, "jane");
    }
}

#[tokio::test]
async fn an_answer_without_content_is_none_where_it_may_be() {
    for (answer, expected) in [
        (reply(204, "", &[], ""), None),
        (answer(200, ""), None),
        (answer(200, " \n"), None),
        (answer(200, "null"), None),
        (answer(200, JANE), Some("jane")),
    ] {
        let server = Server::always(answer).await;
        let call = plain(server.url()).call(&LIST);
        let user = call.send_optional_json::<User, ApiError>().await.unwrap();
        assert_eq!(user.map(|user| user.name).as_deref(), expected);
    }
}

#[tokio::test]
async fn text_and_bytes_arrive_as_they_are() {
    let server = Server::always(reply(200, "text/plain", &[], "{é}")).await;
    let client = plain(server.url());
    let text = client.call(&LIST).send_text::<ApiError>().await.unwrap();
    assert_eq!(text, "{é}");
    let bytes = client.call(&LIST).send_bytes::<ApiError>().await.unwrap();
    assert_eq!(&bytes[..], "{é}".as_bytes());
    client.call(&LIST).send_empty::<ApiError>().await.unwrap();
}

#[tokio::test]
async fn status_and_headers_can_be_had() {
    let server = Server::always(reply(200, "application/json", &["etag: \"5\""], JANE)).await;
    let call = plain(server.url()).call(&LIST);
    let response = call
        .send_json::<User, ApiError>()
        .with_response()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["etag"], "\"5\"");
    assert_eq!(response.body().uid, 7);
    assert_eq!(response.into_inner().name, "jane");
}

#[tokio::test]
async fn a_call_can_be_spawned() {
    let server = Server::always(answer(200, JANE)).await;
    let future = plain(server.url())
        .call(&LIST)
        .send_json::<User, ApiError>();
    assert_eq!(tokio::spawn(future).await.unwrap().unwrap().name, "jane");
}

#[tokio::test]
async fn the_properties_of_a_value_become_parts() {
    let value = json!({
        "name": "jane", "roles": ["a", "b"], "meta": { "x": 1 }, "none": null,
        "keys": [{ "id": 1 }, { "id": 2 }], "pairs": [["a", "b"]],
    });
    let seen = sent(|call| call.multipart(Multipart::new().fields(&value))).await;
    for part in [
        "name=\"name\"\r\n\r\njane\r\n",
        "name=\"roles\"\r\n\r\na\r\n",
        "name=\"roles\"\r\n\r\nb\r\n",
        "name=\"meta\"\r\ncontent-type: application/json\r\n\r\n{\"x\":1}\r\n",
        "name=\"keys\"\r\ncontent-type: application/json\r\n\r\n{\"id\":1}\r\n",
        "name=\"keys\"\r\ncontent-type: application/json\r\n\r\n{\"id\":2}\r\n",
        "name=\"pairs\"\r\ncontent-type: application/json\r\n\r\n[\"a\",\"b\"]\r\n",
    ] {
        assert!(seen.body.contains(part), "{part}: {}", seen.body);
    }
    assert!(!seen.body.contains("none"));

    let client = plain("http://127.0.0.1:1");
    let call = client
        .call(&CREATE)
        .multipart(Multipart::new().fields(&[1]));
    assert!(
        !call
            .send_empty::<()>()
            .await
            .unwrap_err()
            .may_have_been_sent()
    );
}
