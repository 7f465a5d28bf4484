//! A failure before the vendor's error type comes into it.
//!
//! Everything but decoding works with this type, so that only decoding is compiled once per
//! operation.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderMap, HeaderValue};

use crate::call::operation::Operation;
use crate::outcome::answer::ERROR_BODY_BYTES;
use crate::outcome::error::ErrorKind;
use crate::outcome::message::root_of;
use crate::values::secret::Secret;

pub(crate) type Source = Box<dyn StdError + Send + Sync + 'static>;

/// What an attempt has to wait for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wait {
    Token,
    Turn,
}

/// A failed exchange: what the transport knows, without the operation.
pub(crate) struct Fault {
    pub(crate) kind: ErrorKind,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How many bytes of an answer had come that was read while it came.
    pub(crate) arrived: Option<u64>,
    pub(crate) timed_out: bool,
    /// What the time was spent on, where it ran out before an attempt began.
    pub(crate) waited_for: Option<Wait>,
    pub(crate) attempts: u32,
    /// Whether one of the attempts may have reached the server.
    pub(crate) reached: bool,
    /// Whether sending the request again cannot do its work twice.
    pub(crate) repeatable: bool,
    pub(crate) source: Option<Source>,
    /// What the request held; the server's message is not to repeat it.
    pub(crate) secrets: Vec<Secret>,
}

/// The headers with values of their own: those that came are slices of what the connection read into, which is larger.
fn copied(headers: &HeaderMap) -> HeaderMap {
    let values = headers.iter().map(|(name, value)| {
        let own = HeaderValue::from_bytes(value.as_bytes());
        (name.clone(), own.unwrap_or_else(|_| value.clone()))
    });
    values.collect()
}

impl Fault {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            status: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            arrived: None,
            timed_out: false,
            waited_for: None,
            attempts: 0,
            reached: false,
            repeatable: false,
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

    /// The time ran out before an attempt began.
    pub(crate) fn waited_for(wait: Wait) -> Self {
        Self {
            waited_for: Some(wait),
            ..Self::new(ErrorKind::Timeout)
        }
    }

    /// Adds the answer as far as it came, and of its body the beginning.
    pub(crate) fn answered(mut self, status: StatusCode, headers: HeaderMap, body: &[u8]) -> Self {
        self.status = Some(status);
        self.headers = copied(&headers);
        // A copy: a slice would hold the whole answer in memory for as long as the error lives.
        self.body = Bytes::copy_from_slice(body.get(..ERROR_BODY_BYTES).unwrap_or(body));
        self.reached = true;
        self
    }

    pub(crate) fn into_failure(
        self,
        operation: &'static Operation,
        request_id: Option<String>,
    ) -> Failure {
        let message = match self.kind {
            // Only an error body holds a message; in a success `detail` may be anything.
            ErrorKind::Status => {
                crate::outcome::message::of(&self.body, self.status, &self.secrets)
            }
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
            arrived: self.arrived,
            timed_out: self.timed_out,
            waited_for: self.waited_for,
            reached: self.reached,
            repeatable: self.repeatable,
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
    pub(crate) arrived: Option<u64>,
    pub(crate) timed_out: bool,
    pub(crate) waited_for: Option<Wait>,
    pub(crate) reached: bool,
    pub(crate) repeatable: bool,
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
            arrived,
            timed_out: _,
            waited_for,
            reached: _,
            repeatable: _,
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
            .field("arrived", arrived)
            .field("waited_for", waited_for)
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
            ErrorKind::Token => {
                if self.reached {
                    formatter
                        .write_str("the server refused the token, and there is no new one: ")?;
                }
                // The cause in the same line: it is what the reader has to do something about.
                match self.source() {
                    Some(cause) => write!(formatter, "{cause}")?,
                    None => formatter.write_str("no token was obtained")?,
                }
            }
            ErrorKind::Connect => {
                formatter.write_str("no connection to the server")?;
                if let Some(cause) = self.source() {
                    write!(formatter, ": {}", root_of(cause))?;
                }
            }
            ErrorKind::Timeout => match (self.waited_for, self.status) {
                (Some(Wait::Token), _) => {
                    formatter.write_str("the time ran out while waiting for a token")?;
                }
                (Some(Wait::Turn), _) => formatter.write_str(
                    "the time ran out while as many calls as are allowed were in flight",
                )?,
                (None, Some(status)) => write!(
                    formatter,
                    "the time ran out while the server's answer {status} was read"
                )?,
                (None, None) => {
                    formatter.write_str("the time ran out before the server answered")?;
                }
            },
            ErrorKind::Interrupted => {
                formatter.write_str("the connection broke before the server answered")?;
            }
            ErrorKind::Malformed => {
                self.fmt_status("the server answered", formatter)?;
                formatter.write_str(", and what came is not HTTP")?;
            }
            ErrorKind::Status => self.fmt_status("the server answered", formatter)?,
            // A description may well have a 304: it is no success all the same, since there is nothing to read.
            ErrorKind::UnexpectedStatus
                if self.status.is_some_and(|status| !status.is_success()) =>
            {
                self.fmt_status("the server answered", formatter)?;
                formatter.write_str(", which is neither a success nor an error")?;
            }
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
            ErrorKind::IncompleteList => {
                formatter.write_str("the list ended, and lacks items that the server counts")?;
            }
        }
        if let Some(arrived) = self.arrived {
            write!(formatter, ", after {arrived} bytes")?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_holds_the_whole_answer_in_memory() {
        let answer = Bytes::from(vec![b'x'; 7 << 20]);
        let fault = Fault::new(ErrorKind::Decode).answered(
            StatusCode::OK,
            HeaderMap::new(),
            &answer.slice(..10),
        );
        drop(answer);
        let held = fault.body.try_into_mut().unwrap().capacity();
        assert!(held <= ERROR_BODY_BYTES, "{held} bytes");
    }
}
