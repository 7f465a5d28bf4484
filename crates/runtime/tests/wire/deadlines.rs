//! No call outlasts its time.

use std::time::{Duration, Instant};

use users_client_runtime::{ErrorKind, RetryPolicy};

use crate::client::{
    ApiError, BEARER_ONLY, Client, Credentials, Error, JANE, JSON_TOKEN, LIST, User,
};
use crate::support::{Reply, Server, json};

const SHORT: Duration = Duration::from_millis(300);

async fn timed(client: &Client) -> (Error, Duration) {
    let begin = Instant::now();
    let outcome = client.call(&LIST).send_json::<User, ApiError>().await;
    (outcome.unwrap_err(), begin.elapsed())
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let server = Server::always(Reply::Never).await;
    let client = Client::builder(server.url())
        .attempt_timeout(SHORT)
        .retry(RetryPolicy::off())
        .build()
        .unwrap();
    let (error, took) = timed(&client).await;
    assert_eq!(error.kind(), &ErrorKind::Timeout);
    assert!(error.is_timeout() && error.may_have_been_sent() && error.is_retryable());
    assert_eq!(error.status(), None);
    assert!(took >= SHORT && took < SHORT * 5, "{took:?}");
}

#[tokio::test]
async fn a_body_that_comes_by_the_byte_is_given_up() {
    for status in [200, 500] {
        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 1000\r\n\r\n{{");
        let server = Server::always(Reply::Dribble(head)).await;
        let client = Client::builder(server.url())
            .attempt_timeout(Duration::from_millis(1500))
            .retry(RetryPolicy::off())
            .build()
            .unwrap();
        let (error, took) = timed(&client).await;
        // What came is kept; of an error status, it is all that is needed.
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.is_timeout(), status == 200);
        assert!(error.raw_body().starts_with(b"{"));
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
}

#[tokio::test]
async fn all_attempts_share_the_overall_time() {
    let server = Server::always(Reply::Never).await;
    let client = Client::builder(server.url())
        .attempt_timeout(Duration::from_millis(200))
        .timeout(Duration::from_millis(500))
        .retry(
            RetryPolicy::default()
                .attempts(100)
                .base_delay(Duration::from_millis(1)),
        )
        .build()
        .unwrap();
    let (error, took) = timed(&client).await;
    assert!(error.is_timeout());
    assert!(server.count() >= 2);
    assert!(took < Duration::from_millis(1500), "{took:?}");
}

#[tokio::test]
async fn a_failure_is_reported_rather_than_a_wait_begun_that_cannot_end_in_time() {
    let server = Server::always(json(503, "{}")).await;
    let client = Client::builder(server.url())
        .timeout(Duration::from_secs(2))
        .retry(
            RetryPolicy::default()
                .base_delay(Duration::from_secs(3600))
                .max_delay(Duration::MAX),
        )
        .build()
        .unwrap();
    let (error, took) = timed(&client).await;
    assert_eq!(error.status().unwrap(), 503);
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[tokio::test]
async fn a_single_call_can_be_given_less_time() {
    let server = Server::always(Reply::Never).await;
    let client = Client::builder(server.url()).build().unwrap();
    let begin = Instant::now();
    let call = client.call(&LIST).timeout(SHORT);
    assert!(
        call.send_empty::<ApiError>()
            .await
            .unwrap_err()
            .is_timeout()
    );
    assert!(begin.elapsed() < SHORT * 5);
}

#[tokio::test]
async fn obtaining_a_token_is_part_of_the_overall_time() {
    let server = Server::always(Reply::Never).await;
    let client = Client::builder(server.url())
        .credentials(Credentials::default().with_exchange(&JSON_TOKEN, "a", "b"))
        .timeout(SHORT)
        .build()
        .unwrap();
    let begin = Instant::now();
    let error = client
        .call(&BEARER_ONLY)
        .send_empty::<ApiError>()
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(begin.elapsed() < SHORT * 5);
}

#[tokio::test]
async fn times_beyond_every_clock_do_no_harm() {
    let server = Server::always(json(200, JANE)).await;
    let client = Client::builder(server.url())
        .connect_timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .timeout(Duration::MAX)
        .build()
        .unwrap();
    client
        .call(&LIST)
        .send_json::<User, ApiError>()
        .await
        .unwrap();
}
