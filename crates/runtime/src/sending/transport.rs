//! One request, sent until it succeeds or the retry policy gives up.

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use reqwest::header::{CONTENT_LENGTH, HeaderMap, LOCATION};
use reqwest::{Method, StatusCode, Url};
use tokio::time::{Instant, Sleep, sleep, sleep_until};

use crate::call::operation::{self, Status};
use crate::outcome::answer::{Answer, ERROR_BODY_BYTES};
use crate::outcome::error::ErrorKind;
use crate::outcome::failure::Fault;
use crate::outcome::retry_after;
use crate::sending::connections::Connections;
use crate::sending::deadline::deadline_after;
use crate::sending::retry::{self, RetryPolicy};

/// How requests are sent: the pools of connections and the limits.
pub(crate) struct Transport {
    pub(crate) connections: Connections,
    pub(crate) retry: RetryPolicy,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_response_bytes: usize,
}

/// A request that can be sent any number of times.
pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    pub(crate) success: &'static [Status],
}

impl fmt::Debug for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The HTTP clients' own `Debug` shows proxies, which may hold a password.
        let Self {
            connections: _,
            retry,
            attempt_timeout,
            max_response_bytes,
        } = self;
        formatter
            .debug_struct("Transport")
            .field("retry", retry)
            .field("attempt_timeout", attempt_timeout)
            .field("max_response_bytes", max_response_bytes)
            .finish_non_exhaustive()
    }
}

impl Transport {
    /// Sends a request, repeating it as the policy says, and returns before `deadline`.
    pub(crate) async fn send(
        &self,
        prepared: &Prepared,
        deadline: Instant,
    ) -> Result<Answer, Fault> {
        let mut number = 1;
        loop {
            let mut fault = match self.attempt(prepared, deadline).await {
                Ok(mut answer) => {
                    answer.attempts = number;
                    return Ok(answer);
                }
                Err(fault) => fault,
            };
            fault.attempts = number;
            let delay = retry::decide(
                &self.retry,
                &retry::Attempt {
                    number,
                    idempotent: operation::is_idempotent(prepared.method.as_str()),
                    kind: &fault.kind,
                    status: fault.status,
                    retry_after: retry_after::of(&fault.headers, SystemTime::now()),
                    remaining: deadline.saturating_duration_since(Instant::now()),
                    jitter: fastrand::f64(),
                },
            );
            let Some(delay) = delay else {
                return Err(fault);
            };
            crate::sending::span::will_retry(number, delay, &fault);
            sleep(delay).await;
            number += 1;
        }
    }

    async fn attempt(&self, prepared: &Prepared, deadline: Instant) -> Result<Answer, Fault> {
        let deadline = deadline.min(deadline_after(self.attempt_timeout));
        let mut request = reqwest::Request::new(prepared.method.clone(), prepared.url.clone());
        *request.headers_mut() = prepared.headers.clone();
        let body = prepared.body.clone().or_else(|| {
            // Without a body hyper leaves `Content-Length` out, and some proxies answer 411: RFC 9110 section 8.6
            // wants it where the method gives a body a meaning.
            matches!(
                *request.method(),
                Method::POST | Method::PUT | Method::PATCH
            )
            .then(Bytes::new)
        });
        *request.body_mut() = body.map(Into::into);

        // One timer for the whole attempt: a new one for each piece of the body would cost more than reading it.
        let mut deadline = pin!(sleep_until(deadline));
        let client = self.connections.to(&prepared.url);
        let mut response = match before(deadline.as_mut(), client.execute(request)).await {
            Some(Ok(response)) => response,
            Some(Err(error)) => return Err(not_answered(error)),
            None => return Err(timed_out()),
        };
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        if !prepared.success.iter().any(|s| s.matches(status.as_u16())) {
            let limit = self.max_response_bytes.min(ERROR_BODY_BYTES);
            // The status is what counts, however little of the body can be read.
            let body = read(&mut response, limit, deadline.as_mut()).await.body;
            return Err(Fault::new(kind_of(status, &headers, &prepared.url))
                .answered(status, headers, body));
        }
        let limit = self.max_response_bytes;
        let too_large = || ErrorKind::BodyTooLarge { limit };
        if content_length(&headers).is_some_and(|length| length > limit as u64)
            && prepared.method != Method::HEAD
        {
            return Err(Fault::new(too_large()).answered(status, headers, Bytes::new()));
        }
        let Read { body, end } = read(&mut response, limit, deadline).await;
        let fault = match end {
            End::Complete => {
                return Ok(Answer {
                    status,
                    headers,
                    body,
                    attempts: 0,
                });
            }
            End::Limit => Fault::new(too_large()),
            End::Late => timed_out(),
            End::Broken(error) => {
                let timed_out = error.is_timeout();
                let mut fault = Fault::because(ErrorKind::BodyIncomplete, error.without_url());
                fault.timed_out = timed_out;
                fault
            }
        };
        let beginning = body.slice(..body.len().min(ERROR_BODY_BYTES));
        Err(fault.answered(status, headers, beginning))
    }
}

struct Read {
    body: Bytes,
    end: End,
}

enum End {
    Complete,
    Limit,
    Late,
    Broken(reqwest::Error),
}

/// Reads at most `limit` bytes. The bytes are counted after any decompression, so a small
/// compressed body cannot become a large one in memory.
async fn read(
    response: &mut reqwest::Response,
    limit: usize,
    mut deadline: Pin<&mut Sleep>,
) -> Read {
    // Small bodies come as one chunk, which is kept as it is: only a second one makes it worth a copy.
    let mut only = Bytes::new();
    let mut body = BytesMut::new();
    let end = loop {
        match before(deadline.as_mut(), response.chunk()).await {
            None => break End::Late,
            Some(Err(error)) => break End::Broken(error),
            Some(Ok(None)) => break End::Complete,
            Some(Ok(Some(chunk))) => {
                let room = limit - body.len() - only.len();
                let over = chunk.len() > room;
                let chunk = chunk.slice(..chunk.len().min(room));
                if body.is_empty() && only.is_empty() {
                    only = chunk;
                } else {
                    body.extend_from_slice(&std::mem::take(&mut only));
                    body.extend_from_slice(&chunk);
                }
                if over {
                    break End::Limit;
                }
            }
        }
    };
    let body = if body.is_empty() { only } else { body.freeze() };
    Read { body, end }
}

/// What the future gives, unless the deadline is reached first.
async fn before<F: Future>(mut deadline: Pin<&mut Sleep>, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => deadline.as_mut().poll(context).map(|()| None),
    })
    .await
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn timed_out() -> Fault {
    Fault::new(ErrorKind::Timeout)
}

/// Sorts a failure without an answer by whether the server may have seen the request.
fn not_answered(error: reqwest::Error) -> Fault {
    let error = error.without_url();
    let timed_out = error.is_timeout();
    let kind = if error.is_connect() {
        ErrorKind::Connect
    } else if timed_out {
        ErrorKind::Timeout
    } else if error.is_builder() {
        ErrorKind::Refused
    } else {
        ErrorKind::Interrupted
    };
    let mut fault = Fault::because(kind, error);
    fault.timed_out = timed_out;
    fault
}

fn kind_of(status: StatusCode, headers: &HeaderMap, requested: &Url) -> ErrorKind {
    if status.is_client_error() || status.is_server_error() {
        return ErrorKind::Status;
    }
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
    match location {
        Some(location) if status.is_redirection() => ErrorKind::Redirect {
            host: requested
                .join(location)
                .ok()
                .and_then(|url| url.host_str().map(str::to_owned)),
        },
        _ => ErrorKind::UnexpectedStatus,
    }
}
