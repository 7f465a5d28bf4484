//! JSON values as they come.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::outcome::decode::{self, Hints};
use crate::outcome::error::Error;
use crate::streams::opened::Opened;
use crate::streams::records::Records;

/// JSON values while they come, one after the other: JSON Lines (`application/jsonl`, `application/x-ndjson`) and JSON text
/// sequences (`application/json-seq`). To drop the stream hangs up.
#[must_use = "nothing is read until the next value is asked for"]
pub struct JsonStream<T, E> {
    pub(super) opened: Option<Opened>,
    /// What has come and was not looked at yet.
    chunk: Bytes,
    records: Records,
    number: u64,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T, E> Unpin for JsonStream<T, E> {}

impl<T, E> JsonStream<T, E> {
    pub(crate) fn new(opened: Opened) -> Self {
        Self {
            opened: Some(opened),
            chunk: Bytes::new(),
            records: Records::default(),
            number: 0,
            types: PhantomData,
        }
    }

    /// Limits the wait for the next piece of the answer instead of the client's `read_timeout`.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        if let Some(opened) = &mut self.opened {
            opened.pieces.set_patience(timeout);
        }
        self
    }
}

impl<T: DeserializeOwned, E> JsonStream<T, E> {
    /// The next value; `None` after the last one.
    ///
    /// # Errors
    ///
    /// A value is not what the description says ([`ErrorKind::Decode`](crate::ErrorKind::Decode)): the next one can be read.
    /// Or the connection breaks, nothing comes for too long, or a value is larger than is allowed: nothing comes after that.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        let Some(opened) = &mut self.opened else {
            return Poll::Ready(None);
        };
        let (value, last) = loop {
            if let Some(value) = self.records.next(&mut self.chunk) {
                break (Ok(value), false);
            }
            if self.records.kept() > opened.pieces.limit {
                break (Err(opened.too_large()), true);
            }
            match ready!(opened.poll(context)) {
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(fault)) => break (Err(opened.error(fault)), true),
                None => match self.records.finish() {
                    Some(value) => break (Ok(value), true),
                    None => {
                        self.opened = None;
                        return Poll::Ready(None);
                    }
                },
            }
        };
        let value = value.and_then(|value| {
            if value.len() > opened.pieces.limit {
                return Err(opened.too_large());
            }
            self.number += 1;
            decode::json(&value, Hints::default())
                .map_err(|error| opened.undecodable(error.in_item(self.number), &value))
        });
        if last {
            self.opened = None;
        }
        Poll::Ready(Some(value))
    }
}

impl<T: DeserializeOwned, E> Stream for JsonStream<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, E> fmt::Debug for JsonStream<T, E> {
    /// Leaves out what has come.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("JsonStream")
            .field("values", &self.number)
            .finish_non_exhaustive()
    }
}
