//! Bodies of requests, and how they are written.

use super::{ArrayStyle, Type};

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// How it is written.
    pub kind: BodyKind,
    /// Its type.
    pub ty: Type,
    /// A call cannot be made without it.
    pub required: bool,
    /// What it means.
    pub description: Option<String>,
}

/// How a request body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// As JSON, with the given content type.
    Json(String),
    /// As `application/x-www-form-urlencoded`.
    Form {
        /// The fields that `encoding` gives another style.
        styles: Vec<(FieldStyle, Vec<String>)>,
    },
    /// As parts: `multipart/form-data` or the like.
    Multipart(Parts),
    /// As JSON values, one after the other, with the given content type.
    Values(String),
    /// As text, with the given content type.
    Text(String),
    /// As it is, with the given content type.
    Bytes(String),
}

/// How a field of a form is written, where `encoding` says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldStyle {
    /// Like a parameter of the query.
    Query(ArrayStyle),
    /// A list of lists, and how those are written.
    Lists(ArrayStyle, ArrayStyle),
    /// As a JSON document.
    Json,
}

/// A body of several parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The media type, where it is not `multipart/form-data`.
    pub media_type: Option<String>,
    /// The media types of parts by their wire name, where `encoding` names them.
    pub part_types: Vec<(String, String)>,
    /// The fields that `encoding` gives another style.
    pub styles: Vec<(FieldStyle, Vec<String>)>,
    /// The fields in the order in which they are sent, where that is all that tells them apart.
    pub positions: Vec<String>,
    /// How the body becomes parts.
    pub source: PartSource,
}

/// How a body becomes parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartSource {
    /// One for each property of a value that is JSON as well.
    Fields,
    /// By the type itself: it holds files, and so is no JSON.
    Typed,
    /// Under one name, by a type that may be a file and may be several parts.
    Part(String),
    /// Files by name.
    NamedFiles,
    /// One file, or a list of files, under one name.
    File(String),
    /// A value, or a list of values, under one name.
    Value(String),
}
