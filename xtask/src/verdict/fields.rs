//! What is different in the fields of a struct and in how it is made.

use super::Level::{Addition, Breaking, Patch};
use super::compare::{Changes, Pairs, pairs, warning};
use super::interface::{Definition, Field, Shape};
use super::subject::Subject;

pub(super) fn compare(old_type: &Definition, new_type: &Definition, changes: &mut Changes) {
    let (Some(old), Some(new)) = (Struct::of(old_type), Struct::of(new_type)) else {
        return;
    };
    let name = &new_type.name;
    let likeness = |field: &Field| field.is_described().then(|| field.wire.clone());
    let pairs = pairs(old.fields, new.fields, |field| &field.name, likeness);
    let is_reordered = pairs.is_reordered(new.fields, |field| &field.name);
    let Pairs {
        both,
        removed,
        added,
    } = pairs;
    // The fields about which something was said: their places among the arguments of `new` follow from it.
    let mut told: Vec<&str> = Vec::new();
    let loses_default = old.has_default() && !new.has_default();
    for (was, is) in both {
        let mut said = Vec::new();
        one(name, (&old, was), (&new, is), &mut |level, text| {
            said.push((level, text));
        });
        if said.iter().any(|(level, _)| *level != Patch) {
            told.extend([was.name.as_str(), is.name.as_str()]);
        }
        for (level, text) in said {
            let (before, after) = (subject(old_type, was), subject(new_type, is));
            changes.add(level, text, Some(before), Some(after));
        }
    }
    for field in removed {
        told.push(&field.name);
        let text = format!("{name}.{} was removed", field.rust_name());
        let before = subject(old_type, field);
        changes.add(Breaking, text, Some(before), Some(Subject::whole(name)));
    }
    for field in added {
        told.push(&field.name);
        let is_argument = new
            .constructor
            .is_some_and(|arguments| arguments.contains(&field.name));
        let (level, consequence) = if is_argument {
            (Breaking, format!(", and an argument of {name}::new"))
        } else if loses_default && !field.is_optional() {
            (Breaking, format!(", so that {name} has no default"))
        } else {
            (Addition, String::new())
        };
        let text = format!(
            "{name}.{} is new: {}{consequence}",
            field.rust_name(),
            field.ty
        );
        let before = Subject::whole(&old_type.name);
        changes.add(level, text, Some(before), Some(subject(new_type, field)));
    }
    let mut add = |level, text| {
        let (before, after) = (Subject::whole(&old_type.name), Subject::whole(name));
        changes.add(level, text, Some(before), Some(after));
    };
    match (old.constructor, new.constructor) {
        (Some(_), None) => add(Breaking, format!("{name}::new was removed")),
        (None, Some(arguments)) => {
            add(
                Addition,
                format!("{name}::new({}) is new", arguments.join(", ")),
            );
        }
        (Some(before), Some(after)) if differ(before, after, &told) => {
            let text = format!(
                "{name}::new takes ({}), no longer ({})",
                after.join(", "),
                before.join(", ")
            );
            add(Breaking, text);
        }
        _ if is_reordered => add(Patch, format!("{name} has its fields in another order")),
        _ => {}
    }
}

/// A struct with fields.
struct Struct<'a> {
    fields: &'a [Field],
    /// The arguments of `new`, where callers make it.
    constructor: Option<&'a [String]>,
}

impl<'a> Struct<'a> {
    fn of(definition: &'a Definition) -> Option<Self> {
        match &definition.shape {
            Shape::Fields { new, fields } => Some(Self {
                fields,
                constructor: new.as_deref(),
            }),
            _ => None,
        }
    }

    /// The type of a field. What nobody writes is absent where it is `null`, which older outlines did not say.
    fn held<'f>(&self, field: &'f Field) -> &'f str {
        let absent = field.ty.strip_suffix(" or null");
        let absent = absent.filter(|ty| self.constructor.is_none() && ty.ends_with('?'));
        absent.unwrap_or(&field.ty)
    }

    /// What may be empty has a default.
    fn has_default(&self) -> bool {
        let mut described = self.fields.iter().filter(|field| field.is_described());
        described.all(Field::is_optional)
    }
}

fn subject(of: &Definition, field: &Field) -> Subject {
    match field.is_described() {
        true => Subject::property(&of.name, &field.wire),
        false => Subject::whole(&of.name),
    }
}

/// Whether the arguments of `new` differ in what the fields themselves do not tell.
fn differ(before: &[String], after: &[String], told: &[&str]) -> bool {
    let untold = |names: &[String]| -> Vec<String> {
        let untold = names.iter().filter(|name| !told.contains(&name.as_str()));
        untold.cloned().collect()
    };
    let common = |one: &[String], other: &[String]| -> Vec<String> {
        let in_both = one.iter().filter(|name| other.contains(name));
        in_both.cloned().collect()
    };
    untold(before) != untold(after) || common(before, after) != common(after, before)
}

/// What is different in one field.
fn one(
    name: &str,
    (old_type, old): (&Struct<'_>, &Field),
    (new_type, new): (&Struct<'_>, &Field),
    add: &mut impl FnMut(super::Level, String),
) {
    let field = format!("{name}.{}", new.rust_name());
    if old.name != new.name {
        let text = format!(
            "{name}.{} is called {} now",
            old.rust_name(),
            new.rust_name()
        );
        add(Breaking, text);
    } else if old.wire != new.wire {
        let text = format!(
            "{field} is {:?} on the wire, no longer {:?}",
            new.wire, old.wire
        );
        add(Patch, text);
    }
    if old.side != new.side {
        let is = match new.side.as_str() {
            "" => "read and written",
            side => side,
        };
        let is_made = old_type.constructor.is_some() && new_type.constructor.is_some();
        let (level, retyped) = match (old.side.as_str(), new.side.as_str()) {
            _ if old_type.held(old) != new_type.held(new) => {
                (Breaking, format!(": {}: {}", new.rust_name(), new.ty))
            }
            // Nobody writes it.
            _ if !is_made => (Patch, String::new()),
            // What only the server writes has no setter.
            (_, "read-only") => (Breaking, String::new()),
            ("read-only", _) => (Addition, String::new()),
            _ => (Patch, String::new()),
        };
        add(level, format!("{field} became {is}{retyped}"));
    } else if old_type.held(old) != new_type.held(new) {
        let is_same = same_in_answers(&old.ty, &new.ty) && new_type.constructor.is_none();
        let loses_default = old_type.has_default() && !new_type.has_default();
        let level = match is_same && !loses_default {
            true => Patch,
            false => Breaking,
        };
        add(level, retyped(&field, old, new));
    }
    // What has a constant no more, or has one now, is another argument of `new`.
    if old.always != new.always && !old.always.is_empty() && !new.always.is_empty() {
        let text = format!("{field} is always {}, no longer {}", new.always, old.always);
        add(Patch, text);
    }
    if old.unit != new.unit && old.ty == new.ty {
        let is = match new.unit.as_str() {
            "" => "text",
            unit => unit,
        };
        add(Patch, format!("{field} is sent as {is}"));
    }
    if let Some((level, text)) = warning(&field, old.deprecated, new.deprecated) {
        add(level, text);
    }
}

/// Whether a field of an answer has one type, whichever of the two the outline says: it has nothing both where it is absent
/// and where it is `null`.
fn same_in_answers(old: &str, new: &str) -> bool {
    let value = |ty: &str| {
        let value = ty.strip_suffix(" or null").or_else(|| ty.strip_suffix('?'));
        value.map(str::to_owned)
    };
    value(old).is_some() && value(old) == value(new)
}

fn retyped(field: &str, old: &Field, new: &Field) -> String {
    let (name, ty) = (new.rust_name(), &new.ty);
    let bare = |ty: &str| ty.replace('?', "").replace(" or null", "");
    if bare(&old.ty) != bare(ty) {
        return format!("{field} is {ty}, no longer {}", old.ty);
    }
    match (old.is_optional(), new.is_optional()) {
        (true, false) => format!("{field} became required: {name}: {ty}"),
        (false, true) => format!("{field} became optional: {name}: {ty}"),
        _ if ty.ends_with(" or null") => format!("{field} may be null: {name}: {ty}"),
        _ => format!("{field} is never null: {name}: {ty}"),
    }
}
