//! `schemes`, `host` and `basePath`: the servers of an API.

use crate::load::node::{Node, Place};
use serde_json::json;

/// Where the API is, as far as the description tells.
pub(super) struct Server {
    schemes: Vec<String>,
    host: Option<Node>,
    base_path: Option<Node>,
}

impl Server {
    /// Takes it out of the description.
    pub(super) fn take(root: &mut Node) -> Self {
        let schemes = root.take("schemes");
        Self {
            schemes: schemes.as_ref().map(names).unwrap_or_default(),
            host: root.take("host"),
            base_path: root.take("basePath"),
        }
    }

    /// One server for each scheme that carries HTTP; `schemes` are those of an operation. `None`
    /// when nothing is known, or an operation has no scheme that the others lack.
    pub(super) fn servers(&self, schemes: Option<&Node>) -> Option<Node> {
        let base = self
            .base_path
            .as_ref()
            .and_then(Node::as_text)
            .unwrap_or_default();
        let base = base.trim_end_matches('/');
        let Some(host) = self
            .host
            .as_ref()
            .filter(|host| host.as_text().is_some_and(|host| !host.is_empty()))
        else {
            let path = self.base_path.as_ref()?;
            return (schemes.is_none() && !base.is_empty())
                .then(|| Node::list(vec![server(base.to_owned(), path.place)], path.place));
        };
        let own = match schemes {
            None => self.schemes.clone(),
            Some(schemes) => {
                let own = names(schemes);
                if own.iter().any(|scheme| self.schemes.contains(scheme)) || self.schemes.is_empty()
                {
                    return None;
                }
                own
            }
        };
        let mut carrying: Vec<&str> = ["https", "http"]
            .into_iter()
            .filter(|scheme| own.iter().any(|own| own == scheme))
            .collect();
        if carrying.is_empty() {
            if schemes.is_some() {
                return None;
            }
            // Without schemes, it is the one by which the description itself was had.
            carrying.push("https");
        }
        let name = host.as_text().unwrap_or_default().trim_end_matches('/');
        let servers = carrying
            .into_iter()
            .map(|scheme| server(format!("{scheme}://{name}{base}"), host.place))
            .collect();
        Some(Node::list(servers, host.place))
    }
}

fn names(schemes: &Node) -> Vec<String> {
    schemes
        .items()
        .iter()
        .filter_map(|scheme| scheme.as_text().map(str::to_lowercase))
        .collect()
}

fn server(url: String, place: Place) -> Node {
    Node::mapping([("url", Node::made(json!(url), place))], place)
}
