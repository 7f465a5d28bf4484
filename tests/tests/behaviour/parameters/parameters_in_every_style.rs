//! A list or an object is written as its place or its style do not allow, or a style that fits nothing is kept.

use parameters_in_every_style_client::Client;
use parameters_in_every_style_client::types::{Point, Shape};

use crate::{decoded, server};

#[tokio::test]
async fn objects_in_headers_and_lists_in_cookies_lose_their_shape() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client
        .find()
        .x_plain(Point::new(1, 2))
        .x_exploded(Point::new(1, 2))
        .x_list([3, 4])
        .seen([5, 6])
        .joined([7, 8])
        .at(Point::new(1, 2))
        .await
        .unwrap();
    let seen = server.only();
    assert_eq!(seen.header("x-plain"), Some("x,1,y,2"));
    assert_eq!(seen.header("x-exploded"), Some("x=1,y=2"));
    assert_eq!(seen.header("x-list"), Some("3,4"));
    assert_eq!(
        seen.header("cookie"),
        Some("seen=5; seen=6; joined=7,8; x=1; y=2")
    );
}

#[tokio::test]
async fn reserved_characters_are_escaped_or_end_the_value() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client
        .find()
        .url("https://example.com/a?b=c&d#e+f g%")
        .ids(["a:b", "c/d"])
        .await
        .unwrap();
    assert_eq!(
        server.only().query(),
        "url=https://example.com/a?b=c%26d%23e%2Bf%20g%25&ids=a:b,c/d"
    );
}

#[tokio::test]
async fn an_empty_text_is_as_none() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.find().empty("").await.unwrap();
    assert_eq!(server.only().query(), "empty=");
}

#[tokio::test]
async fn what_nests_deeper_than_the_style_knows_is_refused() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let shape = Shape::new()
        .name("s")
        .corner(Point::new(1, 2))
        .corners([Point::new(3, 4)]);
    client
        .find()
        .shape(shape)
        .grid([vec![1, 2], vec![3]])
        .tag("t")
        .rank(1)
        .await
        .unwrap();
    let mut pairs = decoded(server.only().query());
    pairs.sort();
    assert_eq!(
        pairs,
        [
            "corner[x]=1",
            "corner[y]=2",
            "corners[0][x]=3",
            "corners[0][y]=4",
            "grid[0][]=1",
            "grid[0][]=2",
            "grid[1][]=3",
            "name=s",
            "rank=1",
            "tag=t",
        ]
    );
}
