//! The file with what failed: line, error and input, which `--each` takes again.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::lines::Line;
use super::private;
use crate::command_line::failure::Failed;

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// The file in which the call was first.
    pub(super) source: String,
    pub(super) line: u64,
    pub(super) error: String,
    pub(super) input: Map<String, Value>,
    /// Secrets, which stay where they were: in the line of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) withheld: Vec<String>,
}

/// The file, made when something fails.
pub(super) struct Failures {
    path: PathBuf,
    source: PathBuf,
    /// The names of what stays in the source.
    secrets: BTreeSet<String>,
    file: Option<File>,
}

impl Failures {
    pub(super) fn new(path: PathBuf, source: &Path, secrets: BTreeSet<String>) -> Self {
        Self {
            path,
            source: source.to_owned(),
            secrets,
            file: None,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a line at once: the run may be killed.
    pub(super) fn add(&mut self, line: &Line, error: &Failed) -> Result<(), Failed> {
        let (secrets, open): (Vec<_>, Vec<_>) = line
            .given
            .iter()
            .partition(|(name, _)| self.secrets.contains(*name));
        let record = Record {
            source: self.source.display().to_string(),
            line: line.number,
            error: error.to_string(),
            input: open
                .into_iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            withheld: secrets.into_iter().map(|(name, _)| name.clone()).collect(),
        };
        let text = serde_json::to_string(&record).unwrap_or_default() + "\n";
        self.write(&text).map_err(|error| {
            Failed::usage(format!("cannot write `{}`: {error}", self.path.display()))
        })
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        if self.file.is_none() {
            self.file = Some(private::create(&self.path)?);
        }
        match &mut self.file {
            Some(file) => file.write_all(text.as_bytes()),
            None => Ok(()),
        }
    }
}
