//! What a request goes out by in a browser: its `fetch`, which decides about connections, proxies, certificates, redirects
//! and the user agent.

use reqwest::{Client, ClientBuilder, Url};

use crate::outcome::build_error::BuildError;

/// What the caller says about connections: a browser asks nobody.
#[derive(Default)]
pub(crate) struct ConnectionSettings;

/// The HTTP client.
pub(crate) struct Connections(Client);

impl Connections {
    /// Uses a client that somebody else built.
    pub(crate) fn through(client: Client) -> Self {
        Self(client)
    }

    pub(crate) fn new(_: &ConnectionSettings, _: bool) -> Result<Self, BuildError> {
        http_client_builder()?
            .build()
            .map(Self)
            .map_err(BuildError::http)
    }

    /// The client for a request to this address.
    pub(crate) fn to(&self, _: &Url) -> &Client {
        &self.0
    }
}

/// The beginning of an HTTP client of one's own, for [`ClientBuilder::http_client`](crate::ClientBuilder::http_client).
///
/// # Errors
///
/// None in a browser.
pub fn http_client_builder() -> Result<ClientBuilder, BuildError> {
    Ok(Client::builder())
}

impl ConnectionSettings {
    pub(crate) fn refuse(&self) -> Result<(), BuildError> {
        Ok(())
    }
}
