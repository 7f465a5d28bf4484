//! The crate: what it is called and how it describes itself.

use heck::ToKebabCase;

use super::node::Node;
use crate::model::{Layout, Package, Server, ServerVariable};

const LICENSE: &str = "MIT OR Apache-2.0";

/// The package, from `info` and its `x-crate`, with defaults for all of it. `stem` is the name of the file.
pub(crate) fn package(root: &Node<'_>, stem: &str) -> Package {
    let info = root.get("info");
    let given = info.as_ref().and_then(|info| info.get("x-crate"));
    let title = info.as_ref().and_then(|info| info.prose("title"));
    let text = |key: &str| given.as_ref().and_then(|given| given.prose(key));
    let list = |key: &str| -> Vec<String> {
        given
            .as_ref()
            .map(|given| given.texts(key))
            .unwrap_or_default()
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    let categories = list("categories");
    Package {
        name: text("name").unwrap_or_else(|| default_name(stem)),
        description: text("description").unwrap_or_else(|| {
            format!(
                "Typed, async client of {}",
                title.as_deref().unwrap_or("an HTTP API")
            )
        }),
        version: text("version").unwrap_or_else(|| "0.1.0".to_owned()),
        keywords: list("keywords"),
        categories: if categories.is_empty() {
            vec!["api-bindings".to_owned()]
        } else {
            categories
        },
        license: text("license").unwrap_or_else(|| LICENSE.to_owned()),
        repository: text("repository"),
        layout: match text("layout").as_deref() {
            Some("flat") => Some(Layout::Flat),
            Some("tags") => Some(Layout::Tags),
            Some("resources") => Some(Layout::Resources),
            _ => None,
        },
    }
}

/// How many connections the servers take from one address, if they take a limited number.
pub(crate) fn max_connections(root: &Node<'_>) -> Option<u64> {
    let most = root.path(&["info", "x-max-connections"])?.value.as_u64()?;
    (most > 0).then_some(most)
}

/// A package name has to begin with a letter and hold only ASCII letters, digits, `-` and `_`.
fn default_name(stem: &str) -> String {
    let ascii: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    match ascii.to_kebab_case() {
        name if name.starts_with(|first: char| first.is_ascii_alphabetic()) => {
            format!("{name}-client")
        }
        name if name.is_empty() => "api-client".to_owned(),
        name => format!("api-{name}-client"),
    }
}

/// The servers of a description, a path or an operation, their variables set to the defaults.
pub(crate) fn servers(of: &Node<'_>) -> Vec<Server> {
    let nodes = of
        .get("servers")
        .map(|servers| servers.items())
        .unwrap_or_default();
    nodes.iter().filter_map(server).collect()
}

fn server(node: &Node<'_>) -> Option<Server> {
    let template = node.text("url")?.to_owned();
    let variables: Vec<ServerVariable> = node
        .get("variables")
        .map(|variables| variables.members())
        .unwrap_or_default()
        .into_iter()
        .map(|(name, variable)| ServerVariable {
            name: name.to_owned(),
            default: variable.text("default").unwrap_or_default().to_owned(),
            values: variable
                .texts("enum")
                .into_iter()
                .map(str::to_owned)
                .collect(),
            description: variable.prose("description"),
        })
        .collect();
    let url = variables.iter().fold(template.clone(), |url, variable| {
        url.replace(&format!("{{{}}}", variable.name), &variable.default)
    });
    Some(Server {
        name: node.prose("name"),
        url,
        template,
        description: node.prose("description"),
        variables,
    })
}
