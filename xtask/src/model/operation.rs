//! Operations: what is sent, and what may come back.

use serde_json::Value;

use super::{Type, UnixTime};

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Rust name of the method.
    pub name: String,
    /// Rust name of the call's type.
    pub call: String,
    /// `operationId` as the document has it, or as derived.
    pub id: String,
    /// JSON pointer of the operation in the document.
    pub pointer: String,
    /// The name in the vendor's documentation (`x-docs-name`).
    pub docs_name: Option<String>,
    /// HTTP method, in capitals.
    pub method: String,
    /// Path template; each variable has a name of its own.
    pub path: String,
    /// Pairs of the query that are always sent: some documents have them in the path.
    pub fixed_query: Vec<(String, String)>,
    /// One line.
    pub summary: Option<String>,
    /// Further lines.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// What it is listed under: the first of its tags.
    pub tag: Option<String>,
    /// Whether a command line asks before it (`x-destructive`), where the description says it.
    pub destructive: Option<bool>,
    /// The secrets in its answer are never shown again (`x-shown-once`).
    pub shown_once: bool,
    /// The properties that a table shows of each item of the answer (`x-columns`), where the description says it.
    pub columns: Vec<String>,
    /// All parameters but those that the client fills in itself: first the required ones.
    pub parameters: Vec<Parameter>,
    /// Headers with a UUID of version 4 in each request, unless the caller sets them.
    pub generated_headers: Vec<String>,
    /// Whether it may be sent again after it may have arrived, where the description says it.
    pub idempotent: Option<bool>,
    /// The request body.
    pub body: Option<Body>,
    /// What a success holds.
    pub success: Success,
    /// The other media types of a success, of which a setter of the call chooses one.
    pub alternatives: Vec<Alternative>,
    /// The data of the event that says that there are no more (`x-stream-end`).
    pub stream_end: Option<String>,
    /// The statuses that mean success.
    pub success_statuses: Vec<StatusPattern>,
    /// What an error's body holds, when the document says.
    pub error: Option<Type>,
    /// What each status means, in the order of the document.
    pub statuses: Vec<StatusNote>,
    /// The value of the `Accept` header.
    pub accept: Option<String>,
    /// The Rust name of the server that it has to itself, one of [`super::Api::own_servers`].
    pub server: Option<String>,
    /// Alternatives; each lists the security schemes that are needed together. Empty for a public operation.
    pub security: Vec<Vec<String>>,
    /// The part of a success's body that the method returns, where that is not the whole (`x-value`).
    pub value: Option<ValueAt>,
    /// The statuses with which the server says that there is nothing, which is no error (`x-absent`).
    pub absent: Vec<u16>,
    /// How the operation's result is split into pages.
    pub pagination: Option<Pagination>,
}

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

impl Operation {
    /// The types of successes, in whatever media type.
    pub fn success_types(&self) -> impl Iterator<Item = &Type> {
        let others = self.alternatives.iter().map(|other| &other.success);
        std::iter::once(&self.success)
            .chain(others)
            .filter_map(Success::ty)
    }

    /// The types of successes, to be changed.
    pub fn success_types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let others = self.alternatives.iter_mut().map(|other| &mut other.success);
        std::iter::once(&mut self.success)
            .chain(others)
            .filter_map(Success::ty_mut)
    }

    /// What is called: the path, and the query that is always sent.
    pub fn target(&self) -> String {
        let pairs = self.fixed_query.iter().enumerate();
        let pairs = pairs.map(|(index, (name, value))| {
            let sign = if index == 0 { '?' } else { '&' };
            format!("{sign}{name}={value}")
        });
        std::iter::once(self.path.clone()).chain(pairs).collect()
    }
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

/// How a list is split into pages (`x-pagination`).
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// How a page is asked for.
    pub style: PaginationStyle,
    /// Wire name of the query parameter with the page's size.
    pub size: String,
    /// The size of a page when the caller does not say.
    pub default_size: Option<u64>,
    /// JSON pointer to the items in the answer; empty when the answer is the list.
    pub items: String,
    /// JSON pointer to the number of all items.
    pub total: Option<String>,
    /// JSON pointer to the number of all pages.
    pub total_pages: Option<String>,
    /// The largest page that the server gives.
    pub max_size: Option<u64>,
}

/// How a page is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum PaginationStyle {
    /// By its number.
    Page {
        /// Wire name of the query parameter.
        parameter: String,
        /// Number of the first page.
        first: u64,
    },
    /// By the number of items before it.
    Offset {
        /// Wire name of the query parameter.
        parameter: String,
    },
}
