//! Without `encoding` a form refuses what nests, or ignores the style that `encoding` names.

use form_without_encoding_client::Client;
use form_without_encoding_client::types::{
    CreateEitherBody, Order, OrderAddress, OrderLinesItem, Quote,
};

use crate::{pairs, server};

fn order() -> Order {
    Order::new("n")
        .tags(["a", "b"])
        .address(OrderAddress::new().city("c").lines(["1", "2"]))
        .lines([OrderLinesItem::new().price(3)])
}

#[tokio::test]
async fn what_nests_is_refused_without_encoding() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.create_order(&order()).await.unwrap();
    assert_eq!(
        pairs(&server.only().body),
        [
            "address[city]=c",
            "address[lines][]=1",
            "address[lines][]=2",
            "lines[0][price]=3",
            "name=n",
            "tags=a",
            "tags=b",
        ]
    );
}

#[tokio::test]
async fn a_style_of_a_field_is_ignored() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.create_styled_order(&order()).await.unwrap();
    assert_eq!(
        pairs(&server.only().body),
        [
            "city=c",
            "lines=1",
            "lines=2",
            "lines=[%7B%22price%22%3A3%7D]",
            "name=n",
            "tags=a,b",
        ]
    );
}

#[tokio::test]
async fn a_form_that_is_no_object_cannot_be_sent() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.create_order_from_text("a=1").await.unwrap();
    let either = CreateEitherBody::Quote(Quote::new("tomorrow"));
    client.create_either(&either).await.unwrap();
    let bodies: Vec<String> = server.seen().into_iter().map(|seen| seen.body).collect();
    assert_eq!(bodies, ["a=1", "until=tomorrow"]);
    let content_type = Some("application/x-www-form-urlencoded");
    assert!(
        server
            .seen()
            .iter()
            .all(|seen| seen.header("content-type") == content_type)
    );
}
