//! What may come back: bodies of successes, values in them, and statuses.

use super::Type;

/// What a success holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Success {
    /// Nothing that the document describes.
    Empty,
    /// A JSON value.
    Json(Type),
    /// A JSON value or nothing.
    OptionalJson(Type),
    /// What the status says: a type with a variant for each.
    ByStatus(Type),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Events, one after the other, with data of this type.
    Events(Type, EventData),
    /// JSON values, one after the other.
    Values(Type),
}

/// A media type that a success may have, if the caller asks for it.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// As in the document.
    pub media_type: String,
    /// The Rust name of the setter that asks for it.
    pub setter: String,
    /// What a success holds then.
    pub success: Success,
}

/// How the data of an event is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventData {
    /// As JSON.
    Json,
    /// As text.
    Text,
    /// As a member of an object that has the name and the identifier of the event as well.
    Described,
}

impl Success {
    /// The type that a success is read as, where it has one of its own.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty)
            | Self::OptionalJson(ty)
            | Self::ByStatus(ty)
            | Self::Events(ty, _)
            | Self::Values(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Bytes => None,
        }
    }

    /// The type that a success is read as, to be changed.
    pub fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty)
            | Self::OptionalJson(ty)
            | Self::ByStatus(ty)
            | Self::Events(ty, _)
            | Self::Values(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Bytes => None,
        }
    }
}

/// Where in an answer a value is.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueAt {
    /// JSON pointer of the value.
    pub pointer: String,
    /// The steps that lead to it, from the type of the answer on.
    pub steps: Vec<ValueStep>,
    /// Its type.
    pub ty: Type,
}

impl ValueAt {
    /// A value of which only the pointer is known.
    pub fn unresolved(pointer: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            steps: Vec::new(),
            ty: Type::Any,
        }
    }
}

/// A step from a value to a part of it.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueStep {
    /// To a property.
    Member {
        /// Rust name of the type that has it.
        owner: String,
        /// Rust name of the field.
        field: String,
    },
    /// To the only element of a list.
    Only,
}

/// Which statuses are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// Exactly this one.
    Code(u16),
    /// All that begin with this digit.
    Range(u8),
}

/// What a status means.
#[derive(Clone, Debug)]
pub struct StatusNote {
    /// As in the document: `404`, `4XX`, `default`.
    pub status: String,
    /// What it means.
    pub description: String,
    /// Headers that come with it.
    pub headers: Vec<(String, Option<String>)>,
}
