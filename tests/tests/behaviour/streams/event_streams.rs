//! Events and JSON values arrive one after the other, as the types that are described.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use event_streams_client::runtime::{Event, RetryPolicy, Stream};
use event_streams_client::types::{ChatBody, Chunk, EitherWayOk, Thing, WatchStatesResponseData};
use event_streams_client::{Call as _, Client, mock};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use workspace_tests::server::{Reply, Server, in_pieces, json, reply};

const SSE: &str = "text/event-stream";

fn client(server: &Server) -> Client {
    Client::builder(server.url())
        .retry(RetryPolicy::off())
        .build()
        .unwrap()
}

#[tokio::test]
async fn the_answer_is_not_what_was_asked_for() {
    let server = Server::start(|seen, _| match seen.header("accept").unwrap() {
        SSE => in_pieces(
            SSE,
            b"data: {\"word\":\"a\",\"key\":\"hunter2\"}\n\ndata: [DONE]\n\n",
            1,
        ),
        _ => json(200, r#"{"text":"a b"}"#),
    })
    .await;
    let client = client(&server);
    let body = ChatBody::new("hello");
    assert_eq!(client.chat(&body).await.unwrap().text, "a b");
    let call = client.chat(&body.stream(true)).accept_event_stream();
    // What is set after the media type is sent as well.
    let mut words = call.model("large").await.unwrap();
    let first = words.next().await.unwrap().unwrap();
    assert!(!format!("{first:?}").contains("hunter2"));
    assert_eq!(first.data.word, "a");
    assert!(words.next().await.is_none());
    let seen = &server.seen()[1];
    assert_eq!(seen.target, "/chat?model=large");
    assert_eq!(seen.body, r#"{"prompt":"hello","stream":true}"#);
}

#[tokio::test]
async fn an_error_is_a_stream_like_the_success() {
    let server = Server::always(reply(422, SSE, &[], r#"{"message":"too long"}"#)).await;
    let call = client(&server)
        .chat(&ChatBody::new("x"))
        .accept_event_stream();
    let error = call.await.unwrap_err();
    assert_eq!(error.body().unwrap().message, "too long");
}

#[tokio::test]
async fn the_fields_of_an_event_are_those_of_its_data() {
    let body = b"event: changed\nid: 9\ndata: {\"id\":1,\ndata: \"at\":\"2024-01-01T00:00:00\"}\n\ndata: {\"id\":\"x\"}\n\ndata: {\"id\":2}\n\n";
    let server = Server::always(in_pieces(SSE, body, 4)).await;
    let mut events = client(&server).listen().topic("t").await.unwrap();
    let Event {
        data, event, id, ..
    } = events.next().await.unwrap().unwrap();
    assert_eq!((data.id, data.at.is_some()), (1, true));
    assert_eq!(
        (event.as_deref(), id.as_deref()),
        (Some("changed"), Some("9"))
    );
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!((error.item(), error.json_path()), (Some(2), Some("id")));
    assert_eq!(events.next().await.unwrap().unwrap().data.id, 2);
    assert!(events.next().await.is_none());

    // 204 is an end, not an error.
    let server = Server::always(reply(204, "", &[], "")).await;
    assert!(
        client(&server)
            .listen()
            .await
            .unwrap()
            .next()
            .await
            .is_none()
    );
}

#[tokio::test]
async fn data_that_is_no_json_is_not_read() {
    let server = Server::always(in_pieces(SSE, b"data: {1}\n\ndata: up\n\n", 100)).await;
    let mut lines = client(&server).follow_log().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().data, "{1}");
    let mut states = client(&server).watch_states().await.unwrap();
    // An enum is open to values that nobody knows yet.
    let state = states.next().await.unwrap().unwrap().data;
    assert_eq!(state.as_str(), "{1}");
    let state = states.next().await.unwrap().unwrap().data;
    assert_eq!(state, WatchStatesResponseData::Up);
}

#[tokio::test]
async fn values_are_sent_or_read_as_one_list() {
    let answer = "\u{1e}{\"done\":true}\n\u{1e}{\n\"done\":false}\n";
    let server = Server::always(in_pieces("application/json-seq", answer.as_bytes(), 2)).await;
    let client = client(&server);
    let mut done = client
        .import_things(&[Thing::new(1), Thing::new(2)])
        .await
        .unwrap();
    assert!(done.next().await.unwrap().unwrap().done);
    assert!(!done.next().await.unwrap().unwrap().done);
    assert!(done.next().await.is_none());
    let seen = server.only();
    assert_eq!(seen.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(seen.body, "{\"id\":1}\n{\"id\":2}\n");

    let server = Server::always(reply(204, "", &[], "")).await;
    let call = self::client(&server).replace_things();
    call.body(&[Thing::new(1)]).await.unwrap();
    assert_eq!(server.only().body, "\u{1e}{\"id\":1}\n");
}

/// One value that is there at once.
struct Once(Option<Thing>);

impl Stream for Once {
    type Item = Thing;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Thing>> {
        Poll::Ready(self.0.take())
    }
}

/// Reads a request whose body comes in chunks, and answers that all is done.
async fn read_in_chunks(listener: TcpListener) -> String {
    let (mut connection, _) = listener.accept().await.unwrap();
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n0\r\n\r\n") {
        assert_ne!(connection.read_buf(&mut read).await.unwrap(), 0);
    }
    let answer = b"HTTP/1.1 204 Done\r\nconnection: close\r\n\r\n";
    connection.write_all(answer).await.unwrap();
    String::from_utf8(read).unwrap()
}

#[tokio::test]
async fn values_have_to_be_in_memory_before_they_are_sent() {
    for optional in [true, false] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let client = Client::builder(url).build().unwrap();
        let values = Once(Some(Thing::new(5)));
        let sending = async {
            match optional {
                true => client.replace_things().body_stream(values).await.unwrap(),
                false => drop(client.import_things(&[]).body_stream(values).await.unwrap()),
            }
        };
        let (seen, ()) = tokio::join!(read_in_chunks(listener), sending);
        let value = match optional {
            true => "\u{1e}{\"id\":5}\n",
            false => "{\"id\":5}\n",
        };
        assert!(seen.contains(&format!("\r\n{value}\r\n0\r\n")), "{seen}");
    }
}

#[tokio::test]
async fn a_download_cannot_be_read_while_it_comes() {
    let body = vec![b'x'; 100_000];
    let server = Server::always(in_pieces("application/octet-stream", &body, 10_000)).await;
    let client = client(&server);
    let mut download = client.backup().byte_stream().await.unwrap();
    let mut size = 0;
    while let Some(piece) = download.next().await {
        size += piece.unwrap().len();
    }
    assert_eq!(size, body.len());
    assert_eq!(client.backup().await.unwrap().len(), body.len());
    let call = client.backup().max_response_bytes(50_000);
    let mut download = call.byte_stream().await.unwrap();
    let error = loop {
        match download.next().await.unwrap() {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert!(
        error.to_string().contains("more than 50000 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn head_waits_for_a_stream() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    let server = Server::always(Reply::Stall(head.into())).await;
    let call = client(&server).look_at_backup();
    call.timeout(Duration::from_secs(5)).await.unwrap();
}

#[tokio::test]
async fn a_stream_beside_another_body_is_lost() {
    let server = Server::always(in_pieces(SSE, b"data: {}\n\n", 100)).await;
    let text = client(&server).either_way().await.unwrap();
    assert_eq!(text, EitherWayOk::Ok("data: {}\n\n".to_owned()));
}

#[tokio::test]
async fn a_mock_server_answers_no_stream() {
    let server = mock::Server::start().await;
    server.listen(|when, then| {
        when.topic("t");
        let events = [
            Event::new(Thing::new(1))
                .event("made")
                .id("7")
                .retry(Duration::ZERO),
            Event::new(Thing::new(2)),
        ];
        then.ok(events).broken_after(60);
        then.ok([Event::new(Thing::new(3))]);
        then.respond(204, SSE, "");
    });
    let events = server.client().listen().topic("t").await.unwrap();
    let policy = RetryPolicy::default().base_delay(Duration::ZERO);
    let mut events = events.reconnect(policy);
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.data.id, first.event.as_deref()), (1, Some("made")));
    assert_eq!(first.retry, Some(Duration::ZERO));
    let mut rest = Vec::new();
    while let Some(event) = events.next().await {
        rest.push(event.unwrap().data.id);
    }
    assert_eq!(rest.last(), Some(&3));

    server.export_things(|_, then| then.ok(&[Thing::new(1), Thing::new(2)]));
    let mut things = server.client().export_things().await.unwrap();
    assert_eq!(things.next().await.unwrap().unwrap().id, 1);
    assert_eq!(things.next().await.unwrap().unwrap().id, 2);
    assert!(things.next().await.is_none());

    server.follow_log(|_, then| then.ok([Event::new("two\nlines".to_owned())]));
    let mut lines = server.client().follow_log().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().data, "two\nlines");

    server.chat(|_, then| then.events([Event::new(Chunk::new("a"))]));
    let call = server.client().chat(&ChatBody::new("x"));
    let mut words = call.accept_event_stream().await.unwrap();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "a");
}
