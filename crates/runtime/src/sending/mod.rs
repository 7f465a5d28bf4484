//! How a request is sent and repeated: connections, limits, and the policy of retries. Uses `platform`, `call`, `outcome`.

pub(crate) mod base_url;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod connections;
#[cfg(target_arch = "wasm32")]
#[path = "connections_of_browser.rs"]
pub(crate) mod connections;
pub(crate) mod deadline;
pub(crate) mod pieces;
pub(crate) mod retry;
pub(crate) mod span;
#[cfg(all(
    any(feature = "rustls", feature = "native-tls"),
    not(target_arch = "wasm32")
))]
pub(crate) mod tls;
pub(crate) mod transport;
