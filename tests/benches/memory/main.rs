//! Peak memory of reading a long list page by page: that of one page, however many there are. And what errors keep of the
//! answers that they are about.

use std::process::ExitCode;
use std::time::Duration;

use axum::Router;
use axum::extract::Query;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use peak_alloc::PeakAlloc;
use serde_json::{Value, json};
use workspace_tests::background::Background;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const PAGE: u64 = 100;
/// A connection's buffers may have grown a little further after a thousand answers than after one.
const GOAL: f64 = 1.10;

const ERRORS: usize = 8;
const ANSWER: usize = 7 * 1024 * 1024;
/// As much of an answer an error shows, and so much more it may hold.
const SHOWN: f64 = 65.536;
const ERROR_GOAL: f64 = SHOWN * 1.25;

fn main() -> ExitCode {
    let pages = if std::env::args().any(|argument| argument == "--bench") {
        1_000
    } else {
        10
    };
    let server = server(pages * PAGE);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let client = sftpgo_users::Client::builder(format!("{}/api/v2", server.url()))
        .credentials(sftpgo_users::Credentials::api_key("fake-key"))
        .build()
        .expect("the settings are right");
    // What is allocated once and for all: the connection, tables in libraries.
    runtime.block_on(read(&client, 2));
    let one = peak(|| runtime.block_on(read(&client, 1)), PAGE);
    let all = peak(|| runtime.block_on(read(&client, pages)), pages * PAGE);
    let ratio = all / one;
    let met = ratio <= GOAL;
    println!("\n| measured | peak of one page | peak of all | ratio | goal | |");
    println!("|---|---|---|---|---|---|");
    println!(
        "| stream of {pages} pages of {PAGE} users | {one:.0} kB | {all:.0} kB | {ratio:.3} | ≤ {GOAL} | {} |",
        if met { "met" } else { "MISSED" }
    );
    let error = runtime.block_on(kept(&client));
    let small = error <= ERROR_GOAL;
    println!(
        "\nan error about an answer of {} kB keeps {error:.0} kB, goal ≤ {ERROR_GOAL:.0} kB: {}",
        ANSWER / 1000,
        if small { "met" } else { "MISSED" }
    );
    ExitCode::from(u8::from(!(met && small)))
}

/// What one of several errors about a large answer keeps in memory, in kB.
async fn kept(client: &sftpgo_users::Client) -> f64 {
    let failed = async || {
        let outcome = client.get_user("large").await;
        outcome.expect_err("the answer is no user")
    };
    // The server is part of this process, and frees its answers a little later.
    let pause = || tokio::time::sleep(Duration::from_millis(500));
    failed().await;
    pause().await;
    let before = MEMORY.current_usage();
    let mut errors = Vec::new();
    for _ in 0..ERRORS {
        errors.push(failed().await);
    }
    pause().await;
    let after = MEMORY.current_usage();
    assert!(errors.iter().all(|error| !error.raw_body().is_empty()));
    after.saturating_sub(before) as f64 / 1000.0 / ERRORS as f64
}

/// Reads as many pages; tells how many users there were.
async fn read(client: &sftpgo_users::Client, pages: u64) -> u64 {
    let mut users = client.list_users().limit(PAGE).stream();
    let mut read = 0;
    while read < pages * PAGE
        && let Some(user) = users.next().await
    {
        user.expect("the server answers well");
        read += 1;
    }
    read
}

/// How far the memory in use rises during some work, in kB.
fn peak(work: impl FnOnce() -> u64, expected: u64) -> f64 {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    assert_eq!(work(), expected);
    (MEMORY.peak_usage() - before) as f64 / 1000.0
}

fn server(total: u64) -> Background {
    let list = move |Query(query): Query<Vec<(String, u64)>>| async move {
        let number = |wanted: &str, default| {
            let found = query.iter().find(|(name, _)| name == wanted);
            found.map_or(default, |(_, value)| *value)
        };
        let offset = number("offset", 0);
        let users: Vec<Value> = (offset..total.min(offset + number("limit", PAGE)))
            .map(|id| json!({ "id": id, "username": format!("user{id:06}"), "permissions": { "/": ["*"] } }))
            .collect();
        let body = Value::Array(users).to_string();
        ([(CONTENT_TYPE, "application/json")], body)
    };
    let large = async || {
        let body = json!({ "username": 5, "description": "x".repeat(ANSWER) });
        ([(CONTENT_TYPE, "application/json")], body.to_string())
    };
    let router = Router::new().route("/api/v2/users", get(list));
    Background::start(router.route("/api/v2/users/large", get(large)))
}
