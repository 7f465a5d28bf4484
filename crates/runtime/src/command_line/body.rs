//! Bodies: which flags there are for the properties of an object, and the object that is made of them.

use serde_json::{Map, Value};

use crate::command_line::alternatives::Alternative;
use crate::command_line::failure::Failed;
use crate::command_line::kinds::flag_path;
use crate::command_line::names::nearest;
use crate::command_line::table::{Field, Kind, Object};

/// Beyond this many, what lies deepest is given with the object around it.
const MOST_FLAGS: usize = 1500;
const MOST_LEVELS: usize = 8;

/// A property that has a flag.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    /// The names on the way to it.
    pub(crate) path: Vec<&'static str>,
    /// What comes behind `--`.
    pub(crate) name: String,
    pub(crate) field: &'static Field,
    /// An object whose properties have flags of their own as well.
    pub(crate) is_branch: bool,
    /// Where not all of several objects have it.
    pub(crate) alternatives: Vec<Alternative>,
}

/// The flags for all properties, at all levels.
pub(crate) fn leaves(object: &'static Object) -> Vec<Leaf> {
    let mut levels = MOST_LEVELS;
    loop {
        let mut walk = Walk {
            levels,
            path: Vec::new(),
            around: Vec::new(),
            alternatives: Vec::new(),
            leaves: Vec::new(),
        };
        walk.add(object);
        let mut leaves = walk.leaves;
        if leaves.len() <= MOST_FLAGS || levels <= 1 {
            name_apart(&mut leaves);
            return leaves;
        }
        levels -= 1;
    }
}

/// The way to a property.
struct Walk {
    levels: usize,
    path: Vec<&'static str>,
    around: Vec<&'static Object>,
    alternatives: Vec<Alternative>,
    leaves: Vec<Leaf>,
}

impl Walk {
    fn add(&mut self, object: &'static Object) {
        self.around.push(object);
        for field in object.fields() {
            if field.constant.is_some() || self.leaves.len() > MOST_FLAGS {
                continue;
            }
            let outer = self.alternatives.len();
            if !field.only.is_empty() {
                let alternative = Alternative::new(object, field, &self.path);
                self.alternatives.push(alternative);
            }
            self.path.push(field.name);
            let inside = match field.kind {
                // An object in itself would have no end.
                Kind::Object(inside) if !self.is_around(inside) => {
                    (self.path.len() < self.levels && !inside.fields().is_empty()).then_some(inside)
                }
                _ => None,
            };
            self.leaves.push(Leaf {
                path: self.path.clone(),
                name: flag_path(&self.path).trim_start_matches("--").to_owned(),
                field,
                is_branch: inside.is_some(),
                alternatives: self.alternatives.clone(),
            });
            if let Some(inside) = inside {
                self.add(inside);
            }
            self.path.pop();
            self.alternatives.truncate(outer);
        }
        self.around.pop();
    }

    fn is_around(&self, object: &'static Object) -> bool {
        self.around.iter().any(|outer| std::ptr::eq(*outer, object))
    }
}

/// Names that differ in case and signs only are those of the wire.
fn name_apart(leaves: &mut [Leaf]) {
    let mut taken = std::collections::HashSet::new();
    for leaf in leaves {
        if !taken.insert(leaf.name.clone()) {
            leaf.name = leaf.path.join(".");
            while !taken.insert(leaf.name.clone()) {
                leaf.name.push('_');
            }
        }
    }
}

/// Sets what lies at a path, and makes the objects on the way. Of a map, and of a map only, what is not named stays.
pub(crate) fn set(body: &mut Value, path: &[&str], kind: Kind, value: Value) {
    let Some((last, parents)) = path.split_last() else {
        return;
    };
    let mut place = body;
    for name in parents {
        place = member(place, name);
    }
    let place = member(place, last);
    match (kind, place, value) {
        (Kind::Map(_), Value::Object(entries), Value::Object(more)) => entries.extend(more),
        (_, place, value) => *place = value,
    }
}

/// The member of this name, of an object that is made where there is none.
fn member<'b>(place: &'b mut Value, name: &str) -> &'b mut Value {
    if !place.is_object() {
        *place = Value::Object(Map::new());
    }
    // Indexing an object adds what it lacks.
    &mut place[name]
}

/// Adds what the description says once and for all.
pub(crate) fn add_constants(object: &'static Object, body: &mut Value) {
    let Value::Object(members) = body else {
        return;
    };
    for field in object.fields() {
        match (field.constant, field.kind, members.get_mut(field.name)) {
            (Some(json), _, None) if field.required => {
                let value = serde_json::from_str(json).unwrap_or_default();
                members.insert(field.name.to_owned(), value);
            }
            (None, Kind::Object(inside), Some(value)) => add_constants(inside, value),
            _ => {}
        }
    }
}

/// The path of the first property that is required and missing.
pub(crate) fn missing(object: &'static Object, body: &Value) -> Option<Vec<&'static str>> {
    // What else the body is, its type refuses.
    let members = body.as_object()?;
    let tag = object.tag.and_then(|tag| members.get(tag)?.as_str());
    for field in object.fields() {
        let is_wanted =
            || field.only.is_empty() || tag.is_some_and(|tag| field.only.contains(&tag));
        match (members.get(field.name), field.kind) {
            (None, _) if field.required && is_wanted() => return Some(vec![field.name]),
            (Some(value), Kind::Object(inside)) => {
                if let Some(mut path) = missing(inside, value) {
                    path.insert(0, field.name);
                    return Some(path);
                }
            }
            _ => {}
        }
    }
    None
}

/// Refuses properties that the description does not know: they are misspelt.
pub(crate) fn refuse_unknown(object: &'static Object, body: &Value) -> Result<(), Failed> {
    let Value::Object(members) = body else {
        return Ok(());
    };
    for (name, value) in members {
        let known = object.fields().iter().find(|field| field.name == name);
        match known.map(|field| field.kind) {
            Some(Kind::Object(inside)) => refuse_unknown(inside, value)?,
            Some(_) => {}
            None if object.is_open() => {}
            None => {
                let error = Failed::usage(format!("the body has no property `{name}`"));
                let names = object.fields().iter().map(|field| field.name);
                return Err(match nearest(name, names) {
                    Some(nearest) => error.advice(format!("a similar one is `{nearest}`")),
                    None => error.advice("`--body-template` shows those that it has"),
                });
            }
        }
    }
    Ok(())
}
