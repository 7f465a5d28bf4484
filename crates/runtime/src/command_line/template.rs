//! A body to fill in: every property, with its type and meaning as a comment.

use std::fmt::Write as _;

use crate::command_line::kinds::placeholder;
use crate::command_line::table::{Field, Kind, Object};

const MOST_LEVELS: usize = 8;
const WIDTH: usize = 100;

/// The template, in YAML. What is not required is a comment.
pub(crate) fn template(kind: Kind) -> String {
    let mut text = String::new();
    match kind {
        Kind::Object(object) => members(object, 0, false, &mut Vec::new(), &mut text),
        kind => {
            let _ = writeln!(text, "# {}\n{}", described(kind), example(kind));
        }
    }
    text
}

fn members(
    object: &'static Object,
    level: usize,
    is_comment: bool,
    around: &mut Vec<&'static Object>,
    text: &mut String,
) {
    around.push(object);
    for field in object.fields {
        let is_comment = is_comment || !field.required;
        let indent = "  ".repeat(level);
        explained(field, &indent, text);
        let sign = if is_comment { "# " } else { "" };
        let name = quoted(field.name);
        match field.kind {
            Kind::Object(inside)
                if level < MOST_LEVELS
                    && !inside.fields.is_empty()
                    && !around.iter().any(|outer| std::ptr::eq(*outer, inside)) =>
            {
                let _ = writeln!(text, "{sign}{indent}{name}:");
                members(inside, level + 1, is_comment, around, text);
            }
            kind => {
                let value = field.constant.map_or_else(|| example(kind), str::to_owned);
                let _ = writeln!(text, "{sign}{indent}{name}: {value}");
            }
        }
    }
    around.pop();
}

/// Its meaning, and what it may be.
fn explained(field: &Field, indent: &str, text: &mut String) {
    let required = if field.required { ", required" } else { "" };
    let nullable = if field.nullable { ", or null" } else { "" };
    let what = format!("({}{nullable}{required})", described(field.kind));
    let said = format!(
        "{} {what}",
        field.help.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    let mut line = String::new();
    for word in said.split_whitespace() {
        if !line.is_empty() && line.len() + word.len() + indent.len() + 3 > WIDTH {
            let _ = writeln!(text, "{indent}## {line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(text, "{indent}## {line}");
}

fn described(kind: Kind) -> String {
    match kind {
        Kind::Choice(choices) | Kind::Code(choices) => {
            let values: Vec<String> = choices
                .iter()
                .map(|choice| match choice.name == choice.value {
                    true => choice.value.to_owned(),
                    false => format!("{} = {}", choice.value, choice.name),
                })
                .collect();
            format!("one of {}", values.join(", "))
        }
        Kind::List(inner) => format!("list: {}", described(*inner)),
        Kind::Map(inner) => format!("map: {}", described(*inner)),
        Kind::Object(object) => {
            let names: Vec<&str> = object.fields.iter().map(|field| field.name).collect();
            format!("object: {}", names.join(", "))
        }
        Kind::Secret => "secret".to_owned(),
        kind => placeholder(kind).to_lowercase(),
    }
}

/// A value of this kind, in YAML.
fn example(kind: Kind) -> String {
    match kind {
        Kind::Text | Kind::Secret | Kind::File => "\"\"".to_owned(),
        Kind::Integer | Kind::Number => "0".to_owned(),
        Kind::Boolean => "false".to_owned(),
        Kind::Json => "null".to_owned(),
        Kind::Choice(choices) => choices
            .first()
            .map_or_else(|| "\"\"".to_owned(), |choice| quoted(choice.value)),
        Kind::Code(choices) => choices
            .first()
            .map_or_else(|| "0".to_owned(), |choice| choice.value.to_owned()),
        Kind::List(_) => "[]".to_owned(),
        Kind::Map(_) | Kind::Object(_) => "{}".to_owned(),
    }
}

/// Text in YAML: as in JSON, unless it is a plain word.
fn quoted(text: &str) -> String {
    let is_word = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-'))
        && !matches!(
            text.to_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n"
        );
    match is_word {
        true => text.to_owned(),
        false => format!("{text:?}"),
    }
}
