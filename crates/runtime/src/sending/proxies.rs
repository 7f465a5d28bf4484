//! Which proxy a request goes through.

use hyper::Uri;
use hyper::header::HeaderValue;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use url::Url;

use crate::outcome::build_error::BuildError;
use crate::sending::base_url::is_own_machine;

/// What the caller or the environment says about proxies.
pub(crate) enum Proxies {
    None,
    /// Plain http is allowed to the own machine because it does not leave it, which a proxy that only the environment knows
    /// of would undo.
    Environment(Matcher),
    All(Matcher),
}

impl Proxies {
    pub(crate) fn of_environment() -> Self {
        Self::Environment(Matcher::from_system())
    }

    /// All requests go through the proxy at this address.
    pub(crate) fn all(url: &str) -> Result<Self, BuildError> {
        let invalid = || {
            BuildError::setting(
                "proxy",
                "it is not a URL of http or https; write it in full, for instance http://example.com:3128",
            )
        };
        let url = Url::parse(url).map_err(|error| invalid().because(error))?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(invalid());
        }
        Ok(Self::All(Matcher::builder().all(url.to_string()).build()))
    }

    /// The proxy for a request to this address, if it goes through one.
    pub(crate) fn of(&self, uri: &Uri) -> Option<Intercept> {
        match self {
            Self::None => None,
            Self::Environment(_) if uri.host().is_some_and(is_own_machine) => None,
            Self::Environment(matcher) | Self::All(matcher) => matcher.intercept(uri),
        }
    }

    /// What a proxy has to be shown with each request, unless it has seen it when it opened a tunnel.
    pub(crate) fn authorization(&self, uri: &Uri) -> Option<HeaderValue> {
        if uri.scheme_str() != Some("http") {
            return None;
        }
        self.of(uri)?.basic_auth().cloned()
    }
}
