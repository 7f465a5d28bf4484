//! Lowering: from a description as people write it to an API of which each part has one meaning in Rust.
//!
//! What Rust cannot say is met here, by a rewrite that keeps the meaning or by a finding that says why
//! there is none.

mod alike;
mod alternatives;
mod body;
mod by_status;
mod content_type;
mod context;
mod enumeration;
mod files;
mod form;
mod graph;
mod media;
mod nesting;
mod node;
mod notes;
mod object;
mod operation;
mod own_server;
mod package;
mod pages;
mod parameter;
mod path_key;
mod response;
mod schema;
mod security;
mod stream;
mod tags;
mod union;
mod unknown_members;
mod usage;
mod value;
mod webhooks;

pub(crate) use form::FILE;
pub(crate) use graph::tag_text;
pub(crate) use notes::code;
pub use operation::derive_operation_id;
pub(crate) use path_key::{PathKey, Variable};

use context::Context;
use node::Node;

use crate::diagnostic::Diagnostic;
use crate::load::Document;
use crate::model::Api;

/// What a document was lowered to.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The API.
    pub api: Api,
    /// What was found on the way; none of it is an error.
    pub findings: Vec<Diagnostic>,
    /// How many operations cannot be made; a finding of the lint says why.
    pub left_out: usize,
}

/// Lowers a document that the lint found no error in. `stem` is the file's name without its ending: a crate whose
/// description gives it no name is called after it. Operations for whose pointers `wanted` is false are passed over.
pub fn lower(document: &Document, stem: &str, wanted: impl Fn(&str) -> bool) -> Lowered {
    let root = Node::root(&document.value);
    let mut context = Context::new(root.clone());
    let schemes = context.security_schemes();
    let mut found = context.found_operations();
    found.retain(|operation| wanted(operation.pointer()));
    let mut operations = context.operations(&found, &schemes);
    let left_out = found.len() - operations.len();
    let webhooks = context.webhooks();
    tags::settle(&mut context.types, &operations, &webhooks);
    files::settle(&mut context.types, &mut operations, &webhooks);
    let info = root.get("info");
    let used = |key: &str| {
        operations
            .iter()
            .flat_map(|operation| operation.security.iter().flatten())
            .any(|used| used == key)
    };
    let mut findings = context.findings;
    let mut api = Api {
        package: package::package(&root, stem),
        title: info
            .as_ref()
            .and_then(|info| info.prose("title"))
            .unwrap_or_else(|| stem.to_owned()),
        version: info
            .as_ref()
            .and_then(|info| info.prose("version"))
            .unwrap_or_default(),
        description: info.as_ref().and_then(|info| info.prose("description")),
        max_connections: package::max_connections(&root),
        servers: package::servers(&root),
        own_servers: context.own_servers.all,
        security_schemes: schemes
            .iter()
            .filter(|scheme| used(&scheme.key))
            .cloned()
            .collect(),
        types: usage::reachable(context.types, &operations, &webhooks),
        operations,
        webhooks: [webhooks.received, webhooks.sent].concat(),
    };
    unknown_members::keep(&mut api.types);
    pages::settle(&mut api, &mut findings);
    value::settle(&mut api, &mut findings);
    Lowered {
        api,
        findings,
        left_out,
    }
}

/// The pointers of all operations, in the order of the document.
pub fn operation_pointers(document: &Document) -> Vec<String> {
    let context = Context::new(Node::root(&document.value));
    let found = context.found_operations();
    let pointers = found.iter().map(|operation| operation.pointer().to_owned());
    pointers.collect()
}
