//! Types that have another name than before.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::interface::{Definition, Interface, Shape};

/// The new names of types by their old ones.
#[derive(Default)]
pub(super) struct Renames<'a>(HashMap<&'a str, &'a str>);

impl<'a> Renames<'a> {
    /// Finds types that are gone among those that are new and look like them.
    pub(super) fn between(old: &'a [Definition], new: &'a [Definition]) -> Self {
        let names = |types: &'a [Definition]| -> HashSet<&'a str> {
            types.iter().map(|one| one.name.as_str()).collect()
        };
        let (before, after) = (names(old), names(new));
        let mut gone: Vec<&Definition> = old
            .iter()
            .filter(|one| !after.contains(one.name.as_str()) && is_telling(&one.shape))
            .collect();
        let mut come: HashMap<Shape, Vec<&'a str>> = HashMap::new();
        let added = new.iter();
        for one in added.filter(|one| !before.contains(one.name.as_str())) {
            let shape = without_own_name(one, &Self::default());
            come.entry(shape).or_default().push(&one.name);
        }
        let mut renames = Self::default();
        // What holds a type with a new name looks like its successor once that name is known.
        loop {
            let mut alike: HashMap<Shape, Vec<&'a str>> = HashMap::new();
            for one in &gone {
                let shape = without_own_name(one, &renames);
                if come.contains_key(&shape) {
                    alike.entry(shape).or_default().push(&one.name);
                }
            }
            if alike.is_empty() {
                return renames;
            }
            for (shape, old) in alike {
                let new = come.remove(&shape).unwrap_or_default();
                renames.0.extend(nearest(&old, &new));
            }
            gone.retain(|one| !renames.0.contains_key(one.name.as_str()));
        }
    }

    /// What a type is called now.
    pub(super) fn name<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.get(name).copied().unwrap_or(name)
    }

    /// An interface whose types stand under their old names and are referred to by the new ones.
    pub(super) fn applied<'i>(&self, interface: &'i Interface) -> Cow<'i, Interface> {
        if self.0.is_empty() {
            return Cow::Borrowed(interface);
        }
        let mut interface = interface.clone();
        if let Some(client) = &mut interface.client {
            client.map_types(&|ty| self.in_type(ty));
        }
        for operation in &mut interface.operations {
            operation.map_types(&|ty| self.in_type(ty));
        }
        for definition in &mut interface.types {
            definition.shape.map_types(&|ty| self.in_type(ty));
        }
        Cow::Owned(interface)
    }

    fn in_type(&self, ty: &str) -> String {
        map_names(ty, |name| self.name(name).to_owned())
    }
}

/// An enum without a value looks like any other, and so does a struct around one.
fn is_telling(shape: &Shape) -> bool {
    match shape {
        Shape::Fields { fields, .. } => fields.len() > 1,
        Shape::Variants { variants, .. } => variants.len() > 1,
        Shape::Newtype(_) => false,
    }
}

fn without_own_name(definition: &Definition, renames: &Renames<'_>) -> Shape {
    let mut shape = definition.shape.clone();
    shape.map_types(&|ty| {
        map_names(ty, |name| match name == definition.name {
            true => "Self".to_owned(),
            false => renames.name(name).to_owned(),
        })
    });
    shape
}

/// Pairs of names, the most similar first: of several types that look alike, each belongs to the one whose name is like its
/// own.
fn nearest<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    /// Less is chance.
    const LEAST: f64 = 0.8;
    if let ([old], [new]) = (old, new) {
        return vec![(*old, *new)];
    }
    let mut pairs: Vec<(f64, &str, &str)> = old
        .iter()
        .flat_map(|old| {
            new.iter()
                .map(|new| (strsim::jaro_winkler(old, new), *old, *new))
        })
        .filter(|(likeness, _, _)| *likeness >= LEAST)
        .collect();
    pairs.sort_by(|one, other| {
        let by_likeness = other.0.total_cmp(&one.0);
        by_likeness.then_with(|| (one.1, one.2).cmp(&(other.1, other.2)))
    });
    let mut taken = HashSet::new();
    pairs.retain(|(_, old, new)| {
        let is_free = !taken.contains(old) && !taken.contains(new);
        if is_free {
            taken.extend([*old, *new]);
        }
        is_free
    });
    pairs.into_iter().map(|(_, old, new)| (old, new)).collect()
}

/// A type with other names in it.
fn map_names(ty: &str, name: impl Fn(&str) -> String) -> String {
    let is_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    let mut text = String::with_capacity(ty.len());
    let mut rest = ty;
    while let Some(start) = rest.find(is_name) {
        let (before, after) = rest.split_at(start);
        let (word, after) =
            after.split_at(after.find(|sign| !is_name(sign)).unwrap_or(after.len()));
        text.push_str(before);
        text.push_str(&name(word));
        rest = after;
    }
    text.push_str(rest);
    text
}
