//! The file with the calls: JSON Lines, CSV with the names of fields above the columns, or what an earlier run left over.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Map, Value};

use super::failures::Record;
use crate::command_line::arguments::{Flags, flags};
use crate::command_line::assembly::{self, Change, Input};
use crate::command_line::body::Leaf;
use crate::command_line::failure::Failed;
use crate::command_line::kinds::{combined, read as read_kind};
use crate::command_line::names::{kebab, nearest};
use crate::command_line::secrets::holds_secret;
use crate::command_line::table::{CommandRow, Kind};

/// One call.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its number in the file that it was in first.
    pub(super) number: u64,
    /// What stands there.
    pub(super) given: Map<String, Value>,
    /// What is made of it.
    pub(super) input: Result<Input, Failed>,
}

/// All calls, and the file that they were in first.
#[derive(Debug)]
pub(super) struct File {
    pub(super) source: PathBuf,
    pub(super) lines: Vec<Line>,
    /// The names of what is secret in them.
    pub(super) secrets: BTreeSet<String>,
}

/// Reads a file. What is wrong with a name is wrong with all lines; what is wrong with a value, with that line alone.
pub(super) fn read(row: &'static CommandRow, path: &str, common: &Input) -> Result<File, Failed> {
    let content = assembly::read(path)?;
    let text = std::str::from_utf8(&content)
        .map_err(|_| Failed::usage(format!("`{path}` is not text in UTF-8")))?;
    let is_json = text.trim_start().starts_with('{');
    let given = match is_json {
        true => json_lines(path, text)?,
        false => csv_lines(path, text)?,
    };
    let (source, given) = with_source(path, given)?;
    let flags = flags(row);
    let kind_of_body = row.body.as_ref().map(|body| body.kind);
    let mut lines = Vec::with_capacity(given.len());
    let mut secrets = BTreeSet::new();
    for (number, given) in given {
        for name in given.keys() {
            let Some(named) = place(&flags, kind_of_body, name) else {
                return Err(unknown(&flags, path, number, name));
            };
            if holds_secret(named.kind(), 0) {
                secrets.insert(name.clone());
            }
        }
        let input = input(&flags, kind_of_body, &given, common);
        lines.push(Line {
            number,
            given,
            input,
        });
    }
    Ok(File {
        source,
        lines,
        secrets,
    })
}

type Numbered = Vec<(u64, Map<String, Value>)>;

fn json_lines(path: &str, text: &str) -> Result<Numbered, Failed> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let objects = lines.map(|(index, line)| {
        let number = index as u64 + 1;
        match serde_json::from_str(line) {
            Ok(Value::Object(members)) => Ok((number, members)),
            _ => Err(Failed::usage(format!(
                "{path}:{number}: it is no JSON object"
            ))),
        }
    });
    objects.collect()
}

fn csv_lines(path: &str, text: &str) -> Result<Numbered, Failed> {
    let failed = |error: csv::Error| Failed::usage(format!("{path}: {error}"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().map_err(failed)?.clone();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(failed)?;
        let number = record.position().map_or(0, csv::Position::line);
        let cells = headers.iter().zip(&record);
        // What is empty is not said.
        let cells = cells.filter(|(_, cell)| !cell.is_empty());
        let members = cells.map(|(name, cell)| (name.trim().to_owned(), Value::from(cell)));
        lines.push((number, members.collect()));
    }
    Ok(lines)
}

/// What an earlier run left over says where it comes from, and its secrets are still there.
fn with_source(path: &str, given: Numbered) -> Result<(PathBuf, Numbered), Failed> {
    let records: Option<Vec<Record>> = given
        .iter()
        .map(|(_, members)| serde_json::from_value(Value::Object(members.clone())).ok())
        .collect();
    let Some(records) = records.filter(|records| !records.is_empty()) else {
        return Ok((path.into(), given));
    };
    let mut originals: Option<(PathBuf, Numbered)> = None;
    let mut lines = Vec::new();
    for record in records {
        let source = PathBuf::from(&record.source);
        let mut input = record.input;
        if !record.withheld.is_empty() {
            if originals.is_none() {
                let content = assembly::read(&record.source)?;
                let text = String::from_utf8_lossy(&content);
                let given = match text.trim_start().starts_with('{') {
                    true => json_lines(&record.source, &text)?,
                    false => csv_lines(&record.source, &text)?,
                };
                originals = Some((source.clone(), given));
            }
            let original = originals
                .iter()
                .flat_map(|(_, lines)| lines)
                .find(|(number, _)| *number == record.line);
            for name in &record.withheld {
                let value = original.and_then(|(_, members)| members.get(name));
                if let Some(value) = value {
                    input.insert(name.clone(), value.clone());
                }
            }
        }
        lines.push((source, record.line, input));
    }
    let source = lines.first().map(|(source, ..)| source.clone());
    let lines = lines.into_iter().map(|(_, line, input)| (line, input));
    Ok((source.unwrap_or_default(), lines.collect()))
}

/// What a name stands for.
enum Named<'f> {
    Argument(&'static str, Kind),
    Field(&'f Leaf),
    /// The body, which is no object.
    Whole(Kind),
}

impl Named<'_> {
    fn kind(&self) -> Kind {
        match self {
            Self::Argument(_, kind) | Self::Whole(kind) => *kind,
            Self::Field(leaf) => leaf.field.kind,
        }
    }
}

fn place<'f>(flags: &'f Flags, body: Option<Kind>, name: &str) -> Option<Named<'f>> {
    let argument = flags
        .arguments
        .iter()
        .find(|(argument, flag)| argument.name == name || flag == name);
    if let Some((argument, _)) = argument {
        return Some(Named::Argument(argument.name, argument.kind));
    }
    if flags.whole.as_deref() == Some(name) {
        return body.map(Named::Whole);
    }
    let leaf = flags
        .fields
        .iter()
        .find(|leaf| leaf.path.join(".") == name || leaf.name == name)?;
    Some(Named::Field(leaf))
}

fn unknown(flags: &Flags, path: &str, number: u64, name: &str) -> Failed {
    let arguments = flags.arguments.iter().map(|(argument, _)| argument.name);
    let fields = flags.fields.iter().map(|leaf| leaf.path.join("."));
    let known: Vec<String> = arguments.map(str::to_owned).chain(fields).collect();
    let error = Failed::usage(format!(
        "{path}:{number}: there is no `{name}` in this call"
    ));
    match nearest(name, known.iter().map(String::as_str)) {
        Some(nearest) => error.advice(format!("a similar one is `{nearest}`")),
        None => error,
    }
}

/// A line, on top of what the flags say for all lines.
fn input(
    flags: &Flags,
    body: Option<Kind>,
    given: &Map<String, Value>,
    common: &Input,
) -> Result<Input, Failed> {
    let mut input = common.clone();
    for (name, value) in given {
        let Some(named) = place(flags, body, name) else {
            continue;
        };
        let kind = named.kind();
        let value = match value {
            Value::String(text) if !matches!(kind, Kind::Secret) => {
                let read = read_kind(kind, text);
                let read = read.map_err(|why| {
                    let name = kebab_path(name);
                    Failed::usage(format!("{name}: {why}"))
                })?;
                combined(kind, vec![read])
            }
            other => other.clone(),
        };
        match named {
            Named::Argument(name, _) => {
                input.arguments.insert(name, value);
            }
            Named::Field(leaf) => input.changes.push(Change {
                path: leaf.path.clone(),
                kind,
                value,
            }),
            Named::Whole(_) => input.whole = Some(value),
        }
    }
    Ok(input)
}

fn kebab_path(name: &str) -> String {
    let names: Vec<String> = name.split('.').map(kebab).collect();
    names.join(".")
}
