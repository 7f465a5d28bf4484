//! What a generated client knows about an operation before it is called.

use crate::call::server::Server;

/// One operation of an API description: the constant part of each of its calls.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) fixed_query: &'static [(&'static str, &'static str)],
    pub(crate) security: &'static [&'static [&'static str]],
    pub(crate) success: &'static [Status],
    pub(crate) accept: Option<&'static str>,
    pub(crate) stream_end: Option<&'static str>,
    pub(crate) server: Option<&'static Server>,
    pub(crate) generated_headers: &'static [&'static str],
    pub(crate) shared_headers: &'static [&'static str],
    pub(crate) idempotent: Option<bool>,
}

/// Which status codes an entry of `responses` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Exactly this code: `200`.
    Code(u16),
    /// All codes that begin with this digit: `Range(2)` is `2XX`.
    Range(u16),
}

impl Status {
    pub(crate) fn matches(self, code: u16) -> bool {
        match self {
            Self::Code(expected) => expected == code,
            Self::Range(digit) => digit == code / 100,
        }
    }
}

impl Operation {
    /// An operation that is public, sends no `Accept` header and succeeds with any `2XX`.
    ///
    /// `path` is the template of the description, below the base URL: `/users/{username}`.
    #[must_use]
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            fixed_query: &[],
            security: &[],
            success: &[Status::Range(2)],
            accept: None,
            stream_end: None,
            server: None,
            generated_headers: &[],
            shared_headers: &[],
            idempotent: None,
        }
    }

    /// What the query always holds: the pairs that the description has in its path.
    #[must_use]
    pub const fn fixed_query(mut self, pairs: &'static [(&'static str, &'static str)]) -> Self {
        self.fixed_query = pairs;
        self
    }

    /// The alternatives of `security`; each lists the schemes that are needed together. An
    /// empty alternative says that the operation may also be called without any.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Which answers are successes.
    #[must_use]
    pub const fn success(mut self, statuses: &'static [Status]) -> Self {
        self.success = statuses;
        self
    }

    /// The `Accept` header.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = Some(media_types);
        self
    }

    /// The data of the event that says that there are no more.
    #[must_use]
    pub const fn stream_end(mut self, data: &'static str) -> Self {
        self.stream_end = Some(data);
        self
    }

    /// The server that the calls go to instead of to the base URL.
    #[must_use]
    pub const fn server(mut self, server: &'static Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Headers that get a fresh UUID v4 per call unless the caller sets them.
    #[must_use]
    pub const fn generated_headers(mut self, names: &'static [&'static str]) -> Self {
        self.generated_headers = names;
        self
    }

    /// Headers that may be set once for all calls of a client.
    #[must_use]
    pub const fn shared_headers(mut self, names: &'static [&'static str]) -> Self {
        self.shared_headers = names;
        self
    }

    /// Whether a request may be sent again after it may have arrived. Without this the method says it, and a body that
    /// holds a secret is not sent again: a changed password is what the second request would have to be made with.
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// The operation's name in the client.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The path template, with its parameters in braces.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }
}

/// Whether sending the request twice has the effect of sending it once (RFC 9110 §9.2.2).
pub(crate) fn is_idempotent(method: &str) -> bool {
    matches!(
        method,
        "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE"
    )
}
