//! How a request is sent and repeated: connections, limits, and the policy of retries. Uses `platform`, `call`, `outcome`, `values`.

pub(crate) mod base_url;
#[cfg(not(target_arch = "wasm32"))]
mod connection;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod connections;
#[cfg(target_arch = "wasm32")]
#[path = "connections_of_browser.rs"]
pub(crate) mod connections;
#[cfg(not(target_arch = "wasm32"))]
mod connector;
pub(crate) mod deadline;
pub(crate) mod http_client;
mod incoming;
#[cfg(not(target_arch = "wasm32"))]
mod outgoing_body;
#[cfg(not(target_arch = "wasm32"))]
mod own_client;
pub(crate) mod pieces;
#[cfg(not(target_arch = "wasm32"))]
mod proxies;
pub(crate) mod retry;
pub(crate) mod span;
#[cfg(not(target_arch = "wasm32"))]
mod tls;
pub(crate) mod transport;
pub(crate) mod watch;
