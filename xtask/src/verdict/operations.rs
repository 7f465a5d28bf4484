//! What is different in the methods of a client.

use super::Level::{Addition, Breaking, Patch};
use super::compare::{Changes, pairs, warning};
use super::interface::{Argument, Operation};

pub(super) fn compare(old: &[Operation], new: &[Operation], changes: &mut Changes) {
    let alike = |one: &Operation, other: &Operation| one.target == other.target;
    let pairs = pairs(old, new, |operation| &operation.name, alike);
    for (old, new) in pairs.both {
        one(old, new, changes);
    }
    for operation in pairs.removed {
        let text = format!("{} was removed: {}", operation.name, operation.target);
        changes.add(Breaking, text, Some(&operation.name), None);
    }
    for operation in pairs.added {
        let text = format!("{} is new: {}", operation.name, operation.target);
        changes.add(Addition, text, None, Some(&operation.name));
    }
}

fn one(old: &Operation, new: &Operation, changes: &mut Changes) {
    let name = &new.name;
    let mut add = |level, text| changes.add(level, text, Some(&old.name), Some(name));
    if old.name != *name {
        add(Breaking, format!("{} is called {name} now", old.name));
    }
    if old.target != new.target {
        let text = format!("{name} is sent to {}, no longer {}", new.target, old.target);
        add(Patch, text);
    }
    if old.result != new.result {
        let text = format!("{name} returns {}, no longer {}", new.result, old.result);
        add(Breaking, text);
    }
    if let Some((level, text)) = warning(name, old.deprecated, new.deprecated) {
        add(level, text);
    }
    required(old, new, &mut add);
    setters(old, new, &mut add);
    for extra in old
        .extras
        .iter()
        .filter(|extra| !new.extras.contains(extra))
    {
        add(Breaking, format!("{name}{extra} was removed"));
    }
    for extra in new
        .extras
        .iter()
        .filter(|extra| !old.extras.contains(extra))
    {
        add(Addition, format!("{name}{extra} is new"));
    }
    if old.security != new.security {
        let text = format!(
            "{name} takes [{}], no longer [{}]",
            new.security.join(" | "),
            old.security.join(" | ")
        );
        add(Patch, text);
    }
}

/// Arguments stand in their order: their names are nothing that callers write.
fn required(old: &Operation, new: &Operation, add: &mut impl FnMut(super::Level, String)) {
    let types = |operation: &Operation| -> Vec<String> {
        let arguments = operation.arguments.iter();
        arguments.map(|argument| argument.ty.clone()).collect()
    };
    let names = |operation: &Operation| -> Vec<String> {
        let arguments = operation.arguments.iter();
        arguments.map(|argument| argument.name.clone()).collect()
    };
    if types(old) == types(new) {
        // Two of one type that changed places compile and mean something else.
        if names(old) != names(new) {
            let (mut before, mut after) = (names(old), names(new));
            before.sort();
            after.sort();
            let level = if before == after { Breaking } else { Patch };
            add(level, format!("{} takes ({})", new.name, signature(new)));
        }
        return;
    }
    add(
        Breaking,
        format!(
            "{} takes ({}), no longer ({})",
            new.name,
            signature(new),
            signature(old)
        ),
    );
}

fn signature(operation: &Operation) -> String {
    let arguments = operation.arguments.iter();
    let arguments: Vec<String> = arguments
        .map(|argument| format!("{}: {}", argument.name, argument.ty))
        .collect();
    arguments.join(", ")
}

fn setters(old: &Operation, new: &Operation, add: &mut impl FnMut(super::Level, String)) {
    let name = &new.name;
    let pairs = pairs(
        &old.setters,
        &new.setters,
        |setter| &setter.name,
        |_, _| false,
    );
    let required = |setter: &Argument| {
        let mut arguments = new.arguments.iter();
        arguments.any(|argument| argument.name == setter.name)
    };
    for setter in pairs.removed {
        // Said by the arguments already.
        if !required(setter) {
            add(Breaking, format!("{name}.{} was removed", setter.name));
        }
    }
    for (old, new) in pairs.both {
        let setter = format!("{name}.{}", new.name);
        if let Some((level, text)) = warning(&setter, old.deprecated, new.deprecated) {
            add(level, text);
        }
        if old.ty != new.ty {
            let text = format!("{name}.{} takes {}, no longer {}", new.name, new.ty, old.ty);
            add(Breaking, text);
        } else if old.place != new.place {
            let place = |argument: &Argument| match argument.place.as_str() {
                "" => "as usual".to_owned(),
                place => place.to_owned(),
            };
            let text = format!(
                "{name}.{} is sent {}, no longer {}",
                new.name,
                place(new),
                place(old)
            );
            add(Patch, text);
        }
    }
    for setter in pairs.added {
        add(
            Addition,
            format!("{name}.{}({}) is new", setter.name, setter.ty),
        );
    }
}
