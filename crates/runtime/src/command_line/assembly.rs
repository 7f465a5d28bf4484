//! A call: from what was given to a request.

use std::collections::BTreeMap;
use std::io::Read as _;

use bytes::Bytes;
use clap::ArgMatches;
use serde_json::{Map, Value};

use crate::client::core::{Core, Request};
use crate::command_line::arguments::{WHOLE, flags};
use crate::command_line::failure::Failed;
use crate::command_line::given::Given;
use crate::command_line::kinds::{combined, flag_path};
use crate::command_line::names::flag_of;
use crate::command_line::secrets::{fetch_all, hide_all};
use crate::command_line::table::{CommandRow, Field, Kind, Object};
use crate::command_line::{alternatives, body};

/// What a call is made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    /// Parameters by their name.
    pub(crate) arguments: BTreeMap<&'static str, Value>,
    /// The body that flags count on top of.
    pub(crate) base: Option<Value>,
    /// A body that is no JSON.
    pub(crate) content: Option<Bytes>,
    /// A body that is no object: the items of a list, the entries of a map, or a single value.
    pub(crate) whole: Option<Value>,
    /// What is set in the body, or in an item of it.
    pub(crate) changes: Vec<Change>,
    /// Only what is named is sent.
    pub(crate) replace: bool,
}

/// A property of the body that is set.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) path: Vec<&'static str>,
    pub(crate) kind: Kind,
    pub(crate) value: Value,
}

impl Input {
    /// What the flags say.
    pub(crate) fn from_flags(
        row: &'static CommandRow,
        matches: &ArgMatches,
    ) -> Result<Self, Failed> {
        let mut input = Self::default();
        let all = flags(row);
        for (argument, name) in &all.arguments {
            let id = format!("argument:{}", argument.name);
            if let Some(value) = value_of(matches, &id, argument.kind, &format!("--{name}"))? {
                input.arguments.insert(argument.name, value);
            }
        }
        for leaf in &all.fields {
            let id = format!("field:{}", leaf.path.join("."));
            let flag = format!("--{}", leaf.name);
            if let Some(value) = value_of(matches, &id, leaf.field.kind, &flag)? {
                input.changes.push(Change {
                    path: leaf.path.clone(),
                    kind: leaf.field.kind,
                    value,
                });
            }
        }
        let Some(described) = &row.body else {
            return Ok(input);
        };
        if let Some(name) = all.whole {
            let flag = format!("--{name}");
            input.whole = value_of(matches, WHOLE, described.kind, &flag)?;
        }
        for name in matches.get_many::<String>("null").into_iter().flatten() {
            let named = |leaf: &&body::Leaf| leaf.name == *name || leaf.path.join(".") == *name;
            let leaf = all.fields.iter().find(named).ok_or_else(|| {
                let names = all.fields.iter().map(|leaf| leaf.name.as_str());
                let error = Failed::usage(format!("--null: there is no property `{name}`"));
                match crate::command_line::names::nearest(name, names) {
                    Some(nearest) => error.advice(format!("a similar one is `{nearest}`")),
                    None => error,
                }
            })?;
            input.changes.push(Change {
                path: leaf.path.clone(),
                kind: leaf.field.kind,
                value: Value::Null,
            });
        }
        input.replace = row.reads.is_some() && matches.get_flag("replace");
        if let Some(path) = matches.get_one::<String>("body") {
            let content = read(path)?;
            match described.kind {
                Kind::Text | Kind::File => input.content = Some(content),
                _ => input.base = Some(parse(path, &content)?),
            }
        }
        Ok(input)
    }

    /// The parameters, in a request.
    pub(crate) fn request(&self, row: &'static CommandRow, core: &Core) -> Result<Request, Failed> {
        let mut request = core.request(row.operation);
        for argument in row.arguments {
            let Some(value) = self.arguments.get(argument.name) else {
                if argument.required {
                    let flag = flag_of(argument.name);
                    return Err(Failed::usage(format!("{flag} is missing")));
                }
                continue;
            };
            let given = Given::new(flag_of(argument.name), value.clone());
            request = (argument.put)(request, &given)?;
        }
        Ok(request)
    }

    /// What an update changes, secrets aside: for somebody to look at.
    pub(crate) fn changed(&self) -> Value {
        let mut body = self
            .base
            .clone()
            .unwrap_or_else(|| Value::Object(Map::new()));
        for change in &self.changes {
            let mut value = change.value.clone();
            hide_all(change.kind, &mut value);
            body::set(&mut body, &change.path, change.kind, value);
        }
        body
    }

    /// The body, on top of what is there already.
    pub(crate) fn body(
        &self,
        row: &'static CommandRow,
        current: Option<Value>,
    ) -> Result<Option<Given>, Failed> {
        let Some(described) = &row.body else {
            return Ok(None);
        };
        if let Some(content) = &self.content {
            return Ok(Some(Given::content("--body", content.clone())));
        }
        let nothing = self.changes.is_empty()
            && self.base.is_none()
            && self.whole.is_none()
            && current.is_none();
        let Kind::Object(object) = described.kind else {
            return match (nothing, described.required) {
                (true, true) => Err(body_is_missing(row)),
                (true, false) => Ok(None),
                (false, _) => {
                    let body = self.list_or_value(described.kind)?;
                    Ok(Some(Given::new("--body", body)))
                }
            };
        };
        if nothing && !described.required {
            return Ok(None);
        }
        let is_partial = current.is_some();
        let mut body = current.unwrap_or_else(|| Value::Object(Map::new()));
        match (&self.base, &mut body) {
            (Some(Value::Object(base)), Value::Object(members)) => {
                members.extend(base.clone());
            }
            (Some(base), body) => *body = base.clone(),
            (None, _) => {}
        }
        for change in &self.changes {
            body::set(&mut body, &change.path, change.kind, change.value.clone());
        }
        if !is_partial {
            self.fill_from_path(row, object, &mut body);
        }
        body::add_constants(object, &mut body);
        body::refuse_unknown(object, &body)?;
        self.check(object, &body)?;
        Ok(Some(Given::new("--body", body)))
    }

    /// A body that is no object: what the file holds, and behind it what the flags say.
    fn list_or_value(&self, kind: Kind) -> Result<Value, Failed> {
        let given = self.base.iter().chain(&self.whole).cloned();
        let body = combined(kind, given.collect());
        let Kind::List(Kind::Object(object)) = kind else {
            return Ok(body);
        };
        let Value::Array(mut items) = body else {
            return Ok(body);
        };
        if !self.changes.is_empty() {
            let mut item = Value::Object(Map::new());
            for change in &self.changes {
                body::set(&mut item, &change.path, change.kind, change.value.clone());
            }
            items.push(item);
        }
        for item in &mut items {
            body::add_constants(object, item);
            body::refuse_unknown(object, item)?;
            self.check(object, item)?;
        }
        Ok(Value::Array(items))
    }

    /// Refuses a body that lacks something, or has what does not go together.
    fn check(&self, object: &'static Object, body: &Value) -> Result<(), Failed> {
        let paths = self.changes.iter().map(|change| change.path.as_slice());
        alternatives::check(object, body, paths)?;
        match body::missing(object, body) {
            None => Ok(()),
            Some(path) => Err(Failed::usage(format!("{} is missing", flag_path(&path)))
                .advice("`--body-template` shows what is required")),
        }
    }

    /// What the path says does not have to be said again: the name of a user that is replaced, for instance.
    fn fill_from_path(&self, row: &'static CommandRow, object: &'static Object, body: &mut Value) {
        let required = row.arguments.iter().filter(|argument| argument.required);
        for argument in required {
            let same = |field: &&Field| field.required && field.name == argument.name;
            let (Some(field), Some(value)) = (
                object.fields().iter().find(same),
                self.arguments.get(argument.name),
            ) else {
                continue;
            };
            if body.get(field.name).is_none() {
                body[field.name] = value.clone();
            }
        }
    }
}

fn body_is_missing(row: &'static CommandRow) -> Failed {
    let advice = match flags(row).whole {
        Some(name) => format!("so is `--{name}`, which would do"),
        None => "it takes a file, or `-` for standard input".to_owned(),
    };
    Failed::usage("--body is missing").advice(advice)
}

fn value_of(
    matches: &ArgMatches,
    id: &str,
    kind: Kind,
    flag: &str,
) -> Result<Option<Value>, Failed> {
    let Some(values) = matches.get_many::<Value>(id) else {
        return Ok(None);
    };
    let mut value = combined(kind, values.cloned().collect());
    fetch_all(kind, &mut value, flag)?;
    Ok(Some(value))
}

/// The content of a file, or of standard input.
pub(crate) fn read(path: &str) -> Result<Bytes, Failed> {
    let failed = |error: std::io::Error| Failed::usage(format!("cannot read `{path}`: {error}"));
    if path == "-" {
        let mut content = Vec::new();
        std::io::stdin().read_to_end(&mut content).map_err(failed)?;
        return Ok(content.into());
    }
    std::fs::read(path).map(Bytes::from).map_err(failed)
}

/// JSON, or YAML.
fn parse(path: &str, content: &[u8]) -> Result<Value, Failed> {
    serde_json::from_slice(content)
        .or_else(|_| serde_yaml::from_slice(content))
        .map_err(|error| {
            // Not the text, which may hold a secret.
            let place = error
                .location()
                .map(|at| format!(":{}:{}", at.line(), at.column()));
            Failed::usage(format!(
                "{path}{}: it is neither JSON nor YAML",
                place.unwrap_or_default()
            ))
        })
}
