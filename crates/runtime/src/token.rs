//! Tokens that expire: where they come from.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;

use crate::failure::{Fault, Source};
use crate::retry;
use crate::secret::Secret;
use crate::{ErrorKind, message};

/// Where a client gets tokens. Implement it for a way of logging in that the API description
/// does not know, and pass it to [`Credential::token_source`](crate::Credential::token_source).
///
/// The client keeps a token until shortly before it expires, asks once however many calls wait,
/// and asks again when the server refuses a token with 401.
///
/// ```
/// use std::time::Duration;
/// use users_client_runtime::{Secret, Token, TokenFuture, TokenSource};
///
/// struct Vault;
///
/// impl TokenSource for Vault {
///     fn token(&self) -> TokenFuture<'_> {
///         Box::pin(async {
///             let secret = Secret::from("read from the vault");
///             Ok(Token::new(secret).expires_in(Duration::from_secs(600)))
///         })
///     }
/// }
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Obtains a new token.
    fn token(&self) -> TokenFuture<'_>;
}

/// What [`TokenSource::token`] returns.
pub type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<Token, TokenError>> + Send + 'a>>;

/// A token, and how long it is valid.
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) secret: Secret,
    pub(crate) lifetime: Option<Duration>,
}

impl Token {
    /// A token that is used until the server refuses it.
    #[must_use]
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// Says how long the token is valid from now on.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// How an API trades a login for a token; generated from the API description.
#[derive(Debug)]
pub struct TokenExchange {
    pub(crate) method: &'static str,
    pub(crate) url: &'static str,
    pub(crate) send_as: SendAs,
    pub(crate) fields: &'static [&'static str],
    pub(crate) constants: &'static [(&'static str, &'static str)],
    pub(crate) headers: &'static [&'static str],
    pub(crate) token: &'static str,
    pub(crate) expires: Expiry,
}

/// How the login is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SendAs {
    /// As basic authentication: the first value is the user name, the second the password.
    Basic,
    /// As members of a JSON object.
    Json,
    /// As a form (`application/x-www-form-urlencoded`).
    Form,
}

/// Where the answer says how long the token is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expiry {
    /// At this JSON pointer is a time (RFC 3339).
    At(&'static str),
    /// At this JSON pointer is a number of seconds.
    In(&'static str),
    /// The answer does not say; it is this many seconds.
    Seconds(u64),
    /// Unknown: the token is used until the server refuses it.
    Unknown,
}

impl TokenExchange {
    /// `url` is a path below the base URL, or a whole URL.
    #[must_use]
    pub const fn new(method: &'static str, url: &'static str, send_as: SendAs) -> Self {
        Self {
            method,
            url,
            send_as,
            fields: &[],
            constants: &[],
            headers: &[],
            token: "/access_token",
            expires: Expiry::Unknown,
        }
    }

    /// The wire names of the values of a login, in the order in which they are given.
    #[must_use]
    pub const fn fields(mut self, names: &'static [&'static str]) -> Self {
        self.fields = names;
        self
    }

    /// Names and values that are always sent.
    #[must_use]
    pub const fn constants(mut self, pairs: &'static [(&'static str, &'static str)]) -> Self {
        self.constants = pairs;
        self
    }

    /// The names of headers that may be given with a login, such as a one-time password.
    #[must_use]
    pub const fn headers(mut self, names: &'static [&'static str]) -> Self {
        self.headers = names;
        self
    }

    /// The JSON pointer (RFC 6901) of the token in the answer.
    #[must_use]
    pub const fn token(mut self, pointer: &'static str) -> Self {
        self.token = pointer;
        self
    }

    /// Where the answer says how long the token is valid.
    #[must_use]
    pub const fn expires(mut self, expires: Expiry) -> Self {
        self.expires = expires;
        self
    }
}

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
    /// A failure of a [`TokenSource`] of your own. The source's `Display` must not show a secret.
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
    pub(crate) fn exchange(description: &TokenExchange, fault: Fault) -> Self {
        use std::fmt::Write as _;

        let mut text = format!("{} {}: ", description.method, description.url);
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
            ErrorKind::Status => fault.status.is_some_and(retry::is_transient),
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
