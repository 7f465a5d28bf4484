//! How a request is sent and repeated: connections, limits, and the policy of retries. Uses `call`, `outcome`.

pub(crate) mod base_url;
pub(crate) mod connections;
pub(crate) mod deadline;
pub(crate) mod pieces;
pub(crate) mod retry;
pub(crate) mod span;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) mod tls;
pub(crate) mod transport;
