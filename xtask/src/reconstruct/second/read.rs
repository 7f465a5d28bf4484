//! What pages for Java, Go and TypeScript print.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::Told;
use super::types;
use crate::reconstruct::entities;
use crate::reconstruct::files;
use crate::reconstruct::finding::Place;
use crate::reconstruct::literal;
use crate::reconstruct::operation_page::listed;
use crate::reconstruct::row;
use crate::reconstruct::type_expression::Type;
use crate::reconstruct::wire::{fold, shape};

/// What another set of pages says.
#[derive(Debug, Clone)]
pub struct Other {
    pub(super) whole: Arc<str>,
    /// By method and shape of the path.
    pub(super) operations: HashMap<(String, String), OtherOperation>,
    /// By name, folded.
    pub(super) models: HashMap<String, OtherModel>,
}

/// What it says of an operation.
#[derive(Debug, Clone, Default)]
pub(super) struct OtherOperation {
    /// By name, folded.
    pub(super) parameters: HashMap<String, Told>,
    pub(super) returns: Option<Told>,
}

/// What it says of a model.
#[derive(Debug, Clone)]
pub(super) enum OtherModel {
    Object(HashMap<String, Told>),
    Enumeration(Vec<Value>, Place),
}

/// Reads the pages of a folder.
///
/// # Errors
///
/// A message when the folder cannot be read.
pub fn read(folder: &Path) -> Result<Other, String> {
    let mut other = Other {
        whole: Arc::from(files::name(folder)),
        operations: HashMap::new(),
        models: HashMap::new(),
    };
    for path in files::paths(folder)? {
        // What is no text is no page.
        if let Some(text) = files::content(&path)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
        {
            other.page(&Arc::from(files::name(&path)), &text);
        }
    }
    Ok(other)
}

impl Other {
    fn page(&mut self, file: &Arc<str>, text: &str) {
        if text.lines().any(|line| listed(line).is_some()) {
            self.operations_of(file, text);
        } else {
            self.model_of(file, text);
        }
    }

    fn operations_of(&mut self, file: &Arc<str>, text: &str) {
        let mut keys: HashMap<String, (String, String)> = HashMap::new();
        let mut current: Option<(String, String)> = None;
        let mut section = "";
        let mut fenced = false;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end();
            let place = || Place::new(file, index + 1);
            if line.starts_with("```") {
                fenced = !fenced;
            } else if fenced {
            } else if let Some((name, method, path, _)) = listed(line) {
                let path = entities::decode(path);
                let key = (method.to_ascii_lowercase(), shape(&path));
                keys.insert(name.to_owned(), key);
            } else if let Some(key) = heading(line).and_then(|name| keys.get(name)) {
                self.operations.entry(key.clone()).or_default();
                current = Some(key.clone());
                section = "";
            } else if line.starts_with("### ") {
                section = line;
            } else if let Some(operation) = current
                .as_ref()
                .and_then(|key| self.operations.get_mut(key))
            {
                let in_path = match section {
                    "### Path Parameters" => Some(true),
                    "### Other Parameters" => Some(false),
                    _ => None,
                };
                if section == "### Return type" && operation.returns.is_none() {
                    let kind = row::linked(line).map(|(kind, ..)| row::type_text(kind));
                    let kind = kind.and_then(|kind| types::parse(&kind));
                    operation.returns = kind.map(|kind| Told {
                        kind,
                        required: true,
                        in_path,
                        place: place(),
                    });
                } else if section.ends_with("Parameters")
                    && let Some((name, told)) = told(line, in_path, place())
                {
                    operation.parameters.insert(name, told);
                }
            }
        }
    }

    fn model_of(&mut self, file: &Arc<str>, text: &str) {
        let mut name = None;
        let mut section = "";
        let mut rows: HashMap<String, Told> = HashMap::new();
        let mut values: Vec<Value> = Vec::new();
        let mut inline: HashMap<&str, Vec<Value>> = HashMap::new();
        let mut place = Place::new(file, 0);
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if let (Some(heading), None) = (line.strip_prefix("# "), &name) {
                name = Some(fold(heading));
                place.line = index + 1;
            } else if line.starts_with("##") {
                section = line;
            } else if section == "## Properties" {
                rows.extend(told(line, None, Place::new(file, index + 1)));
            } else if section == "## Enum" {
                values.extend(value(line));
            } else if let Some(class) = section.strip_prefix("## Enum: ") {
                inline.entry(class).or_default().extend(cell(line));
            }
        }
        for (class, values) in inline {
            let class = class.trim_start_matches("List<").trim_end_matches('>');
            let class = class
                .trim_start_matches("List&lt;")
                .trim_end_matches("&gt;");
            rows.values_mut()
                .for_each(|told| put(&mut told.kind, class, &values));
        }
        let Some(name) = name else { return };
        if !values.is_empty() {
            self.models
                .insert(name, OtherModel::Enumeration(values, place));
        } else if !rows.is_empty() {
            self.models.insert(name, OtherModel::Object(rows));
        }
    }
}

/// Puts the values in the place of the class that a language makes of them.
fn put(kind: &mut Type, class: &str, values: &[Value]) {
    match kind {
        Type::Model(name) if name == class => {
            let of = match values {
                [Value::String(_), ..] => Type::Text,
                _ => Type::Integer,
            };
            *kind = Type::Values(Box::new(of), values.to_vec());
        }
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => put(inner, class, values),
        _ => {}
    }
}

/// The method in `# **findBooks**` or `## FindBooks`.
fn heading(line: &str) -> Option<&str> {
    line.strip_prefix("# **")
        .and_then(|rest| rest.strip_suffix("**"))
        .or_else(|| line.strip_prefix("## "))
        .map(|name| name.trim_matches('`'))
}

/// A row: the name, folded, and what is told of the value.
fn told(line: &str, in_path: Option<bool>, place: Place) -> Option<(String, Told)> {
    let mut text = line.trim().replacen("| Pointer to ", "| ", 1);
    // The template for TypeScript prints values twice, the second time as those of a list.
    if let Some((name, rest)) = text.split_once("| [**")
        && let Some((kind, rest)) = rest.split_once("**]**")
        && let Some((_, rest)) = rest.split_once("**")
    {
        text = format!("{name}| **{kind}**{rest}");
    }
    let cells = row::cells(&text)?;
    let mut kind = types::parse(&cells.kind)?;
    // Java prints the values of a text without a name among the notes.
    if let Some((_, values)) = cells.rest.rsplit_once("[enum: ")
        && let Some((values, _)) = values.split_once(']')
        && kind == Type::Text
    {
        let values = values
            .split(',')
            .map(str::trim)
            .filter(|value| !value.is_empty());
        let values = values.map(|value| Value::from(entities::decode(value).into_owned()));
        kind = Type::Values(Box::new(Type::Text), values.collect());
    }
    let required = !cells.rest.contains("[optional]") && !cells.rest.contains("(optional)");
    Some((
        fold(&cells.name),
        Told {
            kind,
            required,
            in_path,
            place,
        },
    ))
}

/// ``* `RED` (value: `"red"`)``
fn value(line: &str) -> Option<Value> {
    let (_, rest) = line.split_once("` (value: `")?;
    literal::untyped(rest.trim_end().strip_suffix("`)")?)
}

/// `| RED | &quot;red&quot; |`
fn cell(line: &str) -> Option<Value> {
    let (_, rest) = line.trim().strip_prefix('|')?.split_once('|')?;
    let text = rest.trim().strip_suffix('|')?.trim();
    literal::untyped(&entities::decode(text))
}
