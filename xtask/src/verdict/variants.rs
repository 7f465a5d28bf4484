//! What is different in the variants of an enum.

use super::Level::{self, Addition, Breaking, Patch};
use super::compare::{Changes, Pairs, pairs};
use super::interface::{Definition, Shape, Variant};
use super::subject::Subject;

pub(super) fn compare(old_type: &Definition, new_type: &Definition, changes: &mut Changes) {
    let (Shape::Variants { variants: old, .. }, Shape::Variants { variants: new, .. }) =
        (&old_type.shape, &new_type.shape)
    else {
        return;
    };
    let name = &new_type.name;
    let mut add = |level: Level, text: String, old: Option<&Variant>, new: Option<&Variant>| {
        let before = subject(old_type, old);
        let after = subject(new_type, new);
        changes.add(level, text, Some(before), Some(after));
    };
    // It is made from a text or from a number, and turned into one.
    let (was, is) = (of_texts(old), of_texts(new));
    let is_other_kind = was.is_some() && is.is_some() && was != is;
    if is_other_kind {
        let kind = |of_texts| match of_texts {
            Some(true) => "texts",
            _ => "numbers",
        };
        let text = format!(
            "{name} is an enum of {}, no longer of {}",
            kind(is),
            kind(was)
        );
        add(Breaking, text, None, None);
    }
    let pairs = pairs(old, new, |variant| &variant.name, likeness);
    let is_reordered = pairs.is_reordered(new, |variant| &variant.name);
    let Pairs {
        both,
        removed,
        added,
    } = pairs;
    for (old, new) in both {
        let mut add = |level, text| add(level, text, Some(old), Some(new));
        if old.name != new.name {
            let text = format!("{name}::{} is called {} now", old.name, new.name);
            add(Breaking, text);
        }
        if old.holds != new.holds {
            let text = match (old.holds.as_str(), new.holds.as_str()) {
                ("", holds) => format!("{name}::{} holds {holds}, no longer nothing", new.name),
                (_, "") => format!("{name}::{} holds nothing any more", new.name),
                (was, is) => format!("{name}::{} holds {is}, no longer {was}", new.name),
            };
            add(Breaking, text);
        }
        if old.value != new.value && !is_other_kind {
            let or_untagged = |value: &str| match value {
                "" => "without a tag".to_owned(),
                value => value.to_owned(),
            };
            let text = format!(
                "{name}::{} is {} on the wire, no longer {}",
                new.name,
                or_untagged(&new.value),
                or_untagged(&old.value)
            );
            add(Patch, text);
        }
    }
    for variant in removed {
        let text = format!("{name}::{} was removed", variant.name);
        add(Breaking, text, Some(variant), None);
    }
    for variant in added {
        let text = format!("{name}::{}{} is new", variant.name, variant.holds);
        add(Addition, text, None, Some(variant));
    }
    if is_reordered {
        let text = format!("{name} has its variants in another order");
        add(Patch, text, None, None);
    }
}

/// What a variant under another name has to share.
fn likeness(variant: &Variant) -> Option<String> {
    let Variant { holds, value, .. } = variant;
    let is_telling = !holds.is_empty() || !value.is_empty();
    is_telling.then(|| format!("{value} {holds}"))
}

/// Whether the constants are texts rather than numbers; nothing where there are none.
fn of_texts(variants: &[Variant]) -> Option<bool> {
    let mut constants = variants.iter().filter(|variant| variant.holds.is_empty());
    let first = constants.find(|variant| !variant.value.is_empty())?;
    Some(first.value.starts_with('"'))
}

fn subject(of: &Definition, variant: Option<&Variant>) -> Subject {
    match variant {
        Some(variant) if variant.holds.is_empty() && !variant.value.is_empty() => {
            Subject::value(&of.name, &variant.value)
        }
        _ => Subject::whole(&of.name),
    }
}
