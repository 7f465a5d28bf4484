//! Parameters of operations: where they are sent, and how they are written.

use serde_json::Value;

use super::{Type, UnixTime};

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Rust name.
    pub name: String,
    /// Name on the wire.
    pub wire_name: String,
    /// Where it is sent.
    pub place: Place,
    /// Its type.
    pub ty: Type,
    /// A call cannot be made without it.
    pub required: bool,
    /// How a list or an object is written.
    pub style: ArrayStyle,
    /// How the lists in a list are written, where its style cannot say it (Swagger 2.0).
    pub items_style: Option<ArrayStyle>,
    /// The value is a JSON document (`content` instead of `schema`).
    pub json: bool,
    /// Reserved characters stay as they are (`allowReserved`).
    pub reserved: bool,
    /// What the server takes when the parameter is not sent, where that is a number.
    pub default: Option<u64>,
    /// The integers that stand for `false` and `true` (`x-flag`).
    pub flag: Option<(i64, i64)>,
    /// What it means.
    pub description: Option<String>,
    /// A number on the wire, if it is a time.
    pub unix_time: Option<UnixTime>,
    /// A value of it, as the document shows it.
    pub example: Option<Value>,
    /// Default and constraints, one sentence each, for the documentation.
    pub notes: Vec<String>,
    /// The name in the vendor's documentation (`x-docs-name`).
    pub docs_name: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
}

impl Parameter {
    /// A parameter of which only the name is known.
    pub fn text(name: String, wire_name: &str, place: Place) -> Self {
        Self {
            name,
            wire_name: wire_name.to_owned(),
            place,
            ty: Type::String,
            required: place == Place::Path,
            style: ArrayStyle::default(),
            items_style: None,
            reserved: false,
            json: false,
            default: None,
            flag: None,
            description: None,
            unix_time: None,
            example: None,
            notes: Vec::new(),
            docs_name: None,
            deprecated: false,
        }
    }
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As the whole query (`in: querystring` of OpenAPI 3.2).
    QueryString,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

/// How a list or an object is written (OpenAPI 3.0.3, "Style Values").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArrayStyle {
    /// `form` with `explode: true`: the key is repeated.
    #[default]
    Repeat,
    /// `form` with `explode: false`, and `simple`.
    Comma,
    /// `simple` with `explode: true`.
    Exploded,
    /// `spaceDelimited`.
    Space,
    /// `pipeDelimited`.
    Pipe,
    /// `collectionFormat: tsv` of Swagger 2.0.
    Tab,
    /// `deepObject`.
    DeepObject,
    /// `label`, of a path.
    Label {
        /// `explode`.
        explode: bool,
    },
    /// `matrix`, of a path.
    Matrix {
        /// `explode`.
        explode: bool,
    },
}
