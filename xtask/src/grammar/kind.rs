//! The vocabulary of the table of objects.

/// One kind of object of the OpenAPI specification.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Its name in the specification, without the word Object.
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [Field],
    /// What fields of any other name hold, for objects whose field names are data.
    pub(crate) others: Option<&'static Kind>,
    /// Whether a Reference Object may stand in its place.
    pub(crate) referable: bool,
}

/// A field with a fixed name.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) need: Need,
    /// Whether generation depends on the value: if not, a wrong one is ignored with a warning.
    pub(crate) essential: bool,
}

/// What becomes of a description that lacks a field.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// It cannot be generated from.
    Required,
    /// It breaks the specification, and does no harm.
    Expected,
    /// Nothing.
    Optional,
}

/// What kind of value a field takes.
#[derive(Debug)]
pub(crate) enum Kind {
    Text,
    Flag,
    Number,
    /// A whole number that is not negative.
    Count,
    Anything,
    /// One of these texts.
    Word(&'static [&'static str]),
    Object(&'static Shape),
    List(&'static Kind),
    /// A mapping with keys of the author's choice.
    Map(&'static Kind),
    /// `true`, `false` or an object.
    FlagOr(&'static Shape),
}

impl Kind {
    /// What a reader is told to write.
    pub(crate) fn wanted(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Count => "a whole number, not negative".to_owned(),
            Self::Anything => "anything".to_owned(),
            Self::Word(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                format!("one of {}", words.join(", "))
            }
            Self::Object(shape) => format!("a mapping ({} Object)", shape.name),
            Self::List(of) => format!("a list, each item {}", of.wanted()),
            Self::Map(of) => format!("a mapping, each value {}", of.wanted()),
            Self::FlagOr(shape) => {
                format!("`true`, `false` or a mapping ({} Object)", shape.name)
            }
        }
    }
}

const fn field(name: &'static str, kind: Kind, need: Need, essential: bool) -> Field {
    Field {
        name,
        kind,
        need,
        essential,
    }
}

/// A field that generation needs.
pub(super) const fn required(name: &'static str, kind: Kind) -> Field {
    field(name, kind, Need::Required, true)
}

/// A field that the specification requires and generation can do without.
pub(super) const fn expected(name: &'static str, kind: Kind) -> Field {
    field(name, kind, Need::Expected, false)
}

/// A field that may be absent, and must be right when it is there.
pub(super) const fn optional(name: &'static str, kind: Kind) -> Field {
    field(name, kind, Need::Optional, true)
}

/// A field that may be absent, and is ignored when it is wrong.
pub(super) const fn remark(name: &'static str, kind: Kind) -> Field {
    field(name, kind, Need::Optional, false)
}
