//! What types mean is settled when all pages are known.

use std::collections::HashSet;

use super::dialect::Dialect;
use super::pages::{Content, Link, Operation, Pages};
use super::type_expression::Type;

/// `List` and `Any` are Python's, unless a model is called so.
pub(super) fn names(pages: &mut Pages) {
    let models: HashSet<String> = pages
        .models
        .iter()
        .map(|model| model.name.clone())
        .collect();
    let is_model = |name: &str| models.contains(name);
    each(&mut pages.operations, &|operation| {
        let rows = operation.parameters.iter_mut().map(|row| &mut row.kind);
        for kind in rows.chain(&mut operation.returns) {
            kind.settle(&is_model);
        }
    });
    for model in &mut pages.models {
        match &mut model.content {
            Content::Object {
                properties,
                additional,
            } => {
                let rows = properties.iter_mut().map(|row| &mut row.kind);
                for kind in rows.chain(additional) {
                    kind.settle(&is_model);
                }
            }
            Content::Alias { kind, .. } => kind.settle(&is_model),
            Content::Enumeration { .. } | Content::Nothing => {}
        }
    }
}

/// A model called `file` and a file look alike, but lists of files are never returned, and
/// swagger-codegen prints `str` for files in properties.
pub(super) fn files(pages: &mut Pages) {
    if !pages.models.iter().any(|model| model.name == "File") {
        return;
    }
    each(&mut pages.operations, &|operation| {
        if let Some(Type::List(items) | Type::Map(items)) = &mut operation.returns {
            items.file_is_model();
        }
    });
    if pages.dialect != Dialect::Codegen {
        return;
    }
    // What is JSON on the wire is seldom a file.
    let json = |types: &[String]| types.first().is_some_and(|first| first.contains("json"));
    each(&mut pages.operations, &|operation| {
        if let (Some(returns), true) = (&mut operation.returns, json(&operation.accepts)) {
            returns.file_is_model();
        }
        if json(&operation.content_types) {
            let rows = operation.parameters.iter_mut();
            for row in rows.filter(|row| row.link == Link::Page) {
                row.kind.file_is_model();
            }
        }
    });
    for model in &mut pages.models {
        if let Content::Object { properties, .. } = &mut model.content {
            for row in properties {
                row.kind.file_is_model();
            }
        }
    }
}

/// Changes each operation on all of its pages.
fn each(operations: &mut [Operation], change: &impl Fn(&mut Operation)) {
    for operation in operations {
        change(operation);
        operation.others.iter_mut().for_each(change);
    }
}
