//! Security schemes: what a caller must show, and where it goes.

/// One security scheme.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// The key in `components/securitySchemes`.
    pub key: String,
    /// Rust name, such as `api_key`.
    pub name: String,
    /// What it takes.
    pub kind: SchemeKind,
    /// How to get one.
    pub description: Option<String>,
    /// How a login is traded for a token of this scheme (`x-token-source`).
    pub token_source: Option<TokenSource>,
}

/// What a security scheme takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// HTTP Basic (RFC 7617).
    Basic,
    /// A bearer token (RFC 6750), from wherever.
    Bearer,
    /// A key in a header.
    HeaderKey(String),
    /// A key in the query.
    QueryKey(String),
    /// A key in a cookie.
    CookieKey(String),
}

/// How a login is traded for a short-lived token.
#[derive(Clone, Debug)]
pub struct TokenSource {
    /// HTTP method.
    pub method: String,
    /// Relative to the base URL, or absolute.
    pub url: String,
    /// How the login is sent.
    pub send: SendAs,
    /// What a caller gives.
    pub fields: Vec<TokenField>,
    /// Further fields of the body, always the same.
    pub constants: Vec<(String, String)>,
    /// Header fields that a caller may give.
    pub headers: Vec<TokenField>,
    /// JSON pointer to the token in the answer.
    pub token: String,
    /// When the token ends.
    pub expiry: Option<Expiry>,
}

/// How a login is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendAs {
    /// HTTP Basic.
    Basic,
    /// A JSON body.
    Json,
    /// A URL-encoded body.
    Form,
}

/// One part of a login.
#[derive(Clone, Debug)]
pub struct TokenField {
    /// Name on the wire.
    pub wire_name: String,
    /// Rust name.
    pub name: String,
    /// No log may show it.
    pub secret: bool,
    /// What it is.
    pub description: Option<String>,
}

/// When a token ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// JSON pointer to an RFC 3339 time in the answer.
    At(String),
    /// JSON pointer to a number of seconds in the answer.
    In(String),
    /// Seconds, known beforehand.
    Seconds(u64),
}
