//! A time that the wire counts in seconds or milliseconds is read as another time, or written as a text.

use serde_json::{Value, from_str, json, to_value};
use unix_times_client::runtime::File;
use unix_times_client::runtime::chrono::DateTime;
use unix_times_client::types::{Attachment, Event};
use unix_times_client::{Client, WithSome as _};
use workspace_tests::server::{Server, json as answer, reply};

#[tokio::test]
async fn a_time_changes_on_the_way() {
    let body = r#"{"begin":1700000000,"changed":1700000000123,"end":null}"#;
    let server = Server::always(answer(200, body)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let begin = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let changed = DateTime::from_timestamp_millis(1_700_000_000_123).unwrap();
    let event = Event::new(begin, None).changed(changed);
    assert_eq!(to_value(&event).unwrap(), from_str::<Value>(body).unwrap());
    let call = client.create_event(begin, &event).until(changed);
    assert_eq!(call.await.unwrap(), event);
    let seen = server.only();
    assert_eq!(seen.query(), "since=1700000000&until=1700000000123");
    // The order of members says nothing.
    let (sent, told) = (from_str::<Value>(&seen.body), from_str::<Value>(body));
    assert_eq!(sent.unwrap(), told.unwrap());
}

#[test]
fn what_is_left_out_is_the_beginning_of_1970() {
    let event: Event = from_str(r#"{"begin":0,"end":5}"#).unwrap();
    assert_eq!((event.begin.timestamp(), event.changed), (0, None));
    assert_eq!(event.end.map(|end| end.timestamp()), Some(5));
    assert_eq!(to_value(&event).unwrap(), json!({"begin": 0, "end": 5}));
}

/// Servers say "never" by the largest number there is.
#[tokio::test]
async fn a_time_beyond_the_calendar_makes_an_answer_unreadable() {
    let body = format!(r#"{{"begin":{},"end":null}}"#, i64::MAX);
    let server = Server::always(answer(200, &body)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let event = Event::new(DateTime::from_timestamp_nanos(0), None);
    let call = client.create_event(DateTime::from_timestamp_nanos(0), &event);
    assert!(call.await.unwrap().begin > DateTime::from_timestamp(4_000_000_000, 0).unwrap());
}

#[test]
fn an_end_that_is_taken_away_is_not_sent() {
    let time = DateTime::from_timestamp(5, 0).unwrap();
    let event = Event::new(time, None);
    for (event, sent) in [
        (event.clone().remind_null(), json!(null)),
        (event.clone().remind(time), json!(5)),
    ] {
        let value = json!({"begin": 5, "end": null, "remind": sent});
        assert_eq!(to_value(&event).unwrap(), value);
        assert_eq!(from_str::<Event>(&value.to_string()).unwrap(), event);
    }
    assert_eq!(event.remind, None);
}

#[test]
fn what_may_be_there_breaks_the_chain_of_a_request_type() {
    let time = DateTime::from_timestamp(5, 0).unwrap();
    for changed in [None, Some(time)] {
        let event = Event::new(time, None).with_some(changed, Event::changed);
        assert_eq!(event.changed, changed);
    }
}

#[tokio::test]
async fn a_time_in_a_part_is_written_as_a_text() {
    let server = Server::always(reply(204, "", &[], "")).await;
    let client = Client::builder(server.url()).build().unwrap();
    let time = DateTime::from_timestamp(5, 0).unwrap();
    let body = Attachment::new(File::new("content"), time).edited(time);
    client.attach(&body).await.unwrap();
    let body = server.only().body;
    for part in [
        "name=\"taken\"\r\n\r\n5\r\n",
        "name=\"edited\"\r\n\r\n5000\r\n",
    ] {
        assert!(body.contains(part), "{body}");
    }
}
