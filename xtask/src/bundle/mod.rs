//! Bundle: what a description refers to in other files becomes a part of it.
//!
//! Objects that have a name become components: those that are there already where these are nothing but references, others
//! under the name that the reference ends in, or the name of the file. Path items, operations, and whatever else has no place in
//! `components`, are put where they are referred to. The later stages see one document, and each part of it knows its file.
//!
//! A description is untrusted input: files are read by nothing but a path from the folder of the description, and the
//! caller decides what such a path may lead to.

mod address;
mod components;
mod follow;
mod heirs;
mod library;
mod mapping;
mod references;
mod troubles;

use std::sync::Arc;

pub use self::library::Read;
use crate::grammar::{Form, Version};
use crate::load::node::{Content, Node};
use crate::load::{Document, restore_text};
use crate::normalise::identifiers::settle;
use follow::Follower;
use library::Library;

/// Descriptions in more files than these are taken for a mistake.
const MAXIMUM_FILES: usize = 10_000;

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unread {
    /// There is no such file.
    Missing,
    /// It lies outside of what may be read.
    Outside,
    /// It is there, and cannot be read: why.
    Failed(String),
}

/// Takes what other files hold into the description. What cannot be had is any JSON value, or left out; the findings of
/// the document say so.
#[must_use]
pub fn bundle(document: Document, read: &Read<'_>) -> Document {
    let Some(version) = Version::of(&document.value) else {
        return document;
    };
    let mut document = document;
    if version >= Version::V3_1
        && let Some(tree) = settle(document.root(), Form::Written(version))
    {
        document.set_tree(Arc::new(tree));
    }
    if !leads_out(document.root()) {
        return document;
    }
    let library = Library::new(document, version, read);
    restore_text(Follower::new(library, version).follow())
}

/// Whether a reference may lead to another file.
fn leads_out(node: &Node) -> bool {
    match &node.content {
        Content::Scalar(_) => false,
        Content::List(items) => items.iter().any(leads_out),
        Content::Map(members) => {
            node.text("$ref").is_some_and(|text| !text.starts_with('#'))
                || members.values().any(leads_out)
        }
    }
}
