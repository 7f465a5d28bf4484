//! `src/lib.rs`: one page.

use super::groups::{Group, by_tag};
use super::shared_headers;
use crate::model::{Api, Operation};

/// The modules of every crate, each with the feature that it is compiled with.
const MODULES: &[(&str, &str)] = &[
    ("client", "pub mod calls"),
    ("client", "mod client"),
    ("cli", "pub mod commands"),
    ("client", "mod credentials"),
    ("mock", "pub mod mock"),
    ("client", "mod operations"),
    ("", "pub mod types"),
];

const MODULES_OF_HEADERS: &(&str, &str) = &("client", "mod headers");
const MODULES_OF_SERVERS: &(&str, &str) = &("client", "pub mod servers");

/// The text of `src/lib.rs`. `pages` says when there is a module for types that are pages.
pub(crate) fn lib_rs(api: &Api, header: &str, groups: &[Group], pages: Option<String>) -> String {
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
    let shares_headers = !shared_headers::shared(api).is_empty();
    let shared = match shares_headers {
        true => "#[cfg(feature = \"client\")]\npub use headers::SharedHeaders;\n",
        false => "",
    };
    let optional = [
        (shares_headers, MODULES_OF_HEADERS),
        (!api.own_servers.is_empty(), MODULES_OF_SERVERS),
    ];
    let optional = optional.into_iter().filter(|(there, _)| *there);
    let feature = |feature: &str| match feature {
        "" => String::new(),
        _ => format!("#[cfg(feature = {feature:?})]\n"),
    };
    let mut modules: Vec<(String, String)> = MODULES
        .iter()
        .chain(optional.map(|(_, module)| module))
        .map(|(name, module)| (feature(name), (*module).to_owned()))
        .collect();
    let folders = by_tag(groups).filter_map(<[Group]>::first);
    modules.extend(folders.map(|group| (feature(&group.any), format!("mod {}", group.module))));
    modules.extend(pages.map(|condition| (condition, "mod pages".to_owned())));
    modules.sort_by(|(_, one), (_, other)| {
        let name = |module: &str| module.trim_start_matches("pub ").to_owned();
        name(one).cmp(&name(other))
    });
    let modules: String = modules
        .into_iter()
        .map(|(condition, module)| format!("{condition}{module};\n"))
        .collect();
    format!(
        r#"// {header}

#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

{modules}
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
pub(crate) fn common_error(api: &Api) -> Option<Option<&str>> {
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
