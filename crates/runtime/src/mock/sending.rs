//! The body of an answer, which may break off.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::answer::Reply;

/// Bytes that are sent, and what comes after them.
pub(super) struct Sending {
    bytes: Bytes,
    /// When the connection breaks. What was sent before has to be on its way, or nobody reads it.
    breaks: Option<Pin<Box<Sleep>>>,
}

impl Sending {
    pub(super) fn of(reply: &Reply) -> Self {
        let size = reply.broken_after.unwrap_or(usize::MAX);
        let size = size.min(reply.body.len());
        Self {
            bytes: reply.body.slice(..size),
            breaks: reply
                .broken_after
                .map(|_| Box::pin(sleep(Duration::from_millis(10)))),
        }
    }
}

impl Body for Sending {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        let Some(breaks) = &mut self.breaks else {
            return Poll::Ready(None);
        };
        ready!(breaks.as_mut().poll(context));
        Poll::Ready(Some(Err(io::Error::other("broken off"))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty() && self.breaks.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        match self.breaks {
            Some(_) => SizeHint::default(),
            None => SizeHint::with_exact(self.bytes.len() as u64),
        }
    }
}
