//! The runtime against real local servers, well-behaved and hostile.
//!
//! Everything is one program, so that it is linked once and shares the server.

use workspace_tests::server as support;

mod client;

#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
mod calls;
mod construction;
mod credentials;
mod deadlines;
mod errors;
mod framing;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod http2;
mod limits;
mod lists;
mod logins;
mod parameters;
mod paths;
mod proxies;
mod redirects;
#[cfg(feature = "reqwest")]
mod reqwest_client;
mod retries;
mod secrets;
mod servers;
mod streams;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;
mod tokens;
#[cfg(feature = "tracing")]
mod tracing;
mod uploads;
