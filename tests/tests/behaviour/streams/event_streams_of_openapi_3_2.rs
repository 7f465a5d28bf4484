//! `itemSchema` describes events with their fields, and what the data holds.

use event_streams_of_openapi_3_2_client::types::{ChannelEvent, ChannelEventDoneData, Job, Left};
use event_streams_of_openapi_3_2_client::{Client, mock};
use workspace_tests::server::{Server, in_pieces, reply};

const SSE: &str = "text/event-stream";

async fn serving(body: &str) -> (Server, Client) {
    let server = Server::always(in_pieces(SSE, body.as_bytes(), 5)).await;
    let client = Client::builder(server.url()).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn the_data_of_an_event_is_a_text_that_holds_json() {
    let (_server, client) = serving("event: job\ndata: {\"name\":\"a\",\"note\":\"{}\"}\n\n").await;
    let mut jobs = client.watch_jobs().await.unwrap();
    let event = jobs.next().await.unwrap().unwrap();
    assert_eq!(event.event.as_deref(), Some("job"));
    // Anywhere else, a text that holds JSON stays one.
    assert_eq!(event.data, Job::new("a").note("{}"));
    let mut jobs = client.read_plain().await.unwrap();
    assert_eq!(jobs.next().await.unwrap().unwrap().data.name, "a");

    let (_server, client) = serving("data: 12\n\n").await;
    let mut ticks = client.ticks().await.unwrap();
    assert_eq!(ticks.next().await.unwrap().unwrap().data, "12");
}

#[tokio::test]
async fn events_are_not_told_apart_by_their_names() {
    let (_server, client) = serving(
        "event: job\nid: 4\ndata: {\"name\":\"a\"}\n\nevent: left\ndata: {\"who\":\"b\"}\n\ndata: [done]\n\nevent: later\ndata: {}\n\n",
    )
    .await;
    let mut events = client.listen().await.unwrap();
    let ChannelEvent::Job(job) = events.next().await.unwrap().unwrap().data else {
        panic!();
    };
    assert_eq!(job.data, Some(Job::new("a")));
    assert_eq!(job.id.as_deref(), Some("4"));
    let ChannelEvent::Left(left) = events.next().await.unwrap().unwrap().data else {
        panic!();
    };
    assert_eq!(left.data, Some(Left::new("b")));
    let ChannelEvent::Done(done) = events.next().await.unwrap().unwrap().data else {
        panic!();
    };
    assert_eq!(done.data, Some(ChannelEventDoneData::Done));
    let other = events.next().await.unwrap().unwrap().data;
    assert!(matches!(&other, ChannelEvent::Other(event) if event["event"] == "later"));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_mock_server_sends_described_events_as_one_text() {
    let text = r#"{"event":"left","data":{"who":"b"},"id":"1"}"#;
    let event: ChannelEvent = serde_json::from_str(text).unwrap();
    let server = mock::Server::start().await;
    server.listen(|_, then| then.ok(&[event.clone()]));
    let mut events = server.client().listen().await.unwrap();
    let came = events.next().await.unwrap().unwrap();
    assert_eq!(came.data, event);
    assert_eq!(
        (came.event.as_deref(), came.id.as_deref()),
        (Some("left"), Some("1"))
    );
}

#[tokio::test]
async fn lines_are_described_by_item_schema() {
    let server = Server::always(in_pieces("application/jsonl", b"{\"name\":\"a\"}\n", 5)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let mut records = client.read_records().await.unwrap();
    assert_eq!(records.next().await.unwrap().unwrap(), Job::new("a"));
    let server = Server::always(reply(204, "", &[], "")).await;
    let client = Client::builder(server.url()).build().unwrap();
    client.write_records(&[Job::new("a")]).await.unwrap();
    assert_eq!(server.only().body, "{\"name\":\"a\"}\n");
}
