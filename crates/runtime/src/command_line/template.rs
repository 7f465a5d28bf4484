//! A body to fill in: every property, with its type and meaning as a comment.

use std::fmt::Write as _;

use crate::command_line::help::wrapped;
use crate::command_line::kinds::placeholder;
use crate::command_line::table::{Field, Kind, Object};

const MOST_LEVELS: usize = 8;
const WIDTH: usize = 100;

/// The template, in YAML. What is not required is a comment.
pub(crate) fn template(kind: Kind) -> String {
    let mut template = Template::default();
    match kind {
        Kind::Object(object) => template.members(object, 0, false),
        kind => match inside(kind) {
            Some((begin, object)) => {
                template.text.push_str(&format!("{begin}\n"));
                template.members(object, 1, false);
            }
            None => template
                .text
                .push_str(&format!("# {}\n{}\n", described(kind), example(kind))),
        },
    }
    template.text
}

/// The objects in a list or a map, and what an item begins with.
fn inside(kind: Kind) -> Option<(&'static str, &'static Object)> {
    match kind {
        Kind::List(Kind::Object(object)) => Some(("-", object)),
        Kind::Map(Kind::Object(object)) => Some(("KEY:", object)),
        _ => None,
    }
}

#[derive(Default)]
struct Template {
    around: Vec<&'static Object>,
    text: String,
}

impl Template {
    fn members(&mut self, object: &'static Object, level: usize, is_comment: bool) {
        self.around.push(object);
        for field in object.fields() {
            let is_comment = is_comment || !field.required || !field.only.is_empty();
            let indent = "  ".repeat(level);
            self.explained(object, field, &indent);
            let sign = if is_comment { "# " } else { "" };
            let name = quoted(field.name);
            let item = match field.kind {
                Kind::Object(object) => Some(("", object)),
                kind => inside(kind),
            };
            match item {
                Some((begin, inside)) if level < MOST_LEVELS && self.is_new(inside) => {
                    let _ = writeln!(self.text, "{sign}{indent}{name}:");
                    let mut level = level + 1;
                    if !begin.is_empty() {
                        let _ = writeln!(self.text, "{sign}{indent}  {begin}");
                        level += 1;
                    }
                    self.members(inside, level, is_comment);
                }
                _ => {
                    let value = field
                        .constant
                        .map_or_else(|| example(field.kind), str::to_owned);
                    let _ = writeln!(self.text, "{sign}{indent}{name}: {value}");
                }
            }
        }
        self.around.pop();
    }

    /// An object in itself would have no end.
    fn is_new(&self, object: &'static Object) -> bool {
        let mut around = self.around.iter();
        !object.fields().is_empty() && !around.any(|outer| std::ptr::eq(*outer, object))
    }

    /// Its meaning, and what it may be.
    fn explained(&mut self, object: &'static Object, field: &Field, indent: &str) {
        let required = if field.required { ", required" } else { "" };
        let nullable = if field.nullable { ", or null" } else { "" };
        let only = match (field.only, object.tag) {
            ([], _) => String::new(),
            (only, Some(tag)) => format!(", only with {tag} {}", only.join(" or ")),
            (only, None) => format!(", only of {}", only.join(" or ")),
        };
        let text = format!(
            "{} ({}{nullable}{required}{only})",
            field.help,
            described(field.kind)
        );
        let begin = format!("{indent}## ");
        self.text.push_str(&wrapped(&begin, &begin, &text, WIDTH));
    }
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
            let names: Vec<&str> = object.fields().iter().map(|field| field.name).collect();
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
        Kind::Integer | Kind::Number | Kind::UnixSeconds | Kind::UnixMilliseconds => "0".to_owned(),
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
