//! What a request goes out by in a browser: its `fetch`, which decides about connections, proxies, certificates, redirects
//! and the user agent.

use std::sync::Arc;

use crate::outcome::build_error::BuildError;
use crate::sending::http_client::HttpClient;
use crate::sending::reqwest_client::http_client_builder;

/// What the caller says about connections: a browser asks nobody.
#[derive(Default)]
pub(crate) struct ConnectionSettings;

impl ConnectionSettings {
    pub(crate) fn client(&self, _: bool) -> Result<Arc<dyn HttpClient>, BuildError> {
        let client = http_client_builder()?.build().map_err(BuildError::http)?;
        Ok(Arc::new(client))
    }

    pub(crate) fn refuse(&self) -> Result<(), BuildError> {
        Ok(())
    }
}
