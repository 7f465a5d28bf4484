//! Rows for what can be shown to the server.

use crate::credentials::token::TokenExchange;

/// Something that can be shown to the server.
#[derive(Debug)]
pub struct CredentialRow {
    /// The key of the security scheme.
    pub(crate) scheme: &'static str,
    /// What it is called on the command line: `api-key`.
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) values: &'static [Value],
}

impl CredentialRow {
    /// A credential for the security scheme of this key, made of these values.
    #[must_use]
    pub const fn new(
        scheme: &'static str,
        name: &'static str,
        place: Place,
        values: &'static [Value],
    ) -> Self {
        Self {
            scheme,
            name,
            place,
            values,
        }
    }
}

/// Where a credential goes.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Into a header of this name.
    Header(&'static str),
    /// Into the query, under this name.
    Query(&'static str),
    /// Into a cookie of this name.
    Cookie(&'static str),
    /// Into `Authorization: Bearer`.
    Bearer,
    /// Into `Authorization: Basic`: user name and password.
    Basic,
    /// Into a request for a token.
    Exchange(&'static TokenExchange),
}

/// A part of a credential.
#[derive(Debug)]
pub struct Value {
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
    pub(crate) secret: bool,
    pub(crate) optional: bool,
}

/// A part of a credential that everybody may see, such as the name of a user.
#[must_use]
pub const fn plain(name: &'static str, help: &'static str) -> Value {
    Value {
        name,
        help,
        secret: false,
        optional: false,
    }
}

/// A part of a credential that nobody may see.
#[must_use]
pub const fn secret(name: &'static str, help: &'static str) -> Value {
    let mut value = plain(name, help);
    value.secret = true;
    value
}

impl Value {
    /// The credential can do without it.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}
