//! The grammar of OpenAPI: which fields each object has, and what kind of value each of them takes.
//!
//! A table for each version says it; [`Survey`] walks a document along a table. It lies below all
//! stages: loading needs it as much as linting.

mod extensions;
mod kind;
mod openapi_3_0;
mod survey;

pub(crate) use extensions::X_PAGINATION;
pub(crate) use kind::{Need, Shape};
pub(crate) use openapi_3_0::{DISCRIMINATOR, INFO, PARAMETER, SCHEMA, SECURITY_SCHEME};
pub(crate) use survey::{Reference, Survey, Trouble};
