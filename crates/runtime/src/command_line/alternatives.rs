//! Several objects in one place, of which a body has one: which flags go together.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::command_line::failure::Failed;
use crate::command_line::kinds::flag_path;
use crate::command_line::table::{Choice, Field, Kind, Object};

/// What has to be chosen for a property to be there.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    /// The flag that chooses, where there is one, and whether it can stand without its name.
    tag: Option<(String, bool)>,
    choices: &'static [Choice],
    only: &'static [&'static str],
}

impl Alternative {
    /// `path` leads to the object.
    pub(crate) fn new(
        object: &'static Object,
        field: &'static Field,
        path: &[&'static str],
    ) -> Self {
        let mut fields = object.fields().iter();
        let tag = object
            .tag
            .and_then(|name| fields.find(|field| field.name == name));
        let choices = match tag.map(|tag| tag.kind) {
            Some(Kind::Choice(choices)) => choices,
            _ => &[],
        };
        let tag = tag.map(|tag| {
            let path = [path, &[tag.name]].concat();
            (flag_path(&path), path.len() == 1 && tag.required)
        });
        Self {
            tag,
            choices,
            only: field.only,
        }
    }

    /// Whether the words of the command line choose another one.
    pub(crate) fn is_ruled_out(&self, words: &[&str]) -> bool {
        let Some((flag, is_positional)) = &self.tag else {
            return false;
        };
        let joined = format!("{flag}=");
        let named = words.windows(2).find_map(|pair| match pair {
            [before, word] if before == flag => Some(*word),
            _ => None,
        });
        let named = named.or_else(|| words.iter().find_map(|word| word.strip_prefix(&joined)));
        let is_choice = |word: &&&str| self.choices.iter().any(|choice| choice.name == **word);
        let chosen = named.or_else(|| {
            words
                .iter()
                .filter(|_| *is_positional)
                .find(is_choice)
                .copied()
        });
        chosen.is_some_and(|chosen| !self.only.contains(&chosen))
    }
}

impl std::fmt::Display for Alternative {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.only.join(", ");
        match &self.tag {
            Some((flag, _)) => write!(formatter, "Only with {flag} {names}."),
            None => write!(formatter, "Only of {names}."),
        }
    }
}

/// Refuses properties that no object has together.
pub(crate) fn check<'p>(
    object: &'static Object,
    body: &Value,
    paths: impl IntoIterator<Item = &'p [&'static str]>,
) -> Result<(), Failed> {
    let mut left = Left::default();
    for path in paths {
        let (mut object, mut value) = (object, Some(body));
        for (depth, name) in path.iter().enumerate() {
            let mut fields = object.fields().iter();
            let Some(field) = fields.find(|field| field.name == *name) else {
                break;
            };
            // What may have anything has this as well.
            if !field.only.is_empty() && !object.is_open() {
                let tag = object.tag.and_then(|tag| value?.get(tag)?.as_str());
                let (before, _) = path.split_at(depth);
                match tag {
                    Some(tag) => fits(before, field, tag)?,
                    None => left.narrow(before, field)?,
                }
            }
            let Kind::Object(inside) = field.kind else {
                break;
            };
            object = inside;
            value = value.and_then(|value| value.get(name));
        }
    }
    Ok(())
}

fn fits(path: &[&'static str], field: &Field, tag: &str) -> Result<(), Failed> {
    match field.only.contains(&tag) {
        true => Ok(()),
        false => Err(
            Failed::usage(format!("{} does not go with `{tag}`", flag(path, field)))
                .advice(format!("only with {}", field.only.join(", "))),
        ),
    }
}

fn flag(path: &[&'static str], field: &Field) -> String {
    flag_path(&[path, &[field.name]].concat())
}

/// Which objects it can still be where no tag says it, and the flag that said so, by the path of the object.
#[derive(Default)]
struct Left(BTreeMap<Vec<&'static str>, (String, Vec<&'static str>)>);

impl Left {
    fn narrow(&mut self, path: &[&'static str], field: &Field) -> Result<(), Failed> {
        let flag = flag(path, field);
        let all = || (flag.clone(), field.only.to_vec());
        let (other, left) = self.0.entry(path.to_vec()).or_insert_with(all);
        left.retain(|name| field.only.contains(name));
        match left.is_empty() {
            false => Ok(()),
            true => Err(
                Failed::usage(format!("{flag} and {other} do not go together"))
                    .advice(format!("{flag}: only of {}", field.only.join(", "))),
            ),
        }
    }
}
