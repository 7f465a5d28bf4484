//! Servers of paths and operations, which stand before those of the description.

use super::context::Context;
use super::node::Node;
use super::package::servers;
use crate::model::{Names, OwnServer, field_name};

/// Those that were met so far.
#[derive(Default)]
pub(crate) struct OwnServers {
    pub(crate) all: Vec<OwnServer>,
    names: Names,
}

impl<'d> Context<'d> {
    /// The Rust name of the server that the calls of an operation go to, where that is none of the description's.
    pub(super) fn own_server(&mut self, item: &Node<'d>, operation: &Node<'d>) -> Option<String> {
        let own = [operation, item].into_iter().map(servers);
        let own = own.into_iter().find(|servers| !servers.is_empty())?;
        let general = servers(&self.root);
        // Without any, it is `/` (OpenAPI 3.0.3, "OpenAPI Object").
        let is_general = |url: &str| {
            let url = url.trim_end_matches('/');
            match general.as_slice() {
                [] => url.is_empty(),
                servers => servers
                    .iter()
                    .any(|server| server.template.trim_end_matches('/') == url),
            }
        };
        if own.iter().any(|server| is_general(&server.template)) {
            return None;
        }
        let server = own.into_iter().next()?;
        let known = self
            .own_servers
            .all
            .iter()
            .find(|known| known.server.url == server.url);
        if let Some(known) = known {
            return Some(known.name.clone());
        }
        let called = server.name.clone().unwrap_or_else(|| word(&server.url));
        let name = self.own_servers.names.take(field_name(&called));
        let name = name.trim_end_matches('_').to_owned();
        self.own_servers.all.push(OwnServer {
            name: name.clone(),
            server,
        });
        Some(name)
    }
}

/// What a server is called: the first label of its host, or the last part of its path.
fn word(url: &str) -> String {
    let relative = url.trim_matches('/');
    match url.split_once("://") {
        Some((_, rest)) => {
            let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
            let labels = host.split('.').find(|label| !matches!(*label, "www" | ""));
            labels.unwrap_or("server").to_owned()
        }
        None if relative.is_empty() => "root".to_owned(),
        None => relative.rsplit('/').next().unwrap_or_default().to_owned(),
    }
}
