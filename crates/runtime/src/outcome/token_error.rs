//! Why no token could be obtained.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::outcome::error::ErrorKind;
use crate::outcome::failure::{Fault, Source, is_transient};
use crate::outcome::{message, retry_after};
use crate::platform::clock::system_time;

/// Why no token could be obtained. All calls that waited for it get the same error.
#[derive(Clone)]
pub struct TokenError(Arc<Inner>);

struct Inner {
    message: String,
    status: Option<StatusCode>,
    timed_out: bool,
    retryable: bool,
    /// How long the server asks to wait.
    retry_after: Option<Duration>,
    source: Option<Source>,
}

impl TokenError {
    /// A failure of a [`TokenSource`](crate::TokenSource) of your own. The source's `Display` must not show a secret.
    #[must_use]
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(Arc::new(Inner {
            message: "the token source failed".to_owned(),
            status: None,
            timed_out: false,
            retryable: false,
            retry_after: None,
            source: Some(source.into()),
        }))
    }

    pub(crate) fn because(message: impl Into<String>, source: Option<Source>) -> Self {
        Self(Arc::new(Inner {
            message: message.into(),
            status: None,
            timed_out: false,
            retryable: false,
            retry_after: None,
            source,
        }))
    }

    /// The token request failed. `endpoint` is the address that was asked.
    pub(crate) fn exchange(method: &str, endpoint: &str, fault: Fault) -> Self {
        use std::fmt::Write as _;

        let refused = fault.kind == ErrorKind::Status && fault.status.is_some_and(is_refusal);
        let mut text = match refused {
            true => format!("login refused by {endpoint}:"),
            false => format!("{method} {endpoint}: "),
        };
        text.push_str(match fault.kind {
            ErrorKind::Connect => "no connection to the server",
            ErrorKind::Timeout => "the time ran out",
            ErrorKind::Interrupted => "the connection broke before the server answered",
            ErrorKind::Malformed => "the answer is not HTTP:",
            ErrorKind::Status if refused => "",
            ErrorKind::Status | ErrorKind::UnexpectedStatus => "the server answered",
            ErrorKind::Redirect { .. } => "the server answered with a redirect, not followed:",
            ErrorKind::BodyTooLarge { .. } => "the answer is too large:",
            ErrorKind::BodyIncomplete => "the connection broke before the end of the answer:",
            _ => "the request could not be sent",
        });
        let message = match fault.kind {
            ErrorKind::Status => message::of(&fault.body, fault.status, &fault.secrets),
            _ => None,
        };
        if fault.kind == ErrorKind::Connect
            && let Some(cause) = fault.source.as_deref()
        {
            let _ = write!(text, ": {}", message::root_of(cause));
        }
        // Writing to a string cannot fail.
        let _ = match (&fault.status, &message) {
            (Some(status), Some(message)) if refused => {
                write!(text, " {} {message}", status.as_u16())
            }
            (Some(status), Some(message)) => write!(text, " {status}: {message}"),
            (Some(status), None) => write!(text, " {status}"),
            (None, _) => Ok(()),
        };
        if let ErrorKind::Redirect { host: Some(host) } = &fault.kind {
            let _ = write!(text, " to {host}");
        }
        if fault.status == Some(StatusCode::NOT_FOUND) {
            text.push_str("; perhaps the base URL lacks its path");
        }
        let retryable = match fault.kind {
            ErrorKind::Status => fault.status.is_some_and(is_transient),
            ErrorKind::Connect
            | ErrorKind::Timeout
            | ErrorKind::Interrupted
            | ErrorKind::BodyIncomplete => true,
            _ => false,
        };
        Self(Arc::new(Inner {
            message: text,
            status: fault.status,
            timed_out: fault.kind == ErrorKind::Timeout || fault.timed_out,
            retryable,
            retry_after: retry_after::of(&fault.headers, system_time()),
            source: fault.source,
        }))
    }

    /// The status with which the token request was answered, if it was.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Whether the time for the token request ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.timed_out
    }

    /// Whether the server does not accept the login, because of a wrong password for instance: 400, 401 or 422.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.0
            .status
            .is_some_and(|status| matches!(status.as_u16(), 400 | 401 | 422))
    }

    /// Whether the server lets nobody in with this login, whatever the password: 403 or 429. The account is disabled, the
    /// machine is banned, or there were too many attempts.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.0
            .status
            .is_some_and(|status| matches!(status.as_u16(), 403 | 429))
    }

    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the same login may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            message,
            status,
            timed_out,
            retryable: _,
            retry_after: _,
            source,
        } = &*self.0;
        formatter
            .debug_struct("TokenError")
            .field("message", message)
            .field("status", status)
            .field("timed_out", timed_out)
            .field("source", source)
            .finish()
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.0.source.as_deref()?;
        Some(source)
    }
}

/// Statuses with which a server says no to a login, rather than that it cannot answer.
fn is_refusal(status: StatusCode) -> bool {
    matches!(status.as_u16(), 400 | 401 | 403 | 422 | 429)
}
