//! Which fields each object of OpenAPI 3.0 has, and what kind of value each of them takes.
//!
//! The table in [`objects`] says it; [`Survey`] walks a document along the table.

mod extensions;
mod kind;
mod objects;
mod survey;

pub(crate) use extensions::X_PAGINATION;
pub(crate) use kind::{Need, Shape};
pub(crate) use objects::{DISCRIMINATOR, INFO, PARAMETER, SCHEMA, SECURITY_SCHEME};
pub(crate) use survey::{Reference, Survey, Trouble};
