//! One wish: `tag:users`, `operation:getUser*`, `path:/users/**`.

use glob::{MatchOptions, Pattern};

/// What a path is compared with: `*` stays within a segment, `**` does not.
const PATHS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

/// Names have no segments.
const NAMES: MatchOptions = MatchOptions {
    require_literal_separator: false,
    ..PATHS
};

/// Which property of an operation a selector looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Tag,
    Operation,
    Path,
}

impl Subject {
    const ALL: [(&'static str, Self); 3] = [
        ("tag", Self::Tag),
        ("operation", Self::Operation),
        ("path", Self::Path),
    ];

    /// What messages call it.
    pub(super) fn spoken(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Operation => "operation",
            Self::Path => "path",
        }
    }
}

/// Operations by tag, by id or by path, with the wildcards of a shell.
#[derive(Clone, Debug)]
pub struct Selector {
    /// As it was written.
    pub(super) written: String,
    pub(super) subject: Subject,
    /// What stands behind the colon.
    pub(super) name: String,
    pattern: Pattern,
}

/// An operation as selectors see it.
#[derive(Debug)]
pub(super) struct Candidate<'d> {
    pub(super) tags: Vec<&'d str>,
    pub(super) id: String,
    /// The name of the method that calls it.
    pub(super) method_name: String,
    pub(super) path: &'d str,
}

impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    ///
    /// A message that says what is wrong and how selectors are written.
    pub fn parse(written: &str) -> Result<Self, String> {
        let known =
            "write `tag:NAME`, `operation:ID` or `path:/PATH`, with `*` and `**` as wildcards";
        let (kind, name) = written
            .split_once(':')
            .ok_or_else(|| format!("`{written}` does not say what it selects: {known}"))?;
        let subject = Subject::ALL
            .iter()
            .find(|(word, _)| *word == kind.trim())
            .map(|(_, subject)| *subject)
            .ok_or_else(|| format!("`{kind}` is nothing that can be selected by: {known}"))?;
        let name = name.trim();
        if name.is_empty() {
            return Err(format!(
                "`{written}` names no {}: {known}",
                subject.spoken()
            ));
        }
        let pattern = Pattern::new(name)
            .map_err(|error| format!("`{written}` is no pattern ({}): {known}", error.msg))?;
        Ok(Self {
            written: written.to_owned(),
            subject,
            name: name.to_owned(),
            pattern,
        })
    }

    /// Whether the operation is meant.
    pub(super) fn matches(&self, candidate: &Candidate<'_>) -> bool {
        match self.subject {
            Subject::Tag => candidate
                .tags
                .iter()
                .any(|tag| self.pattern.matches_with(tag, NAMES)),
            Subject::Operation => [&candidate.id, &candidate.method_name]
                .iter()
                .any(|name| self.pattern.matches_with(name, NAMES)),
            Subject::Path => {
                // `/users/**` is all about users, the list itself included.
                let root = self
                    .name
                    .strip_suffix("/**")
                    .filter(|root| !root.is_empty());
                root.is_some_and(|root| {
                    Pattern::new(root).is_ok_and(|root| root.matches_with(candidate.path, PATHS))
                }) || self.pattern.matches_with(candidate.path, PATHS)
            }
        }
    }
}
