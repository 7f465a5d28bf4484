//! What has been done of a file, so that a second run does nothing twice.
//!
//! It lies beside the file, and says a line before a call is sent and another when it is answered. A run that is killed
//! leaves calls that were begun: whether they were done nobody knows, so only what may be repeated is.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::lines::Line;
use super::private;
use crate::call::operation::{Operation, is_idempotent};
use crate::command_line::failure::{Exit, Failed};
use crate::command_line::settings::Settings;
use crate::command_line::table::CommandRow;

/// What is known of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing has happened, or it may be repeated.
    Open,
    /// It was answered.
    Done,
    /// It was sent, and nobody knows what became of it.
    Unknown,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Entry {
    /// What is done with the lines.
    Of { command: String, url: String },
    /// A call is going to be sent.
    Begun(u64, u64),
    /// It was answered.
    Done(u64, u64),
    /// It failed, and did nothing.
    Failed(u64, u64),
}

/// The file.
pub(super) struct Journal {
    row: &'static CommandRow,
    /// The names of what does not count for whether a line is the same.
    secrets: BTreeSet<String>,
    path: PathBuf,
    file: File,
    known: HashMap<(u64, u64), Before>,
}

impl Journal {
    /// Reads what an earlier run has done.
    pub(super) fn open(
        source: &Path,
        row: &'static CommandRow,
        settings: &Settings,
        secrets: BTreeSet<String>,
    ) -> Result<Self, Failed> {
        let mut path = source.as_os_str().to_owned();
        path.push(".done");
        let path = PathBuf::from(path);
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mut known = HashMap::new();
        let command = row.operation.id().to_owned();
        let url = settings.url.clone().unwrap_or_default();
        let failed = |error: std::io::Error| {
            Failed::usage(format!("cannot write `{}`: {error}", path.display()))
        };
        // The last line may have been cut by the end of the run.
        let entries = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        for entry in entries {
            match entry {
                Entry::Of {
                    command: other,
                    url: there,
                } if other != command || there != url => {
                    return Err(Failed::usage(format!(
                        "`{}` is of `{other}` at {there}",
                        path.display()
                    ))
                    .advice("remove it if that is over"));
                }
                Entry::Of { .. } => {}
                Entry::Begun(line, of) => {
                    known.insert((line, of), Before::Unknown);
                }
                Entry::Done(line, of) => {
                    known.insert((line, of), Before::Done);
                }
                Entry::Failed(line, of) => {
                    known.insert((line, of), Before::Open);
                }
            }
        }
        let mut file = private::append(&path).map_err(failed)?;
        if text.is_empty() {
            let first = serde_json::to_string(&Entry::Of { command, url }).unwrap_or_default();
            writeln!(file, "{first}").map_err(failed)?;
        } else if !text.ends_with('\n') {
            writeln!(file).map_err(failed)?;
        }
        Ok(Self {
            row,
            secrets,
            path,
            file,
            known,
        })
    }

    /// What an earlier run has made of a line.
    pub(super) fn before(&self, line: &Line) -> Before {
        match self.known.get(&self.key(line)) {
            Some(Before::Unknown) if may_repeat(self.row.operation) => Before::Open,
            Some(before) => *before,
            None => Before::Open,
        }
    }

    pub(super) fn begins(&mut self, line: &Line) -> Result<(), Failed> {
        let (number, of) = self.key(line);
        self.write(&Entry::Begun(number, of))
    }

    pub(super) fn done(&mut self, line: &Line) -> Result<(), Failed> {
        let (number, of) = self.key(line);
        self.write(&Entry::Done(number, of))
    }

    /// What failed is open again, unless it may have been done all the same.
    pub(super) fn failed(&mut self, line: &Line, error: &Failed) -> Result<(), Failed> {
        match error.sent && error.exit == Exit::Unreachable {
            true => Ok(()),
            false => self.settled(line),
        }
    }

    /// Somebody has been told of it: what they run again is run.
    pub(super) fn settled(&mut self, line: &Line) -> Result<(), Failed> {
        let (number, of) = self.key(line);
        self.write(&Entry::Failed(number, of))
    }

    /// The line and what stands there, secrets aside: a line that was changed is another one.
    fn key(&self, line: &Line) -> (u64, u64) {
        let mut text = String::new();
        for (name, value) in &line.given {
            text.push_str(name);
            text.push('\0');
            if !self.secrets.contains(name) {
                text.push_str(&value.to_string());
            }
            text.push('\0');
        }
        (line.number, digest(&text))
    }

    fn write(&mut self, entry: &Entry) -> Result<(), Failed> {
        let text = serde_json::to_string(entry).unwrap_or_default();
        writeln!(self.file, "{text}").map_err(|error| {
            Failed::usage(format!("cannot write `{}`: {error}", self.path.display()))
        })
    }
}

/// FNV-1a: unlike the hashes of the standard library, it is the same in the next version of the program.
fn digest(text: &str) -> u64 {
    let signs = text.bytes().map(u64::from);
    signs.fold(0xcbf2_9ce4_8422_2325, |digest, sign| {
        (digest ^ sign).wrapping_mul(0x0100_0000_01b3)
    })
}

fn may_repeat(operation: &Operation) -> bool {
    operation
        .idempotent
        .unwrap_or_else(|| is_idempotent(operation.method))
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn a_later_version_takes_a_line_for_another_one() {
        // As the authors of the function publish it.
        assert_eq!(digest(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(digest("foobar"), 0x8594_4171_f739_67e8);
    }
}
