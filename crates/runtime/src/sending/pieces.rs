//! The body of an answer that is read while it comes.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;
use tokio::sync::OwnedSemaphorePermit;

use crate::outcome::error::ErrorKind;
use crate::outcome::failure::Fault;
use crate::platform::clock::{Sleep, sleep};
use crate::sending::deadline::deadline_after;
use crate::sending::faults::broken;
use crate::sending::incoming::Incoming;

/// What is still to come of an answer. To drop it hangs up.
pub(crate) struct Pieces {
    body: Incoming,
    pub(crate) status: StatusCode,
    headers: HeaderMap,
    /// The longest wait for the next piece.
    patience: Duration,
    timer: Pin<Box<Sleep>>,
    waiting: bool,
    arrived: u64,
    /// Whether the request may be sent again.
    repeatable: bool,
    /// How many bytes may be kept, or passed on, at once or in all: what is counted depends on what is read.
    pub(crate) limit: usize,
    /// A stream is a request that is under way until it ends.
    _turn: Option<OwnedSemaphorePermit>,
}

impl Pieces {
    pub(crate) fn new(
        body: Incoming,
        status: StatusCode,
        headers: HeaderMap,
        patience: Duration,
        limit: usize,
        repeatable: bool,
        turn: Option<OwnedSemaphorePermit>,
    ) -> Self {
        Self {
            status,
            body,
            headers,
            patience,
            timer: Box::pin(sleep(patience)),
            waiting: false,
            arrived: 0,
            repeatable,
            limit,
            _turn: turn,
        }
    }

    /// Sets the longest wait for the next piece.
    pub(crate) fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
        self.waiting = false;
    }

    /// The number of bytes that have come.
    pub(crate) fn arrived(&self) -> u64 {
        self.arrived
    }

    /// The next piece, which is never empty; `None` at the end.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Fault>>> {
        loop {
            match self.body.poll(context) {
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(self.fault(broken(error), &[]))));
                }
                Poll::Ready(Some(Ok(bytes))) if bytes.is_empty() => {}
                Poll::Ready(Some(Ok(bytes))) => {
                    self.waiting = false;
                    self.arrived += bytes.len() as u64;
                    return Poll::Ready(Some(Ok(bytes)));
                }
                Poll::Pending => break,
            }
        }
        if !self.waiting {
            let until = deadline_after(self.patience);
            self.timer.as_mut().reset(until);
            self.waiting = true;
        }
        ready!(self.timer.as_mut().poll(context));
        let fault = Fault {
            timed_out: true,
            ..Fault::new(ErrorKind::Timeout)
        };
        Poll::Ready(Some(Err(self.fault(fault, &[]))))
    }

    /// Says of a failure what had come before; `body` is the part that it is about.
    pub(crate) fn fault(&self, fault: Fault, body: &[u8]) -> Fault {
        Fault {
            arrived: Some(self.arrived),
            repeatable: self.repeatable,
            attempts: fault.attempts.max(1),
            ..fault.answered(self.status, self.headers.clone(), body)
        }
    }

    /// The failure of what is larger than the limit.
    pub(crate) fn too_large(&self) -> Fault {
        self.fault(
            Fault::new(ErrorKind::BodyTooLarge { limit: self.limit }),
            &[],
        )
    }
}
