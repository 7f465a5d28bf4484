//! What a request goes out by in a browser: its `fetch`, which decides about connections, proxies, certificates, redirects
//! and the user agent.

use std::sync::Arc;

use reqwest::{Client, ClientBuilder};

use crate::outcome::build_error::BuildError;
use crate::sending::http_client::HttpClient;

/// What the caller says about connections: a browser asks nobody.
#[derive(Default)]
pub(crate) struct ConnectionSettings;

/// The beginning of an HTTP client of one's own, for [`ClientBuilder::http_client`](crate::ClientBuilder::http_client).
///
/// # Errors
///
/// None in a browser.
pub fn http_client_builder() -> Result<ClientBuilder, BuildError> {
    Ok(Client::builder())
}

impl ConnectionSettings {
    pub(crate) fn client(&self, _: bool) -> Result<Arc<dyn HttpClient>, BuildError> {
        let client = http_client_builder()?.build().map_err(BuildError::http)?;
        Ok(Arc::new(client))
    }

    pub(crate) fn refuse(&self) -> Result<(), BuildError> {
        Ok(())
    }
}
