//! Answers, printed.

mod cells;
mod tables;

use std::io::{self, Write as _};

use bytes::Bytes;
use serde_json::Value;

use crate::command_line::answers::{Answer, Answered, Items, next};
use crate::command_line::failure::{Exit, Failed};
use crate::command_line::settings::{Format, Settings};
use crate::command_line::table::CommandRow;

/// Prints what comes back.
pub(crate) async fn print(
    row: &'static CommandRow,
    settings: &Settings,
    answered: Answered,
    limit: Option<u64>,
) -> Result<(), Failed> {
    match answered.0 {
        Answer::One(answer) => {
            let answer = answer.await?;
            value(row, settings, &answer)?;
            if row.shown_once {
                eprintln!("Secrets in this answer are shown this once: keep them now.");
            }
            Ok(())
        }
        Answer::Bytes(answer) => bytes(&answer.await?),
        Answer::Items(items) => many(row, settings, items, limit).await,
        Answer::Later(items) => many(row, settings, items.await?, limit).await,
    }
}

/// Items as they arrive.
async fn many(
    row: &'static CommandRow,
    settings: &Settings,
    items: Items,
    limit: Option<u64>,
) -> Result<(), Failed> {
    let limit = limit.unwrap_or(u64::MAX);
    match settings.format {
        Format::Json => array(items, limit).await,
        Format::JsonLines => lines(items, limit).await,
        Format::Yaml => documents(items, limit).await,
        Format::Table => tables::print_items(row, settings, items, limit).await,
        Format::Csv => {
            let mut all = Vec::new();
            let mut items = Limited(items, limit);
            while let Some(item) = items.next().await {
                all.push(item?);
            }
            tables::print_csv(row, settings, &all)
        }
    }
}

/// One answer.
fn value(row: &'static CommandRow, settings: &Settings, value: &Value) -> Result<(), Failed> {
    match settings.format {
        // There is nothing to be shown.
        _ if value.is_null() => Ok(()),
        Format::Table => tables::print(row, settings, value),
        Format::Csv => match rows(row, value) {
            Some(rows) => tables::print_csv(row, settings, rows),
            None => tables::print_csv(row, settings, std::slice::from_ref(value)),
        },
        Format::Json => write(&format!("{}\n", pretty(value))),
        Format::JsonLines => match rows(row, value) {
            Some(rows) => {
                let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
                write(&lines)
            }
            None => write(&format!("{value}\n")),
        },
        Format::Yaml => write(&yaml(value)?),
    }
}

/// The list in an answer.
fn rows<'v>(row: &CommandRow, value: &'v Value) -> Option<&'v [Value]> {
    value
        .pointer(row.rows)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
}

/// Items, no more than wanted.
struct Limited(Items, u64);

impl Limited {
    async fn next(&mut self) -> Option<Result<Value, Failed>> {
        self.1 = self.1.checked_sub(1)?;
        next(&mut self.0).await
    }
}

/// One JSON array, an item at a time.
async fn array(items: Items, limit: u64) -> Result<(), Failed> {
    let mut items = Limited(items, limit);
    let mut any = false;
    while let Some(item) = items.next().await {
        let item = match item {
            Ok(item) => item,
            Err(error) => {
                // What has been printed stays well-formed.
                write(if any { "\n]\n" } else { "" })?;
                return Err(error);
            }
        };
        let before = if any { ",\n" } else { "[\n" };
        any = true;
        let indented = pretty(&item).replace('\n', "\n  ");
        write(&format!("{before}  {indented}"))?;
    }
    write(if any { "\n]\n" } else { "[]\n" })
}

async fn lines(items: Items, limit: u64) -> Result<(), Failed> {
    let mut items = Limited(items, limit);
    while let Some(item) = items.next().await {
        write(&format!("{}\n", item?))?;
    }
    Ok(())
}

async fn documents(items: Items, limit: u64) -> Result<(), Failed> {
    let mut items = Limited(items, limit);
    while let Some(item) = items.next().await {
        write(&yaml(&Value::Array(vec![item?]))?)?;
    }
    Ok(())
}

fn bytes(content: &Bytes) -> Result<(), Failed> {
    let mut output = io::stdout().lock();
    written(output.write_all(content).and_then(|()| output.flush()))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}")
}

pub(crate) fn yaml(value: &Value) -> Result<String, Failed> {
    serde_yaml::to_string(value)
        .map_err(|error| Failed::new(Exit::Refused, format!("the answer is no YAML: {error}")))
}

/// Writes to standard output.
pub(crate) fn write(text: &str) -> Result<(), Failed> {
    let mut output = io::stdout().lock();
    written(
        output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush()),
    )
}

/// Writes to standard output, styled where that is wanted (`NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE`).
fn write_styled(text: &str) -> Result<(), Failed> {
    let mut output = anstream::stdout().lock();
    written(
        output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush()),
    )
}

fn written(outcome: io::Result<()>) -> Result<(), Failed> {
    outcome.map_err(|error| match error.kind() {
        // Whoever reads has enough, as `head` does.
        io::ErrorKind::BrokenPipe => Failed::silent(),
        _ => Failed::new(Exit::Refused, format!("cannot write the answer: {error}")),
    })
}
