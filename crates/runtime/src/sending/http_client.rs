//! What sends a request and brings its answer: a client of our own, the browser, or one that the caller built.

use std::error::Error;
use std::future::Future;
use std::io;
use std::pin::Pin;

use reqwest::header::HeaderMap;
use reqwest::{Client, Method, StatusCode, Url};

use crate::call::body::RequestBody;
use crate::outcome::failure::Source;
use crate::sending::incoming::Incoming;
#[cfg(not(target_arch = "wasm32"))]
use crate::sending::outgoing_body::OutgoingBody;

/// A request as it goes out once.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<RequestBody>,
}

/// An answer whose body is still to come.
pub(crate) struct Arriving {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Incoming,
}

/// How far a request had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It cannot be written.
    Preparing,
    Connecting,
    /// The server says that it has not looked at it.
    #[cfg(not(target_arch = "wasm32"))]
    Untouched,
    /// The server may have seen it.
    Sent,
}

/// Why there is no answer, or no more of one.
pub(crate) struct Broken {
    pub(crate) stage: Stage,
    pub(crate) timed_out: bool,
    pub(crate) cause: Source,
}

impl Broken {
    pub(crate) fn new(stage: Stage, cause: impl Into<Source>) -> Self {
        let cause = cause.into();
        let timed_out = has_cause(&*cause, |error| {
            error
                .downcast_ref()
                .is_some_and(|error: &io::Error| error.kind() == io::ErrorKind::TimedOut)
        });
        Self {
            stage,
            timed_out,
            cause,
        }
    }

    /// Whether what came breaks the rules of HTTP, which it will do again, rather than that it ends too early.
    pub(crate) fn is_malformed(&self) -> bool {
        has_cause(&*self.cause, |error| {
            // The framing of a body is reported as invalid input or data.
            let framing = error.downcast_ref().is_some_and(|error: &io::Error| {
                matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
                )
            });
            #[cfg(not(target_arch = "wasm32"))]
            let framing = framing || error.downcast_ref().is_some_and(hyper::Error::is_parse);
            framing
        })
    }
}

impl From<reqwest::Error> for Broken {
    fn from(error: reqwest::Error) -> Self {
        // A browser does not tell why a request failed: what it says may have been sent.
        #[cfg(target_arch = "wasm32")]
        let connecting = false;
        #[cfg(not(target_arch = "wasm32"))]
        let connecting = error.is_connect();
        let stage = if connecting {
            Stage::Connecting
        } else if error.is_builder() {
            Stage::Preparing
        } else {
            Stage::Sent
        };
        let timed_out = error.is_timeout();
        Self {
            timed_out,
            ..Self::new(stage, error.without_url())
        }
    }
}

/// Whether an error, or one that led to it, is like that.
pub(crate) fn has_cause(
    error: &(dyn Error + 'static),
    is: impl Fn(&(dyn Error + 'static)) -> bool,
) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if is(error) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// An exchange under way.
pub(crate) type Exchanging<'a> =
    Pin<Box<dyn Future<Output = Result<Arriving, Broken>> + Send + 'a>>;

/// Behind it, a client that nobody uses is not linked into the program.
pub(crate) trait HttpClient: Send + Sync {
    /// Sends a request and waits for the head of its answer.
    fn execute(&self, outgoing: Outgoing) -> Exchanging<'_>;
}

impl HttpClient for Client {
    fn execute(&self, outgoing: Outgoing) -> Exchanging<'_> {
        let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
        *request.headers_mut() = outgoing.headers;
        #[cfg(not(target_arch = "wasm32"))]
        {
            *request.body_mut() = outgoing.body.map(body);
        }
        let arriving = async move {
            // `fetch` takes no stream in most browsers: what one gives is put together first.
            #[cfg(target_arch = "wasm32")]
            if let Some(body) = outgoing.body {
                let whole = body.into_whole().await;
                let whole = whole.map_err(|refusal| Broken::new(Stage::Preparing, refusal))?;
                *request.body_mut() = Some(whole.into());
            }
            let mut response = Client::execute(self, request).await?;
            Ok(Arriving {
                status: response.status(),
                headers: std::mem::take(response.headers_mut()),
                body: Incoming::from(response),
            })
        };
        // It stays on the thread that it came to, as all that a browser hands out does.
        #[cfg(target_arch = "wasm32")]
        let arriving = send_wrapper::SendWrapper::new(arriving);
        Box::pin(arriving)
    }
}

/// Bytes as reqwest has them, which it sends with their length.
#[cfg(not(target_arch = "wasm32"))]
fn body(body: RequestBody) -> reqwest::Body {
    match body {
        RequestBody::Whole(bytes) => bytes.into(),
        streamed @ RequestBody::Streamed(_) => reqwest::Body::wrap(OutgoingBody::from(streamed)),
    }
}
