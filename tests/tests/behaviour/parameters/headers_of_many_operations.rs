//! Headers that many operations have are set again and again, or sent to operations that do not know them.

use headers_of_many_operations_client::runtime::uuid::Uuid;
use headers_of_many_operations_client::{Client, SharedHeaders};

const ONE: Uuid = Uuid::from_u128(1);
const TWO: Uuid = Uuid::from_u128(2);

#[tokio::test]
async fn a_header_of_the_client_reaches_other_calls_than_those_that_know_it() {
    let server = super::server().await;
    let client = Client::builder(server.url())
        .x_trace_id(ONE)
        .x_code(&"123456".into())
        .build()
        .unwrap();
    client.list_things("main").await.unwrap();
    client.create_thing("main").x_trace_id(TWO).await.unwrap();
    client.create_other_thing().await.unwrap();
    client.create_other_thing().x_trace_id(TWO).await.unwrap();
    client.delete_other_things().await.unwrap();
    let seen = server.seen();
    let sent: Vec<_> = seen
        .iter()
        .map(|seen| (seen.header("x-trace-id"), seen.header("x-code")))
        .collect();
    let (one, two) = (ONE.to_string(), TWO.to_string());
    let code = Some("123456");
    assert_eq!(
        sent,
        [
            (Some(one.as_str()), code),
            (Some(two.as_str()), code),
            (Some(one.as_str()), None),
            (Some(two.as_str()), None),
            (None, None)
        ]
    );
}

/// What a program with calls of many operations would write.
fn traced<T: SharedHeaders>(it: T) -> T {
    it.x_trace_id(ONE)
}

#[tokio::test]
async fn only_single_calls_can_be_told_their_headers() {
    let server = super::server().await;
    let client = traced(Client::builder(server.url()).build().unwrap());
    traced(client.list_things("main")).await.unwrap();
    client.list_other_things().await.unwrap();
    let one = ONE.to_string();
    for seen in server.seen() {
        assert_eq!(seen.header("x-trace-id"), Some(one.as_str()));
    }
}
