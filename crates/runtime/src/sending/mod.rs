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
pub(crate) mod faults;
pub(crate) mod http_client;
mod incoming;
#[cfg(not(target_arch = "wasm32"))]
mod outgoing_body;
#[cfg(not(target_arch = "wasm32"))]
mod own_client;
pub(crate) mod pieces;
#[cfg(not(target_arch = "wasm32"))]
mod proxies;
#[cfg(any(feature = "reqwest", target_arch = "wasm32"))]
pub(crate) mod reqwest_client;
pub(crate) mod retry;
pub(crate) mod span;
#[cfg(not(target_arch = "wasm32"))]
mod tls;
pub(crate) mod transport;
pub(crate) mod watch;
mod whole_body;

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub(crate) use ::reqwest;
// In a browser it is what calls `fetch`.
#[cfg(target_arch = "wasm32")]
pub(crate) use users_client_runtime_fetch::reqwest;
