//! Lowering: from a description as people write it to an API of which each part has one meaning in Rust.
//!
//! What the base generator cannot take is met here, by a rewrite that keeps the meaning or by a finding that says why
//! there is none.

mod body;
mod context;
mod enumeration;
mod files;
mod media;
mod node;
mod notes;
mod object;
mod operation;
mod package;
mod pages;
mod parameter;
mod response;
mod schema;
mod security;
mod union;
mod usage;

pub(crate) use notes::code;
pub use operation::derive_operation_id;

use context::Context;
use node::Node;

use crate::diagnostic::{Diagnostic, Severity};
use crate::load::Document;
use crate::model::Api;

/// Lowers a document that the lint found no error in. `stem` is the file's name without its ending: a crate whose
/// description gives it no name is called after it.
///
/// # Errors
///
/// All findings, where one of them is an error.
pub fn lower(document: &Document, stem: &str) -> Result<(Api, Vec<Diagnostic>), Vec<Diagnostic>> {
    let root = Node::root(&document.value);
    let mut context = Context::new(root.clone());
    let schemes = context.security_schemes();
    let mut operations = context.operations(&schemes);
    files::settle(&mut context.types, &mut operations);
    if context
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        return Err(context.findings);
    }
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
            .unwrap_or_else(|| "API".to_owned()),
        version: info
            .as_ref()
            .and_then(|info| info.prose("version"))
            .unwrap_or_default(),
        description: info.as_ref().and_then(|info| info.prose("description")),
        servers: package::servers(&root),
        security_schemes: schemes
            .iter()
            .filter(|scheme| used(&scheme.key))
            .cloned()
            .collect(),
        types: usage::reachable(context.types, &operations),
        operations,
    };
    pages::settle(&mut api, &mut findings);
    Ok((api, findings))
}
