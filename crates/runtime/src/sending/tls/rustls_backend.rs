//! TLS by rustls, with the certificate authorities of the system.

use std::sync::Arc;

use hyper_util::rt::TokioIo;
#[cfg(feature = "reqwest")]
use reqwest::ClientBuilder;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, Error, RootCertStore};
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;

use super::{is_pem, not_a_certificate};
use crate::outcome::build_error::BuildError;
use crate::outcome::failure::Source;
use crate::sending::connection::Stream;

const HTTP2: &[u8] = b"h2";

#[derive(Clone)]
pub(crate) struct Tls(Arc<ClientConfig>);

impl Tls {
    /// Trusts these certificates in addition to the system's. `needed` says whether it is known that something needs TLS.
    pub(crate) fn new(roots: &[Vec<u8>], needed: bool) -> Result<Self, BuildError> {
        let failed = |error: Error| {
            BuildError::setting(
                "TLS",
                "the certificate authorities of the system cannot be read; install them (often a \
                 package named `ca-certificates`), or pass `root_certificate`",
            )
            .because(error)
        };
        // The configuration is made here because that is the way to choose a provider without
        // installing it for the whole process. One that the program has installed is respected.
        let provider = CryptoProvider::get_default()
            .cloned()
            .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(failed)?;
        let config = match verifier(certificates(roots)?, provider) {
            Ok(verifier) => config
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(verifier)),
            // A container without any authorities is good enough for `http://`. Nobody is trusted.
            Err(_) if !needed => config.with_root_certificates(RootCertStore::empty()),
            Err(error) => return Err(failed(error)),
        };
        let mut config = config.with_no_client_auth();
        config.alpn_protocols = vec![HTTP2.to_vec(), b"http/1.1".to_vec()];
        Ok(Self(Arc::new(config)))
    }

    /// The same for a peer that is spoken to in HTTP/1 alone.
    pub(crate) fn without_http2(&self) -> Self {
        let mut config = ClientConfig::clone(&self.0);
        config.alpn_protocols.clear();
        Self(Arc::new(config))
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn configure(self, builder: ClientBuilder) -> ClientBuilder {
        // reqwest takes it only if both use the same version of rustls, and says so when it builds.
        builder.tls_backend_preconfigured(Arc::unwrap_or_clone(self.0))
    }

    /// Encrypts a connection to this host.
    pub(crate) async fn encrypt(&self, host: &str, stream: Stream) -> Result<Stream, Source> {
        let name = ServerName::try_from(host.to_owned())?;
        let connector = TlsConnector::from(Arc::clone(&self.0));
        let encrypted = connector.connect(name, TokioIo::new(stream)).await?;
        let is_http2 = encrypted.get_ref().1.alpn_protocol() == Some(HTTP2);
        Ok(Stream::new(TokioIo::new(encrypted)).with_http2(is_http2))
    }
}

fn certificates(roots: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, BuildError> {
    let mut certificates = Vec::new();
    for root in roots {
        if is_pem(root) {
            for certificate in CertificateDer::pem_slice_iter(root) {
                let certificate =
                    certificate.map_err(|error| not_a_certificate().because(error))?;
                certificates.push(certificate);
            }
        } else {
            certificates.push(CertificateDer::from(root.clone()));
        }
    }
    // Tells a certificate that cannot be used from authorities of the system that cannot.
    let mut store = RootCertStore::empty();
    for certificate in &certificates {
        store
            .add(certificate.clone())
            .map_err(|error| not_a_certificate().because(error))?;
    }
    if store.len() < roots.len() {
        return Err(not_a_certificate());
    }
    Ok(certificates)
}

/// The verifier of the operating system, which trusts what the rest of the machine trusts.
#[cfg(not(target_os = "android"))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, Error> {
    Verifier::new_with_extra_roots(roots, provider)
}

#[cfg(target_os = "android")]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, Error> {
    if roots.is_empty() {
        return Verifier::new(provider);
    }
    Err(Error::General(
        "Android takes certificate authorities only from its own settings".to_owned(),
    ))
}
