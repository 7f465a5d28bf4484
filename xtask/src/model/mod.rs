//! What the lowering hands to the emitter: one API, with every name decided and every schema resolved.
//!
//! Nothing here refers back to the document: a `$ref` has become the name of a type, an `allOf` one object, and all
//! responses of an operation one success and one error type.

mod answer;
mod body;
mod field_names;
mod naming;
mod operation;
mod parameter;
mod security;
mod types;

pub use answer::{Alternative, EventData, StatusNote, StatusPattern, Success, ValueAt, ValueStep};
pub use body::{Body, BodyKind, FieldStyle, PartSource, Parts};
pub use field_names::FieldNames;
pub use naming::{Names, call_name, field_name, method_name, sign_name, type_name};
pub use operation::{Operation, Pagination, PaginationStyle};
pub use parameter::{ArrayStyle, Parameter, Place};
pub use security::{Expiry, SchemeKind, SecurityScheme, SendAs, TokenField, TokenSource};
pub use types::{
    ByStatusDef, Content, EnumDef, Field, Integer, Number, ObjectDef, StatusVariant, Type, TypeDef,
    TypeKind, UnionDef, UnixTime, Usage, Variant, VariantOf,
};

/// One API description, ready to be emitted as a crate.
#[derive(Clone, Debug)]
pub struct Api {
    /// What the crate is called and how it describes itself.
    pub package: Package,
    /// `info.title`.
    pub title: String,
    /// `info.version`: the version of the vendor's API, not of the crate.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// How many connections a server takes from one address (`x-max-connections`).
    pub max_connections: Option<u64>,
    /// The servers, in the order of the document.
    pub servers: Vec<Server>,
    /// The servers of single operations.
    pub own_servers: Vec<OwnServer>,
    /// The security schemes that an operation uses, in the order of the document.
    pub security_schemes: Vec<SecurityScheme>,
    /// All operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// All named types that an operation or a webhook reaches, sorted by name.
    pub types: Vec<TypeDef>,
    /// The types that webhooks carry.
    pub webhooks: Vec<Type>,
}

impl Api {
    /// The named type of this name.
    pub fn definition(&self, name: &str) -> Option<&TypeDef> {
        // There may be tens of thousands of types, and they are sorted by name.
        let index = self
            .types
            .binary_search_by(|definition| definition.name.as_str().cmp(name))
            .ok()?;
        self.types.get(index)
    }

    /// The properties that a JSON pointer passes through, from a named type on: the last is what it leads to. `None`
    /// where the pointer is empty, leads nowhere, or through something that has no properties.
    pub fn properties_at(&self, owner: &str, pointer: &str) -> Option<Vec<&Field>> {
        let mut found: Vec<&Field> = Vec::new();
        for token in pointer.strip_prefix('/')?.split('/') {
            let owner = match found.last().map(|field| &field.ty) {
                None => owner,
                Some(Type::Named(name)) => name,
                Some(_) => return None,
            };
            let wire_name = token.replace("~1", "/").replace("~0", "~");
            let TypeKind::Object(object) = &self.definition(owner)?.kind else {
                return None;
            };
            found.push(
                object
                    .fields
                    .iter()
                    .find(|field| field.wire_name == wire_name)?,
            );
        }
        Some(found)
    }
}

/// The `[package]` of the generated crate.
#[derive(Clone, Debug)]
pub struct Package {
    /// Package name, such as `petstore-client`.
    pub name: String,
    /// One sentence.
    pub description: String,
    /// Version of the crate.
    pub version: String,
    /// At most five.
    pub keywords: Vec<String>,
    /// Slugs of the registry's categories.
    pub categories: Vec<String>,
    /// SPDX expression.
    pub license: String,
    /// Where the sources live.
    pub repository: Option<String>,
    /// How its files are laid out, where the description says it (`layout`).
    pub layout: Option<Layout>,
}

/// How the files of a crate are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One file for each kind of item.
    Flat,
    /// One folder for each tag of the operations, and a file for each schema.
    Tags,
    /// The same, with a folder in it for each resource that the operations of the tag are about.
    Resources,
}

impl Layout {
    /// Whether there is a folder for each tag.
    pub fn has_folders(self) -> bool {
        self != Self::Flat
    }
}

impl Package {
    /// The name under which Rust code refers to the crate.
    pub fn library_name(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// One entry of `servers`.
#[derive(Clone, Debug)]
pub struct Server {
    /// What the description calls it (OpenAPI 3.2).
    pub name: Option<String>,
    /// The URL with its variables set to their defaults.
    pub url: String,
    /// The URL as the document has it.
    pub template: String,
    /// What the server is.
    pub description: Option<String>,
    /// Name, default and description of each variable.
    pub variables: Vec<ServerVariable>,
}

/// A server that only some operations have.
#[derive(Clone, Debug)]
pub struct OwnServer {
    /// Rust name, in lower case.
    pub name: String,
    /// What the document says of it.
    pub server: Server,
}

/// A variable in a server's URL.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Name between the braces.
    pub name: String,
    /// The value when nothing else is said.
    pub default: String,
    /// The values it may take; empty when any may be taken.
    pub values: Vec<String>,
    /// What it stands for.
    pub description: Option<String>,
}
