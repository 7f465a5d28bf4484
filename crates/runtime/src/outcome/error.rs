//! What a call can fail with.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;
use http::header::HeaderMap;

use crate::call::refusal::{MissingCredential, Refusal};
use crate::outcome::decode::DecodeError;
use crate::outcome::failure::{Failure, is_transient};
use crate::outcome::token_error::TokenError;

/// Why a call failed. `E` is the error body of the API description.
///
/// [`kind`](Self::kind) says what went wrong, and with it whether the server may have acted:
/// see [`may_have_been_sent`](Self::may_have_been_sent).
///
/// `Display` and `Debug` say the operation, the status and the server's own message. They never
/// show a query, a header, a request body or a credential; the beginning of an answer that could
/// not be used is only shown by [`raw_body`](Self::raw_body).
#[non_exhaustive]
pub struct Error<E = serde_json::Value> {
    pub(crate) failure: Box<Failure>,
    pub(crate) body: Option<Box<E>>,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A parameter or the body cannot be sent as it is; nothing was sent. The source is a
    /// [`Refusal`].
    Refused,
    /// The operation needs a credential that is not configured; nothing was sent. The source is
    /// a [`MissingCredential`].
    MissingCredential,
    /// The token that the operation needs could not be obtained. The operation was not sent, or answered with 401 because
    /// the token before it had ended. The source is a [`TokenError`].
    Token,
    /// No connection came about, so nothing reached the server.
    Connect,
    /// The time for the attempt or for the whole call ran out.
    Timeout,
    /// The connection broke before an answer came. The server may have acted.
    Interrupted,
    /// What came is not HTTP, or breaks its rules. The server may have acted.
    Malformed,
    /// The server answered with an error status.
    Status,
    /// The server answered with a status that is neither an error nor documented as a success.
    UnexpectedStatus,
    /// The server answered with a redirect, which is not followed: it would carry credentials and
    /// passwords along.
    #[non_exhaustive]
    Redirect {
        /// The host the server wanted the client to go to.
        host: Option<String>,
    },
    /// The answer is larger than [`max_response_bytes`](crate::ClientBuilder::max_response_bytes).
    #[non_exhaustive]
    BodyTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The connection broke in the middle of the answer.
    BodyIncomplete,
    /// The answer is a success, but not what the description says. The source is a
    /// [`DecodeError`](crate::DecodeError).
    Decode,
    /// The server answered with the same page of a list again. The source is a
    /// [`RepeatedPage`](crate::RepeatedPage).
    RepeatedPage,
    /// A list came to its end, and lacks items that the server counts. The source is an
    /// [`IncompleteList`](crate::IncompleteList).
    IncompleteList,
}

impl ErrorKind {
    /// A short name for `error.type` in traces.
    #[cfg(any(feature = "cli", feature = "tracing"))]
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::MissingCredential => "missing_credential",
            Self::Token => "token",
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::Malformed => "malformed",
            Self::Status => "status",
            Self::UnexpectedStatus => "unexpected_status",
            Self::Redirect { .. } => "redirect",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::BodyIncomplete => "body_incomplete",
            Self::Decode => "decode",
            Self::RepeatedPage => "repeated_page",
            Self::IncompleteList => "incomplete_list",
        }
    }
}

impl<E> Error<E> {
    /// A failure without an error body.
    pub(crate) fn of(failure: Failure) -> Self {
        Self {
            failure: Box::new(failure),
            body: None,
        }
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.failure.kind
    }

    /// The status of the answer, if there was one.
    ///
    /// A failed token request is not an answer to the operation: its status is in [`TokenError`].
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.failure.status
    }

    /// The headers of the answer; empty if there was none.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.failure.headers
    }

    /// The error body, where the server sent what the description says.
    #[must_use]
    pub fn body(&self) -> Option<&E> {
        self.body.as_deref()
    }

    /// The error body, where the server sent what the description says.
    #[must_use]
    pub fn into_body(self) -> Option<E> {
        self.body.map(|body| *body)
    }

    /// The first 64 KiB of the answer's body, as it came; where it is read while it comes, of the event or value that the
    /// error is about. It may hold what the server considers
    /// secret, so it is in neither `Display` nor `Debug`.
    #[must_use]
    pub fn raw_body(&self) -> &[u8] {
        &self.failure.raw_body
    }

    /// How many bytes of the answer had come, where it was read while it came.
    #[must_use]
    pub fn arrived(&self) -> Option<u64> {
        self.failure.arrived
    }

    /// The server's own message: the texts of `title`, `message`, `error`, `detail`, `errors` and the like in a JSON error
    /// body, without repetition, shortened and on one line, or a body that is a line of text. What the request held as a secret (its credentials, and the
    /// [`Secret`](crate::Secret)s of parameters and body) is replaced by `***`.
    #[must_use]
    pub fn server_message(&self) -> Option<&str> {
        self.failure.message.as_deref()
    }

    /// The identifier that was sent along with the call, where the operation has one. The vendor's
    /// support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.failure.request_id.as_deref()
    }

    /// The name of the operation in the client.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.failure.operation.id
    }

    /// How often the request was sent, or tried to be sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.failure.attempts
    }

    /// How long the server asks to wait before the next call (`Retry-After`).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        crate::outcome::retry_after::of(
            &self.failure.headers,
            crate::platform::clock::system_time(),
        )
    }

    /// The name of the parameter that was refused, for [`ErrorKind::Refused`].
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        self.source_as::<Refusal>().and_then(Refusal::parameter)
    }

    /// Where in the JSON of the answer decoding failed: `roles[2].name`.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        self.source_as::<DecodeError>()
            .and_then(DecodeError::json_path)
    }

    /// The number of the event or value, counted from 1, that is not what the description says. The next ones can be read.
    #[must_use]
    pub fn item(&self) -> Option<u64> {
        self.source_as::<DecodeError>().and_then(DecodeError::item)
    }

    /// The credential that is not configured, for [`ErrorKind::MissingCredential`].
    #[must_use]
    pub fn missing_credential(&self) -> Option<&MissingCredential> {
        self.source_as()
    }

    /// Why no token was obtained, for [`ErrorKind::Token`]: a login that the server refuses, for instance
    /// ([`TokenError::is_rejected`]).
    #[must_use]
    pub fn token_error(&self) -> Option<&TokenError> {
        self.source_as()
    }

    /// Whether the time ran out: for the call, or for the token it needs.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.failure.kind == ErrorKind::Timeout
            || self.failure.timed_out
            || self.token_error().is_some_and(TokenError::is_timeout)
    }

    /// Whether no connection came about.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.failure.kind == ErrorKind::Connect
    }

    /// Whether the server may have acted on the request, in this attempt or one before. When this is false, it is safe
    /// to repeat any call.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.failure.reached
    }

    /// Whether the same call may succeed later and repeating it cannot do its work twice: nothing reached the server,
    /// or the operation is idempotent, and the failure is one that passes (408, 429, 502, 503, 504, a timeout, a
    /// broken connection).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let safe = self.failure.repeatable || !self.failure.reached;
        match self.failure.kind {
            ErrorKind::Token => safe && self.token_error().is_some_and(TokenError::is_retryable),
            ErrorKind::Connect
            | ErrorKind::Timeout
            | ErrorKind::Interrupted
            | ErrorKind::BodyIncomplete => safe,
            ErrorKind::Status => safe && self.status().is_some_and(is_transient),
            _ => false,
        }
    }

    /// The server answered 400 or 422: it does not accept what was sent.
    #[must_use]
    pub fn is_invalid(&self) -> bool {
        self.has_status(StatusCode::BAD_REQUEST)
            || self.has_status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// The credential is not, or no longer, valid: the server answered 401, or refused the login
    /// ([`TokenError::is_rejected`]).
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
            || self.token_error().is_some_and(TokenError::is_rejected)
    }

    /// The server answered 403: the account may not do this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// The server answered 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// The server answered 409: what is to be created exists, or has changed meanwhile.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// The server answered 429; see [`retry_after`](Self::retry_after).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The server answered with a 5xx status.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.failure.kind == ErrorKind::Status
            && self.status().is_some_and(|status| status.is_server_error())
    }

    fn has_status(&self, status: StatusCode) -> bool {
        self.failure.kind == ErrorKind::Status && self.status() == Some(status)
    }

    fn source_as<T: StdError + 'static>(&self) -> Option<&T> {
        self.failure.source.as_ref()?.downcast_ref()
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(formatter)
    }
}

impl<E> fmt::Debug for Error<E> {
    /// Leaves out the bodies: the vendor's own may repeat what was sent.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { failure, body: _ } = self;
        failure.debug("Error", formatter)
    }
}

impl<E> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.failure.source()
    }
}
