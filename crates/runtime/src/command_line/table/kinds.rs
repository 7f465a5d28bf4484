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

/// A text that is known, called as it is sent if it is a word that can be typed, and what it means.
#[must_use]
pub const fn word_choice(
    value: &'static str,
    otherwise: &'static str,
    help: &'static str,
) -> Choice {
    let signs = value.as_bytes();
    let mut index = 0;
    while index < signs.len() && signs[index].is_ascii_graphic() {
        index += 1;
    }
    let is_word = index == signs.len() && !signs.is_empty();
    let name = if is_word { value } else { otherwise };
    Choice { value, name, help }
}

/// The properties of an object itself.
#[derive(Debug)]
pub(super) enum Own {
    Known(&'static [Field]),
    /// A constant that led to itself would have no end; a function is looked into when it is called.
    Later(fn() -> &'static [Field]),
}

/// An object with known properties.
#[derive(Debug)]
pub struct Object {
    pub(super) own: Own,
    pub(super) alternatives: &'static [Alternative],
    pub(super) open: bool,
    /// The property that says which of several objects it is.
    pub(crate) tag: Option<&'static str>,
    /// What comes without a tag is one of them as well.
    pub(super) untagged: bool,
}

impl Object {
    /// An object with these properties.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        Self {
            own: Own::Known(fields),
            alternatives: &[],
            open: false,
            tag: None,
            untagged: false,
        }
    }

    /// An object that may hold objects of its own kind.
    #[must_use]
    pub const fn recursive(fields: fn() -> &'static [Field]) -> Self {
        let mut object = Self::new(&[]);
        object.own = Own::Later(fields);
        object
    }

    /// One of several objects.
    #[must_use]
    pub const fn one_of(alternatives: &'static [Alternative]) -> Self {
        let mut object = Self::new(&[]);
        object.alternatives = alternatives;
        object
    }

    /// It is one of several objects, and this property says which.
    #[must_use]
    pub const fn tag(mut self, property: &'static str) -> Self {
        self.tag = Some(property);
        self
    }

    /// It may lack the property that says which of several objects it is.
    #[must_use]
    pub const fn untagged(mut self) -> Self {
        self.untagged = true;
        self
    }

    /// It may have other properties too.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.open = true;
        self
    }
}

/// One of several objects.
#[derive(Clone, Copy, Debug)]
pub struct Alternative {
    /// What it is called: by its tags, or by its name.
    pub(super) names: &'static [&'static str],
    pub(super) is_tagged: bool,
    pub(super) kind: Kind,
}

/// The one of several objects that has these tags.
#[must_use]
pub const fn tagged(tags: &'static [&'static str], kind: Kind) -> Alternative {
    Alternative {
        names: tags,
        is_tagged: true,
        kind,
    }
}

/// The one of several objects that is called so and has no tag.
#[must_use]
pub const fn called(name: &'static [&'static str], kind: Kind) -> Alternative {
    Alternative {
        names: name,
        is_tagged: false,
        kind,
    }
}

/// A property.
#[derive(Clone, Debug)]
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
