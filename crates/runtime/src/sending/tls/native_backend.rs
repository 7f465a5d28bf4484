//! TLS by the operating system's library.

use hyper_util::rt::TokioIo;
use native_tls::{Certificate, TlsConnector};
#[cfg(feature = "reqwest")]
use reqwest::ClientBuilder;

use super::{is_pem, not_a_certificate};
use crate::outcome::build_error::BuildError;
use crate::outcome::failure::Source;
use crate::sending::connection::Stream;

const HTTP2: &str = "h2";
const HTTP1: &str = "http/1.1";

#[derive(Clone)]
pub(crate) struct Tls {
    connector: TlsConnector,
    /// For a peer that is spoken to in HTTP/1 alone.
    without_http2: TlsConnector,
}

impl Tls {
    /// Trusts these certificates in addition to the system's.
    pub(crate) fn new(roots: &[Vec<u8>], _: bool) -> Result<Self, BuildError> {
        let mut certificates = Vec::new();
        for root in roots {
            certificates.extend(read(root)?);
        }
        let connector = |protocols: &[&str]| {
            let mut builder = TlsConnector::builder();
            for certificate in &certificates {
                builder.add_root_certificate(certificate.clone());
            }
            builder.request_alpns(protocols).build().map_err(|error| {
                BuildError::setting("TLS", "the system's library refuses its settings")
                    .because(error)
            })
        };
        Ok(Self {
            connector: connector(&[HTTP2, HTTP1])?,
            without_http2: connector(&[HTTP1])?,
        })
    }

    /// The same for a peer that is spoken to in HTTP/1 alone.
    pub(crate) fn without_http2(&self) -> Self {
        Self {
            connector: self.without_http2.clone(),
            without_http2: self.without_http2.clone(),
        }
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn configure(self, builder: ClientBuilder) -> ClientBuilder {
        // reqwest takes it only if both use the same version of native-tls, and says so when it builds.
        builder.tls_backend_preconfigured(self.connector)
    }

    /// Encrypts a connection to this host.
    pub(crate) async fn encrypt(&self, host: &str, stream: Stream) -> Result<Stream, Source> {
        let connector = tokio_native_tls::TlsConnector::from(self.connector.clone());
        let encrypted = connector.connect(host, TokioIo::new(stream)).await?;
        let protocol = encrypted.get_ref().negotiated_alpn()?;
        let is_http2 = protocol.as_deref() == Some(HTTP2.as_bytes());
        Ok(Stream::new(TokioIo::new(encrypted)).with_http2(is_http2))
    }
}

/// One certificate in DER, or those of a text in PEM.
fn read(bytes: &[u8]) -> Result<Vec<Certificate>, BuildError> {
    let invalid = |error| not_a_certificate().because(error);
    if !is_pem(bytes) {
        return Ok(vec![Certificate::from_der(bytes).map_err(invalid)?]);
    }
    Certificate::stack_from_pem(bytes).map_err(invalid)
}
