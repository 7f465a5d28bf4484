//! The body of an answer, read to its end, to a limit, or until there is no more time.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use bytes::{Bytes, BytesMut};

use crate::platform::clock::Sleep;
use crate::sending::http_client::Broken;
use crate::sending::incoming::Incoming;

/// What was read of a body.
pub(super) struct Read {
    pub(super) body: Bytes,
    pub(super) end: End,
}

/// Why no more was read.
pub(super) enum End {
    Complete,
    Limit,
    Late,
    Broken(Broken),
}

/// Reads at most `limit` bytes. The bytes are counted after any decompression, so a small
/// compressed body cannot become a large one in memory.
pub(super) async fn read(
    incoming: &mut Incoming,
    limit: usize,
    mut deadline: Pin<&mut Sleep>,
) -> Read {
    // Small bodies come as one chunk, which is kept as it is: only a second one makes it worth a copy.
    let mut only = Bytes::new();
    let mut body = BytesMut::new();
    let end = loop {
        match before(deadline.as_mut(), poll_fn(|context| incoming.poll(context))).await {
            None => break End::Late,
            Some(Some(Err(reason))) => break End::Broken(reason),
            Some(None) => break End::Complete,
            Some(Some(Ok(chunk))) => {
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
pub(super) async fn before<F: Future>(
    mut deadline: Pin<&mut Sleep>,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => deadline.as_mut().poll(context).map(|()| None),
    })
    .await
}
