//! What a cell of a table shows.

use serde_json::{Map, Value};

use crate::command_line::names::{kebab, misspelt};
use crate::command_line::table::{self, CommandRow, Kind};
use crate::command_line::times;

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct Column {
    path: Vec<String>,
    /// What is known of its values.
    kind: Option<Kind>,
}

/// The columns: those that are asked for, or those of the table, or what the first rows have.
pub(super) fn columns(row: &CommandRow, wanted: &[String], rows: &[Value]) -> Vec<Column> {
    if !wanted.is_empty() {
        let columns: Vec<Column> = wanted.iter().map(|name| named(row, name, rows)).collect();
        let is_there = |column: &Column| rows.iter().any(|row| !column.value(row).is_null());
        if !rows.is_empty() && !columns.iter().any(is_there) {
            let names: Vec<String> = paths(rows).iter().map(Column::name).collect();
            eprintln!(
                "--columns: nothing here has any of these, only {}",
                names.join(", ")
            );
        }
        return columns;
    }
    let described = row.columns.iter().map(|column| Column {
        path: vec![column.name.to_owned()],
        kind: Some(column.kind),
    });
    let described: Vec<Column> = described.collect();
    match described.is_empty() {
        true => all(row, rows),
        false => described,
    }
}

/// All that an object has, with what is known of it. An empty object says nothing to a person.
pub(super) fn all_of_one(row: &CommandRow, object: &Value) -> Vec<Column> {
    let mut columns = all(row, std::slice::from_ref(object));
    columns.retain(|column| !matches!(column.value(object), Value::Object(_)));
    columns
}

/// All that some objects have, with what is known of it.
fn all(row: &CommandRow, rows: &[Value]) -> Vec<Column> {
    let columns = paths(rows).into_iter().map(|column| Column {
        kind: kind(row, &column.path),
        ..column
    });
    columns.collect()
}

/// What kind of value stands at a place of a row.
fn kind(row: &CommandRow, path: &[String]) -> Option<Kind> {
    let described = |column: &&table::Column| matches!(path, [name] if column.name == name);
    if let Some(column) = row.columns.iter().find(described) {
        return Some(column.kind);
    }
    let names = path
        .iter()
        .map(|name| name.replace('~', "~0").replace('/', "~1"));
    let pointer: String = names.map(|name| format!("/{name}")).collect();
    let mut readable = row.readable.iter();
    let readable = readable.find(|value| value.name == pointer);
    readable.map(|value| value.kind)
}

/// The column that somebody asks for: as the wire or as the command line calls it.
fn named(row: &CommandRow, name: &str, rows: &[Value]) -> Column {
    let same = |column: &&table::Column| column.name == name || kebab(column.name) == name;
    if let Some(column) = row.columns.iter().find(same) {
        return Column {
            path: vec![column.name.to_owned()],
            kind: Some(column.kind),
        };
    }
    let known = all(row, rows);
    let same = |column: &&Column| {
        let kebabs: Vec<String> = column.path.iter().map(|name| kebab(name)).collect();
        kebabs.join(".") == name
    };
    let same_on_wire = |column: &&Column| column.name() == name;
    let found = known
        .iter()
        .find(same)
        .or_else(|| known.iter().find(same_on_wire));
    let column = found.cloned().unwrap_or_else(|| {
        let path: Vec<String> = name.split('.').map(str::to_owned).collect();
        let kind = kind(row, &path);
        Column { path, kind }
    });
    let is_there = |row: &Value| !column.value(row).is_null();
    if found.is_none() && !rows.is_empty() && !rows.iter().any(is_there) {
        // It may be one that is left out of all of these: no reason to stop.
        let names: Vec<String> = known.iter().map(Column::name).collect();
        if let Some(meant) = misspelt(name, names.iter().map(String::as_str)) {
            eprintln!("--columns: nothing here has `{name}`; a similar one is `{meant}`");
        }
    }
    column
}

/// All places in some objects that hold a single value, or a list.
pub(super) fn paths(rows: &[Value]) -> Vec<Column> {
    let mut found: Vec<Column> = Vec::new();
    for row in rows {
        if let Value::Object(members) = row {
            add(members, &mut Vec::new(), &mut found);
        }
    }
    found
}

fn add(members: &Map<String, Value>, path: &mut Vec<String>, found: &mut Vec<Column>) {
    for (name, value) in members {
        path.push(name.clone());
        match value {
            Value::Object(inside) if !inside.is_empty() => add(inside, path, found),
            _ if found.iter().any(|column| column.path == *path) => {}
            _ => found.push(Column {
                path: path.clone(),
                kind: None,
            }),
        }
        path.pop();
    }
}

impl Column {
    /// Above the column, for a person.
    pub(super) fn heading(&self) -> String {
        let names: Vec<String> = self.path.iter().map(|name| kebab(name)).collect();
        names.join(".").replace('-', " ").to_uppercase()
    }

    /// Above the column, for a program: what `--each` takes again.
    pub(super) fn name(&self) -> String {
        self.path.join(".")
    }

    /// What the row has there.
    pub(super) fn value<'r>(&self, row: &'r Value) -> &'r Value {
        let mut place = row;
        for name in &self.path {
            place = place.get(name).unwrap_or(&Value::Null);
        }
        place
    }

    /// What is shown of it.
    pub(super) fn text(&self, row: &Value) -> String {
        shown(self.kind, self.value(row))
    }
}

/// A value of a kind, as somebody reads it.
fn shown(kind: Option<Kind>, value: &Value) -> String {
    let text = plain(value);
    match (kind, value) {
        (Some(Kind::List(kind)), Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| shown(Some(*kind), item)).collect();
            items.join(", ")
        }
        (Some(Kind::Choice(choices) | Kind::Code(choices)), _) => {
            let named = choices.iter().find(|choice| choice.value == text);
            named.map_or(text, |choice| choice.name.to_owned())
        }
        (Some(Kind::UnixSeconds), _) => time(value, times::of_seconds).unwrap_or(text),
        (Some(Kind::UnixMilliseconds), _) => time(value, times::of_milliseconds).unwrap_or(text),
        _ => text,
    }
}

/// A number as the time that it stands for.
fn time(value: &Value, shown: fn(i64) -> Option<String>) -> Option<String> {
    match value.as_i64()? {
        // Servers write it for "never".
        0 => Some(String::new()),
        number => shown(number),
    }
}

/// A value in one line.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        // What a server sends must not move the cursor.
        Value::String(text) => text
            .chars()
            .map(|sign| if sign.is_control() { ' ' } else { sign })
            .collect(),
        Value::Array(items)
            if items
                .iter()
                .all(|item| !item.is_object() && !item.is_array()) =>
        {
            let items: Vec<String> = items.iter().map(plain).collect();
            items.join(", ")
        }
        other => other.to_string(),
    }
}
