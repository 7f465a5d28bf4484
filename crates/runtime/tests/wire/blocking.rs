//! Calls that wait for their answer, in programs without an async runtime and in those with one.

use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use users_client_runtime::{Call as _, ErrorKind, PageStream, Pagination, RetryPolicy};

use crate::calls::GetUser;
use crate::client::{ApiError, Client, GET, JANE, LIST, User};
use crate::support::{Reply, Server, json, reply};

static PAGES: Pagination = Pagination::by_page("page", 1, "size");

/// A server, and the runtime that it lives on: the test itself is a program without one.
fn started(server: impl Future<Output = Server>) -> (Runtime, Server) {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(server);
    (runtime, server)
}

fn blocking(server: &Server) -> Client {
    Client::builder(server.url())
        .retry(RetryPolicy::off())
        .build_blocking()
        .unwrap()
}

fn get_user(client: &Client) -> GetUser {
    GetUser(client.call(&GET).path("name", "jane"))
}

fn pages(client: &Client) -> PageStream<Vec<User>, ApiError> {
    PageStream::new(client.call(&LIST).query("size", &2), &PAGES)
}

/// Three users on two pages.
async fn listing() -> Server {
    Server::start(|seen, _| {
        json(
            200,
            match seen.query() {
                "size=2&page=1" => r#"[{"name":"a","uid":1},{"name":"b","uid":2}]"#,
                "size=2&page=2" => r#"[{"name":"c","uid":3}]"#,
                _ => "[]",
            },
        )
    })
    .await
}

#[test]
fn a_program_needs_a_runtime_of_its_own() {
    let (_runtime, server) = started(Server::always(json(200, JANE)));
    let client = blocking(&server);
    assert_eq!(get_user(&client).send().unwrap().name, "jane");
    let response = get_user(&client).with_response().send().unwrap();
    assert_eq!(response.status(), 200);
    let sent = client.call(&GET).path("name", "jane");
    let user = sent.send_json::<User, ApiError>().send().unwrap();
    assert_eq!(user.uid, 7);
    assert_eq!(server.count(), 3);
}

#[test]
fn time_limits_do_not_hold_without_a_runtime() {
    let (_runtime, server) = started(Server::always(Reply::Never));
    let begin = Instant::now();
    let call = get_user(&blocking(&server)).timeout(Duration::from_millis(200));
    assert!(call.send().unwrap_err().is_timeout());
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[test]
fn lists_cannot_be_walked_without_a_runtime() {
    let (_runtime, server) = started(listing());
    let client = blocking(&server);
    let mut names = Vec::new();
    for user in pages(&client).items() {
        names.push(user.unwrap().name);
    }
    assert_eq!(names, ["a", "b", "c"]);
    let sizes = pages(&client).prefetch().into_iter();
    let sizes: Vec<usize> = sizes.map(|page| page.unwrap().len()).collect();
    assert_eq!(sizes[..2], [2, 1]);
}

#[test]
fn a_stream_outlives_its_client_in_vain() {
    let (_runtime, server) = started(listing());
    let mut users = pages(&blocking(&server)).items().into_iter();
    assert_eq!(users.next().unwrap().unwrap().name, "a");
    assert_eq!(users.count(), 2);
}

#[test]
fn streams_cannot_be_read_without_a_runtime() {
    let (_runtime, server) = started(Server::start(|seen, _| match seen.query() {
        "as=lines" => reply(200, "application/jsonl", &[], &format!("{JANE}\n{JANE}\n")),
        "as=events" => reply(200, "text/event-stream", &[], &format!("data: {JANE}\n\n")),
        _ => reply(200, "application/octet-stream", &[], "some bytes"),
    }));
    let client = blocking(&server);
    let request = |as_what: &str| client.call(&LIST).query("as", as_what);

    let values = request("lines").send_json_stream::<User, ApiError>().send();
    let names: Vec<String> = values
        .unwrap()
        .into_iter()
        .map(|user| user.unwrap().name)
        .collect();
    assert_eq!(names, ["jane", "jane"]);

    let events = request("events").send_events::<User, ApiError>().send();
    let uids: Vec<u32> = events
        .unwrap()
        .into_iter()
        .map(|event| event.unwrap().data.uid)
        .collect();
    assert_eq!(uids, [7]);

    let mut read = Vec::new();
    for piece in request("bytes").send_stream::<ApiError>().send().unwrap() {
        read.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(read, b"some bytes");
}

#[test]
fn a_call_in_an_async_runtime_panics_or_stops_it() {
    for runtime in [
        Runtime::new().unwrap(),
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap(),
    ] {
        runtime.block_on(async {
            let server = listing().await;
            // Built and dropped there as well.
            let client = blocking(&server);
            let error = get_user(&client).send().unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::Refused);
            assert!(!error.may_have_been_sent());
            assert!(error.source_text().contains("async runtime"));
            let error = get_user(&client).with_response().send().unwrap_err();
            assert!(error.source_text().contains("spawn_blocking"));

            let mut users = pages(&client).items().into_iter();
            let error = users.next().unwrap().unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::Refused);
            assert!(users.next().is_none());
            assert_eq!(server.count(), 0);

            drop(client);
            let client = blocking(&server);
            let users =
                tokio::task::spawn_blocking(move || pages(&client).items().into_iter().count());
            assert_eq!(users.await.unwrap(), 3);
        });
    }
}

#[test]
fn a_client_of_one_kind_is_used_like_the_other_in_vain() {
    let (runtime, server) = started(Server::always(json(200, JANE)));
    let client = Client::builder(server.url()).build().unwrap();
    let error = get_user(&client).send().unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Refused);
    assert!(error.source_text().contains("build_blocking"));
    assert_eq!(server.count(), 0);

    let client = blocking(&server);
    let user = runtime.block_on(get_user(&client).into_future()).unwrap();
    assert_eq!(user.name, "jane");
    assert_eq!(get_user(&client).send().unwrap().name, "jane");
}

#[test]
fn threads_get_in_each_others_way() {
    let (_runtime, server) = started(Server::start(|seen, _| {
        let name = seen.query().trim_start_matches("id=");
        json(200, &format!(r#"{{"name":"{name}","uid":1}}"#))
    }));
    let client = blocking(&server);
    thread::scope(|scope| {
        for number in 0..16 {
            let client = &client;
            scope.spawn(move || {
                for round in 0..10 {
                    let id = format!("{number}-{round}");
                    let call = GetUser(client.call(&GET).path("name", "jane").query("id", &id));
                    assert_eq!(call.send().unwrap().name, id);
                }
            });
        }
    });
    assert_eq!(server.count(), 160);
}

/// What a test reads of an error's cause.
trait SourceText {
    fn source_text(&self) -> String;
}

impl<T: std::error::Error> SourceText for T {
    fn source_text(&self) -> String {
        self.source().map(ToString::to_string).unwrap_or_default()
    }
}
