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
            let known = renames.0.len();
            gone.retain(|one| {
                let alike = come.get_mut(&without_own_name(one, &renames));
                let Some(alike) = alike.filter(|alike| !alike.is_empty()) else {
                    return true;
                };
                renames.0.insert(&one.name, take_nearest(&one.name, alike));
                false
            });
            if renames.0.len() == known {
                return renames;
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

/// Of several that are alike, the one with the most similar name.
fn take_nearest<'a>(name: &str, names: &mut Vec<&'a str>) -> &'a str {
    let likeness = |other: &str| strsim::jaro_winkler(name, other);
    let mut best = 0;
    for (index, other) in names.iter().enumerate() {
        if names
            .get(best)
            .is_some_and(|known| likeness(other) > likeness(known))
        {
            best = index;
        }
    }
    names.remove(best)
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
