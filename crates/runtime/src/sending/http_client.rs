//! What sends a request and brings its answer: a client of our own, the browser, or one that the caller built.

use std::error::Error;
use std::future::Future;
use std::io;
use std::pin::Pin;

use http::header::HeaderMap;
use http::{Method, StatusCode};
use url::Url;

use crate::call::body::RequestBody;
use crate::outcome::failure::Source;
use crate::sending::incoming::Incoming;

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

    /// Whether the server says that it has not looked at the request.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn is_untouched(&self) -> bool {
        self.stage == Stage::Untouched
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
