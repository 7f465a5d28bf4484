//! A failure before the vendor's error type comes into it.
//!
//! Everything but decoding works with this type, so that only decoding is compiled once per
//! operation.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::call::operation::Operation;
use crate::outcome::error::ErrorKind;
use crate::values::secret::Secret;

pub(crate) type Source = Box<dyn StdError + Send + Sync + 'static>;

/// A failed exchange: what the transport knows, without the operation.
pub(crate) struct Fault {
    pub(crate) kind: ErrorKind,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) timed_out: bool,
    pub(crate) attempts: u32,
    pub(crate) source: Option<Source>,
    /// What the request held; the server's message is not to repeat it.
    pub(crate) secrets: Vec<Secret>,
}

impl Fault {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            status: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            timed_out: false,
            attempts: 0,
            source: None,
            secrets: Vec::new(),
        }
    }

    pub(crate) fn because(kind: ErrorKind, source: impl Into<Source>) -> Self {
        Self {
            source: Some(source.into()),
            ..Self::new(kind)
        }
    }

    /// Adds the answer as far as it came.
    pub(crate) fn answered(mut self, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        self.status = Some(status);
        self.headers = headers;
        self.body = body;
        self
    }

    pub(crate) fn into_failure(
        self,
        operation: &'static Operation,
        request_id: Option<String>,
    ) -> Failure {
        let message = match self.kind {
            // Only an error body holds a message; in a success `detail` may be anything.
            ErrorKind::Status => crate::outcome::message::of(&self.body, &self.secrets),
            _ => None,
        };
        Failure {
            kind: self.kind,
            operation,
            status: self.status,
            headers: self.headers,
            raw_body: self.body,
            message,
            request_id,
            attempts: self.attempts,
            timed_out: self.timed_out,
            source: self.source,
        }
    }
}

/// A failed call.
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) operation: &'static Operation,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) raw_body: Bytes,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) timed_out: bool,
    pub(crate) source: Option<Source>,
}

impl Failure {
    pub(crate) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.source.as_deref()?;
        Some(source)
    }

    pub(crate) fn debug(&self, name: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Destructured so that a new field has to be decided about here.
        let Self {
            kind,
            operation,
            status,
            headers: _,
            raw_body,
            message,
            request_id,
            attempts,
            timed_out: _,
            source,
        } = self;
        formatter
            .debug_struct(name)
            .field("kind", kind)
            .field("operation", &operation.id)
            .field("method", &operation.method)
            .field("path", &operation.path)
            .field("status", status)
            .field("message", message)
            .field("request_id", request_id)
            .field("attempts", attempts)
            .field("raw_body", &format_args!("{} bytes", raw_body.len()))
            .field("source", source)
            .finish()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.operation.id)?;
        match &self.kind {
            ErrorKind::Refused => formatter.write_str("not sent")?,
            ErrorKind::MissingCredential => {
                formatter.write_str("not sent, because a credential is missing")?;
            }
            ErrorKind::Token => formatter.write_str("not sent, because no token was obtained")?,
            ErrorKind::Connect => formatter.write_str("no connection to the server")?,
            ErrorKind::Timeout => match self.status {
                Some(status) => write!(
                    formatter,
                    "the time ran out while the server's answer {status} was read"
                )?,
                None => formatter.write_str("the time ran out before the server answered")?,
            },
            ErrorKind::Interrupted => {
                formatter.write_str("the connection broke before the server answered")?;
            }
            ErrorKind::Status => self.fmt_status("the server answered", formatter)?,
            ErrorKind::UnexpectedStatus => {
                self.fmt_status("the server answered with an undocumented", formatter)?;
            }
            ErrorKind::Redirect { host } => {
                self.fmt_status("the server answered", formatter)?;
                formatter.write_str(", a redirect")?;
                if let Some(host) = host {
                    write!(formatter, " to {host}")?;
                }
                formatter.write_str(", which is not followed")?;
            }
            ErrorKind::BodyTooLarge { limit } => {
                self.fmt_status("the server answered", formatter)?;
                write!(formatter, " with a body of more than {limit} bytes")?;
            }
            ErrorKind::BodyIncomplete => {
                self.fmt_status("the server answered", formatter)?;
                formatter.write_str(", but the connection broke before the end of the body")?;
            }
            ErrorKind::Decode => {
                self.fmt_status("the server answered", formatter)?;
                formatter.write_str(", but the body is not what the API describes")?;
            }
            ErrorKind::RepeatedPage => {
                self.fmt_status("the server answered", formatter)?;
                formatter.write_str(" with a page that it had sent before")?;
            }
        }
        if let Some(message) = &self.message {
            write!(formatter, ": {message}")?;
        }
        Ok(())
    }
}

impl Failure {
    fn fmt_status(&self, before: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(formatter, "{before} {status}"),
            None => formatter.write_str(before),
        }
    }
}

/// Statuses that say "not now" rather than "no". 500 is not among them: most servers answer it
/// for what fails again.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}
