//! What callers see of a crate.

/// The interface of a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Name of the package.
    pub package: String,
    /// Its version.
    pub version: String,
    pub(super) operations: Vec<Operation>,
    pub(super) types: Vec<Definition>,
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
    /// Alternatives, each with the names of credentials.
    pub(super) security: Vec<String>,
    /// Callers are warned of it.
    pub(super) deprecated: bool,
}

/// An argument of a method or a setter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) ty: String,
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
    /// The name on the wire.
    pub(super) wire: String,
    /// `read-only`, `write-only` or nothing.
    pub(super) side: String,
    /// Callers are warned of it.
    pub(super) deprecated: bool,
}

/// A variant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Variant {
    pub(super) name: String,
    /// What it holds, in parentheses, or nothing.
    pub(super) holds: String,
    /// The constant on the wire, or nothing.
    pub(super) value: String,
}

impl Operation {
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
