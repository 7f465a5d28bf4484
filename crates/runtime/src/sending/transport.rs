//! One request, sent until it succeeds or the retry policy gives up.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue, TRANSFER_ENCODING};
use http::{Method, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

use crate::call::body::RequestBody;
use crate::call::framing::Framing;
use crate::call::operation::Status;
use crate::outcome::answer::{Answer, ERROR_BODY_BYTES};
use crate::outcome::decode::is_framed;
use crate::outcome::error::ErrorKind;
use crate::outcome::failure::{Fault, Wait};
use crate::outcome::retry_after;
use crate::platform::clock::{Instant, sleep, sleep_until, system_time, timeout_at};
use crate::sending::deadline::deadline_after;
use crate::sending::faults::{broken, kind_of, not_answered, timed_out};
use crate::sending::http_client::{Arriving, Broken, HttpClient, Outgoing};
use crate::sending::pieces::Pieces;
use crate::sending::retry::{self, RetryPolicy};
use crate::sending::watch::{Watched, Watcher};
use crate::sending::whole_body::{End, Read, before, read};
use crate::values::secret::Secret;

/// How often a request goes out that the server says it has not looked at.
const TRIES: usize = 3;

/// How requests are sent: the HTTP client and the limits.
pub(crate) struct Transport {
    pub(crate) http: Arc<dyn HttpClient>,
    pub(crate) retry: RetryPolicy,
    pub(crate) attempt_timeout: Duration,
    /// The longest wait for the next piece of an answer that is read while it comes.
    pub(crate) read_timeout: Duration,
    pub(crate) max_response_bytes: usize,
    /// How many attempts may be under way at once; without it any number.
    pub(crate) turns: Option<Arc<Semaphore>>,
    pub(crate) watcher: Watcher,
}

/// A request that can be sent any number of times, unless its body comes once.
pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<RequestBody>,
    pub(crate) success: &'static [Status],
    /// Whether it may be sent again after it may have arrived.
    pub(crate) repeatable: bool,
    /// How the answer is divided, if it is read while it comes.
    pub(crate) framing: Option<Framing>,
    /// The largest answer, if not what the client says.
    pub(crate) max_response_bytes: Option<usize>,
    pub(crate) watched: Watched,
}

/// What a request was answered with.
pub(crate) struct Sent {
    pub(crate) answer: Answer,
    /// The body, if it is read while it comes.
    pub(crate) pieces: Option<Box<Pieces>>,
}

impl fmt::Debug for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An HTTP client that was passed in shows proxies, which may hold a password.
        let Self {
            http: _,
            retry,
            attempt_timeout,
            read_timeout,
            max_response_bytes,
            turns: _,
            watcher: _,
        } = self;
        formatter
            .debug_struct("Transport")
            .field("retry", retry)
            .field("attempt_timeout", attempt_timeout)
            .field("read_timeout", read_timeout)
            .field("max_response_bytes", max_response_bytes)
            .finish_non_exhaustive()
    }
}

impl Prepared {
    fn outgoing(&self) -> Outgoing {
        let mut headers = self.headers.clone();
        // Without a body hyper leaves `Content-Length` out, and some proxies answer 411: RFC 9110 section 8.6
        // wants it where the method gives a body a meaning.
        let bytes = |body: &RequestBody| body.bytes().is_some_and(Bytes::is_empty);
        if self.body.as_ref().is_none_or(bytes)
            && matches!(self.method, Method::POST | Method::PUT | Method::PATCH)
        {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        // hyper drops a body of unknown length with these methods unless it is told that there is one.
        if matches!(self.body, Some(RequestBody::Streamed(_)))
            && matches!(self.method, Method::GET | Method::HEAD)
        {
            headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
        }
        Outgoing {
            method: self.method.clone(),
            url: self.url.clone(),
            headers,
            body: self.body.clone(),
        }
    }

    /// Whether a part of the body is gone, so that the request cannot be sent again.
    pub(crate) fn is_spent(&self) -> bool {
        self.body.as_ref().is_some_and(RequestBody::is_spent)
    }

    /// The secrets in a body that became known while it was sent.
    pub(crate) fn body_secrets(&self) -> Vec<Secret> {
        let body = self.body.as_ref();
        body.map(RequestBody::streamed_secrets).unwrap_or_default()
    }
}

impl Transport {
    /// Sends a request, repeating it as the policy says, and returns before `deadline`.
    pub(crate) async fn send(&self, prepared: &Prepared, deadline: Instant) -> Result<Sent, Fault> {
        let mut number = 1;
        let mut reached = false;
        loop {
            let attempt = async {
                let turn = self.turn(deadline).await?;
                self.attempt(prepared, deadline, turn).await
            };
            let mut fault = match attempt.await {
                Ok(mut sent) => {
                    sent.answer.attempts = number;
                    return Ok(sent);
                }
                Err(fault) => fault,
            };
            // One that never began is not counted.
            fault.attempts = number - u32::from(fault.waited_for.is_some());
            reached |= fault.reached;
            fault.reached = reached;
            fault.repeatable = prepared.repeatable;
            if prepared.is_spent() {
                return Err(fault);
            }
            let delay = retry::decide(
                &self.retry,
                &retry::Attempt {
                    number,
                    idempotent: prepared.repeatable,
                    kind: &fault.kind,
                    status: fault.status,
                    retry_after: retry_after::of(&fault.headers, system_time()),
                    remaining: deadline.saturating_duration_since(Instant::now()),
                    jitter: fastrand::f64(),
                },
            );
            let Some(delay) = delay else {
                return Err(fault);
            };
            crate::sending::span::will_retry(number, delay, &fault);
            let most = self.retry.most_attempts();
            prepared.watched.will_retry(number, most, delay, &fault);
            sleep(delay).await;
            number += 1;
        }
    }

    /// Waits until another attempt may be under way.
    async fn turn(&self, deadline: Instant) -> Result<Option<OwnedSemaphorePermit>, Fault> {
        let Some(turns) = &self.turns else {
            return Ok(None);
        };
        match timeout_at(deadline, Arc::clone(turns).acquire_owned()).await {
            // It is never closed.
            Ok(turn) => Ok(turn.ok()),
            Err(_) => Err(Fault::waited_for(Wait::Turn)),
        }
    }

    /// Sends again at once what the server says it has not looked at.
    async fn exchange(&self, prepared: &Prepared) -> Result<Arriving, Broken> {
        for _ in 1..TRIES {
            match self.http.execute(prepared.outgoing()).await {
                #[cfg(not(target_arch = "wasm32"))]
                Err(broken) if broken.is_untouched() && !prepared.is_spent() => {}
                outcome => return outcome,
            }
        }
        self.http.execute(prepared.outgoing()).await
    }

    async fn attempt(
        &self,
        prepared: &Prepared,
        deadline: Instant,
        turn: Option<OwnedSemaphorePermit>,
    ) -> Result<Sent, Fault> {
        let deadline = deadline.min(deadline_after(self.attempt_timeout));
        let begun = prepared.watched.sent(&prepared.method);
        // One timer for the whole attempt: a new one for each piece of the body would cost more than reading it.
        let mut deadline = pin!(sleep_until(deadline));
        let answered = before(deadline.as_mut(), self.exchange(prepared)).await;
        let Arriving {
            status,
            headers,
            mut body,
        } = match answered {
            Some(Ok(arriving)) => arriving,
            Some(Err(error)) => return Err(not_answered(error)),
            None => return Err(timed_out()),
        };
        prepared.watched.answered(status, begun);
        let documented = prepared.success.iter().any(|s| s.matches(status.as_u16()));
        // The server has acted, and what it says may be a key that is shown once: another code of success is no reason
        // to throw it away. A part of the content is not the content.
        if !documented && (!status.is_success() || status == StatusCode::PARTIAL_CONTENT) {
            let limit = self.max_response_bytes.min(ERROR_BODY_BYTES);
            // The status is what counts, however little of the body can be read.
            let body = read(&mut body, limit, deadline.as_mut()).await.body;
            return Err(Fault::new(kind_of(status, &headers, &prepared.url))
                .answered(status, headers, &body));
        }
        let limit = prepared
            .max_response_bytes
            .unwrap_or(self.max_response_bytes);
        let too_large = || ErrorKind::BodyTooLarge { limit };
        // Of events and values, each may be as large as that.
        let whole = matches!(prepared.framing, None | Some(Framing::Bytes));
        if whole
            && content_length(&headers).is_some_and(|length| length > limit as u64)
            && prepared.method != Method::HEAD
        {
            return Err(Fault::new(too_large()).answered(status, headers, &[]));
        }
        if let Some(framing) = prepared.framing {
            if let Err(error) = is_framed(framing, &headers) {
                let limit = limit.min(ERROR_BODY_BYTES);
                let body = read(&mut body, limit, deadline.as_mut()).await.body;
                return Err(
                    Fault::because(ErrorKind::Decode, error).answered(status, headers, &body)
                );
            }
            let pieces = Pieces::new(
                body,
                status,
                headers.clone(),
                self.read_timeout,
                limit,
                prepared.repeatable,
                turn,
            );
            return Ok(Sent {
                answer: Answer {
                    status,
                    headers,
                    body: Bytes::new(),
                    attempts: 0,
                    documented,
                },
                pieces: Some(Box::new(pieces)),
            });
        }
        let Read { body, end } = read(&mut body, limit, deadline).await;
        let fault = match end {
            End::Complete => {
                return Ok(Sent {
                    answer: Answer {
                        status,
                        headers,
                        body,
                        attempts: 0,
                        documented,
                    },
                    pieces: None,
                });
            }
            End::Limit => Fault::new(too_large()),
            End::Late => timed_out(),
            End::Broken(reason) => broken(reason),
        };
        Err(fault.answered(status, headers, &body))
    }
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
