//! TLS by the operating system's library.

use reqwest::{Certificate, ClientBuilder};

use super::{is_pem, not_a_certificate};
use crate::outcome::build_error::BuildError;

/// Trusts these certificates in addition to the system's.
pub(crate) fn configure(
    mut builder: ClientBuilder,
    roots: &[Vec<u8>],
    _: bool,
) -> Result<ClientBuilder, BuildError> {
    let invalid = |error: reqwest::Error| not_a_certificate().because(error.without_url());
    for root in roots {
        if is_pem(root) {
            for certificate in Certificate::from_pem_bundle(root).map_err(invalid)? {
                builder = builder.add_root_certificate(certificate);
            }
        } else {
            let certificate = Certificate::from_der(root).map_err(invalid)?;
            builder = builder.add_root_certificate(certificate);
        }
    }
    Ok(builder)
}
