//! Query, header and cookie parameters arrive as OpenAPI writes them.

use serde_json::json;
use users_client_runtime::{Request, Style};

use crate::client::{LIST, TRACED, plain};
use crate::support::{Seen, Server, json as answer};

async fn sent(build: impl FnOnce(Request) -> Request) -> Seen {
    let server = Server::always(answer(200, "{}")).await;
    let call = build(plain(server.url()).call(&LIST));
    call.send_empty::<()>().await.unwrap();
    server.only()
}

async fn query(build: impl FnOnce(Request) -> Request) -> String {
    sent(build).await.query().to_owned()
}

#[tokio::test]
async fn the_default_style_repeats_the_name_of_an_array() {
    let sent = query(|call| {
        call.query("role", &["a b", "c&d"])
            .query("limit", &10)
            .query("deep", &json!({ "x": 1, "y": null }))
            .query("none", &Option::<u32>::None)
            .query("empty", &Vec::<u32>::new())
            .query("text", "")
    });
    assert_eq!(sent.await, "role=a%20b&role=c%26d&limit=10&x=1&text=");
}

#[tokio::test]
async fn other_styles_join_what_they_escape() {
    let ids = ["3", "4,5", "6 7|8"];
    let style = |style| query(move |call| call.query_with(style, "id", &ids));
    assert_eq!(style(Style::Comma).await, "id=3,4%2C5,6%207%7C8");
    assert_eq!(style(Style::Space).await, "id=3%204%2C5%206%207%7C8");
    assert_eq!(style(Style::Pipe).await, "id=3%7C4%2C5%7C6%207%7C8");
    let filter = json!({ "role": "admin", "id": [1, 2], "in": { "group": "x" } });
    let sent = query(|call| call.query_with(Style::DeepObject, "f", &filter)).await;
    let mut pairs: Vec<&str> = sent.split('&').collect();
    pairs.sort_unstable();
    assert_eq!(
        pairs,
        [
            "f%5Bid%5D%5B%5D=1",
            "f%5Bid%5D%5B%5D=2",
            "f%5Bin%5D%5Bgroup%5D=x",
            "f%5Brole%5D=admin"
        ]
    );
}

#[tokio::test]
async fn setting_a_parameter_again_replaces_it() {
    let sent = query(|call| call.query("a", &1).query("b", &2).query("a", &[3, 4])).await;
    assert_eq!(sent, "a=3&a=4&b=2");
    let sent = query(|call| call.query("a", &1).query("a", &Option::<u8>::None)).await;
    assert_eq!(sent, "");
}

#[tokio::test]
async fn no_character_of_a_query_value_is_taken_for_structure() {
    let sent = query(|call| call.query("q", "a=b&c#d+e%20'\"é\r\n")).await;
    assert_eq!(sent, "q=a%3Db%26c%23d%2Be%2520%27%22%C3%A9%0D%0A");
}

#[tokio::test]
async fn headers_and_cookies_arrive() {
    let seen = sent(|call| {
        call.header("X-Tenant", "main")
            .header("x-tenant", &["a", "b"])
            .header("X-None", &Option::<u8>::None)
            .sensitive_header("X-Code", &123_456)
            .cookie("theme", "dark")
            .cookie("lang", "de")
    });
    let seen = seen.await;
    assert_eq!(seen.header("x-tenant"), Some("a,b"));
    assert_eq!(seen.header("x-none"), None);
    assert_eq!(seen.header("x-code"), Some("123456"));
    assert_eq!(seen.header("cookie"), Some("theme=dark; lang=de"));
}

#[tokio::test]
async fn a_value_that_would_start_another_header_is_refused() {
    let client = plain("http://127.0.0.1:1");
    let error = client.call(&LIST).header("X-Tenant", "a\r\nx-admin: 1");
    let error = error.send_empty::<()>().await.unwrap_err();
    assert_eq!(error.parameter(), Some("X-Tenant"));
    let error = client.call(&LIST).cookie("theme", "dark; admin=1");
    let error = error.send_empty::<()>().await.unwrap_err();
    assert_eq!(error.parameter(), Some("theme"));
    let error = client.call(&LIST).header("q", &[[1]]);
    let error = error.send_empty::<()>().await.unwrap_err();
    assert_eq!(error.parameter(), Some("q"));
}

#[tokio::test]
async fn a_generated_header_is_fresh_per_call_unless_it_is_set() {
    let server = Server::always(answer(200, "{}")).await;
    let client = plain(server.url());
    for _ in 0..2 {
        client.call(&TRACED).send_empty::<()>().await.unwrap();
    }
    let call = client.call(&TRACED).header("X-Request-Id", "mine");
    let response = call.send_empty::<()>().with_response().await.unwrap();
    assert_eq!(response.request_id(), Some("mine"));

    let ids: Vec<String> = server
        .seen()
        .iter()
        .map(|seen| seen.header("x-request-id").unwrap().to_owned())
        .collect();
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[2], "mine");
    // A UUID of version 4: 8-4-4-4-12 digits, and the version where RFC 9562 puts it.
    let lengths: Vec<usize> = ids[0].split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12]);
    assert_eq!(ids[0].as_bytes()[14], b'4');
    assert!(server.seen()[2].header("x-trace-id").is_some());
}
