//! Comparing two interfaces.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};

use super::interface::Interface;
use super::renames::Renames;
use super::subject::Subject;
use super::{Change, Level, Verdict, client, operations, types};

/// What changed from an older interface to a newer one, the gravest first, by the rules of "What a version promises".
pub fn compare(old: &Interface, new: &Interface) -> Verdict {
    let mut changes = Changes::default();
    if old.package != new.package {
        let text = format!("the crate {} is called {} now", old.package, new.package);
        let subject = || Some(Subject::package());
        changes.add(Level::Breaking, text, subject(), subject());
    }
    let renames = Renames::between(old, new);
    // A type with a new name is one change, not one wherever the type stands.
    let mut old = renames.applied(old);
    let mut new = Cow::Borrowed(new);
    if old.client.is_none() || new.client.is_none() {
        old.to_mut().forget_the_wire();
        new.to_mut().forget_the_wire();
    }
    let told = client::compare(&old, &new, &mut changes);
    let features = new.client.as_ref();
    let features = features.map_or(&[][..], |client| &client.features);
    let context = operations::Context {
        features,
        told: &told,
    };
    operations::compare(&old.operations, &new.operations, &context, &mut changes);
    types::compare(&old.types, &new.types, &renames, &mut changes);
    let mut changes = changes.0;
    changes.sort_by_key(|change| std::cmp::Reverse(change.level));
    Verdict { changes }
}

/// The differences so far.
#[derive(Default)]
pub(super) struct Changes(Vec<Change>);

impl Changes {
    pub(super) fn add(
        &mut self,
        level: Level,
        text: String,
        old: Option<Subject>,
        new: Option<Subject>,
    ) {
        self.0.push(Change {
            level,
            text,
            old,
            new,
        });
    }
}

/// What it means that callers are warned of something now, or no longer are. Cargo takes a warning for a minor change.
pub(super) fn warning(what: &str, old: bool, new: bool) -> Option<(Level, String)> {
    match (old, new) {
        (false, true) => Some((Level::Addition, format!("{what} is deprecated now"))),
        (true, false) => Some((Level::Patch, format!("{what} is no longer deprecated"))),
        _ => None,
    }
}

/// Things of two lists that belong together: those of one name, then those that are alike and have another name.
pub(super) struct Pairs<'a, T> {
    pub(super) both: Vec<(&'a T, &'a T)>,
    pub(super) removed: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
}

/// Finds what belongs together. What has no likeness belongs to nothing of another name.
pub(super) fn pairs<'a, T>(
    old: &'a [T],
    new: &'a [T],
    name: impl Fn(&T) -> &str,
    likeness: impl Fn(&T) -> Option<String>,
) -> Pairs<'a, T> {
    let by_name: HashMap<&str, &T> = new.iter().map(|one| (name(one), one)).collect();
    let known: HashSet<&str> = old.iter().map(&name).collect();
    let mut added: Vec<&T> = new
        .iter()
        .filter(|one| !known.contains(name(one)))
        .collect();
    let mut alike: HashMap<String, VecDeque<&T>> = HashMap::new();
    for one in &added {
        if let Some(likeness) = likeness(one) {
            alike.entry(likeness).or_default().push_back(one);
        }
    }
    let mut taken = HashSet::new();
    let mut both = Vec::new();
    let mut removed = Vec::new();
    for one in old {
        if let Some(other) = by_name.get(name(one)) {
            both.push((one, *other));
            continue;
        }
        let others = likeness(one).and_then(|likeness| alike.get_mut(&likeness));
        match others.and_then(VecDeque::pop_front) {
            Some(other) => {
                taken.insert(name(other));
                both.push((one, other));
            }
            None => removed.push(one),
        }
    }
    added.retain(|one| !taken.contains(name(one)));
    Pairs {
        both,
        removed,
        added,
    }
}

impl<T> Pairs<'_, T> {
    /// Whether what was there stands in another order.
    pub(super) fn is_reordered(&self, new: &[T], name: impl Fn(&T) -> &str) -> bool {
        let places: HashMap<&str, usize> = new
            .iter()
            .enumerate()
            .map(|(place, one)| (name(one), place))
            .collect();
        let places = self.both.iter().map(|(_, one)| places.get(name(one)));
        !places.is_sorted()
    }
}
