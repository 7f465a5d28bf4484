//! One time that RFC 3339 does not know makes the whole answer unreadable.

use date_times_without_offset_client::Client;
use date_times_without_offset_client::types::Build;
use serde_json::{json, to_value};
use workspace_tests::server::{Server, json as answer};

async fn read(body: &str) -> Result<Build, Option<String>> {
    let server = Server::always(answer(200, body)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let read = client.get_build().await;
    read.map_err(|error| error.json_path().map(str::to_owned))
}

#[tokio::test]
async fn a_time_that_rfc_3339_does_not_know_is_unreadable() {
    for (written, meant) in [
        ("2024-01-31T10:00:00", "2024-01-31T10:00:00Z"),
        ("2024-01-31 10:00:00Z", "2024-01-31T10:00:00Z"),
        ("2024-01-31 10:00:00.25", "2024-01-31T10:00:00.250Z"),
        ("2024-01-31 10:00:00 UTC", "2024-01-31T10:00:00Z"),
        ("2024-01-31 10:00:00.5+02", "2024-01-31T08:00:00.500Z"),
        ("2024-01-31 12:00:00 +0200", "2024-01-31T10:00:00Z"),
        ("2024-01-31T10:00", "2024-01-31T10:00:00Z"),
        ("2024-01-31T10:00Z", "2024-01-31T10:00:00Z"),
        ("2024-01-31T10:00:00+02:00", "2024-01-31T08:00:00Z"),
        ("0001-01-01T00:00:00", "0001-01-01T00:00:00Z"),
    ] {
        let build = read(&format!(r#"{{"id": 1, "started": "{written}"}}"#))
            .await
            .unwrap();
        assert_eq!(to_value(&build).unwrap()["started"], meant, "{written}");
    }
    let build = read(r#"{"id": 1.0, "day": "2024-01-31T00:00:00"}"#)
        .await
        .unwrap();
    assert_eq!(
        to_value(&build).unwrap(),
        json!({ "id": 1, "day": "2024-01-31" })
    );
}

#[tokio::test]
async fn what_is_no_time_is_taken_for_one() {
    for (body, place) in [
        (r#"{"id": 1, "started": "yesterday"}"#, "started"),
        (r#"{"id": 1, "started": "2024-13-31T10:00:00"}"#, "started"),
        (r#"{"id": 1, "started": "2024-01-31T10:00:0"}"#, "started"),
        (
            r#"{"id": 1, "started": "2024-01-31T10:00 o'clock"}"#,
            "started",
        ),
        (r#"{"id": 1, "day": "2024-01-31T10:00:00"}"#, "day"),
        (r#"{"id": 1.5}"#, "id"),
        // The time can be mended: it is not what is wrong.
        (r#"{"started": "2024-01-31 10:00:00", "id": "x"}"#, "id"),
    ] {
        assert_eq!(read(body).await, Err(Some(place.to_owned())), "{body}");
    }
}
