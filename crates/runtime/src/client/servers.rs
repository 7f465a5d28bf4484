//! Where calls go: to the base URL, or to the server that the description names for an operation.

use std::fmt;

use url::Url;

use crate::call::operation::Operation;
use crate::call::refusal::Refusal;
use crate::call::server::Server;
use crate::outcome::build_error::BuildError;
use crate::sending::base_url::BaseUrl;

/// The base URL, and the servers of single operations.
pub(crate) struct Servers {
    base_url: BaseUrl,
    own: Vec<Own>,
}

struct Own {
    name: &'static str,
    /// Nothing where the description's own URL is none that can be used.
    url: Option<BaseUrl>,
    /// The caller named it, and so wants credentials to go there.
    named: bool,
}

impl Servers {
    /// `described` are those that the description names, `named` those that the caller names.
    pub(crate) fn new(
        base_url: BaseUrl,
        described: &[&'static Server],
        named: &[(&'static Server, String)],
        allow_plain_http: bool,
    ) -> Result<Self, BuildError> {
        let parse = |url: &str| match url.starts_with('/') && !url.starts_with("//") {
            true => base_url.beside(url),
            false => BaseUrl::parse(url, allow_plain_http),
        };
        let mut own = Vec::new();
        for (server, url) in named {
            own.push(Own {
                name: server.name,
                url: Some(parse(url).map_err(|error| BuildError::server(server.name, error))?),
                named: true,
            });
        }
        own.extend(described.iter().map(|server| Own {
            name: server.name,
            url: parse(server.url).ok(),
            named: false,
        }));
        Ok(Self { base_url, own })
    }

    /// The base URL of the client.
    pub(crate) fn base_url(&self) -> &BaseUrl {
        &self.base_url
    }

    /// Where the calls of an operation go.
    pub(crate) fn of(&self, operation: &Operation) -> Result<&BaseUrl, Refusal> {
        let Some(server) = operation.server else {
            return Ok(&self.base_url);
        };
        // What the caller names stands before what the description names.
        let own = self.own.iter().find(|own| own.name == server.name);
        own.and_then(|own| own.url.as_ref()).ok_or_else(|| {
            Refusal::request(
                "the URL that the description has for its server cannot be used; set it with the builder's `server`",
            )
        })
    }

    /// Whether a URL has an origin that the caller named, so that credentials may go there.
    pub(crate) fn may_have_credentials(&self, url: &Url) -> bool {
        let named = self.own.iter().filter(|own| own.named);
        self.base_url.covers(url)
            || named
                .filter_map(|own| own.url.as_ref())
                .any(|own| own.covers(url))
    }

    /// Whether one of them needs TLS.
    pub(crate) fn need_tls(&self) -> bool {
        let tls = cfg!(any(feature = "rustls", feature = "native-tls"));
        // Whoever builds without TLS may do without the servers that only the description names.
        let own = self.own.iter().filter(|own| own.named || tls);
        let mut urls = own.filter_map(|own| own.url.as_ref());
        self.base_url.is_https() || urls.any(BaseUrl::is_https)
    }
}

impl fmt::Debug for Servers {
    /// Shows URLs, none of which can hold a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = self
            .own
            .iter()
            .filter_map(|own| Some((own.name, own.url.as_ref()?.as_str())));
        formatter.debug_map().entries(own).finish()
    }
}
