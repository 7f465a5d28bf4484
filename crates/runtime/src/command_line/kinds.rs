//! Values: from the words of the command line to JSON, as the table says what they are.

use std::fs;
use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _, ValueParser};
use serde_json::{Map, Value};

use crate::command_line::body::set;
use crate::command_line::failure::Failed;
use crate::command_line::names::{flag_of, kebab, nearest};
use crate::command_line::table::{Choice, Field, Kind, Object};
use crate::command_line::times;
use crate::values::file::File;

/// What reads a word as a value of this kind.
pub(crate) fn parser(kind: Kind) -> ValueParser {
    match kind {
        Kind::Choice(choices) => chosen(choices, Value::from),
        Kind::Code(choices) => chosen(choices, code),
        Kind::List(inner @ (Kind::Choice(_) | Kind::Code(_))) => parser(*inner),
        // Read later: clap would repeat the word in its error.
        Kind::Secret => ValueParser::from(|text: &str| Ok::<_, String>(Value::from(text))),
        Kind::List(inner) => ValueParser::from(move |text: &str| items(*inner, text)),
        kind => ValueParser::from(move |text: &str| read(kind, text)),
    }
}

fn chosen(choices: &'static [Choice], value: fn(&'static str) -> Value) -> ValueParser {
    let names = choices.iter().map(|choice| {
        let named = PossibleValue::new(choice.name);
        let named = match choice.name == choice.value {
            true => named,
            false => named.alias(choice.value),
        };
        match choice.help.is_empty() {
            true => named,
            false => named.help(choice.help),
        }
    });
    let parser = PossibleValuesParser::new(names).map(move |word: String| {
        let choice = find(choices, &word);
        choice.map_or(Value::Null, |choice| value(choice.value))
    });
    parser.into()
}

fn find(choices: &'static [Choice], word: &str) -> Option<&'static Choice> {
    choices
        .iter()
        .find(|choice| choice.name == word || choice.value == word)
}

fn code(value: &str) -> Value {
    value
        .parse::<i64>()
        .map_or_else(|_| Value::from(value), Value::from)
}

/// A value of this kind.
pub(crate) fn read(kind: Kind, text: &str) -> Result<Value, String> {
    match kind {
        Kind::Text | Kind::Secret | Kind::File => Ok(Value::from(text)),
        Kind::Integer => integer(text).ok_or_else(|| "it is not a whole number".to_owned()),
        Kind::Number => {
            let number = text.parse::<f64>().ok();
            let number = integer(text).or_else(|| number.map(Value::from));
            let number = number.filter(|number| !number.is_null());
            number.ok_or_else(|| "it is not a number".to_owned())
        }
        Kind::UnixSeconds => times::seconds(text).map(Value::from),
        Kind::UnixMilliseconds => times::milliseconds(text).map(Value::from),
        Kind::Boolean => match text {
            "true" | "yes" | "1" => Ok(true.into()),
            "false" | "no" | "0" => Ok(false.into()),
            _ => Err("it is neither `true` nor `false`".to_owned()),
        },
        Kind::Json => Ok(serde_json::from_str(text).unwrap_or_else(|_| text.into())),
        Kind::Choice(choices) => choice(choices, text).map(|choice| choice.value.into()),
        Kind::Code(choices) => choice(choices, text).map(|choice| code(choice.value)),
        Kind::List(inner) => {
            let items = items(*inner, text)?;
            Ok(match items {
                Value::Array(_) => items,
                item => Value::Array(vec![item]),
            })
        }
        Kind::Map(inner) => entries(*inner, text),
        Kind::Object(object) => members(object, text),
    }
}

fn integer(text: &str) -> Option<Value> {
    let signed = text.parse::<i64>().map(Value::from);
    signed
        .or_else(|_| text.parse::<u64>().map(Value::from))
        .ok()
}

fn choice(choices: &'static [Choice], text: &str) -> Result<&'static Choice, String> {
    find(choices, text).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|choice| choice.name).collect();
        let nearest = nearest(text, names.iter().copied());
        match nearest {
            Some(nearest) => format!("there is no such value; a similar one is `{nearest}`"),
            None => format!("it is none of {}", names.join(", ")),
        }
    })
}

/// Items of a list: all of them as JSON, several that cannot hold a comma, or one.
fn items(kind: Kind, text: &str) -> Result<Value, String> {
    if text.starts_with('[') {
        let list: Value = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        return Ok(list);
    }
    match kind {
        Kind::Choice(_) | Kind::Code(_) | Kind::Integer | Kind::Number if text.contains(',') => {
            let items = text.split(',').map(|item| read(kind, item));
            items.collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        _ => read(kind, text),
    }
}

/// `name=value`, or an object in JSON.
fn entries(kind: Kind, text: &str) -> Result<Value, String> {
    if text.starts_with('{') {
        return serde_json::from_str(text).map_err(|error| not_json(&error));
    }
    let Some((name, value)) = text.split_once('=') else {
        return Err("it is neither `name=value` nor a JSON object".to_owned());
    };
    let mut entries = Map::new();
    // Text that looks like `a=*`: everything behind the first sign is the value.
    entries.insert(name.to_owned(), read(kind, value)?);
    Ok(Value::Object(entries))
}

/// `name=value,name=value`, or an object in JSON.
fn members(object: &'static Object, text: &str) -> Result<Value, String> {
    if text.starts_with('{') {
        return serde_json::from_str(text).map_err(|error| not_json(&error));
    }
    let mut given: Vec<(Vec<&'static str>, Kind, Vec<Value>)> = Vec::new();
    for pair in text.split(',') {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(format!(
                "it is neither `name=value,…` with {} nor a JSON object",
                names(object).join(", ")
            ));
        };
        let (path, kind) = place(object, name)
            .ok_or_else(|| format!("there is no `{name}`, only {}", names(object).join(", ")))?;
        let value = read(kind, value).map_err(|why| format!("{name}: {why}"))?;
        match given.iter_mut().find(|(known, ..)| *known == path) {
            Some((_, _, values)) => values.push(value),
            None => given.push((path, kind, vec![value])),
        }
    }
    let mut members = Value::Object(Map::new());
    for (path, kind, values) in given {
        set(&mut members, &path, kind, combined(kind, values));
    }
    Ok(members)
}

/// The place in an object that the command line calls so: `name`, or `owner.name`.
fn place(object: &'static Object, name: &str) -> Option<(Vec<&'static str>, Kind)> {
    if let Some(field) = named(object.fields(), name) {
        return Some((vec![field.name], field.kind));
    }
    let (first, rest) = name.split_once('.')?;
    let field = named(object.fields(), first)?;
    let Kind::Object(inside) = field.kind else {
        return None;
    };
    let (mut path, kind) = place(inside, rest)?;
    path.insert(0, field.name);
    Some((path, kind))
}

/// The property that the command line calls so.
pub(crate) fn named(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    let exact = fields.iter().find(|field| field.name == name);
    exact.or_else(|| fields.iter().find(|field| kebab(field.name) == name))
}

fn names(object: &'static Object) -> Vec<String> {
    object
        .fields()
        .iter()
        .map(|field| kebab(field.name))
        .collect()
}

fn not_json(error: &serde_json::Error) -> String {
    format!(
        "it is not JSON (line {}, column {})",
        error.line(),
        error.column()
    )
}

/// The value of a flag that was given several times.
pub(crate) fn combined(kind: Kind, values: Vec<Value>) -> Value {
    match kind {
        Kind::List(_) => {
            let items = values.into_iter().flat_map(|value| match value {
                Value::Array(items) => items,
                item => vec![item],
            });
            Value::Array(items.collect())
        }
        Kind::Map(inner) => {
            let mut whole = Map::new();
            for value in values {
                let Value::Object(entries) = value else {
                    continue;
                };
                for (name, value) in entries {
                    match (inner, whole.get_mut(&name), value) {
                        (Kind::List(_), Some(Value::Array(items)), Value::Array(more)) => {
                            items.extend(more);
                        }
                        (_, _, value) => {
                            whole.insert(name, value);
                        }
                    }
                }
            }
            Value::Object(whole)
        }
        _ => values.into_iter().next_back().unwrap_or_default(),
    }
}

/// The file of this name.
pub(crate) fn file_of(name: &Value, subject: &str) -> Result<File, Failed> {
    let name = name.as_str().unwrap_or_default();
    let bytes = fs::read(name)
        .map_err(|error| Failed::usage(format!("{subject}: cannot read `{name}`: {error}")))?;
    let base = Path::new(name).file_name().unwrap_or_default();
    Ok(File::new(bytes).file_name(base.to_string_lossy()))
}

/// A word for the value of this kind in help.
pub(crate) fn placeholder(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Secret => "SOURCE",
        Kind::Integer => "INTEGER",
        Kind::Number => "NUMBER",
        Kind::UnixSeconds | Kind::UnixMilliseconds => "TIME",
        Kind::Boolean => "BOOL",
        Kind::File => "FILE",
        Kind::Json => "JSON",
        Kind::Choice(_) | Kind::Code(_) => "VALUE",
        Kind::Object(_) => "OBJECT",
        Kind::List(inner) => placeholder(*inner),
        Kind::Map(_) => "KEY=VALUE",
    }
}

/// What is said of a flag that takes a place in a body.
pub(crate) fn flag_path(path: &[&'static str]) -> String {
    flag_of(&path.join("."))
}
