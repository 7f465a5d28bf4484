//! What is different in the types of a crate.

use super::Level::{Addition, Breaking, Patch};
use super::compare::{Changes, pairs, warning};
use super::interface::{Definition, Field, Shape, Variant};

pub(super) fn compare(old: &[Definition], new: &[Definition], changes: &mut Changes) {
    // An enum without a value looks like any other.
    let alike = |one: &Definition, other: &Definition| {
        one.shape == other.shape
            && match &one.shape {
                Shape::Fields { fields, .. } => fields.len() > 1,
                Shape::Variants { variants, .. } => variants.len() > 1,
                Shape::Newtype(_) => false,
            }
    };
    let pairs = pairs(old, new, |definition| &definition.name, alike);
    for (old, new) in pairs.both {
        if old.name != new.name {
            let text = format!("{} is called {} now", old.name, new.name);
            changes.add(Breaking, text, Some(&old.name), Some(&new.name));
        }
        one(old, new, changes);
    }
    for definition in pairs.removed {
        let text = format!("{} was removed", definition.name);
        changes.add(Breaking, text, Some(&definition.name), None);
    }
    for definition in pairs.added {
        let text = format!("{} is new", definition.name);
        changes.add(Addition, text, None, Some(&definition.name));
    }
}

fn one(old: &Definition, new: &Definition, changes: &mut Changes) {
    let name = &new.name;
    let (before, after) = (Some(old.name.as_str()), Some(name.as_str()));
    if let Some((level, text)) = warning(name, old.deprecated, new.deprecated) {
        changes.add(level, text, before, after);
    }
    match (&old.shape, &new.shape) {
        (
            Shape::Fields {
                new: old_new,
                fields: old_fields,
            },
            Shape::Fields {
                new: new_new,
                fields: new_fields,
            },
        ) => {
            fields(
                old,
                old_fields,
                new,
                (new_fields, new_new.as_deref()),
                changes,
            );
            let (level, text) = match (old_new, new_new) {
                (Some(_), None) => (Breaking, format!("{name}::new was removed")),
                (None, Some(arguments)) => (
                    Addition,
                    format!("{name}::new({}) is new", arguments.join(", ")),
                ),
                (Some(before), Some(after)) if moved(before, after) => (
                    Breaking,
                    format!("{name}::new takes ({})", after.join(", ")),
                ),
                _ => return,
            };
            changes.add(level, text, before, after);
        }
        (Shape::Newtype(was), Shape::Newtype(is)) if was != is => {
            let text = format!("{name} holds {is}, no longer {was}");
            changes.add(Breaking, text, before, after);
        }
        (Shape::Newtype(_), Shape::Newtype(_)) => {}
        (
            Shape::Variants {
                by: was,
                variants: old_variants,
            },
            Shape::Variants {
                by: is,
                variants: new_variants,
            },
        ) => {
            variants(name, old_variants, new_variants, &mut |level, text| {
                changes.add(level, text, before, after);
            });
            if was != is {
                let text = format!(
                    "{name} is told apart by {}",
                    if is.is_empty() { "its members" } else { is }
                );
                changes.add(Patch, text, before, after);
            }
        }
        (was, is) => {
            let text = format!("{name} is {}, no longer {}", kind(is), kind(was));
            changes.add(Breaking, text, before, after);
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

/// Whether arguments that both constructors have stand in another order.
fn moved(before: &[String], after: &[String]) -> bool {
    let common = |one: &[String], other: &[String]| -> Vec<String> {
        let in_both = one.iter().filter(|name| other.contains(name));
        in_both.cloned().collect()
    };
    common(before, after) != common(after, before)
}

fn fields(
    old_type: &Definition,
    old: &[Field],
    new_type: &Definition,
    (new, constructor): (&[Field], Option<&[String]>),
    changes: &mut Changes,
) {
    let name = &new_type.name;
    let pairs = pairs(
        old,
        new,
        |field| &field.name,
        |one, other| one.wire == other.wire,
    );
    let place =
        |definition: &Definition, field: &Field| format!("{}.{}", definition.name, field.wire);
    for (old, new) in pairs.both {
        let mut add = |level, text| {
            let (old, new) = (place(old_type, old), place(new_type, new));
            changes.add(level, text, Some(&old), Some(&new));
        };
        if old.name != new.name {
            add(
                Breaking,
                format!("{name}.{} is called {} now", old.name, new.name),
            );
        } else if old.wire != new.wire {
            let text = format!(
                "{name}.{} is {:?} on the wire, no longer {:?}",
                new.name, new.wire, old.wire
            );
            add(Patch, text);
        }
        if old.ty != new.ty {
            add(Breaking, retyped(name, old, new));
        }
        let field = format!("{name}.{}", new.name);
        if let Some((level, text)) = warning(&field, old.deprecated, new.deprecated) {
            add(level, text);
        }
        if old.side != new.side {
            // What only the server writes has no setter.
            let level = match (old.side.as_str(), new.side.as_str()) {
                (_, "read-only") => Breaking,
                ("read-only", _) => Addition,
                _ => Patch,
            };
            let is = if new.side.is_empty() {
                "read and written"
            } else {
                &new.side
            };
            add(level, format!("{name}.{} became {is}", new.name));
        }
    }
    for field in pairs.removed {
        let text = format!("{name}.{} was removed", field.name);
        changes.add(Breaking, text, Some(&place(old_type, field)), Some(name));
    }
    for field in pairs.added {
        let asked = constructor.is_some_and(|arguments| arguments.contains(&field.name));
        let (level, asked) = if asked {
            (Breaking, format!(", and an argument of {name}::new"))
        } else {
            (Addition, String::new())
        };
        let text = format!("{name}.{} is new: {}{asked}", field.name, field.ty);
        changes.add(
            level,
            text,
            Some(&old_type.name),
            Some(&place(new_type, field)),
        );
    }
}

fn retyped(name: &str, old: &Field, new: &Field) -> String {
    let Field {
        name: field, ty, ..
    } = new;
    let bare = |ty: &str| ty.replace('?', "").replace(" or null", "");
    let optional = |ty: &str| ty.contains('?');
    if bare(&old.ty) != bare(ty) {
        return format!("{name}.{field} is {ty}, no longer {}", old.ty);
    }
    match (optional(&old.ty), optional(ty)) {
        (true, false) => format!("{name}.{field} became required: {field}: {ty}"),
        (false, true) => format!("{name}.{field} became optional: {field}: {ty}"),
        _ if ty.ends_with(" or null") => format!("{name}.{field} may be null: {field}: {ty}"),
        _ => format!("{name}.{field} is never null: {field}: {ty}"),
    }
}

fn variants(
    name: &str,
    old: &[Variant],
    new: &[Variant],
    add: &mut impl FnMut(super::Level, String),
) {
    let alike =
        |one: &Variant, other: &Variant| (&one.value, &one.holds) == (&other.value, &other.holds);
    let pairs = pairs(old, new, |variant| &variant.name, alike);
    for (old, new) in pairs.both {
        if old.name != new.name {
            let text = format!("{name}::{} is called {} now", old.name, new.name);
            add(Breaking, text);
        }
        if old.holds != new.holds {
            let text = format!(
                "{name}::{} holds {}, no longer {}",
                new.name, new.holds, old.holds
            );
            add(Breaking, text);
        }
        if old.value != new.value {
            let text = format!(
                "{name}::{} is {} on the wire, no longer {}",
                new.name, new.value, old.value
            );
            add(Patch, text);
        }
    }
    for variant in pairs.removed {
        add(Breaking, format!("{name}::{} was removed", variant.name));
    }
    for variant in pairs.added {
        add(
            Addition,
            format!("{name}::{}{} is new", variant.name, variant.holds),
        );
    }
}
