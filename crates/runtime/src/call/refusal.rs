//! Why a request was not sent.

use std::error::Error as StdError;
use std::fmt;

/// A parameter or a body that cannot be sent as it is.
///
/// Its `Display` names the parameter and the reason, never the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    subject: Subject,
    reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    Path(String),
    Query(String),
    Header(String),
    Cookie(String),
    Body,
    Request,
}

impl Refusal {
    pub(crate) fn path(name: &str, reason: &'static str) -> Self {
        Self {
            subject: Subject::Path(name.to_owned()),
            reason,
        }
    }

    pub(crate) fn query(name: &str, reason: &'static str) -> Self {
        Self {
            subject: Subject::Query(name.to_owned()),
            reason,
        }
    }

    pub(crate) fn header(name: &str, reason: &'static str) -> Self {
        Self {
            subject: Subject::Header(name.to_owned()),
            reason,
        }
    }

    pub(crate) fn cookie(name: &str, reason: &'static str) -> Self {
        Self {
            subject: Subject::Cookie(name.to_owned()),
            reason,
        }
    }

    pub(crate) fn body(reason: &'static str) -> Self {
        Self {
            subject: Subject::Body,
            reason,
        }
    }

    pub(crate) fn request(reason: &'static str) -> Self {
        Self {
            subject: Subject::Request,
            reason,
        }
    }

    /// The name of the parameter, unless the body is what was refused.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        match &self.subject {
            Subject::Path(name)
            | Subject::Query(name)
            | Subject::Header(name)
            | Subject::Cookie(name) => Some(name),
            Subject::Body | Subject::Request => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.subject {
            Subject::Path(name) => write!(formatter, "path parameter `{name}`")?,
            Subject::Query(name) => write!(formatter, "query parameter `{name}`")?,
            Subject::Header(name) => write!(formatter, "header `{name}`")?,
            Subject::Cookie(name) => write!(formatter, "cookie `{name}`")?,
            Subject::Body => formatter.write_str("request body")?,
            Subject::Request => formatter.write_str("request")?,
        }
        write!(formatter, ": {}", self.reason)
    }
}

impl StdError for Refusal {}

/// None of the credentials that an operation accepts is configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingCredential {
    alternatives: &'static [&'static [&'static str]],
}

impl MissingCredential {
    pub(crate) fn new(alternatives: &'static [&'static [&'static str]]) -> Self {
        Self { alternatives }
    }

    /// What would do: alternatives, each of the security schemes that are needed together.
    #[must_use]
    pub fn alternatives(&self) -> &'static [&'static [&'static str]] {
        self.alternatives
    }
}

impl fmt::Display for MissingCredential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alternatives: Vec<String> = self
            .alternatives
            .iter()
            .map(|schemes| schemes.join(" with "))
            .collect();
        write!(
            formatter,
            "the operation takes {}; configure it with the client's credentials",
            alternatives.join(" or ")
        )
    }
}

impl StdError for MissingCredential {}
