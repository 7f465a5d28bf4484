//! Building a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::HeaderValue;
use tokio::sync::Semaphore;
use url::Url;

#[cfg(feature = "blocking")]
use crate::blocking::thread::RuntimeThread;
use crate::call::headers::Headers;
use crate::call::server::Server;
use crate::client::core::{Core, Inner};
use crate::client::servers::Servers;
use crate::credentials::credential::{CredentialSet, Exchange, Keyring};
use crate::credentials::token::TokenSource;
use crate::credentials::token_exchange::Login;
use crate::outcome::build_error::BuildError;
use crate::sending::base_url::{self, BaseUrl};
use crate::sending::connections::ConnectionSettings;
#[cfg(not(target_arch = "wasm32"))]
use crate::sending::connections::Proxy;
use crate::sending::http_client::HttpClient;
use crate::sending::retry::RetryPolicy;
use crate::sending::transport::Transport;
use crate::sending::watch::Watcher;

#[cfg(not(target_arch = "wasm32"))]
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(90);
// Servers that have nothing to say send a comment every 15 to 30 seconds, for the sake of proxies.
const READ_TIMEOUT: Duration = Duration::from_secs(60);
const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

/// Builds a client `C` whose credentials are a `K`.
///
/// | setting | default |
/// |---|---|
/// | `connect_timeout` | 10 s |
/// | `attempt_timeout` | 30 s |
/// | `timeout` | 90 s |
/// | `read_timeout` | 60 s |
/// | `max_response_bytes` | 16 MiB |
/// | `max_concurrent` | no limit |
/// | `retry` | three attempts, see [`RetryPolicy`] |
/// | `user_agent` | name and version of the runtime; in a browser its own |
/// | `proxy` | what the environment says (`HTTPS_PROXY`, `NO_PROXY`, …); none to the own machine |
///
/// In a browser (`wasm32-unknown-unknown`) there are neither `connect_timeout` nor `proxy`, `no_proxy` and `root_certificate`: it
/// decides about connections, proxies and certificates. It also follows redirects, with a body and with headers as the Fetch
/// standard says: `Authorization` does not go to another origin, a key in another header does if the server there lets it.
#[must_use = "nothing is built until `build` is called"]
pub struct ClientBuilder<C, K> {
    base_url: String,
    described_servers: &'static [&'static Server],
    named_servers: Vec<(&'static Server, String)>,
    credentials: CredentialSet,
    pub(crate) headers: Headers,
    connections: ConnectionSettings,
    attempt_timeout: Duration,
    timeout: Duration,
    read_timeout: Duration,
    max_response_bytes: usize,
    max_concurrent: Option<usize>,
    retry: RetryPolicy,
    user_agent: Option<String>,
    http_client: Option<Arc<dyn HttpClient>>,
    allow_plain_http: bool,
    token_url: Option<String>,
    watcher: Watcher,
    #[cfg(feature = "blocking")]
    thread: Option<RuntimeThread>,
    types: PhantomData<fn(K) -> C>,
}

impl<C: From<Core>, K: Into<CredentialSet>> ClientBuilder<C, K> {
    /// A builder for a client of the API at `base_url`; with or without a slash at its end.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            described_servers: &[],
            named_servers: Vec::new(),
            credentials: CredentialSet::default(),
            headers: Headers::default(),
            connections: ConnectionSettings::default(),
            attempt_timeout: ATTEMPT_TIMEOUT,
            timeout: TIMEOUT,
            read_timeout: READ_TIMEOUT,
            max_response_bytes: MAX_RESPONSE_BYTES,
            max_concurrent: None,
            retry: RetryPolicy::default(),
            user_agent: None,
            http_client: None,
            allow_plain_http: false,
            token_url: None,
            watcher: Watcher::default(),
            #[cfg(feature = "blocking")]
            thread: None,
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
    #[cfg(not(target_arch = "wasm32"))]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connections.connect_timeout = Some(timeout);
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

    /// Limits how long a stream may be silent: an answer that is read while it comes has the other two times to begin, and
    /// then this one for each piece.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = timeout;
        self
    }

    /// Limits the body of an answer, after any decompression. A larger one is an error. Of a stream of events or of JSON
    /// values, it limits each of them.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Limits how many requests are under way at once, logins and open streams included; further ones wait for their turn
    /// within their time.
    /// Some servers refuse a machine that has too many connections.
    pub fn max_concurrent(mut self, requests: usize) -> Self {
        self.max_concurrent = Some(requests);
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
    #[cfg(not(target_arch = "wasm32"))]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.connections.proxy = Some(Proxy::Url(url.into()));
        self
    }

    /// Uses no proxy, whatever the environment says.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn no_proxy(mut self) -> Self {
        self.connections.proxy = Some(Proxy::None);
        self
    }

    /// Trusts another certificate authority, in addition to the system's: one certificate in DER,
    /// or any number of them in PEM. Can be called repeatedly.
    #[cfg(all(
        any(feature = "rustls", feature = "native-tls"),
        not(target_arch = "wasm32")
    ))]
    pub fn root_certificate(mut self, pem_or_der: impl Into<Vec<u8>>) -> Self {
        self.connections.root_certificates.push(pem_or_der.into());
        self
    }

    /// Uses this HTTP client of reqwest's, for which there is the feature `reqwest`. Its connect timeout, proxy, certificates and decompression apply, so
    /// the builder's own must not be set.
    ///
    /// Its redirect policy applies as well: one that follows redirects sends keys in headers and passwords in bodies to
    /// wherever the server points. [`http_client_builder`](crate::http_client_builder) begins one that does not.
    ///
    /// On one thread, a server that sends the size of a chunk without an end can make a call with it outlast its limits.
    #[cfg(any(feature = "reqwest", target_arch = "wasm32"))]
    pub fn http_client(mut self, client: crate::sending::reqwest::Client) -> Self {
        self.http_client = Some(Arc::new(client));
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

    /// The servers that the API description names for single operations.
    pub fn described_servers(mut self, servers: &'static [&'static Server]) -> Self {
        self.described_servers = servers;
        self
    }

    /// Sends the calls of some operations to this URL: those for which the API description names `server`. A URL without
    /// a host stays at that of the base URL.
    ///
    /// Without this they go to the URL in the description, but without credentials unless it has the origin of the base
    /// URL: only what is named here, or as the base URL, gets them.
    pub fn server(mut self, server: &'static Server, url: impl Into<String>) -> Self {
        self.named_servers
            .retain(|(other, _)| other.name != server.name);
        self.named_servers.push((server, url.into()));
        self
    }

    /// Tells somebody what is sent.
    #[cfg(feature = "cli")]
    pub(crate) fn watcher(mut self, watcher: Watcher) -> Self {
        self.watcher = watcher;
        self
    }

    /// Checks the settings and builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Says which setting cannot be used, and why.
    pub fn build(self) -> Result<C, BuildError> {
        let base_url = BaseUrl::parse(&self.base_url, self.allow_plain_http)?;
        let servers = Servers::new(
            base_url,
            self.described_servers,
            &self.named_servers,
            self.allow_plain_http,
        )?;
        let user_agent = match (&self.user_agent, &self.http_client) {
            (Some(text), _) => Some(HeaderValue::from_str(text).map_err(|_| {
                BuildError::setting(
                    "user_agent",
                    "it contains a character a header cannot carry",
                )
            })?),
            // A client that was passed in may have a user agent of its own.
            (None, Some(_)) => None,
            #[cfg(not(target_arch = "wasm32"))]
            (None, None) => Some(HeaderValue::from_static(USER_AGENT)),
            // A browser has one, and asks the server first whether another may be sent.
            #[cfg(target_arch = "wasm32")]
            (None, None) => None,
        };
        let transport = Arc::new(Transport {
            http: self.connect(&servers)?,
            retry: self.retry.clone(),
            attempt_timeout: self.attempt_timeout,
            read_timeout: self.read_timeout,
            max_response_bytes: self.max_response_bytes,
            turns: self
                .max_concurrent
                .map(|most| Arc::new(Semaphore::new(most.clamp(1, Semaphore::MAX_PERMITS)))),
            watcher: self.watcher.clone(),
        });
        let mut credentials = Vec::new();
        for (scheme, credential) in self.credentials.iter() {
            let resolved = credential.resolve(scheme, |exchange| {
                let login = Login::new(
                    exchange,
                    self.token_endpoint(scheme, exchange, servers.base_url())?,
                    user_agent.as_ref(),
                    Arc::clone(&transport),
                    self.timeout,
                );
                let login = login.map_err(|problem| BuildError::credential(scheme, problem))?;
                Ok(Arc::new(login) as Arc<dyn TokenSource>)
            })?;
            credentials.push((*scheme, resolved));
        }
        if let Some(refusal) = &self.headers.refusal {
            return Err(BuildError::header(refusal));
        }
        Ok(C::from(Core {
            inner: Arc::new(Inner {
                transport,
                servers,
                keyring: Keyring::new(credentials),
                user_agent,
                timeout: self.timeout,
                #[cfg(feature = "blocking")]
                thread: self.thread,
            }),
            headers: Arc::new(self.headers),
        }))
    }

    /// Builds a client whose calls are sent with `.send()` in place of `.await`, and whose streams are iterators: for
    /// programs without an async runtime. It has a thread with a runtime of its own, which ends when the client, its clones
    /// and its streams are dropped.
    ///
    /// ```no_run
    /// # use users_client_runtime::{ClientBuilder, Core, CredentialSet};
    /// # fn example(builder: ClientBuilder<Core, CredentialSet>) -> Result<(), users_client_runtime::BuildError> {
    /// let client = builder.build_blocking()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build), and where the system has no thread to give.
    #[cfg(feature = "blocking")]
    pub fn build_blocking(mut self) -> Result<C, BuildError> {
        self.thread = Some(RuntimeThread::start().map_err(BuildError::thread)?);
        self.build()
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

    fn connect(&self, servers: &Servers) -> Result<Arc<dyn HttpClient>, BuildError> {
        match &self.http_client {
            Some(client) => {
                self.connections.refuse()?;
                Ok(Arc::clone(client))
            }
            None => self.connections.client(self.needs_tls(servers)),
        }
    }

    /// Whether a server or a token endpoint is one with https.
    fn needs_tls(&self, servers: &Servers) -> bool {
        let is_https = |url: &str| url.starts_with("https:");
        let logins = self.credentials.iter();
        let mut logins = logins.filter_map(|(_, credential)| credential.exchange());
        servers.need_tls()
            || match &self.token_url {
                Some(url) => is_https(url),
                None => logins.any(|exchange| is_https(exchange.description.url)),
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
            .field("headers", &self.headers)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
