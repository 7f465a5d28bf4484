//! Servers that behave as the vendors' user administration does, for tours and for tests: in this
//! process, on a free port of the loopback interface, with everything in memory.
//!
//! ```
//! use workspace_tests::stand_in::sftpgo;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let server = sftpgo::start().await;
//! assert!(server.base_url().starts_with("http://127.0.0.1:"));
//! # }
//! ```
//!
//! They are written by hand and share nothing with the generated clients, so that a mistake of the generator cannot hide
//! in both. Where answers of a real server are recorded (`fixtures/recorded`), a stand-in says what that server said, and
//! `tests/recorded` replays the recording against it. Each module says what it rests on, and where it decides something
//! that is not known of the vendor.

pub mod alsid;
pub mod contabo;
pub mod kestra;
pub mod keycloak;
pub mod portainer;
pub mod sftpgo;

mod call;
mod core;
mod go;
mod json;

pub use self::call::Answer;
pub use self::core::{Mail, Route, StandIn, Vendor};
