//! Types that have another name and look another way, too: what stands in the same place of the interface is the same.

use std::collections::{HashMap, HashSet};

use super::interface::{Definition, Interface, Operation, Shape};
use super::renames::words;

/// Types that are gone, each with the one that stands in its place now.
pub(super) struct Successors<'a> {
    gone: HashMap<&'a str, &'a Definition>,
    come: HashMap<&'a str, &'a Definition>,
    /// How often one stands where the other stood.
    votes: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> Successors<'a> {
    /// Those among types that are known to be gone and to be new.
    pub(super) fn among(
        gone: HashMap<&'a str, &'a Definition>,
        come: HashMap<&'a str, &'a Definition>,
    ) -> Self {
        Self {
            gone,
            come,
            votes: HashMap::new(),
        }
    }

    /// Finds them, from the operations and the types of the same name on.
    pub(super) fn find(
        mut self,
        old: &'a Interface,
        new: &'a Interface,
        known: &HashMap<&'a str, &'a str>,
    ) -> Vec<(&'a str, &'a str)> {
        let operations: HashMap<&str, &Operation> = by_name(&new.operations, |one| &one.name);
        for old in &old.operations {
            if let Some(new) = operations.get(old.name.as_str()) {
                self.of_operations(old, new);
            }
        }
        let types: HashMap<&str, &Definition> = by_name(&new.types, |one| &one.name);
        let olds: HashMap<&str, &Definition> = by_name(&old.types, |one| &one.name);
        for old in &old.types {
            let name = known.get(old.name.as_str()).copied();
            if let Some(new) = types.get(name.unwrap_or(&old.name)) {
                self.of_shapes(&old.shape, &new.shape);
            }
        }
        let mut found = Vec::new();
        // What is found shows what stands in its own places.
        loop {
            let next = self.elected();
            if next.is_empty() {
                return found;
            }
            for (old, new) in &next {
                self.gone.remove(old);
                self.come.remove(new);
            }
            for (old, new) in &next {
                if let (Some(old), Some(new)) = (olds.get(old), types.get(new)) {
                    self.of_shapes(&old.shape, &new.shape);
                }
            }
            found.extend(next);
        }
    }

    /// Those that stand in each other's places most often and are alike.
    fn elected(&mut self) -> Vec<(&'a str, &'a str)> {
        let (gone, come) = (&self.gone, &self.come);
        self.votes
            .retain(|(old, new), _| gone.contains_key(old) && come.contains_key(new));
        let mut votes: Vec<_> = self.votes.iter().collect();
        votes.sort_by(|(one, count), (other, others)| (others, one).cmp(&(count, other)));
        let mut taken: HashSet<&str> = HashSet::new();
        let mut elected = Vec::new();
        for ((old, new), _) in votes {
            let is_free = !taken.contains(old) && !taken.contains(new);
            let (Some(before), Some(after)) = (self.gone.get(old), self.come.get(new)) else {
                continue;
            };
            if is_free && are_alike(&before.shape, &after.shape) {
                taken.extend([*old, *new]);
                elected.push((*old, *new));
            }
        }
        elected
    }

    fn of_operations(&mut self, old: &'a Operation, new: &'a Operation) {
        self.of_types(&old.result, &new.result);
        let pairs = [
            (&old.arguments, &new.arguments),
            (&old.setters, &new.setters),
        ];
        for (old, new) in pairs {
            let new = by_name(new, |argument| &argument.name);
            for argument in old {
                if let Some(other) = new.get(argument.name.as_str()) {
                    self.of_types(&argument.ty, &other.ty);
                }
            }
        }
    }

    fn of_shapes(&mut self, old: &'a Shape, new: &'a Shape) {
        match (old, new) {
            (Shape::Fields { fields: old, .. }, Shape::Fields { fields: new, .. }) => {
                let new = by_name(new, |field| &field.wire);
                for field in old {
                    if let Some(other) = new.get(field.wire.as_str()) {
                        self.of_types(&field.ty, &other.ty);
                    }
                }
            }
            (Shape::Variants { variants: old, .. }, Shape::Variants { variants: new, .. }) => {
                let new = by_name(new, |variant| &variant.name);
                for variant in old {
                    if let Some(other) = new.get(variant.name.as_str()) {
                        self.of_types(&variant.holds, &other.holds);
                    }
                }
            }
            (Shape::Newtype(old), Shape::Newtype(new)) => self.of_types(old, new),
            _ => {}
        }
    }

    /// Whether types differ in names alone, and which of them take each other's place.
    fn of_types(&mut self, old: &'a str, new: &'a str) {
        if old == new {
            return;
        }
        let (old, new): (Vec<&str>, Vec<&str>) = (words(old).collect(), words(new).collect());
        if old.len() != new.len() {
            return;
        }
        for (old, new) in old.into_iter().zip(new) {
            if self.gone.contains_key(old) && self.come.contains_key(new) {
                *self.votes.entry((old, new)).or_default() += 1;
            }
        }
    }
}

fn by_name<'a, T>(list: &'a [T], name: impl Fn(&'a T) -> &'a String) -> HashMap<&'a str, &'a T> {
    let named = list.iter().map(|one| (name(one).as_str(), one));
    named.collect()
}

/// Whether at least half of what two types have is the same: their fields or their values.
fn are_alike(old: &Shape, new: &Shape) -> bool {
    fn parts(shape: &Shape) -> HashSet<&str> {
        match shape {
            Shape::Fields { fields, .. } => {
                fields.iter().map(|field| field.wire.as_str()).collect()
            }
            Shape::Variants { variants, .. } => {
                let variants = variants.iter();
                let parts = variants.map(|variant| match variant.value.as_str() {
                    "" => variant.name.as_str(),
                    value => value,
                });
                parts.collect()
            }
            Shape::Newtype(_) => HashSet::from(["value"]),
        }
    }
    let is_one_kind = std::mem::discriminant(old) == std::mem::discriminant(new);
    let (old, new) = (parts(old), parts(new));
    let (common, all) = (old.intersection(&new).count(), old.union(&new).count());
    // What has nothing is as good as anything else that has nothing.
    is_one_kind && 2 * common >= all
}
