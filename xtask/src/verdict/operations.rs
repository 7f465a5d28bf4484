//! What is different in the methods of a client.

use super::Level::{self, Addition, Breaking, Patch};
use super::alike::{self, Alike, Pair};
use super::client::Told;
use super::compare::{Changes, pairs, warning};
use super::features::wholes;
use super::interface::{Argument, Feature, Operation, OwnServer};
use super::settings;
use super::subject::Subject;

/// What is known of the clients that the operations belong to.
pub(super) struct Context<'a> {
    /// The features that the newer crate has for operations.
    pub(super) features: &'a [Feature],
    /// What was said of things that they share.
    pub(super) told: &'a Told<'a>,
}

/// Compares operations.
pub(super) fn compare(
    old: &[Operation],
    new: &[Operation],
    context: &Context<'_>,
    changes: &mut Changes,
) {
    let pairs = pairs(
        old,
        new,
        |operation| &operation.name,
        |operation| Some(on_the_wire(&operation.target)),
    );
    let alike = alike::compare(&pairs.both, |pair| is_moved(pair, context), changes);
    for pair in pairs.both {
        one(pair, context, &alike, changes);
    }
    for operation in pairs.removed {
        let text = format!("{} was removed: {}", operation.name, operation.target);
        let subject = Subject::whole(&operation.name);
        changes.add(Breaking, text, Some(subject), None);
    }
    for operation in pairs.added {
        let text = format!("{} is new: {}", operation.name, operation.target);
        let subject = Subject::whole(&operation.name);
        changes.add(Addition, text, None, Some(subject));
    }
}

impl Operation {
    /// Method and path below a server, if it is sent there.
    fn below(&self, server: &OwnServer) -> Option<(&str, String)> {
        let (method, _) = self.target.split_once(' ')?;
        Some((method, on_the_wire(self.path_on(server)?)))
    }
}

/// Method and path without the names of variables, which nobody sends.
pub(super) fn on_the_wire(target: &str) -> String {
    let mut text = String::new();
    let mut rest = target;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    text + rest
}

/// Whether it is sent to a server that is called elsewhere now, which is told once.
fn is_moved((old, new): Pair<'_>, context: &Context<'_>) -> bool {
    let mut servers = context.told.servers.iter();
    servers.any(|(before, after)| {
        let (old, new) = (old.below(before), new.below(after));
        old.is_some() && old == new
    })
}

fn one((old, new): Pair<'_>, context: &Context<'_>, alike: &Alike<'_>, changes: &mut Changes) {
    let name = &new.name;
    let mut add = |level, text| {
        let (before, after) = (Subject::whole(&old.name), Subject::whole(name));
        changes.add(level, text, Some(before), Some(after));
    };
    if old.name != *name {
        add(Breaking, format!("{} is called {name} now", old.name));
    }
    let is_told = alike.paths.contains(name.as_str()) || is_moved((old, new), context);
    if on_the_wire(&old.target) != on_the_wire(&new.target) && !is_told {
        let text = format!("{name} is sent to {}, no longer {}", new.target, old.target);
        add(Patch, text);
    }
    if old.result != new.result && !alike.errors.contains(name.as_str()) {
        let text = format!("{name} returns {}, no longer {}", new.result, old.result);
        add(Breaking, text);
    }
    if old.answer != new.answer {
        let text = format!(
            "{name} is answered {}, no longer {}",
            or_as_usual(&new.answer),
            or_as_usual(&old.answer)
        );
        add(Patch, text);
    }
    settings::compare(old, new, &mut add);
    if let Some((level, text)) = warning(name, old.deprecated, new.deprecated) {
        add(level, text);
    }
    required(old, new, &mut add);
    // That of a feature which is gone is said once, and one whose parts have features now still has the operation.
    let is_there = || {
        let mut features = context.features.iter();
        features.any(|feature| feature.name == old.feature)
    };
    if old.feature != new.feature
        && !new.feature.is_empty()
        && is_there()
        && !wholes(context.features, &new.feature).contains(&old.feature.as_str())
    {
        let text = format!(
            "{name} has the feature {}, no longer {}",
            new.feature, old.feature
        );
        add(Breaking, text);
    }
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
    setters(old, new, context, changes);
}

/// Arguments stand in their order: their names are nothing that callers write.
fn required(old: &Operation, new: &Operation, add: &mut impl FnMut(Level, String)) {
    let types = |operation: &Operation| -> Vec<String> {
        let arguments = operation.arguments.iter();
        arguments.map(|argument| argument.ty.clone()).collect()
    };
    let names = |operation: &Operation| -> Vec<String> {
        let arguments = operation.arguments.iter();
        arguments.map(|argument| argument.name.clone()).collect()
    };
    let level = if types(old) != types(new) {
        Breaking
    } else if names(old) != names(new) {
        // Two of one type that changed places compile and mean something else.
        let (mut before, mut after) = (names(old), names(new));
        before.sort();
        after.sort();
        if before == after { Breaking } else { Patch }
    } else {
        for (old, new_one) in old.arguments.iter().zip(&new.arguments) {
            if let Some(text) = sent(old, new_one) {
                add(Patch, format!("{}({}) {text}", new.name, new_one.name));
            }
        }
        return;
    };
    let text = format!(
        "{} takes ({}), no longer ({})",
        new.name,
        signature(new),
        signature(old)
    );
    add(level, text);
}

/// What is different in how a value of the same type is sent.
pub(super) fn sent(old: &Argument, new: &Argument) -> Option<String> {
    if old.wire != new.wire {
        let text = format!(
            "is \"{}\" on the wire, no longer \"{}\"",
            new.wire, old.wire
        );
        return Some(text);
    }
    (old.place != new.place).then(|| {
        let (is, was) = (or_as_usual(&new.place), or_as_usual(&old.place));
        format!("is sent {is}, no longer {was}")
    })
}

fn or_as_usual(how: &str) -> &str {
    match how {
        "" => "as usual",
        how => how,
    }
}

fn signature(operation: &Operation) -> String {
    let arguments = operation.arguments.iter();
    let arguments: Vec<String> = arguments
        .map(|argument| format!("{}: {}", argument.name, argument.ty))
        .collect();
    arguments.join(", ")
}

fn setters(old: &Operation, new: &Operation, context: &Context<'_>, changes: &mut Changes) {
    let name = &new.name;
    let pairs = pairs(&old.setters, &new.setters, |setter| &setter.name, |_| None);
    // Said by the arguments already.
    let is_argument = |operation: &Operation, setter: &Argument| {
        let mut arguments = operation.arguments.iter();
        arguments.any(|argument| argument.name == setter.name)
    };
    let is_told = |setter: &Argument| {
        setter.place.contains("in header") && context.told.headers.contains(&setter.name)
    };
    let before = |setter: &Argument| Some(Subject::parameter(&old.name, &setter.name));
    let after = |setter: &Argument| Some(Subject::parameter(name, &setter.name));
    for setter in pairs.removed {
        if !is_argument(new, setter) && !is_told(setter) {
            let text = format!("{name}.{} was removed", setter.name);
            changes.add(Breaking, text, before(setter), Some(Subject::whole(name)));
        }
    }
    for (old, new) in pairs.both {
        let setter = format!("{name}.{}", new.name);
        let mut add = |level, text| changes.add(level, text, before(old), after(new));
        if let Some((level, text)) = warning(&setter, old.deprecated, new.deprecated) {
            add(level, text);
        }
        if is_told(new) {
            continue;
        }
        if old.ty != new.ty {
            let text = format!("{setter} takes {}, no longer {}", new.ty, old.ty);
            add(Breaking, text);
        } else if let Some(text) = sent(old, new) {
            add(Patch, format!("{setter} {text}"));
        }
    }
    for setter in pairs.added {
        if !is_argument(old, setter) && !is_told(setter) {
            let text = format!("{name}.{}({}) is new", setter.name, setter.ty);
            changes.add(
                Addition,
                text,
                Some(Subject::whole(&old.name)),
                after(setter),
            );
        }
    }
}
