//! TLS: which certificates are trusted.

use reqwest::ClientBuilder;

use crate::build_error::BuildError;

const NOT_A_CERTIFICATE: &str = "it is not a certificate in PEM or DER";

/// Adds certificates to those of the system.
#[cfg(feature = "rustls")]
pub(crate) fn configure(
    builder: ClientBuilder,
    roots: &[Vec<u8>],
) -> Result<ClientBuilder, BuildError> {
    use std::sync::Arc;

    use rustls::ClientConfig;
    use rustls::crypto::CryptoProvider;

    // The configuration is made here because that is the way to choose a provider without
    // installing it for the whole process. One that the program has installed is respected.
    let provider = CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
    let failed = |error: rustls::Error| {
        BuildError::setting(
            "TLS",
            "the system's certificate authorities cannot be read; install \
            them (often a package named `ca-certificates`) or pass `root_certificate`",
        )
        .because(error)
    };
    let verifier = verifier(certificates(roots)?, Arc::clone(&provider)).map_err(failed)?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(feature = "rustls")]
type CertificateDer = rustls::pki_types::CertificateDer<'static>;

/// The verifier of the operating system, which is what the rest of the machine trusts.
#[cfg(all(feature = "rustls", not(target_os = "android")))]
fn verifier(
    roots: Vec<CertificateDer>,
    provider: std::sync::Arc<rustls::crypto::CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, rustls::Error> {
    rustls_platform_verifier::Verifier::new_with_extra_roots(roots, provider)
}

#[cfg(all(feature = "rustls", target_os = "android"))]
fn verifier(
    roots: Vec<CertificateDer>,
    provider: std::sync::Arc<rustls::crypto::CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, rustls::Error> {
    if roots.is_empty() {
        rustls_platform_verifier::Verifier::new(provider)
    } else {
        Err(rustls::Error::General(
            "Android takes certificate authorities only from its own settings".to_owned(),
        ))
    }
}

#[cfg(feature = "rustls")]
fn certificates(roots: &[Vec<u8>]) -> Result<Vec<CertificateDer>, BuildError> {
    use rustls::pki_types::pem::PemObject as _;

    let invalid = || BuildError::setting("root_certificate", NOT_A_CERTIFICATE);
    let mut certificates = Vec::new();
    for root in roots {
        let before = certificates.len();
        if is_pem(root) {
            for certificate in CertificateDer::pem_slice_iter(root) {
                certificates.push(certificate.map_err(|error| invalid().because(error))?);
            }
        } else {
            certificates.push(CertificateDer::from(root.clone()));
        }
        if certificates.len() == before {
            return Err(invalid());
        }
    }
    // The system's store is asked only for what it accepts, so a broken one is found here.
    let mut store = rustls::RootCertStore::empty();
    for certificate in &certificates {
        store
            .add(certificate.clone())
            .map_err(|error| invalid().because(error))?;
    }
    Ok(certificates)
}

/// Adds certificates to those of the system.
#[cfg(not(feature = "rustls"))]
pub(crate) fn configure(
    mut builder: ClientBuilder,
    roots: &[Vec<u8>],
) -> Result<ClientBuilder, BuildError> {
    use reqwest::Certificate;

    let invalid = |error: reqwest::Error| {
        BuildError::setting("root_certificate", NOT_A_CERTIFICATE).because(error.without_url())
    };
    for root in roots {
        if is_pem(root) {
            for certificate in Certificate::from_pem_bundle(root).map_err(invalid)? {
                builder = builder.add_root_certificate(certificate);
            }
        } else {
            builder = builder.add_root_certificate(Certificate::from_der(root).map_err(invalid)?);
        }
    }
    Ok(builder)
}

fn is_pem(bytes: &[u8]) -> bool {
    bytes.windows(11).any(|window| window == b"-----BEGIN ")
}
