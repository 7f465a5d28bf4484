//! Reconstruct: from the documentation of a Python SDK back to the description that it was made from.
//!
//! ```text
//! files ─section, row, …─▶ Pages ─assemble─▶ document ─print─▶ YAML
//! ```
//!
//! Pages are those of swagger-codegen 2 and 3 and of openapi-generator 4 to 7. One module reads one
//! piece of their grammar, and `tags` the layout of 6.2 to 6.6 that shares nothing with the others; what they
//! say is kept in terms of no dialect (see [`pages::Pages`]). Pages in other languages only settle what is left
//! (see [`second`]).

pub mod assemble;
pub mod collect;
mod complaints;
pub mod convention;
pub mod dialect;
mod entities;
mod example;
pub mod examples;
pub mod files;
pub mod finding;
mod foreign;
mod headers;
pub mod kind;
mod literal;
pub mod locate;
mod model_page;
mod notes;
mod operation_page;
mod operation_sections;
pub mod pages;
mod readme;
mod row;
pub mod second;
mod section;
mod settle;
pub mod sources;
pub mod subject;
mod tags;
pub mod type_expression;
pub(crate) mod wire;
pub mod wire_names;
pub mod yaml;

pub use assemble::{Assembled, Gap, Options, assemble};
pub use collect::Collector;
pub use convention::Convention;
pub use examples::Example;
pub use finding::{Finding, Gravity, Place};
pub use pages::Pages;
pub use wire_names::WireNames;
