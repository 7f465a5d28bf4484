//! The pools of connections, and which of them a request goes out by.

use std::time::Duration;

use reqwest::{Client, ClientBuilder, Url};

use crate::outcome::build_error::BuildError;
use crate::sending::base_url::is_loopback;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What the caller says about connections.
#[derive(Default)]
pub(crate) struct ConnectionSettings {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) proxy: Option<Proxy>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) root_certificates: Vec<Vec<u8>>,
}

pub(crate) enum Proxy {
    None,
    Url(String),
}

/// HTTP clients by where a request goes.
pub(crate) struct Connections {
    client: Client,
    /// For the own machine, where `client` may use a proxy that only the environment knows of: plain http is allowed
    /// there because it does not leave the machine, which a proxy would undo.
    own_machine: Option<Client>,
}

impl Connections {
    /// Uses a client that somebody else built, with what it says about proxies.
    pub(crate) fn through(client: Client) -> Self {
        Self {
            client,
            own_machine: None,
        }
    }

    /// `needs_tls` says whether it is known that something goes to an address with https.
    pub(crate) fn new(settings: &ConnectionSettings, needs_tls: bool) -> Result<Self, BuildError> {
        let build = |builder: ClientBuilder| builder.build().map_err(BuildError::http);
        let builder = || settings.builder(needs_tls);
        Ok(match &settings.proxy {
            None => Self {
                client: build(builder()?)?,
                own_machine: Some(build(builder()?.no_proxy())?),
            },
            Some(Proxy::None) => Self::through(build(builder()?.no_proxy())?),
            Some(Proxy::Url(url)) => {
                let proxy = reqwest::Proxy::all(url).map_err(|_| {
                    BuildError::setting(
                        "proxy",
                        "it is not a URL; write it in full, for instance http://example.com:3128",
                    )
                })?;
                Self::through(build(builder()?.proxy(proxy))?)
            }
        })
    }

    /// The client for a request to this address.
    pub(crate) fn to(&self, url: &Url) -> &Client {
        match &self.own_machine {
            Some(client) if is_loopback(url) => client,
            _ => &self.client,
        }
    }
}

/// The beginning of an HTTP client of one's own, for [`ClientBuilder::http_client`](crate::ClientBuilder::http_client): TLS as
/// the clients have it, no redirects, and nothing that is decompressed. What reqwest's own builder lacks here is a provider
/// of cryptography, without which it panics: the runtime asks for none, so that a program can have one of its choice.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let http = users_client_runtime::http_client_builder()?
///     .pool_max_idle_per_host(4)
///     .build()?;
/// # let _ = http;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// If the certificate authorities of the system cannot be read.
pub fn http_client_builder() -> Result<ClientBuilder, BuildError> {
    let needs_tls = cfg!(any(feature = "rustls", feature = "native-tls"));
    ConnectionSettings::default().builder(needs_tls)
}

impl ConnectionSettings {
    fn builder(&self, needs_tls: bool) -> Result<ClientBuilder, BuildError> {
        let builder = Client::builder()
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
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        return crate::sending::tls::configure(builder, &self.root_certificates, needs_tls);
        #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
        if needs_tls {
            return Err(BuildError::setting(
                "base_url",
                "this build has no TLS; enable the feature `rustls` or `native-tls`",
            ));
        } else {
            Ok(builder)
        }
    }

    /// A setting that has no effect would be a silent mistake.
    pub(crate) fn refuse(&self) -> Result<(), BuildError> {
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
