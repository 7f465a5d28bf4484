//! Answers that are read while they come, however they are cut and wherever they end.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::Value;
use tokio::io::AsyncReadExt as _;
use users_client_runtime::{
    ByteStream, ErrorKind, Event, EventStream, JsonStream, Operation, RetryPolicy, Secret,
};

use crate::client::{ApiError, Client, Error, LIST, User, plain};
use crate::support::{Reply, Server, in_pieces, json, reply};

const SHORT: Duration = Duration::from_millis(300);
const SSE: &str = "text/event-stream";
const JANE_EVENT: &str = "id: 1\ndata: {\"name\":\"jane\",\"uid\":7}\n\n";

type Events<T> = EventStream<T, ApiError>;
type Values<T> = JsonStream<T, ApiError>;

async fn events(server: &Server) -> Events<User> {
    let call = plain(server.url()).call(&LIST);
    call.send_events::<User, ApiError>().await.unwrap()
}

async fn values(server: &Server) -> Values<User> {
    let call = plain(server.url()).call(&LIST);
    call.send_json_stream::<User, ApiError>().await.unwrap()
}

fn head(content_type: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: {content_type}\r\n\r\n")
}

async fn rest<T>(stream: &mut Values<T>) -> Vec<Result<T, Error>>
where
    T: serde::de::DeserializeOwned,
{
    let mut found = Vec::new();
    while let Some(value) = stream.next().await {
        found.push(value);
    }
    found
}

#[tokio::test]
async fn pieces_cut_in_the_middle_of_a_character_are_read_apart() {
    let body = "event: hired\nid: 1\ndata: {\"name\":\"jané\",\ndata: \"uid\":7}\r\n\r\n:\n\ndata: {\"name\":\"joe\",\"uid\":8}\n\n";
    for size in [1, 2, 3, 7, 1000] {
        let server = Server::always(in_pieces(SSE, body.as_bytes(), size)).await;
        let mut stream = events(&server).await;
        let first = stream.next().await.unwrap().unwrap();
        assert_eq!(first.data.name, "jané");
        assert_eq!(first.event.as_deref(), Some("hired"));
        assert_eq!(first.id.as_deref(), Some("1"));
        let second = stream.next().await.unwrap().unwrap();
        assert_eq!((second.data.uid, second.event), (8, None));
        assert_eq!(second.id.as_deref(), Some("1"));
        assert!(stream.next().await.is_none());
        assert!(stream.next().await.is_none());
    }

    let body = "{\"name\":\"jané\",\"uid\":7}\r\n\n{\"name\":\"joe\",\"uid\":8}";
    for size in [1, 2, 3, 7, 1000] {
        let server = Server::always(in_pieces("application/jsonl", body.as_bytes(), size)).await;
        let mut stream = values(&server).await;
        let users: Vec<User> = rest(&mut stream).await.into_iter().flatten().collect();
        assert_eq!(users.len(), 2);
        assert_eq!(users[0].name, "jané");
    }
}

#[tokio::test]
async fn an_event_is_held_back_until_the_next_one_comes() {
    let server = Server::always(Reply::Stall((head(SSE) + JANE_EVENT).into())).await;
    let mut stream = events(&server).await;
    let first = tokio::time::timeout(SHORT, stream.next()).await.unwrap();
    assert_eq!(first.unwrap().unwrap().data.uid, 7);
    assert!(tokio::time::timeout(SHORT, stream.next()).await.is_err());

    for (media_type, body) in [
        ("application/x-ndjson", "{\"name\":\"jane\",\"uid\":7}\n"),
        (
            "application/json-seq",
            "\u{1e}{\"name\":\"jane\",\n\"uid\":7}\n",
        ),
    ] {
        let server = Server::always(Reply::Stall((head(media_type) + body).into())).await;
        let mut stream = values(&server).await;
        let first = tokio::time::timeout(SHORT, stream.next()).await.unwrap();
        assert_eq!(first.unwrap().unwrap().uid, 7);
    }
}

#[tokio::test]
async fn a_broken_item_takes_the_others_along_or_shows_what_it_holds() {
    #[derive(Debug, Deserialize)]
    struct Key {
        #[expect(dead_code, reason = "only its `Debug` is looked at")]
        key: Secret,
    }
    let body = "data: {\"key\":\"hunter1\"}\n\ndata: {\"key\":[\"hunter2\"]}\n\ndata: hunter3\n\ndata: {\"key\":\"hunter4\"}\n\n";
    let server = Server::always(in_pieces(SSE, body.as_bytes(), 1000)).await;
    let call = plain(server.url()).call(&LIST);
    let mut stream = call.send_events::<Key, ApiError>().await.unwrap();
    let mut seen = Vec::new();
    while let Some(event) = stream.next().await {
        let text = match &event {
            Ok(event) => format!("{event:?}"),
            Err(error) => {
                assert_eq!(error.kind(), &ErrorKind::Decode);
                assert!(String::from_utf8_lossy(error.raw_body()).contains("hunter"));
                format!("{error} {error:?}")
            }
        };
        assert!(!text.contains("hunter"), "{text}");
        seen.push(event.map(drop).map_err(|error| error.item()));
    }
    assert_eq!(seen, [Ok(()), Err(Some(2)), Err(Some(3)), Ok(())]);

    let lines = "{\"name\":\"jane\",\"uid\":7}\n{\"name\":\n{\"name\":\"joe\",\"uid\":-1}\n{\"name\":\"jim\",\"uid\":9}\n";
    let server = Server::always(in_pieces("application/x-ndjson", lines.as_bytes(), 5)).await;
    let found = rest(&mut values(&server).await).await;
    let texts: Vec<String> = found
        .iter()
        .filter_map(|value| value.as_ref().err())
        .map(|error| std::error::Error::source(error).unwrap().to_string())
        .collect();
    assert_eq!(found.len(), 4);
    assert!(
        texts[0].starts_with("item 2: the body is JSON that ends too early"),
        "{texts:?}"
    );
    assert_eq!(texts[1], "item 3: at `uid`: found a number, expected u32");
    assert_eq!(found[2].as_ref().unwrap_err().json_path(), Some("uid"));
    assert!(found[3].is_ok());
}

#[tokio::test]
async fn a_stream_that_falls_silent_is_waited_for_for_ever() {
    let server = Server::always(Reply::Stall((head(SSE) + JANE_EVENT).into())).await;
    let client = Client::builder(server.url())
        .read_timeout(SHORT)
        .build()
        .unwrap();
    let mut stream = client
        .call(&LIST)
        .send_events::<User, ApiError>()
        .await
        .unwrap();
    assert!(stream.next().await.unwrap().is_ok());
    let begin = Instant::now();
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.arrived(), Some(JANE_EVENT.len() as u64));
    let after = format!("after {} bytes", JANE_EVENT.len());
    assert!(error.to_string().ends_with(&after), "{error}");
    assert!(begin.elapsed() >= SHORT && begin.elapsed() < SHORT * 5);
    assert!(stream.next().await.is_none());

    // A comment counts, and the stream may take longer than any call.
    let comments: Vec<Vec<u8>> = std::iter::once(head(SSE))
        .chain((0..200).map(|_| ":\n".to_owned()))
        .chain([JANE_EVENT.to_owned()])
        .map(String::into_bytes)
        .collect();
    let server = Server::always(Reply::Pieces(comments)).await;
    let client = Client::builder(server.url())
        .attempt_timeout(SHORT)
        .timeout(SHORT)
        .build()
        .unwrap();
    let stream = client
        .call(&LIST)
        .send_events::<User, ApiError>()
        .await
        .unwrap();
    let mut stream = stream.read_timeout(SHORT * 10);
    assert!(stream.next().await.unwrap().is_ok());
}

#[tokio::test]
async fn a_server_that_never_begins_is_waited_for_for_ever() {
    let server = Server::always(Reply::Never).await;
    let client = Client::builder(server.url())
        .attempt_timeout(SHORT)
        .retry(RetryPolicy::off())
        .build()
        .unwrap();
    let call = client.call(&LIST);
    let error = call.send_events::<User, ApiError>().await.unwrap_err();
    assert!(error.is_timeout() && error.arrived().is_none());
}

#[tokio::test]
async fn a_line_without_an_end_fills_the_memory() {
    for (media_type, beginning) in [(SSE, "data: "), (SSE, ":"), ("application/jsonl", "[")] {
        let head = head(media_type) + beginning;
        let server = Server::always(Reply::Flood(head, 1 << 30)).await;
        let client = Client::builder(server.url())
            .max_response_bytes(100_000)
            .build()
            .unwrap();
        let error = match media_type {
            SSE => {
                let call = client.call(&LIST).send_events::<User, ApiError>();
                call.await.unwrap().next().await.unwrap().unwrap_err()
            }
            _ => {
                let call = client.call(&LIST).send_json_stream::<User, ApiError>();
                call.await.unwrap().next().await.unwrap().unwrap_err()
            }
        };
        assert!(
            matches!(error.kind(), ErrorKind::BodyTooLarge { .. }),
            "{error:?}"
        );
        assert!(error.arrived().unwrap() < 2_000_000);
    }
    // Many small ones may be more together.
    let body = JANE_EVENT.repeat(100);
    let server = Server::always(in_pieces(SSE, body.as_bytes(), 1000)).await;
    let call = plain(server.url()).call(&LIST).max_response_bytes(60);
    let mut stream = call.send_events::<User, ApiError>().await.unwrap();
    for _ in 0..100 {
        stream.next().await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn what_is_no_stream_is_read_as_an_empty_one() {
    for content_type in ["text/html", "application/json"] {
        let server = Server::always(reply(200, content_type, &[], "<p>down</p>")).await;
        let call = plain(server.url()).call(&LIST);
        let error = call.send_events::<User, ApiError>().await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Decode);
        assert_eq!(error.raw_body(), b"<p>down</p>");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.ends_with("not a stream of events"), "{source}");
    }
    let server = Server::always(reply(200, "text/html", &[], "<p>down</p>")).await;
    let call = plain(server.url()).call(&LIST);
    let error = call.send_json_stream::<User, ApiError>().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Decode);
}

#[tokio::test]
async fn an_error_before_the_stream_is_one_of_its_events() {
    let server = Server::always(json(409, r#"{"message":"taken","code":3}"#)).await;
    let call = plain(server.url()).call(&LIST);
    let error = call.send_events::<User, ApiError>().await.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(error.body().unwrap().code, 3);
}

#[tokio::test]
async fn a_connection_that_breaks_is_the_end_of_the_stream() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n2a\r\ndata: {\"name\":";
    let server = Server::always(Reply::Raw(cut.into())).await;
    let error = events(&server).await.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::BodyIncomplete);
    assert_eq!(error.arrived(), Some(14));
    assert_eq!(server.count(), 1);
}

/// The numbers of the events, and the identifiers that the server was told.
async fn reconnected(
    replies: Vec<Reply>,
    policy: RetryPolicy,
) -> (Vec<Result<u32, Error>>, Vec<Option<String>>) {
    let server = Server::in_turn(replies).await;
    let mut stream = events(&server).await.reconnect(policy).read_timeout(SHORT);
    let mut found = Vec::new();
    while let Some(event) = stream.next().await {
        found.push(event.map(|event| event.data.uid));
    }
    let seen = server.seen();
    let ids = seen
        .iter()
        .map(|seen| seen.header("last-event-id").map(str::to_owned));
    (found, ids.collect())
}

#[tokio::test]
async fn a_stream_is_taken_up_again_where_it_began() {
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(5));
    let event = |id: u32| format!("id: {id}\nretry: 1\ndata: {{\"name\":\"j\",\"uid\":{id}}}\n\n");
    let (found, ids) = reconnected(
        vec![
            in_pieces(SSE, event(1).as_bytes(), 100),
            // One without its end is lost, and comes again.
            in_pieces(SSE, (event(2) + "id: 3\ndata: {").as_bytes(), 100),
            Reply::HangUp,
            Reply::Stall((head(SSE) + &event(4)).into()),
            reply(503, "", &[], ""),
            reply(204, "", &[], ""),
        ],
        policy.clone(),
    )
    .await;
    let found: Vec<u32> = found.into_iter().map(Result::unwrap).collect();
    assert_eq!(found, [1, 2, 4]);
    let ids: Vec<&str> = ids.iter().map(|id| id.as_deref().unwrap_or("-")).collect();
    assert_eq!(ids, ["-", "1", "3", "3", "4", "4"]);

    // What no waiting mends is an error.
    let replies = vec![
        in_pieces(SSE, event(1).as_bytes(), 100),
        json(403, r#"{"message":"gone","code":1}"#),
    ];
    let (mut found, _) = reconnected(replies, policy.clone()).await;
    let error = found.pop().unwrap().unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(error.body().unwrap().message, "gone");

    // Without an event in between, it ends after as many attempts as the policy says.
    let replies = vec![
        in_pieces(SSE, event(1).as_bytes(), 100),
        in_pieces(SSE, b":\n", 9),
    ];
    let (found, ids) = reconnected(replies, policy).await;
    assert_eq!((found.len(), ids.len()), (1, 3));
}

#[tokio::test]
async fn without_being_told_a_stream_connects_again() {
    let server = Server::always(in_pieces(SSE, JANE_EVENT.as_bytes(), 100)).await;
    let mut stream = events(&server).await;
    assert!(stream.next().await.unwrap().is_ok());
    assert!(stream.next().await.is_none());
    assert_eq!(stream.last_event_id(), Some("1"));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn what_says_that_there_is_no_more_is_read_as_an_event() {
    static CHAT: Operation = Operation::new("chat", "GET", "/chat").stream_end("[DONE]");
    let body = format!("{JANE_EVENT}data: [DONE]\n\n{JANE_EVENT}");
    let server = Server::always(in_pieces(SSE, body.as_bytes(), 10)).await;
    let call = plain(server.url()).call(&CHAT);
    let stream = call.send_events::<User, ApiError>().await.unwrap();
    let mut stream = stream.reconnect(RetryPolicy::default());
    assert!(stream.next().await.unwrap().is_ok());
    assert!(stream.next().await.is_none());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn data_is_read_as_what_it_is_not() {
    let body = "event: a\nid: 5\nretry: 9\ndata: 12\n\ndata: {\"x\":1}\n\ndata: plain\n\n";
    let server = Server::always(in_pieces(SSE, body.as_bytes(), 100)).await;
    let client = plain(server.url());
    let mut texts = client
        .call(&LIST)
        .send_text_events::<String, ApiError>()
        .await
        .unwrap();
    for expected in ["12", "{\"x\":1}", "plain"] {
        assert_eq!(texts.next().await.unwrap().unwrap().data, expected);
    }

    // The type says whether the data of a described event is text or JSON.
    #[derive(Debug, Deserialize)]
    struct Described<D> {
        event: String,
        data: D,
        id: Option<String>,
        retry: Option<u64>,
    }
    let call = client.call(&LIST);
    let mut described = call
        .send_described_events::<Described<String>, ApiError>()
        .await
        .unwrap();
    let Event { data, .. } = described.next().await.unwrap().unwrap();
    assert_eq!((&*data.event, &*data.data), ("a", "12"));
    assert_eq!((data.id.as_deref(), data.retry), (Some("5"), Some(9)));
    let call = client.call(&LIST);
    let mut described = call
        .send_described_events::<Described<Value>, ApiError>()
        .await
        .unwrap();
    assert_eq!(described.next().await.unwrap().unwrap().data.data, 12);
    let second = described.next().await.unwrap().unwrap().data;
    assert_eq!(
        (second.event.as_str(), &second.data["x"]),
        ("message", &Value::from(1))
    );
}

async fn bytes(server: &Server) -> ByteStream<ApiError> {
    plain(server.url()).call(&LIST).send_stream().await.unwrap()
}

#[tokio::test]
async fn a_download_is_kept_in_memory_or_has_no_limit() {
    let size = 40 << 20;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {size}\r\n\r\n");
    let server = Server::always(Reply::Flood(head, size)).await;
    let client = plain(server.url());
    let error = client
        .call(&LIST)
        .send_stream::<ApiError>()
        .await
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::BodyTooLarge { .. }));

    let call = client.call(&LIST).max_response_bytes(size as usize);
    let mut stream = call.send_stream::<ApiError>().await.unwrap();
    let mut sum = 0;
    while let Some(piece) = stream.next().await {
        sum += piece.unwrap().len() as u64;
    }
    assert_eq!(sum, size);

    // Without a length, it is noticed on the way.
    let server = Server::always(Reply::Flood("HTTP/1.1 200 OK\r\n\r\n".to_owned(), size)).await;
    let mut stream = bytes(&server).await;
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert!(matches!(error.kind(), ErrorKind::BodyTooLarge { .. }));
    assert!(error.arrived().unwrap() > 16 << 20);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_download_that_breaks_off_looks_whole() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf";
    let server = Server::always(Reply::Raw(cut.into())).await;
    let mut stream = bytes(&server).await;
    assert_eq!(&stream.next().await.unwrap().unwrap()[..], b"half");
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::BodyIncomplete);
    assert!(error.is_retryable() && error.may_have_been_sent());
    assert!(error.to_string().ends_with("after 4 bytes"), "{error}");

    let mut text = String::new();
    let error = bytes(&server)
        .await
        .read_to_string(&mut text)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("after 4 bytes"), "{error}");
}

#[tokio::test]
async fn a_reader_with_a_small_buffer_loses_bytes() {
    let server = Server::always(in_pieces("application/octet-stream", b"0123456789", 4)).await;
    let mut stream = bytes(&server).await;
    let mut buffer = [0; 3];
    stream.read_exact(&mut buffer).await.unwrap();
    assert_eq!(&buffer, b"012");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest, b"3456789");
}

#[tokio::test]
async fn an_open_stream_is_no_request_under_way() {
    let server = Server::always(Reply::Stall((head(SSE) + JANE_EVENT).into())).await;
    let client = Client::builder(server.url())
        .max_concurrent(1)
        .build()
        .unwrap();
    let stream = client
        .call(&LIST)
        .send_events::<User, ApiError>()
        .await
        .unwrap();
    let call = client.call(&LIST).timeout(SHORT);
    let error = call.send_empty::<ApiError>().await.unwrap_err();
    assert!(error.to_string().contains("in flight"), "{error}");
    drop(stream);
    assert!(
        client
            .call(&LIST)
            .send_events::<User, ApiError>()
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_body_of_values_is_one_value() {
    let users = ["jane", "joe"].map(|name| serde_json::json!({ "name": name }));
    let server = Server::always(json(200, "{}")).await;
    let client = plain(server.url());
    let call = client
        .call(&LIST)
        .json_lines("application/x-ndjson", &users);
    call.send_empty::<ApiError>().await.unwrap();
    let call = client
        .call(&LIST)
        .json_sequence("application/json-seq", &users[..1]);
    call.send_empty::<ApiError>().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("content-type"), Some("application/x-ndjson"));
    assert_eq!(seen[0].body, "{\"name\":\"jane\"}\n{\"name\":\"joe\"}\n");
    assert_eq!(seen[1].body, "\u{1e}{\"name\":\"jane\"}\n");
}
