//! The grammar of OpenAPI: which fields each object has, and what kind of value each of them takes.
//!
//! Tables for all versions say it; [`Survey`] walks a document along them. It lies below all
//! stages: loading needs it as much as linting.

mod description;
mod extensions;
mod kind;
pub(crate) mod meant;
mod paths;
mod schema;
mod security;
mod survey;
mod swagger;
mod version;

pub(crate) use description::{COMPONENTS, INFO, OPENAPI};
pub(crate) use extensions::X_PAGINATION;
pub(crate) use kind::{Kind, Need, Shape, Sort};
pub(crate) use paths::{
    ADDITIONAL_OPERATIONS, HEADER, METHODS, OPERATION, PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE,
};
pub(crate) use schema::{DISCRIMINATOR, SCHEMA};
pub(crate) use security::SECURITY_SCHEME;
pub(crate) use survey::{Reference, Survey, Trouble};
pub(crate) use swagger::{PARAMETER as SWAGGER_PARAMETER, RESPONSE as SWAGGER_RESPONSE, SWAGGER};
pub(crate) use version::Version;
pub(crate) use version::{Form, spoken};
