//! The body of a request on its way out.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::{Body, Frame, SizeHint};

use crate::call::body::{RequestBody, SPENT, StreamedBody};
use crate::call::refusal::Refusal;

/// A body as hyper and reqwest send it.
pub(crate) enum OutgoingBody {
    Whole(Full<Bytes>),
    Streamed { body: StreamedBody, begun: bool },
}

impl From<RequestBody> for OutgoingBody {
    fn from(body: RequestBody) -> Self {
        match body {
            RequestBody::Whole(bytes) => Self::Whole(Full::new(bytes)),
            RequestBody::Streamed(body) => Self::Streamed { body, begun: false },
        }
    }
}

impl Body for OutgoingBody {
    type Data = Bytes;
    type Error = Refusal;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Refusal>>> {
        match &mut *self {
            Self::Whole(bytes) => Pin::new(bytes)
                .poll_frame(context)
                .map_err(|never| match never {}),
            // Only now: what finds no connection takes nothing from the stream, and can be sent again.
            Self::Streamed { body, begun } => {
                if !*begun && !body.begin() {
                    let refusal = Refusal::body(SPENT);
                    return Poll::Ready(Some(Err(refusal)));
                }
                *begun = true;
                body.poll(context)
                    .map(|next| next.map(|bytes| bytes.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.is_end_stream(),
            Self::Streamed { .. } => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => bytes.size_hint(),
            Self::Streamed { .. } => SizeHint::default(),
        }
    }
}
