//! Building a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderValue;

use crate::client::core::{Core, Inner};
use crate::credentials::credential::{CredentialSet, Exchange, Keyring};
use crate::credentials::token::TokenSource;
use crate::credentials::token_exchange::Login;
use crate::outcome::build_error::BuildError;
use crate::sending::base_url::{self, BaseUrl};
use crate::sending::retry::RetryPolicy;
use crate::sending::transport::Transport;

const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(90);
const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

/// Builds a client `C` whose credentials are a `K`.
///
/// | setting | default |
/// |---|---|
/// | `connect_timeout` | 10 s |
/// | `attempt_timeout` | 30 s |
/// | `timeout` | 90 s |
/// | `max_response_bytes` | 16 MiB |
/// | `retry` | three attempts, see [`RetryPolicy`] |
/// | `user_agent` | name and version of the runtime |
/// | `proxy` | what the environment says (`HTTPS_PROXY`, `NO_PROXY`, …); none to the own machine |
#[must_use = "nothing is built until `build` is called"]
pub struct ClientBuilder<C, K> {
    base_url: String,
    credentials: CredentialSet,
    connect_timeout: Option<Duration>,
    attempt_timeout: Duration,
    timeout: Duration,
    max_response_bytes: usize,
    retry: RetryPolicy,
    user_agent: Option<String>,
    proxy: Option<Proxy>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    root_certificates: Vec<Vec<u8>>,
    http_client: Option<reqwest::Client>,
    allow_plain_http: bool,
    token_url: Option<String>,
    types: PhantomData<fn(K) -> C>,
}

enum Proxy {
    None,
    Url(String),
}

impl<C: From<Core>, K: Into<CredentialSet>> ClientBuilder<C, K> {
    /// A builder for a client of the API at `base_url`; with or without a slash at its end.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            credentials: CredentialSet::default(),
            connect_timeout: None,
            attempt_timeout: ATTEMPT_TIMEOUT,
            timeout: TIMEOUT,
            max_response_bytes: MAX_RESPONSE_BYTES,
            retry: RetryPolicy::default(),
            user_agent: None,
            proxy: None,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            root_certificates: Vec::new(),
            http_client: None,
            allow_plain_http: false,
            token_url: None,
            types: PhantomData,
        }
    }

    /// Sets the credentials. Each operation is sent with what it asks for and nothing else: with
    /// the first of its alternatives, in the order of the API description, that is configured.
    pub fn credentials(mut self, credentials: K) -> Self {
        self.credentials = credentials.into();
        self
    }

    /// Limits how long a connection may take to come about.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Limits one attempt: from connecting to the last byte of the answer.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Limits a call as a whole: all attempts, the waits between them, and obtaining a token.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Limits the body of an answer, after any decompression. A larger one is an error.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Sets how failed attempts are repeated; [`RetryPolicy::off`] sends everything once.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sends all requests through this proxy, for instance `http://proxy.example.com:3128`,
    /// whatever the environment says.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(Proxy::Url(url.into()));
        self
    }

    /// Uses no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Some(Proxy::None);
        self
    }

    /// Trusts another certificate authority, in addition to the system's: one certificate in DER,
    /// or any number of them in PEM. Can be called repeatedly.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificate(mut self, pem_or_der: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem_or_der.into());
        self
    }

    /// Uses this HTTP client. Its connect timeout, proxy, certificates and decompression apply, so
    /// the builder's own must not be set.
    ///
    /// Its redirect policy applies as well: one that follows redirects sends keys in headers and
    /// passwords in bodies to wherever the server points. Build it with
    /// `redirect(reqwest::redirect::Policy::none())`.
    ///
    /// The runtime asks reqwest for rustls without a provider of cryptography. In a program where nobody else
    /// asks for one, install a provider before building that client: reqwest panics without.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// Allows an `http://` URL whose host is not the own machine. Credentials and passwords can
    /// then be read by everyone on the way.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// Obtains tokens from this URL instead of the one in the API description.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Checks the settings and builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Says which setting cannot be used, and why.
    pub fn build(self) -> Result<C, BuildError> {
        let base_url = BaseUrl::parse(&self.base_url, self.allow_plain_http)?;
        let user_agent = match (&self.user_agent, &self.http_client) {
            (Some(text), _) => Some(HeaderValue::from_str(text).map_err(|_| {
                BuildError::setting(
                    "user_agent",
                    "it contains a character a header cannot carry",
                )
            })?),
            // A client that was passed in may have a user agent of its own.
            (None, Some(_)) => None,
            (None, None) => Some(HeaderValue::from_static(USER_AGENT)),
        };
        let transport = Arc::new(Transport {
            http: self.connect(&base_url)?,
            retry: self.retry.clone(),
            attempt_timeout: self.attempt_timeout,
            max_response_bytes: self.max_response_bytes,
        });
        let mut credentials = Vec::new();
        for (scheme, credential) in self.credentials.iter() {
            let resolved = credential.resolve(scheme, |exchange| {
                let login = Login::new(
                    exchange,
                    self.token_endpoint(scheme, exchange, &base_url)?,
                    user_agent.as_ref(),
                    Arc::clone(&transport),
                    self.timeout,
                );
                let login = login.map_err(|problem| BuildError::credential(scheme, problem))?;
                Ok(Arc::new(login) as Arc<dyn TokenSource>)
            })?;
            credentials.push((*scheme, resolved));
        }
        let core = Core(Arc::new(Inner {
            transport,
            base_url,
            keyring: Keyring::new(credentials),
            user_agent,
            timeout: self.timeout,
        }));
        Ok(C::from(core))
    }

    fn token_endpoint(
        &self,
        scheme: &str,
        exchange: &Exchange,
        base_url: &BaseUrl,
    ) -> Result<Url, BuildError> {
        let url = self
            .token_url
            .as_deref()
            .unwrap_or(exchange.description.url);
        if url.starts_with('/') {
            return base_url.join(url).ok_or_else(|| {
                BuildError::credential(scheme, "its token endpoint has no usable path")
            });
        }
        base_url::parse(url, self.allow_plain_http)
            .map_err(|error| BuildError::token_url(scheme, error))
    }

    fn connect(&self, base_url: &BaseUrl) -> Result<reqwest::Client, BuildError> {
        if let Some(client) = &self.http_client {
            self.refuse_overridden()?;
            return Ok(client.clone());
        }
        if cfg!(not(any(feature = "rustls", feature = "native-tls"))) && base_url.is_https() {
            return Err(BuildError::setting(
                "base_url",
                "this build has no TLS; enable the feature `rustls` or `native-tls`",
            ));
        }
        let mut builder = reqwest::Client::builder()
            // A redirect would carry keys in headers and passwords in bodies to another host:
            // only the standard headers are removed on the way.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Another crate may switch these features on for everyone, and with them a small
            // answer that becomes a large one.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
        match &self.proxy {
            // Plain http is allowed to the own machine because it does not leave it, which a proxy
            // from the environment would undo.
            None if base_url.is_loopback() => builder = builder.no_proxy(),
            None => {}
            Some(Proxy::None) => builder = builder.no_proxy(),
            Some(Proxy::Url(url)) => {
                let proxy = reqwest::Proxy::all(url).map_err(|_| {
                    BuildError::setting(
                        "proxy",
                        "it is not a URL; write it in full, for instance http://example.com:3128",
                    )
                })?;
                builder = builder.proxy(proxy);
            }
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        {
            builder = crate::sending::tls::configure(
                builder,
                &self.root_certificates,
                base_url.is_https(),
            )?;
        }
        builder.build().map_err(BuildError::http)
    }

    /// A setting that has no effect would be a silent mistake.
    fn refuse_overridden(&self) -> Result<(), BuildError> {
        let mut overridden = Vec::new();
        if self.connect_timeout.is_some() {
            overridden.push("connect_timeout");
        }
        if self.proxy.is_some() {
            overridden.push("proxy");
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        if !self.root_certificates.is_empty() {
            overridden.push("root_certificate");
        }
        match overridden.first() {
            None => Ok(()),
            Some(setting) => Err(BuildError::setting(
                setting,
                "it has no effect together with `http_client`; set it on that client",
            )),
        }
    }
}

impl<C, K> fmt::Debug for ClientBuilder<C, K> {
    /// Shows neither the base URL nor the proxy, which are not checked yet and may hold a
    /// password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
