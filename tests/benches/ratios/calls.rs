//! A call through a client, against the same call by hand.

use std::sync::Arc;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use criterion::Criterion;
use criterion::measurement::WallTime;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use workspace_tests::background::Background;

use crate::by_hand;
use crate::decode::SFTPGO_USER;
use crate::ratio::{Ratio, time};
use crate::smoke;

const KEY: &str = "fake-key-of-the-benchmarks";
const IN_FLIGHT: usize = 64;

/// One at a time, and many at once.
pub(crate) fn measure(criterion: &mut Criterion<Ratio>) {
    let user = || async { ([(CONTENT_TYPE, "application/json")], SFTPGO_USER) };
    let server = Background::start(Router::new().route("/api/v2/users/{name}", get(user)));
    let url = format!("{}/api/v2", server.url());
    let runtime = runtime();
    let ours = client(&url);
    let theirs = Arc::new(by_hand::Sftpgo::new(&url, KEY));
    Ratio::measure(
        criterion,
        "call-latency",
        100,
        || time(|| runtime.block_on(async { ours.get_user("jane").await.expect("a user") })),
        || time(|| runtime.block_on(async { theirs.get_user("jane").await.expect("a user") })),
    );
    let each = if smoke() { 1 } else { 8 };
    Ratio::measure(
        criterion,
        "call-throughput",
        50,
        || {
            let work = |client: sftpgo_users::Client| async move {
                for _ in 0..each {
                    client.get_user("jane").await.expect("a user");
                }
            };
            time(|| runtime.block_on(at_once(&ours, work)))
        },
        || {
            let work = |client: Arc<by_hand::Sftpgo>| async move {
                for _ in 0..each {
                    client.get_user("jane").await.expect("a user");
                }
            };
            time(|| runtime.block_on(at_once(&theirs, work)))
        },
    );
}

/// A call that is refused before anything is sent: all that the runtime does on its own, the span included.
pub(crate) fn measure_span(criterion: &mut Criterion<WallTime>) {
    let runtime = runtime();
    let client = client("http://127.0.0.1:1");
    let name = if cfg!(feature = "tracing") {
        "refused-call-with-span"
    } else {
        "refused-call"
    };
    criterion.bench_function(name, |bencher| {
        bencher.iter(|| runtime.block_on(async { client.get_user("..").await.is_err() }));
    });
}

async fn at_once<C, F>(client: &C, work: impl Fn(C) -> F)
where
    C: Clone,
    F: Future<Output = ()> + Send + 'static,
{
    let mut tasks = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        tasks.spawn(work(client.clone()));
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("no task panics");
    }
}

fn client(url: &str) -> sftpgo_users::Client {
    sftpgo_users::Client::builder(url)
        .credentials(sftpgo_users::Credentials::api_key(KEY))
        .build()
        .expect("the settings are right")
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}
