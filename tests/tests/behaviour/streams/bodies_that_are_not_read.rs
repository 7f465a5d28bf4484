//! Each media type of a success is asked for by a setter, and arrives as what it is.

use bodies_that_are_not_read_client::{Call as _, Client};
use workspace_tests::server::{Server, in_pieces, reply};

#[tokio::test]
async fn a_media_type_cannot_be_asked_for_or_is_read_as_another() {
    let server = Server::start(|seen, _| match seen.header("accept").unwrap() {
        "application/json" => reply(200, "application/json", &[], r#"[{"id":1}]"#),
        "text/csv" => reply(200, "text/csv", &[], "id\n1\n"),
        "application/pdf" => reply(200, "application/pdf", &[], "%PDF"),
        other => reply(406, "text/plain", &[], other),
    })
    .await;
    let client = Client::builder(server.url()).build().unwrap();
    let things = client.export().await.unwrap();
    assert_eq!(things[0].id, 1);
    let table: String = client.export().accept_csv().await.unwrap();
    assert_eq!(table, "id\n1\n");
    let document = client.export().accept_pdf().await.unwrap();
    assert_eq!(&document[..], b"%PDF");
    let response = client.export().accept_csv().with_response().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/csv");
    let mut pieces = client.export().accept_pdf().byte_stream().await.unwrap();
    assert_eq!(&pieces.next().await.unwrap().unwrap()[..], b"%PDF");
}

#[tokio::test]
async fn xml_is_no_text() {
    let server = Server::always(reply(200, "application/xml", &[], "<thing id='1'/>")).await;
    let client = Client::builder(server.url()).build().unwrap();
    let text = client.put_xml("<thing/>").await.unwrap();
    assert_eq!(text, "<thing id='1'/>");
    let seen = server.only();
    assert_eq!(seen.header("content-type"), Some("application/xml"));
    assert_eq!(seen.header("accept"), Some("application/xml"));
    assert_eq!(seen.body, "<thing/>");
}

#[tokio::test]
async fn a_stream_is_read_when_it_has_ended() {
    let server = Server::always(in_pieces("text/event-stream", b"data: {\"id\":5}\n\n", 3)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let mut events = client.listen().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.id, 5);
    assert!(events.next().await.is_none());
    assert_eq!(server.only().header("accept"), Some("text/event-stream"));

    let server = Server::always(in_pieces("application/jsonl", b"{\"id\":5}\n{\"id\":6}", 3)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let mut lines = client.read_lines().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().id, 5);
    assert_eq!(lines.next().await.unwrap().unwrap().id, 6);
    assert!(lines.next().await.is_none());
}
