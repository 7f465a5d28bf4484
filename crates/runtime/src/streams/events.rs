//! Events as they come.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

#[cfg(feature = "blocking")]
use crate::blocking::waiting::Waiting;
use crate::outcome::by_status::FromAnswer;
use crate::outcome::decode::DecodeError;
use crate::outcome::error::{Error, ErrorKind};
use crate::outcome::failure::{Failure, is_transient};
use crate::platform::clock::{Sleep, sleep};
use crate::sending::retry::{self, RetryPolicy};
use crate::streams::event::{Event, RawEvent};
use crate::streams::event_parser::EventParser;
use crate::streams::opened::Opened;

type Opening = Pin<Box<dyn Future<Output = Result<Option<Opened>, Box<Failure>>> + Send>>;

/// Asks for the events after the one with an identifier; `None` if that cannot be done.
pub(crate) type Reopen = Box<dyn Fn(&str) -> Option<Opening> + Send + Sync>;

type Read<T> = fn(&RawEvent) -> Result<T, DecodeError>;

/// Server-sent events while they come (`text/event-stream`). To drop the stream hangs up.
///
/// Where the connection ends, so do the events, unless [`reconnect`](Self::reconnect) says otherwise.
#[must_use = "nothing is read until the next event is asked for"]
pub struct EventStream<T, E> {
    state: State,
    /// What has come and was not looked at yet.
    chunk: Bytes,
    parser: EventParser,
    read: Read<T>,
    number: u64,
    reopen: Reopen,
    reconnect: Option<RetryPolicy>,
    /// How often in a row the connection ended without an event.
    failures: u32,
    read_timeout: Option<Duration>,
    error: PhantomData<fn() -> E>,
    #[cfg(feature = "blocking")]
    pub(super) waiting: Waiting,
}

enum State {
    Open(Opened),
    Waiting(Pin<Box<Sleep>>),
    Opening(Opening),
    Ended,
}

impl<T, E> Unpin for EventStream<T, E> {}

impl<T, E> EventStream<T, E> {
    pub(crate) fn new(opened: Opened, reopen: Reopen, read: Read<T>) -> Self {
        Self {
            #[cfg(feature = "blocking")]
            waiting: opened.waiting.clone(),
            state: State::Open(opened),
            chunk: Bytes::new(),
            parser: EventParser::default(),
            read,
            number: 0,
            reopen,
            reconnect: None,
            failures: 0,
            read_timeout: None,
            error: PhantomData,
        }
    }

    /// Takes the stream up again where the connection ends, breaks or is silent for too long: the call is sent once more, with
    /// `Last-Event-ID` if an event had one. The policy says how often in a row, without an event in between, and after how
    /// long; the server's `retry` is waited for, up to the policy's
    /// [`max_retry_after`](RetryPolicy::max_retry_after). The server ends the stream by answering 204, and any other answer
    /// that no waiting mends is an error.
    ///
    /// It is sent again whatever its method is: a `POST` does its work once more.
    pub fn reconnect(mut self, policy: RetryPolicy) -> Self {
        self.reconnect = Some(policy);
        self
    }

    /// Limits the wait for the next piece of the answer instead of the client's `read_timeout`; the server's comments count as
    /// well.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = Some(timeout);
        if let State::Open(opened) = &mut self.state {
            opened.pieces.set_patience(timeout);
        }
        self
    }

    /// The identifier of the last event that had one: what the server has to be told to go on after it.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        Some(self.parser.last_event_id()).filter(|id| !id.is_empty())
    }

    /// Waits before the stream is taken up again, if it is to be after a failure of this kind.
    fn waits(&mut self, kind: &ErrorKind) -> bool {
        let Some(policy) = &self.reconnect else {
            return false;
        };
        let attempt = retry::Attempt {
            number: self.failures + 1,
            // The caller says that it may be sent again.
            idempotent: true,
            kind,
            status: None,
            retry_after: self
                .parser
                .reconnection_time()
                .map(|wait| policy.within(wait)),
            remaining: Duration::MAX,
            jitter: fastrand::f64(),
        };
        let Some(delay) = retry::decide(policy, &attempt) else {
            return false;
        };
        self.failures += 1;
        self.chunk.clear();
        self.parser.restart();
        self.state = State::Waiting(Box::pin(sleep(delay)));
        true
    }

    /// The last thing that comes.
    pub(super) fn end(&mut self, error: Option<Error<E>>) -> Option<Result<Event<T>, Error<E>>> {
        self.state = State::Ended;
        error.map(Err)
    }
}

impl<T, E: FromAnswer> EventStream<T, E> {
    /// The next event; `None` after the last one.
    ///
    /// # Errors
    ///
    /// The data of an event is not what the description says ([`ErrorKind::Decode`]): the next one can be read. Or the
    /// connection breaks, nothing comes for too long, or an event is larger than is allowed: nothing comes after that.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error<E>>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error<E>>>> {
        loop {
            match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Waiting(timer) => {
                    ready!(timer.as_mut().poll(context));
                    self.state = match (self.reopen)(self.parser.last_event_id()) {
                        Some(opening) => State::Opening(opening),
                        None => State::Ended,
                    };
                }
                State::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(Some(mut opened)) => {
                        if let Some(timeout) = self.read_timeout {
                            opened.pieces.set_patience(timeout);
                        }
                        self.state = State::Open(opened);
                    }
                    Ok(None) => self.state = State::Ended,
                    Err(failure) => {
                        let kind = match failure.status.is_some_and(is_transient) {
                            true => ErrorKind::Interrupted,
                            false => failure.kind.clone(),
                        };
                        if !self.waits(&kind) {
                            return Poll::Ready(self.end(Some(Error::typed(failure))));
                        }
                    }
                },
                State::Open(opened) => {
                    let event = self.parser.next(&mut self.chunk);
                    let kept = match &event {
                        Some(event) => event.data.len(),
                        None => self.parser.kept(),
                    };
                    if kept > opened.pieces.limit {
                        let error = opened.too_large();
                        return Poll::Ready(self.end(Some(error)));
                    }
                    if let Some(event) = event {
                        self.failures = 0;
                        self.number += 1;
                        if opened.operation.stream_end == Some(&*event.data) {
                            self.state = State::Ended;
                            continue;
                        }
                        let data = (self.read)(&event).map_err(|error| {
                            opened.undecodable(error.in_item(self.number), event.data.as_bytes())
                        });
                        return Poll::Ready(Some(data.map(|data| event.with_data(data))));
                    }
                    match ready!(opened.poll(context)) {
                        Some(Ok(chunk)) => self.chunk = chunk,
                        Some(Err(fault)) => {
                            let error = opened.error(fault);
                            let kind = error.kind().clone();
                            if !self.waits(&kind) {
                                return Poll::Ready(self.end(Some(error)));
                            }
                        }
                        // Servers end answers that take too long; the events go on in the next one.
                        None if self.waits(&ErrorKind::Interrupted) => {}
                        None => return Poll::Ready(self.end(None)),
                    }
                }
            }
        }
    }
}

impl<T, E: FromAnswer> Stream for EventStream<T, E> {
    type Item = Result<Event<T>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, E> fmt::Debug for EventStream<T, E> {
    /// Leaves out what has come.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EventStream")
            .field("events", &self.number)
            .field("reconnect", &self.reconnect)
            .finish_non_exhaustive()
    }
}
