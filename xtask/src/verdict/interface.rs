//! What callers see of a crate.

/// The interface of a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Name of the package.
    pub package: String,
    /// Its version.
    pub version: String,
    /// What the client has beside its operations; absent from outlines of older versions of the generator.
    pub(super) client: Option<Client>,
    pub(super) operations: Vec<Operation>,
    pub(super) types: Vec<Definition>,
}

/// What a client has beside its operations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Client {
    /// URLs of the servers that the description names.
    pub(super) servers: Vec<String>,
    /// The servers that only some operations have.
    pub(super) own_servers: Vec<OwnServer>,
    pub(super) credentials: Vec<Credential>,
    /// The headers that calls share.
    pub(super) headers: Vec<Argument>,
    /// The body of errors where nothing else is said.
    pub(super) error: String,
    /// The features that operations are compiled with.
    pub(super) features: Vec<Feature>,
}

/// A feature that operations are compiled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Feature {
    pub(super) name: String,
    /// The feature of a tag that this one is a part of, or nothing.
    pub(super) sum: String,
}

/// A server that only some operations have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnServer {
    pub(super) name: String,
    pub(super) url: String,
}

/// A constructor of credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credential {
    pub(super) name: String,
    pub(super) arguments: Vec<String>,
    /// How it is sent.
    pub(super) how: String,
}

/// A method of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Operation {
    pub(super) name: String,
    /// Method and path.
    pub(super) target: String,
    pub(super) arguments: Vec<Argument>,
    pub(super) setters: Vec<Argument>,
    /// What the call has besides: `.stream()`.
    pub(super) extras: Vec<String>,
    /// `Result<Answer, Error>`.
    pub(super) result: String,
    /// Statuses and media types of a success, where they are not the usual ones.
    pub(super) answer: String,
    /// What the description's extensions say of it.
    pub(super) settings: Vec<Setting>,
    /// Alternatives, each with the names of credentials.
    pub(super) security: Vec<String>,
    /// Callers are warned of it.
    pub(super) deprecated: bool,
    /// The feature that it is compiled with, or nothing.
    pub(super) feature: String,
}

/// What an extension says of an operation: `page-items`, `"/data"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) name: String,
    pub(super) value: String,
}

/// An argument of a method or a setter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) ty: String,
    /// The name on the wire, where it is another.
    pub(super) wire: String,
    /// Where and how it is sent, in the words of the outline.
    pub(super) place: String,
    /// Callers are warned of it.
    pub(super) deprecated: bool,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) name: String,
    pub(super) shape: Shape,
    /// Callers are warned of it.
    pub(super) deprecated: bool,
}

/// What a type is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// A struct with fields.
    Fields {
        /// The arguments of its constructor, where callers make it.
        new: Option<Vec<String>>,
        fields: Vec<Field>,
    },
    /// A struct around one type.
    Newtype(String),
    /// An enum.
    Variants {
        /// How a value finds its variant.
        by: String,
        variants: Vec<Variant>,
    },
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Field {
    pub(super) name: String,
    /// The type with the marks of what may be absent or null: `String? or null`.
    pub(super) ty: String,
    /// In what a time is counted, or nothing.
    pub(super) unit: String,
    /// The name on the wire.
    pub(super) wire: String,
    /// `read-only`, `write-only` or nothing.
    pub(super) side: String,
    /// The value that the constructor gives it, in JSON, or nothing.
    pub(super) always: String,
    /// Callers are warned of it.
    pub(super) deprecated: bool,
}

/// A variant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Variant {
    pub(super) name: String,
    /// What it holds, in parentheses, or nothing.
    pub(super) holds: String,
    /// The constant on the wire, or the tags of what it holds, or nothing.
    pub(super) value: String,
}

impl Interface {
    /// Leaves out what outlines of older versions of the generator do not say: how things are sent.
    pub(super) fn forget_the_wire(&mut self) {
        for operation in &mut self.operations {
            let arguments = operation.arguments.iter_mut();
            for argument in arguments.chain(&mut operation.setters) {
                argument.name.clone_into(&mut argument.wire);
                argument.place.clear();
            }
            operation.answer.clear();
            operation.settings.clear();
            operation.feature.clear();
        }
        for definition in &mut self.types {
            match &mut definition.shape {
                Shape::Fields { fields, .. } => {
                    for field in fields {
                        field.unit.clear();
                        field.always.clear();
                    }
                }
                Shape::Variants { variants, .. } => {
                    let of_types = variants.iter_mut();
                    for variant in of_types.filter(|variant| !variant.holds.is_empty()) {
                        variant.value.clear();
                    }
                }
                Shape::Newtype(_) => {}
            }
        }
    }
}

impl Client {
    /// Changes all types that it names.
    pub(super) fn map_types(&mut self, change: &impl Fn(&str) -> String) {
        self.error = change(&self.error);
        for header in &mut self.headers {
            header.ty = change(&header.ty);
        }
    }
}

impl Operation {
    /// The path below a server, if that is where it is sent.
    pub(super) fn path_on(&self, server: &OwnServer) -> Option<&str> {
        let (_, url) = self.target.split_once(' ')?;
        let path = url.strip_prefix(&server.url)?;
        path.starts_with('/').then_some(path)
    }

    /// Changes all types that it names.
    pub(super) fn map_types(&mut self, change: &impl Fn(&str) -> String) {
        let arguments = self.arguments.iter_mut().chain(&mut self.setters);
        for argument in arguments {
            argument.ty = change(&argument.ty);
        }
        self.result = change(&self.result);
    }
}

impl Shape {
    /// Changes all types that it names.
    pub(super) fn map_types(&mut self, change: &impl Fn(&str) -> String) {
        match self {
            Self::Fields { fields, .. } => {
                for field in fields {
                    field.ty = change(&field.ty);
                }
            }
            Self::Newtype(ty) => *ty = change(ty),
            Self::Variants { variants, .. } => {
                for variant in variants {
                    variant.holds = change(&variant.holds);
                }
            }
        }
    }
}

impl Field {
    /// Whether the description names it, as it does not name what holds further properties.
    pub(super) fn is_described(&self) -> bool {
        !self.name.starts_with("..")
    }

    /// What callers write.
    pub(super) fn rust_name(&self) -> &str {
        self.name.trim_start_matches('.')
    }

    /// Callers may leave it out.
    pub(super) fn is_optional(&self) -> bool {
        self.ty.contains('?')
    }
}
