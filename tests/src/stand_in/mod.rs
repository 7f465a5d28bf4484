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
//! They are written by hand from what is known of the servers and share nothing with the generated
//! clients, so that a mistake of the generator cannot hide in both. Each module says what it covers,
//! and where it decides something that is not known of the vendor.

pub mod alsid;
pub mod contabo;
pub mod kestra;
pub mod portainer;
pub mod sftpgo;

mod call;
mod core;
mod json;

pub use self::call::Answer;
pub use self::core::{Mail, Route, StandIn, Vendor};
