//! The vocabulary of the tables of objects.

use serde_json::Value;

use super::schema::SCHEMA;
use super::version::{Form, Version};

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
    /// The first and the last version that has it.
    versions: (Version, Version),
    /// Whether the normal form has it.
    normal: bool,
}

impl Field {
    /// It came with a version, and the normal form has it.
    pub(super) const fn from(mut self, first: Version) -> Self {
        self.versions.0 = first;
        self
    }

    /// It came with a version, and the normal form says it by other means.
    pub(super) const fn since(mut self, first: Version) -> Self {
        self.versions.0 = first;
        self.normal = false;
        self
    }

    /// A version was the last to have it.
    pub(super) const fn until(mut self, last: Version) -> Self {
        self.versions.1 = last;
        self
    }

    /// One version has it.
    pub(super) const fn only(self, version: Version) -> Self {
        self.since(version).until(version)
    }

    /// The normal form has it after all.
    pub(super) const fn kept(mut self) -> Self {
        self.normal = true;
        self
    }

    /// Whether a description of this form has it.
    pub(crate) fn is_in(&self, form: Form) -> bool {
        match form {
            Form::Normal => self.normal,
            Form::Written(version) => self.versions.0 <= version && version <= self.versions.1,
        }
    }

    /// The versions that have it, as a message says it.
    pub(crate) fn versions(&self) -> String {
        let (first, last) = self.versions;
        if last < Version::V3_2 {
            format!("OpenAPI {}", last.number())
        } else {
            format!("OpenAPI {}", first.number())
        }
    }
}

impl Shape {
    /// The field of a name that a description of some form has. What other versions have instead is
    /// taken where the form has no such field, or not with such a value.
    pub(crate) fn field(
        &'static self,
        name: &str,
        sort: Sort<'_>,
        form: Form,
    ) -> Option<&'static Field> {
        let mut found: Option<&'static Field> = None;
        for field in self.fields.iter().filter(|field| field.name == name) {
            let own = field.is_in(form);
            if own && field.kind.takes(sort, form) {
                return Some(field);
            }
            if own || form != Form::Normal {
                let better = found.is_none_or(|found| {
                    let rank = |field: &Field| (field.kind.takes(sort, form), field.is_in(form));
                    rank(field) > rank(found)
                });
                if better {
                    found = Some(field);
                }
            }
        }
        found
    }
}

/// What kind of value stands somewhere, without what is inside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sort<'v> {
    Null,
    Flag,
    Number {
        /// Whether it is a whole number, not negative.
        count: bool,
    },
    Text(&'v str),
    List,
    Map,
}

impl<'v> Sort<'v> {
    pub(crate) fn of(value: &'v Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Flag,
            Value::Number(number) => Self::Number {
                count: number.is_u64()
                    || number
                        .as_f64()
                        .is_some_and(|n| n >= 0.0 && n.fract() == 0.0),
            },
            Value::String(text) => Self::Text(text),
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Map,
        }
    }
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
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Text,
    Flag,
    Number,
    /// A whole number that is not negative.
    Count,
    Anything,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// One of these texts, or a list of them.
    Words(&'static [&'static str]),
    Object(&'static Shape),
    List(&'static Kind),
    /// A mapping with keys of the author's choice.
    Map(&'static Kind),
    /// `true`, `false` or an object.
    FlagOr(&'static Shape),
}

impl Kind {
    /// Whether a value is of this kind, as far as can be said without a look at what is inside it.
    pub(crate) fn takes(&self, sort: Sort<'_>, form: Form) -> bool {
        match self {
            Self::Anything => true,
            Self::Text => matches!(sort, Sort::Text(_)),
            Self::Flag => sort == Sort::Flag,
            Self::Number => matches!(sort, Sort::Number { .. }),
            Self::Count => sort == Sort::Number { count: true },
            Self::Word(words) => matches!(sort, Sort::Text(word) if words.contains(&word)),
            Self::Words(words) => {
                sort == Sort::List || matches!(sort, Sort::Text(word) if words.contains(&word))
            }
            // JSON Schema since its draft 6: `true` permits everything, `false` nothing.
            Self::Object(shape) if std::ptr::eq(*shape, &SCHEMA) && sort == Sort::Flag => {
                matches!(form, Form::Written(version) if version >= Version::V3_1)
            }
            Self::Object(_) | Self::Map(_) => sort == Sort::Map,
            Self::List(_) => sort == Sort::List,
            Self::FlagOr(_) => matches!(sort, Sort::Flag | Sort::Map),
        }
    }

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
            Self::Words(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                format!("one of {}, or a list of them", words.join(", "))
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
        versions: (Version::V2_0, Version::V3_2),
        normal: true,
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
