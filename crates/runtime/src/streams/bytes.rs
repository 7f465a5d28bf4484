//! Bytes as they come.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf as _, Bytes};
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

use crate::outcome::error::Error;
use crate::streams::opened::Opened;

/// The bytes of an answer while they come. After an error there is nothing more; to drop the stream hangs up.
///
/// It is an [`AsyncRead`] as well, so that `tokio::io::copy(&mut download, &mut file)` saves it.
#[must_use = "nothing is read until the next piece is asked for"]
pub struct ByteStream<E> {
    pub(super) opened: Option<Opened>,
    /// What has come and was not read by `AsyncRead` yet.
    rest: Bytes,
    error: PhantomData<fn() -> E>,
}

impl<E> Unpin for ByteStream<E> {}

impl<E> ByteStream<E> {
    pub(crate) fn new(opened: Opened) -> Self {
        Self {
            opened: Some(opened),
            rest: Bytes::new(),
            error: PhantomData,
        }
    }

    /// Limits the wait for the next piece instead of the client's `read_timeout`.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        if let Some(opened) = &mut self.opened {
            opened.pieces.set_patience(timeout);
        }
        self
    }

    /// The next piece, of whatever size it comes in; `None` at the end.
    ///
    /// # Errors
    ///
    /// The connection breaks, nothing comes for too long, or more comes than is allowed. Nothing comes after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<E>>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error<E>>>> {
        if !self.rest.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.rest))));
        }
        let Some(opened) = &mut self.opened else {
            return Poll::Ready(None);
        };
        let piece = match ready!(opened.poll(context)) {
            None => None,
            Some(Err(fault)) => Some(Err(opened.error(fault))),
            Some(Ok(_)) if opened.pieces.arrived() > opened.pieces.limit as u64 => {
                Some(Err(opened.too_large()))
            }
            Some(Ok(piece)) => return Poll::Ready(Some(Ok(piece))),
        };
        // The connection is of use to others, or of none to anybody.
        self.opened = None;
        Poll::Ready(piece)
    }
}

impl<E> Stream for ByteStream<E> {
    type Item = Result<Bytes, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<E: Send + Sync + 'static> AsyncRead for ByteStream<E> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if buffer.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        match ready!(self.poll(context)) {
            None => {}
            Some(Err(error)) => return Poll::Ready(Err(io::Error::other(error))),
            Some(Ok(mut piece)) => {
                let size = piece.len().min(buffer.remaining());
                buffer.put_slice(&piece.split_to(size));
                if piece.has_remaining() {
                    self.rest = piece;
                }
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<E> fmt::Debug for ByteStream<E> {
    /// Leaves out what has come.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrived = self.opened.as_ref().map(|opened| opened.pieces.arrived());
        formatter
            .debug_struct("ByteStream")
            .field("arrived", &arrived)
            .finish_non_exhaustive()
    }
}
