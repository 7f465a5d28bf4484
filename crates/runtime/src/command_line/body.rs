//! Bodies: which flags there are for the properties of an object, and the object that is made of them.

use serde_json::{Map, Value};

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
}

/// The flags for all properties, at all levels.
pub(crate) fn leaves(object: &'static Object) -> Vec<Leaf> {
    let mut levels = MOST_LEVELS;
    loop {
        let mut leaves = Vec::new();
        add(
            object,
            levels,
            &mut Vec::new(),
            &mut Vec::new(),
            &mut leaves,
        );
        if leaves.len() <= MOST_FLAGS || levels <= 1 {
            name_apart(&mut leaves);
            return leaves;
        }
        levels -= 1;
    }
}

fn add(
    object: &'static Object,
    levels: usize,
    path: &mut Vec<&'static str>,
    around: &mut Vec<&'static Object>,
    leaves: &mut Vec<Leaf>,
) {
    around.push(object);
    for field in object.fields {
        if field.constant.is_some() || leaves.len() > MOST_FLAGS {
            continue;
        }
        path.push(field.name);
        let inside = match field.kind {
            // An object in itself would have no end.
            Kind::Object(inside) if !around.iter().any(|outer| std::ptr::eq(*outer, inside)) => {
                (path.len() < levels && !inside.fields.is_empty()).then_some(inside)
            }
            _ => None,
        };
        leaves.push(Leaf {
            path: path.clone(),
            name: flag_path(path).trim_start_matches("--").to_owned(),
            field,
            is_branch: inside.is_some(),
        });
        if let Some(inside) = inside {
            add(inside, levels, path, around, leaves);
        }
        path.pop();
    }
    around.pop();
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
    for field in object.fields {
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

/// The first property that is required and missing.
pub(crate) fn missing(object: &'static Object, body: &Value) -> Option<&'static Field> {
    object
        .fields
        .iter()
        .find(|field| field.required && body.get(field.name).is_none())
}

/// Refuses properties that the description does not know: they are misspelt.
pub(crate) fn refuse_unknown(object: &'static Object, body: &Value) -> Result<(), Failed> {
    let Value::Object(members) = body else {
        return Ok(());
    };
    for (name, value) in members {
        let known = object.fields.iter().find(|field| field.name == name);
        match known.map(|field| field.kind) {
            Some(Kind::Object(inside)) => refuse_unknown(inside, value)?,
            Some(_) => {}
            None if object.open => {}
            None => {
                let error = Failed::usage(format!("the body has no property `{name}`"));
                let names = object.fields.iter().map(|field| field.name);
                return Err(match nearest(name, names) {
                    Some(nearest) => error.advice(format!("a similar one is `{nearest}`")),
                    None => error.advice("`--body-template` shows those that it has"),
                });
            }
        }
    }
    Ok(())
}
