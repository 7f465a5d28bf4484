//! The properties of an object: its own, or those of all objects that it may be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::kinds::{Alternative, Choice, Field, Kind, Object, Own, choice, field};

/// Those of objects of which each may be one of several, by the address of the table: made when they are asked for, and once.
static MERGED: Mutex<BTreeMap<usize, &'static [Field]>> = Mutex::new(BTreeMap::new());

impl Object {
    /// The properties, each with the alternatives that have it where not all of them do.
    pub(crate) fn fields(&'static self) -> &'static [Field] {
        if self.alternatives.is_empty() {
            return match self.own {
                Own::Known(fields) => fields,
                Own::Later(fields) => fields(),
            };
        }
        let address = std::ptr::from_ref(self) as usize;
        let known = || MERGED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fields) = known().get(&address) {
            return fields;
        }
        // An alternative may be one of several itself, so that nothing is locked here.
        let fields = merge(self).leak();
        known().entry(address).or_insert(fields)
    }

    /// Whether it may have other properties.
    pub(crate) fn is_open(&'static self) -> bool {
        let mut objects = self.objects();
        self.open || objects.any(|(_, object)| object.is_open())
    }

    fn objects(&self) -> impl Iterator<Item = (&'static Alternative, &'static Object)> + use<> {
        let alternatives = self.alternatives.iter();
        alternatives.filter_map(|alternative| match alternative.kind {
            Kind::Object(object) => Some((alternative, object)),
            _ => None,
        })
    }
}

fn merge(object: &'static Object) -> Vec<Field> {
    let mut fields: Vec<Field> = object
        .tag
        .map(|tag| tag_of(object, tag))
        .into_iter()
        .collect();
    let mut known: BTreeSet<&str> = object.tag.into_iter().collect();
    for found in object.objects().flat_map(|(_, object)| object.fields()) {
        let is_set_by_tag = object.tag.is_some() && found.constant.is_some();
        if is_set_by_tag || !known.insert(found.name) {
            continue;
        }
        let having = object.objects().filter_map(|(alternative, object)| {
            let mut fields = object.fields().iter();
            let field = fields.find(|field| field.name == found.name)?;
            Some((alternative, field))
        });
        let having: Vec<(&Alternative, &Field)> = having.collect();
        let mut field = Field {
            required: having.iter().all(|(_, field)| field.required),
            // A constant of one alternative is what tells it from the others, which have another.
            constant: None,
            ..found.clone()
        };
        if having.len() < object.alternatives.len() {
            let names = having.iter().flat_map(|(alternative, _)| alternative.names);
            field.only = names.copied().collect::<Vec<_>>().leak();
        }
        fields.push(field);
    }
    fields
}

/// The property that says which of the alternatives it is.
fn tag_of(object: &'static Object, name: &'static str) -> Field {
    let tagged = object.alternatives.iter().filter(|one| one.is_tagged);
    let tags: Vec<Choice> = tagged
        .flat_map(|one| one.names)
        .map(|tag| choice(tag, tag, ""))
        .collect();
    let kind = match tags.is_empty() {
        true => Kind::Json,
        false => Kind::Choice(tags.leak()),
    };
    let mut field = field(name, kind, "Which kind it is.");
    field.required = !object.untagged;
    field
}
