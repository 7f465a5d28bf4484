//! A body is sent as another media type than the caller has, where the description leaves it open.

use media_types_of_bodies_client::Client;
use media_types_of_bodies_client::types::Thing;
use workspace_tests::server::{Seen, Server, reply};

use crate::server;

#[tokio::test]
async fn the_caller_cannot_say_what_an_image_is() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.set_avatar("image/webp", "x").await.unwrap();
    client
        .set_cover()
        .content_type("image/png")
        .body("x")
        .await
        .unwrap();
    client.set_file("a", "x").content_type("a/b").await.unwrap();
    let note = client.set_note("x").content_type("query");
    note.content_type_2("text/markdown").await.unwrap();
    let sent = ["image/webp", "image/png", "a/b", "text/markdown"];
    for (seen, sent) in server.seen().iter().zip(sent) {
        assert_eq!(
            (seen.header("content-type"), &*seen.body),
            (Some(sent), "x")
        );
    }
}

#[tokio::test]
async fn a_range_is_sent_as_a_media_type() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.set_cover().body("x").await.unwrap();
    client.set_file("a", "x").await.unwrap();
    client.set_note("x").await.unwrap();
    let sent = ["image/jpeg", "application/octet-stream", "text/plain"];
    for (seen, sent) in server.seen().iter().zip(sent) {
        assert_eq!(seen.header("content-type"), Some(sent));
    }
}

#[tokio::test]
async fn no_body_has_a_media_type() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.set_cover().content_type("image/png").await.unwrap();
    assert_eq!(server.only().header("content-type"), None);
}

#[tokio::test]
async fn an_object_is_sent_as_a_list_of_operations() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let change = serde_json::Map::new();
    client.change_thing(&change).await.unwrap();
    let strategic = "application/strategic-merge-patch+json";
    let call = client.change_thing(&change).content_type(strategic);
    call.await.unwrap();
    client.add_thing(1).await.unwrap();
    let sent = [
        "application/merge-patch+json",
        strategic,
        "application/json",
    ];
    for (seen, sent) in server.seen().iter().zip(sent) {
        assert_eq!(seen.header("content-type"), Some(sent));
    }
}

#[tokio::test]
async fn what_a_vendor_calls_after_its_version_is_bytes() {
    let answer = |_: &Seen, _| reply(200, "application/vnd.company.v2", &[], r#"{"id":2}"#);
    let server = Server::start(answer).await;
    let client = Client::builder(server.url()).build().unwrap();
    assert_eq!(client.add_version(&Thing::new(1)).await.unwrap().id, 2);
    let earlier = client.add_version(&Thing::new(1));
    earlier
        .content_type("application/vnd.company.v1")
        .await
        .unwrap();
    let sent = ["application/vnd.company.v2", "application/vnd.company.v1"];
    for (seen, sent) in server.seen().iter().zip(sent) {
        assert_eq!(seen.header("content-type"), Some(sent));
        assert_eq!(seen.body, r#"{"id":1}"#);
        // Another version is not what is read.
        let accept = Some("application/vnd.company.v2");
        assert_eq!(seen.header("accept"), accept);
    }
}

#[tokio::test]
async fn bytes_that_are_no_json_are_read_as_json() {
    let answer = |_: &Seen, _| reply(200, "application/vnd.company.protobuf", &[], "\u{8}\u{2}");
    let server = Server::start(answer).await;
    let client = Client::builder(server.url()).build().unwrap();
    assert_eq!(&client.get_version().await.unwrap()[..], b"\x08\x02");
}
