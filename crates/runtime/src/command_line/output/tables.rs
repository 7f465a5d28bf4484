//! Tables and CSV.

use std::io::{self, IsTerminal as _};

use anstyle::Style;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use serde_json::Value;

use super::cells::{Column, all_of_one, columns, paths, plain};
use super::{Limited, rows, write, write_styled};
use crate::command_line::answers::Items;
use crate::command_line::failure::{Exit, Failed};
use crate::command_line::settings::Settings;
use crate::command_line::table::CommandRow;

/// So many rows decide how wide the columns are. A stream may take a while: it is not waited for.
const FIRST_ROWS: usize = 100;

const HEADING: Style = Style::new().bold();

/// One answer.
pub(super) fn print(
    row: &'static CommandRow,
    settings: &Settings,
    value: &Value,
) -> Result<(), Failed> {
    match (rows(row, value), value) {
        (Some(rows), _) if rows.iter().all(Value::is_object) => {
            let columns = columns(row, &settings.columns, rows);
            write_styled(&table(&columns, rows, true, None))
        }
        (Some(items), _) => {
            let lines: String = items.iter().map(|item| plain(item) + "\n").collect();
            write(&lines)
        }
        (None, Value::Object(_)) => {
            let of_one = std::slice::from_ref(value);
            let shown = match settings.columns.is_empty() {
                true => all_of_one(row, value),
                false => columns(row, &settings.columns, of_one),
            };
            write(&of_object(&shown, value))
        }
        (None, single) => write(&format!("{}\n", plain(single))),
    }
}

/// Items as they arrive, under one heading.
pub(super) async fn print_items(
    row: &'static CommandRow,
    settings: &Settings,
    items: Items,
    limit: u64,
) -> Result<(), Failed> {
    let mut items = Limited(items, limit);
    let mut chunk = Vec::new();
    let mut shape: Option<(Vec<Column>, Vec<u16>)> = None;
    loop {
        let item = items.next().await;
        let (is_end, error) = match item {
            Some(Ok(item)) => {
                chunk.push(item);
                (false, None)
            }
            Some(Err(error)) => (true, Some(error)),
            None => (true, None),
        };
        if is_end || chunk.len() >= FIRST_ROWS {
            if !chunk.is_empty() || shape.is_none() && error.is_none() {
                let is_first = shape.is_none();
                let (columns, widths) = shape.get_or_insert_with(|| {
                    let columns = columns(row, &settings.columns, &chunk);
                    let widths = widths(&columns, &chunk);
                    (columns, widths)
                });
                write_styled(&table(columns, &chunk, is_first, Some(widths)))?;
                chunk.clear();
            }
            if is_end {
                return error.map_or(Ok(()), Err);
            }
        }
    }
}

fn widths(columns: &[Column], rows: &[Value]) -> Vec<u16> {
    let mut table = filled(columns, rows, true);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.column_max_content_widths()
}

fn filled(columns: &[Column], rows: &[Value], heading: bool) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if heading {
        table.set_header(columns.iter().map(Column::heading));
    }
    for row in rows {
        table.add_row(columns.iter().map(|column| column.text(row)));
    }
    table
}

/// A table as wide as the terminal at most; elsewhere nothing is cut.
fn table(columns: &[Column], rows: &[Value], heading: bool, widths: Option<&[u16]>) -> String {
    if columns.is_empty() {
        return String::new();
    }
    let mut table = filled(columns, rows, heading);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    if let Some(widths) = widths {
        // The rows of a later part stand below those of the first.
        table.set_constraints(
            widths
                .iter()
                .map(|width| ColumnConstraint::LowerBoundary(Width::Fixed(width + 2))),
        );
    }
    let text = finished(table);
    match text.split_once('\n') {
        Some((first, rest)) if heading => format!("{HEADING}{first}{HEADING:#}\n{rest}"),
        _ => text,
    }
}

/// A line for each property.
fn of_object(columns: &[Column], value: &Value) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for column in columns {
        table.add_row([column.heading(), column.text(value)]);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    finished(table)
}

fn finished(mut table: Table) -> String {
    let width = io::stdout()
        .is_terminal()
        .then(terminal_size::terminal_size);
    match width.flatten() {
        Some((terminal_size::Width(width), _)) => {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(width);
        }
        None => {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    let lines = table.lines().map(|line| line.trim_end().to_owned() + "\n");
    lines.collect()
}

/// CSV with the names of the wire above the columns.
pub(super) fn print_csv(
    row: &'static CommandRow,
    settings: &Settings,
    rows: &[Value],
) -> Result<(), Failed> {
    let columns = match settings.columns.is_empty() {
        true => paths(rows),
        false => columns(row, &settings.columns, rows),
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| {
        Failed::new(Exit::Refused, format!("the answer is no CSV: {error}"))
    };
    let mut records = vec![columns.iter().map(Column::name).collect::<Vec<_>>()];
    records.extend(rows.iter().map(|row| {
        let cells = columns.iter().map(|column| match column.value(row) {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        cells.collect()
    }));
    for record in records {
        writer
            .write_record(record)
            .map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    write(&String::from_utf8_lossy(&bytes))
}
