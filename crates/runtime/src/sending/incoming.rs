//! The body of an answer while it arrives.

#[cfg(target_arch = "wasm32")]
pub(crate) use self::browser::Incoming;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::system::Incoming;

#[cfg(not(target_arch = "wasm32"))]
mod system {
    #[cfg(feature = "reqwest")]
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll, ready};

    use bytes::Bytes;
    use hyper::body::Body as _;

    use crate::sending::http_client::{Broken, Stage};

    /// What is still to come of an answer. To drop it hangs up.
    pub(crate) enum Incoming {
        Own(hyper::body::Incoming),
        #[cfg(feature = "reqwest")]
        Passed(Box<reqwest::Response>),
    }

    #[cfg(feature = "reqwest")]
    impl From<reqwest::Response> for Incoming {
        fn from(response: reqwest::Response) -> Self {
            Self::Passed(Box::new(response))
        }
    }

    impl Incoming {
        /// The next piece, which may be empty; `None` at the end.
        pub(crate) fn poll(
            &mut self,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, Broken>>> {
            let body = match self {
                Self::Own(body) => body,
                #[cfg(feature = "reqwest")]
                // This future keeps nothing from one poll to the next.
                Self::Passed(response) => {
                    let piece = ready!(std::pin::pin!(response.chunk()).poll(context));
                    return Poll::Ready(piece.map_err(Broken::from).transpose());
                }
            };
            Poll::Ready(match ready!(Pin::new(body).poll_frame(context)) {
                None => None,
                // Trailers say nothing of the body.
                Some(Ok(frame)) => Some(Ok(frame.into_data().unwrap_or_default())),
                Some(Err(error)) => Some(Err(Broken::new(Stage::Sent, error))),
            })
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use bytes::Bytes;
    use send_wrapper::SendWrapper;

    use crate::sending::http_client::Broken;
    use crate::sending::reqwest;

    /// What is still to come of an answer. To drop it hangs up. It stays on the thread that it came to, as all that a browser
    /// hands out does.
    pub(crate) struct Incoming(SendWrapper<Pin<Box<Stream>>>);

    type Stream = dyn futures_core::Stream<Item = Result<Bytes, reqwest::Error>>;

    impl From<reqwest::Response> for Incoming {
        fn from(response: reqwest::Response) -> Self {
            Self(SendWrapper::new(Box::pin(response.bytes_stream())))
        }
    }

    impl Incoming {
        /// The next piece, which may be empty; `None` at the end.
        pub(crate) fn poll(
            &mut self,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, Broken>>> {
            let piece = self.0.as_mut().poll_next(context);
            piece.map(|piece| piece.map(|piece| piece.map_err(Broken::from)))
        }
    }
}
