//! What a change of a description means for those who depend on its crate.
//!
//! The outline of a crate says all that callers see of it. Two outlines are read as interfaces and compared by the rules of
//! "What a version promises" in the README; each difference is a [`Change`], and the gravest of them is the verdict.

mod alike;
mod client;
mod compare;
mod features;
mod fields;
mod headers;
mod interface;
mod operations;
mod places;
mod read;
mod renames;
mod report;
mod servers;
mod settings;
mod subject;
mod successors;
mod text;
mod types;
mod variants;
mod version;

pub use compare::compare;
pub use interface::Interface;
pub use places::{Places, places, pointer_of};
pub use report::{markdown, text};
pub use subject::Subject;
pub use version::{Version, next};

use std::fmt;

/// The name of the file that a crate keeps its outline in.
pub const OUTLINE: &str = "outline.txt";

/// How much a change asks of callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// No signature changes: what is sent or documented does.
    Patch,
    /// There is something new, and nothing that was there is different.
    Addition,
    /// Code that compiled may not compile any more.
    Breaking,
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Patch => "patch",
            Self::Addition => "addition",
            Self::Breaking => "breaking",
        })
    }
}

/// One difference between two interfaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it asks of callers.
    pub level: Level,
    /// What is different, in one line: `User.email became required: email: String`.
    pub text: String,
    /// What it is about in the older interface, if that is there.
    pub old: Option<Subject>,
    /// What it is about in the newer interface, if that is there.
    pub new: Option<Subject>,
}

/// All differences between two interfaces, the gravest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The differences.
    pub changes: Vec<Change>,
}

impl Verdict {
    /// The gravest level, or nothing where callers see no difference.
    pub fn level(&self) -> Option<Level> {
        self.changes.iter().map(|change| change.level).max()
    }
}
