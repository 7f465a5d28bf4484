//! What the caller says about connections, and the client that follows from it.

use std::sync::Arc;
use std::time::Duration;

use crate::outcome::build_error::BuildError;
use crate::sending::http_client::HttpClient;
use crate::sending::own_client::OwnClient;
use crate::sending::proxies::Proxies;
use crate::sending::tls::Tls;

pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

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
