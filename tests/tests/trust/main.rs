//! Whether the generated clients can be trusted with an administrator's credentials.
//!
//! The runtime has tests of its own for each of its promises. These show that the promises hold in what was
//! generated from the five descriptions: for every operation, every security scheme and every type. They call
//! the generated clients against real local servers, most of which misbehave.

mod call;
mod description;
mod vendors;

mod credentials;
mod errors;
mod hostile;
mod paths;
mod redirects;
mod request_id;
mod secrets;
mod tokens;
