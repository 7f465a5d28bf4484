//! Why no token could be obtained.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use reqwest::StatusCode;

use crate::outcome::error::ErrorKind;
use crate::outcome::failure::{Fault, Source, is_transient};
use crate::outcome::message;

/// Why no token could be obtained. All calls that waited for it get the same error.
#[derive(Clone)]
pub struct TokenError(Arc<Inner>);

struct Inner {
    message: String,
    status: Option<StatusCode>,
    timed_out: bool,
    retryable: bool,
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
            source: Some(source.into()),
        }))
    }

    pub(crate) fn because(message: impl Into<String>, source: Option<Source>) -> Self {
        Self(Arc::new(Inner {
            message: message.into(),
            status: None,
            timed_out: false,
            retryable: false,
            source,
        }))
    }

    /// The token request failed.
    pub(crate) fn exchange(endpoint: &str, fault: Fault) -> Self {
        use std::fmt::Write as _;

        let mut text = format!("{endpoint}: ");
        text.push_str(match fault.kind {
            ErrorKind::Connect => "no connection to the server",
            ErrorKind::Timeout => "the time ran out",
            ErrorKind::Interrupted => "the connection broke before the server answered",
            ErrorKind::Status | ErrorKind::UnexpectedStatus => "the server answered",
            ErrorKind::Redirect { .. } => "the server answered with a redirect, not followed:",
            ErrorKind::BodyTooLarge { .. } => "the answer is too large:",
            ErrorKind::BodyIncomplete => "the connection broke before the end of the answer:",
            _ => "the request could not be sent",
        });
        // Writing to a string cannot fail.
        if let Some(status) = fault.status {
            let _ = write!(text, " {status}");
        }
        if let ErrorKind::Redirect { host: Some(host) } = &fault.kind {
            let _ = write!(text, " to {host}");
        }
        if fault.kind == ErrorKind::Status
            && let Some(message) = message::of(&fault.body, &fault.secrets)
        {
            let _ = write!(text, ": {message}");
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

    /// Whether the server refused the login: 400, 401, 403 or 422.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.0
            .status
            .is_some_and(|status| matches!(status.as_u16(), 400 | 401 | 403 | 422))
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
