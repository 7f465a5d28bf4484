//! Types: what a value may be, and the named types that become Rust structs and enums.

use serde_json::Value;

use super::{EventData, StatusPattern};

/// A type as it is used: by a property, a parameter, a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Any text; also the formats that have no Rust type of their own.
    String,
    /// `format: password`: text that no log may show.
    Secret,
    /// `format: password` on anything else: a value of any shape that no log may show.
    SecretJson,
    /// `format: date-time`.
    DateTime,
    /// `format: date`.
    Date,
    /// `format: uuid`.
    Uuid,
    /// A whole number.
    Integer(Integer),
    /// Any number.
    Number(Number),
    /// `true` or `false`.
    Boolean,
    /// Whatever JSON value.
    Any,
    /// An object whose properties nobody knows.
    FreeForm,
    /// The properties of an object that its schema does not name.
    UnknownFields,
    /// Bytes that are not JSON: a file.
    Binary,
    /// A list.
    Array(Box<Type>),
    /// An object with values of one type.
    Map(Box<Type>),
    /// Either `null` or a value, inside an array or a map.
    Nullable(Box<Type>),
    /// One of [`super::Api::types`].
    Named(String),
}

/// Width of an integer: what `format` says, or 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// `format: int8`.
    I8,
    /// `format: int16`.
    I16,
    /// `format: int32`.
    I32,
    /// `format: int64`, or no format.
    I64,
    /// `format: uint8`.
    U8,
    /// `format: uint16`.
    U16,
    /// `format: uint32`.
    U32,
    /// `format: uint64`, or limits above those of 64 bits with a sign.
    U64,
}

/// Width of a number: what `format` says, or 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// `format: float`.
    F32,
    /// `format: double`, or no format.
    F64,
}

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Rust name.
    pub name: String,
    /// JSON pointer of the schema in the document.
    pub pointer: String,
    /// The name in the vendor's documentation (`x-docs-name`).
    pub docs_name: Option<String>,
    /// The name of the component, when it is not the Rust name.
    pub component_name: Option<String>,
    /// `description`, or `title`.
    pub description: Option<String>,
    /// Whether requests hold it, responses, or both.
    pub usage: Usage,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// What it is.
    pub kind: TypeKind,
}

/// Who writes a type: the caller, the server, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// A request holds it.
    pub request: bool,
    /// A response holds it.
    pub response: bool,
    /// It is sent in parts and holds a file, which no JSON can.
    pub parts: bool,
}

impl Usage {
    /// Whether what the server writes may be read, changed and written back as JSON.
    pub fn is_written_back(self) -> bool {
        self.request && self.response && !self.parts
    }
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// A struct.
    Object(ObjectDef),
    /// An enum of constants, open to values that the document does not list.
    Enum(EnumDef),
    /// An enum of types.
    Union(UnionDef),
    /// An enum of answers' bodies, which their status tells apart.
    ByStatus(ByStatusDef),
    /// A newtype: only where a list or map holds itself, which no plain type can.
    Alias(Type),
}

/// An object with known properties.
#[derive(Clone, Debug, Default)]
pub struct ObjectDef {
    /// The properties, in the order of the document.
    pub fields: Vec<Field>,
    /// The Rust names of the required fields, in the order of the document's `required`: the order of arguments.
    pub required: Vec<String>,
    /// The type of further properties, which are kept, with the name of the field that holds them;
    /// without one they are ignored.
    pub additional: Option<(String, Type)>,
}

/// A property.
#[derive(Clone, Debug)]
pub struct Field {
    /// Rust name.
    pub name: String,
    /// Name in JSON.
    pub wire_name: String,
    /// Its type, `null` aside.
    pub ty: Type,
    /// The object always has it.
    pub required: bool,
    /// It may be `null`.
    pub nullable: bool,
    /// Only responses have it.
    pub read_only: bool,
    /// Only requests have it.
    pub write_only: bool,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// What it means.
    pub description: Option<String>,
    /// A number on the wire, if it is a time.
    pub unix_time: Option<UnixTime>,
    /// How many characters its text has at most (`maxLength`).
    pub max_length: Option<u64>,
    /// A value of it, as the document shows it.
    pub example: Option<Value>,
    /// Default and constraints, one sentence each, for the documentation.
    pub notes: Vec<String>,
    /// The name in the vendor's documentation (`x-docs-name`).
    pub docs_name: Option<String>,
    /// The only value that it may have: what `new` sets it to.
    pub constant: Option<Value>,
}

/// In what a time is counted, since the beginning of 1970 (`x-unix-time`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnixTime {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

/// An enum of constants.
#[derive(Clone, Debug)]
pub struct EnumDef {
    /// Integers rather than strings.
    pub integer: bool,
    /// The known values.
    pub variants: Vec<Variant>,
    /// The name of the variant that holds any other value.
    pub other: String,
}

/// One constant.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Rust name.
    pub name: String,
    /// The value: a string, or an integer where the enum says so.
    pub value: Value,
    /// What it means (`x-enum-descriptions`).
    pub description: Option<String>,
}

/// One of several types.
#[derive(Clone, Debug)]
pub struct UnionDef {
    /// The types, in the order of the document.
    pub variants: Vec<VariantOf>,
    /// The property that tells the types apart.
    pub discriminator: Option<String>,
    /// The name of the variant that holds anything else.
    pub other: String,
}

/// One of the types of a union.
#[derive(Clone, Debug)]
pub struct VariantOf {
    /// Rust name.
    pub name: String,
    /// The type it holds.
    pub ty: Type,
    /// The values of the discriminator that mean this type.
    pub tags: Vec<Value>,
    /// The type itself holds which of the tags it is; else the variant does, and so has one tag at most.
    pub tag_inside: bool,
    /// What comes without one of the tags of the union is this type, if it looks like it.
    pub by_default: bool,
}

/// Answers whose bodies differ by status.
#[derive(Clone, Debug)]
pub struct ByStatusDef {
    /// Rust name of the operation's method.
    pub operation: String,
    /// The answers, in the order of the document, `default` last.
    pub variants: Vec<StatusVariant>,
    /// The name of the variant for what no status describes, if there may be such a thing.
    pub other: Option<String>,
}

/// The answer with one status.
#[derive(Clone, Debug)]
pub struct StatusVariant {
    /// Rust name.
    pub name: String,
    /// Without one, all statuses that the others do not name (`default`).
    pub status: Option<StatusPattern>,
    /// What the body is.
    pub content: Content,
    /// What the answer means.
    pub description: Option<String>,
}

/// What the body of an answer is.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// There is none.
    Nothing,
    /// A JSON value.
    Json(Type),
    /// A JSON value or nothing.
    OptionalJson(Type),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Events, one after the other.
    Events(Type, EventData),
    /// JSON values, one after the other.
    Values(Type),
}

impl Content {
    /// The type of the JSON value.
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            _ => None,
        }
    }

    /// The type of the JSON value, to be changed.
    pub fn json_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            _ => None,
        }
    }
}

impl Type {
    /// One file, or a list of them.
    pub fn is_file_or_files(&self) -> bool {
        match self {
            Self::Binary => true,
            Self::Array(items) => **items == Self::Binary,
            _ => false,
        }
    }

    /// The named types in this type.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Named(name) => vec![name],
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.names(),
            _ => Vec::new(),
        }
    }
}

impl UnionDef {
    /// Whether it needs a name to be sent in parts: what has fields brings the names of its parts along.
    pub fn is_part(&self) -> bool {
        let mut variants = self.variants.iter();
        variants.any(|variant| variant.ty.names().is_empty())
    }
}

impl ObjectDef {
    /// Where a field stands among the arguments that make the object.
    pub fn place_of(&self, field: &Field) -> Option<usize> {
        self.required.iter().position(|name| *name == field.name)
    }
}

impl TypeDef {
    /// The types that this type consists of.
    pub fn parts(&self) -> Vec<&Type> {
        match &self.kind {
            TypeKind::Object(object) => {
                let fields = object.fields.iter().map(|field| &field.ty);
                fields
                    .chain(object.additional.iter().map(|(_, ty)| ty))
                    .collect()
            }
            TypeKind::Enum(_) => Vec::new(),
            TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            TypeKind::ByStatus(answers) => answers
                .variants
                .iter()
                .filter_map(|variant| variant.content.json())
                .collect(),
            TypeKind::Alias(ty) => vec![ty],
        }
    }

    /// The named types that this type mentions, with repetitions.
    pub fn mentions(&self) -> Vec<&str> {
        self.parts().into_iter().flat_map(Type::names).collect()
    }
}
