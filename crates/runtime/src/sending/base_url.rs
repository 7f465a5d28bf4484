//! The base URL, checked once.

use url::Url;

use crate::outcome::build_error::BuildError;

/// A base URL that requests can be built on: http(s), a host, a path, and nothing else.
#[derive(Clone)]
pub(crate) struct BaseUrl(Url);

impl BaseUrl {
    pub(crate) fn parse(text: &str, allow_plain_http: bool) -> Result<Self, BuildError> {
        parse(text, allow_plain_http).map(Self)
    }

    /// The URL of `path`, which begins with a slash and is encoded. Nothing if the URL parser
    /// reads another path in it than the one written.
    pub(crate) fn join(&self, path: &str) -> Option<Url> {
        let mut url = self.0.clone();
        let whole = format!("{}{path}", self.0.path().trim_end_matches('/'));
        url.set_path(&whole);
        (url.path() == whole && self.covers(&url)).then_some(url)
    }

    /// Whether a URL has the configured origin, so that credentials may go there.
    pub(crate) fn covers(&self, url: &Url) -> bool {
        // What `Url::origin` compares for http(s) (RFC 6454 section 4), without the strings that it makes for it.
        (
            self.0.scheme(),
            self.0.host(),
            self.0.port_or_known_default(),
        ) == (url.scheme(), url.host(), url.port_or_known_default())
    }

    /// The base URL with another path, which begins with a slash.
    pub(crate) fn beside(&self, path: &str) -> Result<Self, BuildError> {
        let unusable = || BuildError::url("it is no path that a URL can have");
        let url = self.0.join(path).map_err(|_| unusable())?;
        match self.covers(&url) {
            true => parse(url.as_str(), true).map(Self),
            false => Err(unusable()),
        }
    }

    /// Whether requests need TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Scheme, host, port and path, none of which is secret.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Checks a URL that credentials are going to be sent to. The URL is not repeated in the error: it
/// may hold a password.
pub(crate) fn parse(text: &str, allow_plain_http: bool) -> Result<Url, BuildError> {
    let invalid = BuildError::url;
    if text.contains(['{', '}']) {
        return Err(invalid(
            "it still contains a `{variable}`; put the value in its place",
        ));
    }
    let url = Url::parse(text.trim()).map_err(|_| {
        invalid("it is not a URL; write it in full, for instance https://example.com/api")
    })?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid("its scheme has to be https or http"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid(
            "it contains a user name or a password; pass them to `credentials`",
        ));
    }
    if url.query().is_some() {
        return Err(invalid("it has a query; remove everything from the `?` on"));
    }
    if url.fragment().is_some() {
        return Err(invalid(
            "it has a fragment; remove everything from the `#` on",
        ));
    }
    if !url.has_host() {
        return Err(invalid("it has no host"));
    }
    if !allow_plain_http && url.scheme() == "http" && !is_loopback(&url) {
        return Err(BuildError::plain_http(url.host_str().unwrap_or_default()));
    }
    Ok(url)
}

/// Whether the host is the own machine: traffic that does not leave it needs no encryption.
fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(is_own_machine)
}

/// Whether a host, as a URL names it, is the own machine.
pub(crate) fn is_own_machine(host: &str) -> bool {
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    match literal.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base_url(text: &str) -> BaseUrl {
        match BaseUrl::parse(text, true) {
            Ok(base_url) => base_url,
            Err(error) => panic!("{text}: {error}"),
        }
    }

    #[test]
    fn a_credential_never_goes_to_another_origin() {
        let base_url = base_url("https://example.com/api");
        let covers = |text: &str| base_url.covers(&Url::parse(text).unwrap());
        for same in ["https://example.com/", "https://example.com:443/other?q#f"] {
            assert!(covers(same), "{same}");
        }
        for other in [
            "http://example.com/api",
            "https://example.com:8443/api",
            "https://example.com.evil.test/api",
            "https://evil.test/api",
            "https://sub.example.com/api",
            "https://example.com@evil.test/api",
            "data:text/plain,example.com",
        ] {
            assert!(!covers(other), "{other}");
        }
    }

    #[test]
    fn a_path_cannot_name_another_host() {
        for base in ["https://example.com", "https://example.com/api/"] {
            for path in [
                "//evil.test/users",
                "/\\\\evil.test",
                "/@evil.test",
                "/../..",
                "/a?b",
            ] {
                let joined = base_url(base).join(path);
                let host = joined.as_ref().map(|url| (url.host_str(), url.query()));
                assert!(
                    matches!(host, None | Some((Some("example.com"), None))),
                    "{base} {path}: {joined:?}"
                );
            }
        }
    }
}
