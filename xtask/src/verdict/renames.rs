//! Types that have another name than before.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::interface::{Definition, Interface, Shape};
use super::successors::Successors;

/// The new names of types by their old ones.
#[derive(Default)]
pub(super) struct Renames<'a>(HashMap<&'a str, &'a str>);

impl<'a> Renames<'a> {
    /// Finds types that are gone among those that are new: those that look like them, and those that stand in their places.
    pub(super) fn between(old: &'a Interface, new: &'a Interface) -> Self {
        let (before, after) = (by_name(&old.types), by_name(&new.types));
        let mut gone = before.clone();
        gone.retain(|name, _| !after.contains_key(name));
        let mut come = after;
        come.retain(|name, _| !before.contains_key(name));
        let mut renames = Self::default();
        // Each is compared once: of those that look alike and are left over, none belongs to another.
        let mut shapes: HashMap<Shape, Vec<&'a str>> = HashMap::new();
        for one in come.values().filter(|one| is_telling(&one.shape)) {
            let shape = without_own_name(one, &renames);
            shapes.entry(shape).or_default().push(&one.name);
        }
        renames.look_alike(&mut gone, &mut come, &mut shapes);
        let successors = Successors::among(gone.clone(), come.clone());
        let found = successors.find(old, new, &renames.0);
        for (old, new) in found {
            gone.remove(old);
            come.remove(new);
            renames.0.insert(old, new);
        }
        // What holds one of these looks like its successor now.
        for names in shapes.values_mut() {
            names.retain(|name| come.contains_key(name));
        }
        renames.look_alike(&mut gone, &mut come, &mut shapes);
        renames
    }

    fn look_alike(
        &mut self,
        gone: &mut Types<'a>,
        come: &mut Types<'a>,
        shapes: &mut HashMap<Shape, Vec<&'a str>>,
    ) {
        // What holds a type with a new name looks like its successor once that name is known.
        loop {
            let mut alike: HashMap<Shape, Vec<&'a str>> = HashMap::new();
            for one in gone.values().filter(|one| is_telling(&one.shape)) {
                let shape = without_own_name(one, self);
                if shapes.contains_key(&shape) {
                    alike.entry(shape).or_default().push(&one.name);
                }
            }
            if alike.is_empty() {
                return;
            }
            for (shape, old) in alike {
                let new = shapes.remove(&shape).unwrap_or_default();
                for (old, new) in nearest(&old, &new) {
                    gone.remove(old);
                    come.remove(new);
                    self.0.insert(old, new);
                }
            }
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

/// Types by their names.
type Types<'a> = HashMap<&'a str, &'a Definition>;

fn by_name(types: &[Definition]) -> Types<'_> {
    let named = types.iter().map(|one| (one.name.as_str(), one));
    named.collect()
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
    let mut text = String::with_capacity(ty.len());
    let mut rest = ty;
    while let Some((before, word, after)) = first_word(rest) {
        text.push_str(before);
        text.push_str(&name(word));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The names in a type.
pub(super) fn words(ty: &str) -> impl Iterator<Item = &str> {
    let mut rest = ty;
    std::iter::from_fn(move || {
        let (_, word, after) = first_word(rest)?;
        rest = after;
        Some(word)
    })
}

/// The first name in a type, with what stands before and after it.
fn first_word(ty: &str) -> Option<(&str, &str, &str)> {
    let is_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    let (before, after) = ty.split_at(ty.find(is_name)?);
    let end = after.find(|sign| !is_name(sign)).unwrap_or(after.len());
    let (word, after) = after.split_at(end);
    Some((before, word, after))
}
