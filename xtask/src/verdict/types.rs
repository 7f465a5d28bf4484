//! What is different in the types of a crate.

use super::Level::{Addition, Breaking, Patch};
use super::compare::{Changes, pairs, warning};
use super::interface::{Definition, Shape};
use super::renames::Renames;
use super::subject::Subject;
use super::{fields, variants};

/// Compares types; the old ones are referred to by their new names.
pub(super) fn compare(
    old: &[Definition],
    new: &[Definition],
    renames: &Renames<'_>,
    changes: &mut Changes,
) {
    let now = |definition: &Definition| Some(renames.name(&definition.name).to_owned());
    let pairs = pairs(old, new, |definition| &definition.name, now);
    for (old, new) in pairs.both {
        if old.name != new.name {
            let text = format!("{} is called {} now", old.name, new.name);
            let (before, after) = (Subject::whole(&old.name), Subject::whole(&new.name));
            changes.add(Breaking, text, Some(before), Some(after));
        }
        one(old, new, changes);
    }
    for definition in pairs.removed {
        let text = format!("{} was removed", definition.name);
        let subject = Subject::whole(&definition.name);
        changes.add(Breaking, text, Some(subject), None);
    }
    for definition in pairs.added {
        let text = format!("{} is new", definition.name);
        let subject = Subject::whole(&definition.name);
        changes.add(Addition, text, None, Some(subject));
    }
}

fn one(old: &Definition, new: &Definition, changes: &mut Changes) {
    let name = &new.name;
    let mut add = |level, text| {
        let (before, after) = (Subject::whole(&old.name), Subject::whole(name));
        changes.add(level, text, Some(before), Some(after));
    };
    if let Some((level, text)) = warning(name, old.deprecated, new.deprecated) {
        add(level, text);
    }
    match (&old.shape, &new.shape) {
        (Shape::Fields { .. }, Shape::Fields { .. }) => fields::compare(old, new, changes),
        (Shape::Newtype(was), Shape::Newtype(is)) if was != is => {
            add(Breaking, format!("{name} holds {is}, no longer {was}"));
        }
        (Shape::Newtype(_), Shape::Newtype(_)) => {}
        (Shape::Variants { by: was, .. }, Shape::Variants { by: is, .. }) => {
            if was != is {
                let is = if is.is_empty() { "its members" } else { is };
                add(Patch, format!("{name} is told apart by {is}"));
            }
            variants::compare(old, new, changes);
        }
        (was, is) => {
            let text = format!("{name} is {}, no longer {}", kind(is), kind(was));
            add(Breaking, text);
        }
    }
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Fields { .. } => "a struct with fields",
        Shape::Newtype(_) => "a struct around one value",
        Shape::Variants { .. } => "an enum",
    }
}
