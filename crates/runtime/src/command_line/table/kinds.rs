//! Rows for values, and for the properties of objects.

/// What kind of value is wanted.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text.
    Text,
    /// Text that nobody may see: it is never written on the command line.
    Secret,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A time, sent as seconds since the beginning of 1970.
    UnixSeconds,
    /// A time, sent as milliseconds since the beginning of 1970.
    UnixMilliseconds,
    /// Yes or no.
    Boolean,
    /// The content of a file.
    File,
    /// Any JSON.
    Json,
    /// One of some texts.
    Choice(&'static [Choice]),
    /// One of some whole numbers.
    Code(&'static [Choice]),
    /// An object with known properties.
    Object(&'static Object),
    /// Any number of values.
    List(&'static Kind),
    /// Values by name.
    Map(&'static Kind),
}

/// One of the values that are known.
#[derive(Debug)]
pub struct Choice {
    /// As it is sent.
    pub(crate) value: &'static str,
    /// As it is called.
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
}

/// A value that is known, what it is called, and what it means.
#[must_use]
pub const fn choice(value: &'static str, name: &'static str, help: &'static str) -> Choice {
    Choice { value, name, help }
}

/// An object with known properties.
#[derive(Debug)]
pub struct Object {
    pub(crate) fields: &'static [Field],
    /// Whether it may have others.
    pub(crate) open: bool,
    /// The property that says which of several objects it is.
    pub(crate) tag: Option<&'static str>,
}

impl Object {
    /// An object with these properties.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        Self {
            fields,
            open: false,
            tag: None,
        }
    }

    /// It is one of several objects, and this property says which.
    #[must_use]
    pub const fn tag(mut self, property: &'static str) -> Self {
        self.tag = Some(property);
        self
    }

    /// It may have other properties too.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.open = true;
        self
    }
}

/// A property.
#[derive(Debug)]
pub struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) help: &'static str,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    /// The only value that it may have, as JSON.
    pub(crate) constant: Option<&'static str>,
    /// Which of several objects have it; all where none is named.
    pub(crate) only: &'static [&'static str],
}

/// A property, by its name in JSON, that may be left out.
#[must_use]
pub const fn field(name: &'static str, kind: Kind, help: &'static str) -> Field {
    Field {
        name,
        kind,
        help,
        required: false,
        nullable: false,
        constant: None,
        only: &[],
    }
}

impl Field {
    /// The object always has it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// It may be `null`.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// It has this value, written as JSON, and no other.
    #[must_use]
    pub const fn constant(mut self, json: &'static str) -> Self {
        self.constant = Some(json);
        self
    }

    /// Of several objects, only these have it: those of these tags, or of these names where there is no tag.
    #[must_use]
    pub const fn only(mut self, objects: &'static [&'static str]) -> Self {
        self.only = objects;
        self
    }
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// The name of the property.
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

/// A column that shows a property, by its name in JSON, and what kind of value it has.
#[must_use]
pub const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}
