//! Tokens that expire: where they come from.

use std::pin::Pin;
use std::time::Duration;

use crate::outcome::token_error::TokenError;
use crate::values::secret::Secret;

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
