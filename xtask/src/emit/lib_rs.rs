//! `src/lib.rs`: one page.

use super::shared_headers;
use crate::model::{Api, Operation};

/// The text of `src/lib.rs`.
pub(crate) fn lib_rs(api: &Api, header: &str) -> String {
    let common = common_error(api);
    let deprecated = common
        .flatten()
        .and_then(|name| api.definition(name))
        .is_some_and(|definition| definition.deprecated);
    let allowed = if deprecated {
        "#[allow(deprecated)]\n"
    } else {
        ""
    };
    let error = match common {
        Some(Some(name)) => format!(
            "/// What goes wrong with a call; holds the server's [`types::{name}`] when it sent one.\n#[cfg(feature = \"client\")]\n{allowed}pub type Error<E = types::{name}> = users_client_runtime::Error<E>;\n"
        ),
        _ => "#[cfg(feature = \"client\")]\npub use users_client_runtime::Error;\n".to_owned(),
    };
    let servers = match api.own_servers.is_empty() {
        true => "",
        false => "#[cfg(feature = \"client\")]\npub mod servers;\n",
    };
    let (headers, shared) = match shared_headers::shared(api).is_empty() {
        true => ("", ""),
        false => (
            "#[cfg(feature = \"client\")]\nmod headers;\n",
            "#[cfg(feature = \"client\")]\npub use headers::SharedHeaders;\n",
        ),
    };
    format!(
        r#"// {header}

#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "client")]
pub mod calls;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "cli")]
pub mod commands;
#[cfg(feature = "client")]
mod credentials;
{headers}#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "client")]
mod operations;
{servers}pub mod types;

#[cfg(feature = "client")]
pub use client::{{Client, ClientBuilder}};
#[cfg(feature = "client")]
pub use credentials::Credentials;
{shared}pub use users_client_runtime as runtime;
#[cfg(feature = "client")]
pub use users_client_runtime::{{Call, WithSome}};

{error}"#
    )
}

/// The error type that all operations with a typed error share, if they do; `None` inside if no operation has one.
fn common_error(api: &Api) -> Option<Option<&str>> {
    let mut names = api
        .operations
        .iter()
        .filter_map(|operation: &Operation| operation.error.as_ref());
    let Some(first) = names.next() else {
        return Some(None);
    };
    match first {
        crate::model::Type::Named(name) if names.all(|other| other == first) => Some(Some(name)),
        _ => None,
    }
}
