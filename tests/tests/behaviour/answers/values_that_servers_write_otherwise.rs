//! A time or an integer inside something else is not read, or text that looks like a time is changed.

use serde_json::{Value, json, to_value};
use values_that_servers_write_otherwise_client::Client;
use values_that_servers_write_otherwise_client::types::{AllEither, AllTagged};
use workspace_tests::server::{Server, json as answer};

/// What is read, and what it is written back as.
async fn read(
    body: Value,
) -> (
    values_that_servers_write_otherwise_client::types::All,
    Value,
) {
    let server = Server::always(answer(200, &body.to_string())).await;
    let client = Client::builder(server.url()).build().unwrap();
    let all = client.get_all().await.unwrap();
    let written = to_value(&all).unwrap();
    (all, written)
}

const ODD: &str = "2024-01-31 10:00:00";
const FULL: &str = "2024-01-31T10:00:00Z";

#[tokio::test]
async fn what_lies_inside_something_else_is_not_read() {
    let (_, written) = read(json!({
        "text": "", "list": [ODD], "map": { "a": ODD, "b": null }, "byte": 5.0, "big": 1.0e19, "number": 5.0,
    }))
    .await;
    let expected = json!({
        "text": "", "list": [FULL], "map": { "a": FULL, "b": null }, "byte": 5, "big": 10_000_000_000_000_000_000_u64,
        "number": 5.0,
    });
    assert_eq!(written, expected);
}

#[tokio::test]
async fn an_alternative_is_not_read() {
    let timed = json!({ "kind": "Timed", "at": ODD, "label": ODD });
    let full = json!({ "kind": "Timed", "at": FULL, "label": ODD });
    let (all, written) = read(json!({ "text": "", "either": timed, "tagged": timed })).await;
    assert!(matches!(all.either, Some(AllEither::Timed(_))), "{all:?}");
    assert!(matches!(all.tagged, Some(AllTagged::Timed(_))), "{all:?}");
    assert_eq!(
        written,
        json!({ "text": "", "either": full, "tagged": full })
    );
    let counted = json!({ "kind": "Counted", "count": 5.0 });
    let (all, written) = read(json!({ "text": "", "either": [5.0], "tagged": counted })).await;
    assert!(matches!(all.either, Some(AllEither::List(_))), "{all:?}");
    assert_eq!(written["either"], json!([5]));
    assert_eq!(written["tagged"], json!({ "kind": "Counted", "count": 5 }));
}

#[tokio::test]
async fn the_rest_of_an_object_is_not_read() {
    let more = json!({ "label": ODD, "a": ODD });
    let (_, written) = read(json!({ "text": "", "more": more })).await;
    assert_eq!(written["more"], json!({ "label": ODD, "a": FULL }));
}

#[tokio::test]
async fn text_that_looks_like_a_time_is_changed() {
    let (_, written) = read(json!({ "text": ODD, "kind": ODD, "list": [ODD] })).await;
    assert_eq!(written, json!({ "text": ODD, "kind": ODD, "list": [FULL] }));
}
