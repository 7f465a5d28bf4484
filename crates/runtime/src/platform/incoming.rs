//! The body of an answer while it arrives.

#[cfg(target_arch = "wasm32")]
use std::pin::Pin;
#[cfg(not(target_arch = "wasm32"))]
use std::pin::pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Client, Request, Response, StatusCode};

/// What is still to come of an answer. To drop it hangs up.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) struct Incoming(Response);

#[cfg(not(target_arch = "wasm32"))]
impl Incoming {
    pub(crate) fn of(response: Response) -> Self {
        Self(response)
    }

    /// The next piece, which may be empty; `None` at the end.
    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, reqwest::Error>>> {
        // This future keeps nothing from one poll to the next.
        pin!(self.0.chunk()).poll(context).map(Result::transpose)
    }
}

/// What is still to come of an answer. To drop it hangs up. It stays on the thread that it came to, as all that a browser
/// hands out does.
#[cfg(target_arch = "wasm32")]
pub(crate) struct Incoming(send_wrapper::SendWrapper<Pin<Box<Stream>>>);

#[cfg(target_arch = "wasm32")]
type Stream = dyn futures_core::Stream<Item = Result<Bytes, reqwest::Error>>;

#[cfg(target_arch = "wasm32")]
impl Incoming {
    pub(crate) fn of(response: Response) -> Self {
        Self(send_wrapper::SendWrapper::new(Box::pin(
            response.bytes_stream(),
        )))
    }

    /// The next piece, which may be empty; `None` at the end.
    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, reqwest::Error>>> {
        self.0.as_mut().poll_next(context)
    }
}

/// An answer whose body is still to come.
pub(crate) struct Arriving {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Incoming,
}

/// Sends a request and waits for the head of its answer.
pub(crate) fn execute(
    client: &Client,
    request: Request,
) -> impl Future<Output = Result<Arriving, reqwest::Error>> + Send {
    let sending = client.execute(request);
    let arriving = async {
        let mut response = sending.await?;
        Ok(Arriving {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body: Incoming::of(response),
        })
    };
    #[cfg(not(target_arch = "wasm32"))]
    return arriving;
    #[cfg(target_arch = "wasm32")]
    send_wrapper::SendWrapper::new(arriving)
}
