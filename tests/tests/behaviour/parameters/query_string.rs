//! The whole query is described as one value, and is sent as a parameter, or not at all.

use query_string_client::Client;
use query_string_client::types::Filter;

use crate::server;

fn filter() -> Filter {
    Filter::new().name("a b").ids([1, 2])
}

#[tokio::test]
async fn json_is_not_the_query() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.find(filter()).await.unwrap();
    let query = server.only().query().to_owned();
    assert!(!query.contains('='), "{query}");
    let sent = query
        .replace("%7B", "{")
        .replace("%7D", "}")
        .replace("%22", "\"")
        .replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%5B", "[")
        .replace("%5D", "]")
        .replace("%20", " ");
    let sent: serde_json::Value = serde_json::from_str(&sent).unwrap();
    assert_eq!(sent, serde_json::json!({"name": "a b", "ids": [1, 2]}));
}

#[tokio::test]
async fn a_form_has_the_name_of_the_parameter_before_it() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.list().pairs(filter()).await.unwrap();
    assert_eq!(server.only().query(), "name=a%20b&ids=1&ids=2");
}

#[tokio::test]
async fn text_is_not_the_query() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.search().words("a&b=c").await.unwrap();
    assert_eq!(server.only().query(), "a%26b%3Dc");
}
