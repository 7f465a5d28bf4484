//! TLS: which certificates are trusted.
//!
//! Where both features are enabled, rustls is used: it is the default, and a crate that asks for
//! the other must not change what this one does.

#[cfg(not(feature = "rustls"))]
mod native_backend;
#[cfg(feature = "rustls")]
mod rustls_backend;

#[cfg(not(feature = "rustls"))]
pub(crate) use native_backend::configure;
#[cfg(feature = "rustls")]
pub(crate) use rustls_backend::configure;

use crate::outcome::build_error::BuildError;

fn not_a_certificate() -> BuildError {
    BuildError::setting("root_certificate", "it is not a certificate in PEM or DER")
}

fn is_pem(bytes: &[u8]) -> bool {
    const LABEL: &[u8] = b"-----BEGIN ";
    bytes.windows(LABEL.len()).any(|window| window == LABEL)
}
