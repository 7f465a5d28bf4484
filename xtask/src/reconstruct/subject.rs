//! What a gap belongs to, as a reader would say it: `GET /users, parameter page_size`.

use std::fmt;

/// The thing, and the part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What the part belongs to: `GET /users`, `model User`, `info`.
    pub owner: String,
    /// What that is one of, in the plural: `operations`, `models`.
    pub owners: &'static str,
    /// The part.
    pub part: Option<(Part, String)>,
}

/// A part of an operation or model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A parameter.
    Parameter,
    /// A field of a form.
    Field,
    /// The body of the request.
    Body,
    /// The answer with the return type.
    Answer,
    /// A response, by its status.
    Response,
    /// The headers of a response.
    Headers,
    /// A property.
    Property,
    /// The properties without a name.
    Others,
    /// A variable of a server's address.
    Variable,
}

impl Part {
    /// The word before the part's own name, and the word for several.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Parameter => ("parameter ", "parameters"),
            Self::Field => ("form field ", "form fields"),
            Self::Body => ("body", "bodies"),
            Self::Answer => ("answer", "answers"),
            Self::Response => ("response ", "responses"),
            Self::Headers => ("headers of ", "headers"),
            Self::Property => ("property ", "properties"),
            Self::Others => ("other properties", "other properties"),
            Self::Variable => ("variable ", "variables"),
        }
    }
}

impl Subject {
    /// Something that is a part of nothing.
    pub(super) fn of(owners: &'static str, owner: impl Into<String>) -> Self {
        Self {
            owner: owner.into(),
            owners,
            part: None,
        }
    }

    /// A part of it.
    pub(super) fn part(&self, part: Part, name: &str) -> Self {
        Self {
            part: Some((part, name.to_owned())),
            ..self.clone()
        }
    }

    /// What it is one of, in the plural.
    pub(super) fn kind(&self) -> &'static str {
        self.part
            .as_ref()
            .map_or(self.owners, |(part, _)| part.words().1)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.owner)?;
        match &self.part {
            Some((part, name)) => write!(formatter, ", {}{name}", part.words().0),
            None => Ok(()),
        }
    }
}
