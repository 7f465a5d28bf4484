//! What changed alike in several operations and is told once: one line of a description often says it for all of them.

use std::collections::HashSet;
use std::hash::Hash;

use indexmap::IndexMap;

use super::Level::{self, Breaking, Patch};
use super::compare::Changes;
use super::interface::Operation;
use super::operations::on_the_wire;
use super::subject::Subject;
use super::text::split;

/// An operation before and after.
pub(super) type Pair<'a> = (&'a Operation, &'a Operation);

/// The operations of which something was told together with others, by their new names.
pub(super) struct Alike<'a> {
    /// That they fail with another type.
    pub(super) errors: HashSet<&'a str>,
    /// That their paths begin otherwise.
    pub(super) paths: HashSet<&'a str>,
}

/// Tells what several operations have in common. `is_moved` says of which the path is told already.
pub(super) fn compare<'a>(
    both: &[Pair<'a>],
    is_moved: impl Fn(Pair<'a>) -> bool,
    changes: &mut Changes,
) -> Alike<'a> {
    let mut errors = groups(both, error);
    errors.retain(|_, group| group.len() > 1);
    for ((before, after), group) in &errors {
        let who = who(group);
        let text = format!("{who} fail with {after}, no longer with {before}");
        add(Breaking, text, group, changes);
    }
    let mut paths = groups(both, |pair| beginning(pair).filter(|_| !is_moved(pair)));
    paths.retain(|_, group| group.len() > 1);
    for ((before, after), group) in &paths {
        let or_root = |path: &str| match path {
            "" => "/".to_owned(),
            path => path.to_owned(),
        };
        let (who, before, after) = (who(group), or_root(before), or_root(after));
        let text = format!("{who} are sent below {after}, no longer below {before}");
        add(Patch, text, group, changes);
    }
    for (_, group) in groups(both, |(old, new)| {
        (old.security != new.security).then_some((&old.security, &new.security))
    }) {
        let Some((old, new)) = group.first() else {
            continue;
        };
        let take = if group.len() == 1 { "takes" } else { "take" };
        let text = format!(
            "{} {take} [{}], no longer [{}]",
            who(&group),
            new.security.join(" | "),
            old.security.join(" | ")
        );
        add(Patch, text, &group, changes);
    }
    Alike {
        errors: names(errors.values()),
        paths: names(paths.values()),
    }
}

fn groups<'a, K: Hash + Eq>(
    both: &[Pair<'a>],
    key: impl Fn(Pair<'a>) -> Option<K>,
) -> IndexMap<K, Vec<Pair<'a>>> {
    let mut groups: IndexMap<K, Vec<Pair<'a>>> = IndexMap::new();
    for pair in both {
        if let Some(key) = key(*pair) {
            groups.entry(key).or_default().push(*pair);
        }
    }
    groups
}

fn names<'a, 'g>(groups: impl Iterator<Item = &'g Vec<Pair<'a>>>) -> HashSet<&'a str>
where
    'a: 'g,
{
    let pairs = groups.flatten();
    pairs.map(|(_, new)| new.name.as_str()).collect()
}

fn who(group: &[Pair<'_>]) -> String {
    let first = group.first().map_or("", |(_, new)| &new.name);
    match group.len() {
        0 | 1 => first.to_owned(),
        2 => format!("{first} and 1 more operation"),
        number => format!("{first} and {} more operations", number - 1),
    }
}

/// The first of a group is where its change is shown.
fn add(level: Level, text: String, group: &[Pair<'_>], changes: &mut Changes) {
    let subjects = group.first().map(|(old, new)| {
        let subject = |operation: &Operation| Subject::whole(&operation.name);
        (subject(old), subject(new))
    });
    let (old, new) = subjects.unzip();
    changes.add(level, text, old, new);
}

/// The types that an operation fails with before and after, where nothing else is different in its result.
fn error<'a>((old, new): Pair<'a>) -> Option<(&'a str, &'a str)> {
    let (old_value, old_error) = value_and_error(&old.result)?;
    let (new_value, new_error) = value_and_error(&new.result)?;
    // A stream of values names the error as well.
    let items = |value: &'a str, error: &str| {
        let items = value.strip_suffix('>')?.strip_suffix(error)?;
        items.strip_suffix(", ")
    };
    let is_alone = old_value == new_value
        || items(old_value, old_error).is_some_and(|old| items(new_value, new_error) == Some(old));
    (is_alone && old_error != new_error).then_some((old_error, new_error))
}

/// `A` and `B` of `Result<A, B>`.
fn value_and_error(result: &str) -> Option<(&str, &str)> {
    let inside = result.strip_prefix("Result<")?.strip_suffix('>')?;
    let mut parts = split(inside, ',');
    let both = (parts.next()?, parts.next()?);
    parts.next().is_none().then_some(both)
}

/// What is different at the beginning of a path that ends as before.
fn beginning((old, new): Pair<'_>) -> Option<(String, String)> {
    let (method, before) = old.target.split_once(' ')?;
    let after = new.target.strip_prefix(method)?.strip_prefix(' ')?;
    let (mut before, mut after) = (on_the_wire(before), on_the_wire(after));
    if before == after {
        return None;
    }
    while let (Some((start, end)), Some((new_start, new_end))) =
        (before.rsplit_once('/'), after.rsplit_once('/'))
        && end == new_end
    {
        (before, after) = (start.to_owned(), new_start.to_owned());
    }
    Some((before, after))
}
