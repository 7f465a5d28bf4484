//! The line at the top of a file that says what made it.

use std::fmt::{self, Display, Formatter};

use crate::model::Layout;

/// The line, and how the files below it are laid out.
#[derive(Clone, Copy)]
pub(crate) struct Header<'a> {
    pub(crate) text: &'a str,
    pub(crate) layout: Layout,
}

impl Header<'_> {
    /// The line, and what parts it from a module's documentation. Nothing does in large crates: they have a thousand files.
    pub(crate) fn above_docs(self) -> String {
        match self.layout.has_folders() {
            true => format!("{self}\n"),
            false => format!("{self}\n\n"),
        }
    }
}

impl Display for Header<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "// {}", self.text)
    }
}
