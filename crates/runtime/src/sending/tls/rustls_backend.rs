//! TLS by rustls, with the certificate authorities of the system.

use std::sync::Arc;

use reqwest::ClientBuilder;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, Error, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::{is_pem, not_a_certificate};
use crate::outcome::build_error::BuildError;

/// Trusts these certificates in addition to the system's. `needed` says whether the base URL
/// is one that needs TLS.
pub(crate) fn configure(
    builder: ClientBuilder,
    roots: &[Vec<u8>],
    needed: bool,
) -> Result<ClientBuilder, BuildError> {
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
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    // reqwest takes it only if both use the same version of rustls, and says so when it builds.
    Ok(builder.tls_backend_preconfigured(config))
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
