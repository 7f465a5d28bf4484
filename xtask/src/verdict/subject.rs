//! What of an interface a change is about.

/// A part of an interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What the interface calls the operation or type: `list_users`, `User`.
    pub(super) of: String,
    pub(super) part: Part,
}

/// What of an operation or a type is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// The parameter or body with this Rust name.
    Parameter(String),
    /// The property with this name on the wire.
    Property(String),
    /// The constant with this value, in JSON.
    Value(String),
    /// The servers that the operation has to itself.
    Servers,
    /// The tag that the operation is listed under.
    Tag,
}

impl Subject {
    pub(super) fn whole(of: &str) -> Self {
        Self {
            of: of.to_owned(),
            part: Part::Whole,
        }
    }

    /// A constructor of credentials.
    pub(super) fn credential(name: &str) -> Self {
        Self::whole(&format!("Credentials::{name}"))
    }

    /// The servers that a description names.
    pub(super) fn servers() -> Self {
        // No operation is called so.
        Self::whole("/servers")
    }

    /// The name of the crate.
    pub(super) fn package() -> Self {
        Self::whole("/package")
    }

    /// Where an operation says that it has servers to itself.
    pub(super) fn own_servers(of: &str) -> Self {
        Self {
            of: of.to_owned(),
            part: Part::Servers,
        }
    }

    /// The tag of an operation.
    pub(super) fn tag(of: &str) -> Self {
        Self {
            of: of.to_owned(),
            part: Part::Tag,
        }
    }

    pub(super) fn parameter(of: &str, name: &str) -> Self {
        Self {
            of: of.to_owned(),
            part: Part::Parameter(name.to_owned()),
        }
    }

    pub(super) fn property(of: &str, wire: &str) -> Self {
        Self {
            of: of.to_owned(),
            part: Part::Property(wire.to_owned()),
        }
    }

    pub(super) fn value(of: &str, value: &str) -> Self {
        Self {
            of: of.to_owned(),
            part: Part::Value(value.to_owned()),
        }
    }
}
