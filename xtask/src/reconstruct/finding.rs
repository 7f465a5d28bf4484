//! What is wrong or doubtful about a set of pages, and where.

use std::fmt;
use std::sync::Arc;

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file's name as reported: a path with forward slashes.
    pub file: Arc<str>,
    /// The line, from 1; 0 stands for the file as a whole.
    pub line: usize,
}

impl Place {
    /// A line of a file.
    pub fn new(file: &Arc<str>, line: usize) -> Self {
        Self {
            file: Arc::clone(file),
            line,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            formatter.write_str(&self.file)
        } else {
            write!(formatter, "{}:{}", self.file, self.line)
        }
    }
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// A part of the pages could not be read: with `--strict`, nothing is written.
    Error,
    /// The part was read, and a person should look at it.
    Warning,
}

/// One finding about the pages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// How much it matters.
    pub gravity: Gravity,
    /// The name of the rule: stable, in kebab case.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do, or what was done; empty when the message says it all.
    pub help: String,
}

impl Finding {
    /// A finding about a part that could not be read.
    pub fn error(
        place: Place,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            place,
            gravity: Gravity::Error,
            code,
            message: message.into(),
            help: help.into(),
        }
    }

    /// A finding about a part that was read.
    pub fn warning(
        place: Place,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            gravity: Gravity::Warning,
            ..Self::error(place, code, message, help)
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gravity = match self.gravity {
            Gravity::Error => "error",
            Gravity::Warning => "warning",
        };
        write!(
            formatter,
            "{gravity}[{}]: {}: {}",
            self.code, self.place, self.message
        )?;
        if !self.help.is_empty() {
            write!(formatter, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}
