//! What the compiler refuses. Each pair differs in one thing only: the first compiles, the second does not.
//!
//! # A required field is forgotten
//!
//! ```no_run
//! let body = portainer_users::types::UpdatePassword::new("old", "new");
//! ```
//! ```compile_fail,E0061
//! let body = portainer_users::types::UpdatePassword::new("old");
//! ```
//!
//! # A required argument is forgotten
//!
//! ```no_run
//! # fn get(client: sftpgo_users::Client) {
//! let call = client.get_user("jane");
//! # }
//! ```
//! ```compile_fail,E0061
//! # fn get(client: sftpgo_users::Client) {
//! let call = client.get_user();
//! # }
//! ```
//!
//! # A value takes the place of another
//!
//! ```no_run
//! # fn list(client: contabo_users::Client) {
//! let call = client.list_users().page(2);
//! # }
//! ```
//! ```compile_fail,E0308
//! # fn list(client: contabo_users::Client) {
//! let call = client.list_users().page("2");
//! # }
//! ```
//!
//! # A credential that the vendor does not take
//!
//! ```no_run
//! let credentials = kestra_users::Credentials::basic("admin", "secret");
//! ```
//! ```compile_fail,E0599
//! let credentials = kestra_users::Credentials::api_key("secret");
//! ```
//!
//! # A match that the next value of an enum would break
//!
//! ```no_run
//! # fn say(role: portainer_users::types::UserRole) -> &'static str {
//! use portainer_users::types::UserRole;
//! match role {
//!     UserRole::Admin => "admin",
//!     _ => "somebody",
//! }
//! # }
//! ```
//! ```compile_fail,E0004
//! # fn say(role: portainer_users::types::UserRole) -> &'static str {
//! use portainer_users::types::UserRole;
//! match role {
//!     UserRole::Admin => "admin",
//!     UserRole::Standard | UserRole::Other(_) => "somebody",
//! }
//! # }
//! ```
//!
//! # A struct that the next field would break
//!
//! ```no_run
//! let body = portainer_users::types::UpdateUser::new();
//! ```
//! ```compile_fail,E0639
//! let body = portainer_users::types::UpdateUser {
//!     new_password: None,
//!     password: None,
//!     role: None,
//!     user_theme: None,
//!     username: None,
//! };
//! ```
//!
//! # A call that is never sent
//!
//! ```no_run
//! # #![deny(unused_must_use)]
//! # async fn delete(client: sftpgo_users::Client) {
//! client.delete_user("jane").await.ok();
//! # }
//! ```
//! ```compile_fail
//! # #![deny(unused_must_use)]
//! # async fn delete(client: sftpgo_users::Client) {
//! client.delete_user("jane");
//! # }
//! ```
