//! TLS: which certificates are trusted, and how a connection is encrypted.
//!
//! Where both features are enabled, rustls is used: it is the default, and a crate that asks for
//! the other must not change what this one does.

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
mod native_backend;
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
mod no_backend;
#[cfg(feature = "rustls")]
mod rustls_backend;

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(crate) use native_backend::Tls;
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(crate) use no_backend::Tls;
#[cfg(feature = "rustls")]
pub(crate) use rustls_backend::Tls;

#[cfg(any(feature = "rustls", feature = "native-tls"))]
use crate::outcome::build_error::BuildError;

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn not_a_certificate() -> BuildError {
    BuildError::setting("root_certificate", "it is not a certificate in PEM or DER")
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn is_pem(bytes: &[u8]) -> bool {
    const LABEL: &[u8] = b"-----BEGIN ";
    bytes.windows(LABEL.len()).any(|window| window == LABEL)
}
