//! What a request carries: bytes, or values that are written while they are sent.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use crate::call::refusal::Refusal;
use crate::values::noted;
use crate::values::secret::Secret;

/// Why a stream is not sent twice.
pub(crate) const SPENT: &str = "its values were sent already";

/// The body of a request.
#[derive(Clone)]
pub(crate) enum RequestBody {
    /// All of it.
    Whole(Bytes),
    /// What is not made yet.
    Streamed(StreamedBody),
}

/// Values that are written while they are sent. They come once: clones share them, and only the first to ask gets them.
#[derive(Clone)]
pub(crate) struct StreamedBody(Arc<Mutex<Streamed>>);

struct Streamed {
    values: Pin<Box<dyn Stream<Item = Written> + Send>>,
    begun: bool,
    secrets: Vec<Secret>,
}

/// A value as it is sent, and the secrets in it.
type Written = (Result<Bytes, Refusal>, Vec<Secret>);

impl RequestBody {
    /// The bytes, if they are known.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Streamed(_) => None,
        }
    }

    /// All of it, once a stream has ended.
    #[cfg(target_arch = "wasm32")]
    pub(crate) async fn into_whole(self) -> Result<Bytes, Refusal> {
        let body = match self {
            Self::Whole(bytes) => return Ok(bytes),
            Self::Streamed(body) => body,
        };
        if !body.begin() {
            return Err(Refusal::body(SPENT));
        }
        let mut whole = bytes::BytesMut::new();
        while let Some(bytes) = std::future::poll_fn(|context| body.poll(context)).await {
            whole.extend_from_slice(&bytes?);
        }
        Ok(whole.freeze())
    }

    /// Whether some of it is gone, so that it cannot be sent again.
    pub(crate) fn is_spent(&self) -> bool {
        match self {
            Self::Whole(_) => false,
            Self::Streamed(body) => body.lock().begun,
        }
    }

    /// The secrets in what was sent of a stream.
    pub(crate) fn streamed_secrets(&self) -> Vec<Secret> {
        match self {
            Self::Whole(_) => Vec::new(),
            Self::Streamed(body) => body.lock().secrets.clone(),
        }
    }
}

impl StreamedBody {
    /// JSON values, each with a sign before it and a line's end behind it.
    pub(crate) fn of_json<V: Serialize>(
        before: &'static [u8],
        values: impl Stream<Item = V> + Send + 'static,
    ) -> Self {
        let values = Box::pin(Lines {
            before,
            values: Box::pin(values),
        });
        Self(Arc::new(Mutex::new(Streamed {
            values,
            begun: false,
            secrets: Vec::new(),
        })))
    }

    /// Whether the one who asks is the first, and so the one to send it.
    pub(crate) fn begin(&self) -> bool {
        !std::mem::replace(&mut self.lock().begun, true)
    }

    /// The next value, written.
    pub(crate) fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Refusal>>> {
        let mut body = self.lock();
        body.values.as_mut().poll_next(context).map(|next| {
            let (bytes, secrets) = next?;
            body.secrets.extend(secrets);
            Some(bytes)
        })
    }

    fn lock(&self) -> MutexGuard<'_, Streamed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Lines<S> {
    before: &'static [u8],
    values: Pin<Box<S>>,
}

impl<V: Serialize, S: Stream<Item = V>> Stream for Lines<S> {
    type Item = Written;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Written>> {
        let before = self.before;
        let next = self.values.as_mut().poll_next(context);
        next.map(|value| value.map(|value| write_line(before, &value)))
    }
}

fn write_line<V: Serialize>(before: &[u8], value: &V) -> Written {
    let mut bytes = before.to_vec();
    let (written, secrets) = noted::written_by(|| serde_json::to_writer(&mut bytes, value));
    bytes.push(b'\n');
    let written = written.map(|()| Bytes::from(bytes));
    let written = written.map_err(|_| Refusal::body("a value of it cannot be written as JSON"));
    (written, secrets)
}
