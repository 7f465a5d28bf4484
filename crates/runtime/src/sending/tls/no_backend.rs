//! No TLS: neither feature is enabled.

#[cfg(feature = "reqwest")]
use reqwest::ClientBuilder;

use crate::outcome::build_error::BuildError;
use crate::outcome::failure::Source;
use crate::sending::connection::Stream;

const MISSING: &str = "this build has no TLS; enable the feature `rustls` or `native-tls`";

#[derive(Clone)]
pub(crate) struct Tls;

impl Tls {
    /// `needed` says whether it is known that something needs TLS.
    pub(crate) fn new(_: &[Vec<u8>], needed: bool) -> Result<Self, BuildError> {
        match needed {
            true => Err(BuildError::setting("base_url", MISSING)),
            false => Ok(Self),
        }
    }

    pub(crate) fn without_http2(&self) -> Self {
        Self
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn configure(self, builder: ClientBuilder) -> ClientBuilder {
        builder
    }

    pub(crate) async fn encrypt(&self, _: &str, _: Stream) -> Result<Stream, Source> {
        Err(MISSING.into())
    }
}
