//! What the rules report: findings, and the changes that take what was surely meant.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::pointer;

/// What the rules have to say of a document.
#[derive(Debug, Default)]
pub(super) struct Report {
    diagnostics: Vec<Diagnostic>,
    edits: Vec<Edit>,
    /// What was said already: a document is looked at again after it was changed.
    said: HashSet<(&'static str, String, String)>,
}

/// A change of a document. None moves a value to another pointer: findings of later stages would point at what is not there
/// in the file.
#[derive(Debug)]
pub(super) enum Edit {
    /// Puts a value in place of another; a member that is not there is added.
    Set(String, Value),
    /// Adds a member where there is none.
    Add(String, Value),
    /// Takes a member away.
    Remove(String),
    /// Adds an item to a list, which is made where there is none.
    Append(String, Value),
}

impl Report {
    /// Adds a finding.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        let key = (
            diagnostic.code,
            diagnostic.pointer.clone(),
            diagnostic.message.clone(),
        );
        if self.said.insert(key) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Changes the document, as a finding says.
    pub(super) fn edit(&mut self, edit: Edit) {
        self.edits.push(edit);
    }

    /// Puts a value in place of another.
    pub(super) fn set(&mut self, pointer: impl Into<String>, value: Value) {
        self.edit(Edit::Set(pointer.into(), value));
    }

    /// Takes a member away.
    pub(super) fn remove(&mut self, pointer: impl Into<String>) {
        self.edit(Edit::Remove(pointer.into()));
    }

    /// The changes since they were last taken.
    pub(super) fn take_edits(&mut self) -> Vec<Edit> {
        std::mem::take(&mut self.edits)
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

impl Edit {
    /// Makes the change; nothing where an earlier one has taken its place away.
    pub(super) fn apply(self, document: &mut Value) {
        match self {
            Self::Set(at, value) => {
                if let Some(place) = document.pointer_mut(&at) {
                    *place = value;
                } else if let Some((parent, key)) = parent(document, &at) {
                    parent.insert(key, value);
                }
            }
            Self::Add(at, value) => {
                if document.pointer(&at).is_none() {
                    Self::Set(at, value).apply(document);
                }
            }
            Self::Remove(at) => {
                if let Some((parent, key)) = parent(document, &at) {
                    parent.shift_remove(&key);
                }
            }
            Self::Append(at, value) => match document.pointer_mut(&at) {
                Some(Value::Array(items)) => items.push(value),
                Some(_) => {}
                None => Self::Set(at, Value::Array(vec![value])).apply(document),
            },
        }
    }
}

/// The mapping that holds what a pointer leads to, and the key.
fn parent<'d>(document: &'d mut Value, at: &str) -> Option<(&'d mut Map<String, Value>, String)> {
    let (parent, _) = at.rsplit_once('/')?;
    let members = document.pointer_mut(parent)?.as_object_mut()?;
    Some((members, pointer::last(at).into_owned()))
}
