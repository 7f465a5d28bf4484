//! An alternative that does not declare its tag is sent without it.

use serde_json::{Value, json};
use union_tag_not_declared_client::Client;
use union_tag_not_declared_client::types::{Card, Payment, Source};
use workspace_tests::server::{Server, json as answer};

#[tokio::test]
async fn the_server_cannot_tell_what_was_sent() {
    let card = json!({ "method": "card", "number": "4" });
    let server = Server::always(answer(200, &card.to_string())).await;
    let client = Client::builder(server.url()).build().unwrap();
    let payment = Payment::Card(Card::new("4"));
    let read = client.pay(&payment).await.unwrap();
    let sent: Value = serde_json::from_str(&server.only().body).unwrap();
    assert_eq!(sent, card);
    assert_eq!(read, payment);
}

#[tokio::test]
async fn a_tag_that_stands_beside_the_alternatives_makes_types_of_its_own() {
    let server = Server::always(answer(204, "")).await;
    let client = Client::builder(server.url()).build().unwrap();
    client.keep(&Source::Card(Card::new("4"))).await.unwrap();
    let sent: Value = serde_json::from_str(&server.only().body).unwrap();
    assert_eq!(sent, json!({ "via": "card", "number": "4" }));
}
