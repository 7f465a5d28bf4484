//! What the caller says about connections, and the client that follows from it.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, ClientBuilder};

use crate::outcome::build_error::BuildError;
use crate::sending::http_client::HttpClient;
use crate::sending::own_client::OwnClient;
use crate::sending::proxies::Proxies;
use crate::sending::tls::Tls;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What the caller says about connections.
#[derive(Default)]
pub(crate) struct ConnectionSettings {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) proxy: Option<Proxy>,
    pub(crate) root_certificates: Vec<Vec<u8>>,
}

pub(crate) enum Proxy {
    None,
    Url(String),
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
        .connect_timeout(CONNECT_TIMEOUT);
    Ok(Tls::new(&[], needs_tls)?.configure(builder))
}

impl ConnectionSettings {
    /// `needs_tls` says whether it is known that something goes to an address with https.
    pub(crate) fn client(&self, needs_tls: bool) -> Result<Arc<dyn HttpClient>, BuildError> {
        let tls = Tls::new(&self.root_certificates, needs_tls)?;
        let proxies = match &self.proxy {
            None => Proxies::of_environment(),
            Some(Proxy::None) => Proxies::None,
            Some(Proxy::Url(url)) => Proxies::all(url)?,
        };
        let timeout = self.connect_timeout.unwrap_or(CONNECT_TIMEOUT);
        Ok(Arc::new(OwnClient::new(tls, proxies, timeout)))
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
