//! Why a client could not be built.

use std::error::Error as StdError;
use std::fmt;

use crate::call::refusal::Refusal;
use crate::outcome::failure::Source;

/// Why [`ClientBuilder::build`](crate::ClientBuilder::build) failed, and how to mend it.
#[derive(Debug)]
pub struct BuildError {
    message: String,
    source: Option<Source>,
}

impl BuildError {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
        }
    }

    /// The URL is not repeated: it may hold a password.
    pub(crate) fn url(problem: &'static str) -> Self {
        Self::new(format!("the URL cannot be used: {problem}"))
    }

    pub(crate) fn plain_http(host: &str) -> Self {
        Self::new(format!(
            "credentials and passwords would go to `{host}` unencrypted; use https://, or call \
             `allow_plain_http(true)` if the network is trusted"
        ))
    }

    pub(crate) fn credential(scheme: &str, problem: &str) -> Self {
        Self::new(format!(
            "the credential `{scheme}` cannot be used: {problem}"
        ))
    }

    pub(crate) fn token_url(scheme: &str, source: Self) -> Self {
        Self {
            message: format!("the token endpoint of the credential `{scheme}` cannot be used"),
            source: Some(Box::new(source)),
        }
    }

    pub(crate) fn server(name: &str, source: Self) -> Self {
        Self {
            message: format!("the URL of the server `{name}` cannot be used"),
            source: Some(Box::new(source)),
        }
    }

    /// A header for all calls cannot be sent.
    pub(crate) fn header(refusal: &Refusal) -> Self {
        Self::new(refusal.to_string())
    }

    pub(crate) fn setting(name: &str, problem: &str) -> Self {
        Self::new(format!("`{name}` cannot be used: {problem}"))
    }

    pub(crate) fn because(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(source.into());
        self
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn thread(source: std::io::Error) -> Self {
        Self::new("the thread of a blocking client cannot be started").because(source)
    }

    #[cfg(target_arch = "wasm32")]
    pub(crate) fn http(source: users_client_runtime_fetch::reqwest::Error) -> Self {
        Self::new("the HTTP client could not be set up").because(source.without_url())
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.source.as_deref()?;
        Some(source)
    }
}
