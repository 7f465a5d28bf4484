//! Constants that stand as alternatives, each with its own words, are any text, or all numbers are the first of them.

use enums_in_pieces_client::Client;
use enums_in_pieces_client::types::{Job, JobLevel, JobState, ListJobsSort, Urgency};
use serde_json::json;
use workspace_tests::json::kept;
use workspace_tests::server::{Server, json as answer};

#[test]
fn every_number_is_the_first_one() {
    let read: Job = kept(json!({ "urgency": 2 }));
    assert_eq!(read.urgency, Some(Urgency::High));
    let read: Job = kept(json!({ "level": 9 }));
    assert_eq!(read.level, Some(JobLevel::Value9));
    kept::<Job>(json!({ "urgency": 9 }));
}

#[test]
fn a_word_is_any_text() {
    let read: Job = kept(json!({ "state": "failed", "final": true, "share": 0.5 }));
    assert_eq!(read.state, Some(JobState::Failed));
    assert_eq!((read.final_, read.share), (Some(true), Some(0.5)));
    kept::<Job>(json!({ "state": "new" }));
}

#[tokio::test]
async fn a_parameter_is_any_text() {
    let server = Server::always(answer(200, "[]")).await;
    let client = Client::builder(server.url()).build().unwrap();
    client.list_jobs().sort(ListJobsSort::Oldest).await.unwrap();
    assert_eq!(server.only().query(), "sort=oldest");
}
