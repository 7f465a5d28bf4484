//! Types, in terms that no dialect owns.

use serde_json::Value;

use super::pages::Property;
use super::type_expression::builtin;

/// A type.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Type {
    /// `str`
    Text,
    /// `int`
    Integer,
    /// `float`
    Number,
    /// `bool`
    Boolean,
    /// `date`
    Date,
    /// `datetime`
    DateTime,
    /// `UUID`
    Uuid,
    /// `file`, `bytes` and their likes.
    Binary,
    /// A value of which the pages tell nothing: `object`.
    #[default]
    Undocumented,
    /// A value that may be anything, said by the pages in so many words.
    Anything,
    /// No value at all: what an object allows besides its properties.
    Nothing,
    /// A list.
    List(Box<Type>),
    /// A map from text.
    Map(Box<Type>),
    /// A value or null.
    Nullable(Box<Type>),
    /// A model, by its class.
    Model(String),
    /// A type with the name of its format, such as `int64`.
    Format(Box<Type>, &'static str),
    /// One of some values.
    Values(Box<Type>, Vec<Value>),
    /// An object that has no name, and the type of its other properties where the pages tell it.
    Object(Vec<Property>, Option<Box<Type>>),
    /// What several types describe together.
    Composed(Box<Composed>),
}

/// A composition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// What stands beside the parts.
    pub own: Type,
    /// The value is of all of these.
    pub all_of: Vec<Type>,
    /// The value is of some of these.
    pub any_of: Vec<Type>,
    /// The value is of one of these.
    pub one_of: Vec<Type>,
    /// The value is not of this.
    pub not: Option<Type>,
}

impl Composed {
    /// The parts under their keywords.
    pub(crate) fn parts(&self) -> [(&'static str, &Vec<Type>); 3] {
        [
            ("allOf", &self.all_of),
            ("anyOf", &self.any_of),
            ("oneOf", &self.one_of),
        ]
    }

    /// What stands beside the parts, and all of these.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Type> {
        let parts = self.parts().into_iter().flat_map(|(_, parts)| parts);
        std::iter::once(&self.own).chain(parts).chain(&self.not)
    }
}

impl Type {
    /// The class of the model that the type is or holds.
    pub fn model(&self) -> Option<&str> {
        match self {
            Self::Model(name) => Some(name),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.model(),
            _ => None,
        }
    }

    /// The types that it is made of.
    fn inner(&self) -> Vec<&Self> {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Format(inner, _)
            | Self::Values(inner, _) => vec![inner],
            Self::Object(properties, others) => {
                let rows = properties.iter().map(|row| &row.kind);
                rows.chain(others.as_deref()).collect()
            }
            Self::Composed(composed) => composed.all().collect(),
            _ => Vec::new(),
        }
    }

    fn inner_mut(&mut self) -> Vec<&mut Self> {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Format(inner, _)
            | Self::Values(inner, _) => vec![inner],
            Self::Object(properties, others) => {
                let rows = properties.iter_mut().map(|row| &mut row.kind);
                rows.chain(others.as_deref_mut()).collect()
            }
            Self::Composed(composed) => {
                let Composed {
                    own,
                    all_of,
                    any_of,
                    one_of,
                    not,
                } = composed.as_mut();
                let parts = all_of.iter_mut().chain(any_of).chain(one_of).chain(not);
                std::iter::once(own).chain(parts).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Names the classes of all models in it.
    pub(super) fn each_model<'a>(&'a self, name: &mut impl FnMut(&'a str)) {
        if let Self::Model(class) = self {
            name(class);
        }
        for inner in self.inner() {
            inner.each_model(name);
        }
    }

    /// Whether the pages leave a part of the type open.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Undocumented) || self.inner().into_iter().any(Self::is_open)
    }

    /// Whether the pages tell anything of the type.
    pub(crate) fn is_told(&self) -> bool {
        !matches!(self, Self::Undocumented | Self::Anything)
    }

    /// Whether a value is among those that the type lists.
    pub(super) fn allows(&self, value: &Value) -> bool {
        matches!(self, Self::Values(_, values) if values.contains(value))
    }

    /// Whether it is a class, or holds values of one.
    pub(super) fn is_class(&self) -> bool {
        self.model().is_some()
    }

    /// Whether it is the model that looks like a file.
    pub(super) fn may_be_file(&self) -> bool {
        matches!(self, Self::Model(name) if name == "File")
    }

    /// Takes files for the model of that name, as it is where no file can be.
    pub(super) fn file_is_model(&mut self) {
        match self {
            Self::Binary => *self = Self::Model("File".to_owned()),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.file_is_model(),
            _ => {}
        }
    }

    /// Takes values of any type for values of which nothing is told, as they are where the pages print both alike.
    pub(super) fn anything_is_untold(&mut self) {
        if *self == Self::Anything {
            *self = Self::Undocumented;
        }
        for inner in self.inner_mut() {
            inner.anything_is_untold();
        }
    }

    /// Takes names that both Python and models have for Python's where `is_model` knows no such model.
    pub(super) fn settle(&mut self, is_model: &impl Fn(&str) -> bool) {
        if let Self::Model(name) = self
            && let Some(builtin) = builtin(name).filter(|_| !is_model(name))
        {
            *self = builtin;
        }
        for inner in self.inner_mut() {
            inner.settle(is_model);
        }
    }
}

/// A value of the type, or null; what may be anything may be null already.
pub(super) fn nullable(inner: Type) -> Type {
    match inner {
        Type::Nullable(_) | Type::Anything | Type::Undocumented => inner,
        other => Type::Nullable(Box::new(other)),
    }
}

/// A printed type in words.
pub(crate) fn spoken(kind: &Type) -> String {
    match kind {
        Type::Text => "string".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Date => "string (date)".to_owned(),
        Type::DateTime => "string (date-time)".to_owned(),
        Type::Uuid => "string (uuid)".to_owned(),
        Type::Binary => "string (binary)".to_owned(),
        Type::Undocumented | Type::Anything => "anything".to_owned(),
        Type::Nothing => "nothing".to_owned(),
        Type::Format(of, format) => format!("{} ({format})", spoken(of)),
        Type::Values(of, values) => {
            let values: Vec<String> = values.iter().map(Value::to_string).collect();
            format!("{} of {}", spoken(of), values.join(", "))
        }
        Type::Object(..) => "an object".to_owned(),
        Type::Composed(_) => "a composition".to_owned(),
        Type::List(items) => format!("a list of {}", spoken(items)),
        Type::Map(values) => format!("a map of {}", spoken(values)),
        Type::Nullable(inner) => format!("{} or null", spoken(inner)),
        Type::Model(class) => format!("`{class}`"),
    }
}
