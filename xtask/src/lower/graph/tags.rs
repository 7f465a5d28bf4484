//! Tags: the property that tells the alternatives of a union apart, and the values that it has for each of them.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::Value;

use super::SchemaId;
use super::keywords::{enum_values, kind};
use super::object::ObjectShape;
use super::shape::{Kind, Shapes, ViewId};
use super::union::Alternative;
use crate::lower::node::Node;

/// How many unions may lie inside each other for the tags of the inner one to be those of the outer one.
const MOST_LEVELS: usize = 8;

impl<'d> Shapes<'d> {
    /// The tags of a discriminator: what its mapping says, else the values that the alternatives themselves list, else the
    /// names of their components (OpenAPI 3.0.3, "Discriminator Object").
    pub(super) fn find_tags(&mut self, owner: SchemaId, property: &str, found: &mut [Alternative]) {
        let owner = self.graph.get(owner);
        let mapping: Vec<(&'d str, Option<SchemaId>)> = owner
            .mapping
            .iter()
            .map(|(tag, target)| (*tag, self.graph.meant(*target)))
            .collect();
        let default = owner.default_mapping.and_then(|id| self.graph.meant(id));
        let listed: Vec<Vec<Value>> = found
            .iter()
            .map(|alternative| self.tag_values(alternative.view, property, 0))
            .collect();
        let mut taken: HashSet<String> = HashSet::new();
        for (index, alternative) in found.iter_mut().enumerate() {
            let meant = self.graph.meant(alternative.listed);
            let name = meant.and_then(|id| self.graph.get(id).chosen_name());
            let mapped = mapping.iter().filter(|(_, target)| *target == meant);
            let mut tags: Vec<Value> = mapped
                .map(|(tag, _)| self.tag_literal(alternative.view, property, tag))
                .collect();
            alternative.own_tags = false;
            if tags.is_empty()
                && let Some(told) = meant.and_then(|id| told_tag(&self.graph.get(id).node))
            {
                tags.push(self.tag_literal(alternative.view, property, told));
            }
            if tags.is_empty() {
                let own = &listed[index];
                let others = || {
                    listed
                        .iter()
                        .enumerate()
                        .filter(|(other, _)| *other != index)
                };
                let shared = others().any(|(_, other)| own.iter().any(|tag| other.contains(tag)));
                if !own.is_empty() && !shared {
                    tags = own.clone();
                    alternative.own_tags = own.len() > 1;
                } else if let Some(name) = name {
                    // The base may list all values, of which one is this heir's name in other letters.
                    let same = |tag: &&Value| {
                        tag.as_str()
                            .is_some_and(|tag| letters(tag) == letters(&name))
                    };
                    let spelled = own.iter().find(same).cloned();
                    tags = vec![spelled.unwrap_or(Value::String(name))];
                }
            }
            tags.retain(|tag| taken.insert(tag_text(tag)));
            alternative.by_default = default.is_some() && default == meant;
            // Whatever tag came, or none, is to be written again: what came holds it.
            alternative.own_tags |= alternative.by_default;
            alternative.tags = tags;
        }
    }

    /// A discriminator that nobody named: a required property of which each alternative lists values of its own, first one of
    /// which each has a single value. Of several values, one that is new says nothing of the alternative.
    pub(super) fn infer_tags(&mut self, found: &mut [Alternative]) -> Option<String> {
        let objects: Option<Vec<Rc<ObjectShape>>> = found
            .iter()
            .map(|alternative| self.object_of(alternative.view))
            .collect();
        let objects = objects.filter(|objects| objects.len() > 1)?;
        let names = objects.first()?.properties.keys();
        let tagged: Vec<(&String, Vec<Vec<Value>>)> = names
            .filter_map(|name| Some((name, self.tags_by(name, &objects)?)))
            .collect();
        let single = tagged
            .iter()
            .find(|(_, tags)| tags.iter().all(|tags| tags.len() == 1));
        let (name, tags) = single.or(tagged.first())?;
        for (alternative, tags) in found.iter_mut().zip(tags) {
            alternative.own_tags = tags.len() > 1;
            alternative.tags.clone_from(tags);
        }
        Some((*name).clone())
    }

    /// The values of a property that tells these objects apart.
    fn tags_by(&mut self, name: &str, objects: &[Rc<ObjectShape>]) -> Option<Vec<Vec<Value>>> {
        let mut tags: Vec<Vec<Value>> = Vec::new();
        let mut seen: HashSet<String> = HashSet::new();
        for object in objects {
            let required = object.required.iter().any(|required| required == name);
            let property = *object.properties.get(name).filter(|_| required)?;
            let values = self.listed(property);
            let distinct = values.iter().all(|value| !seen.contains(&tag_text(value)));
            // `null` may be that of any of them.
            if values.is_empty() || !distinct || self.decided(property).nullable {
                return None;
            }
            seen.extend(values.iter().map(tag_text));
            tags.push(values);
        }
        Some(tags)
    }

    /// The values that an alternative, or the alternatives of which it consists, list for a property.
    fn tag_values(&mut self, view: ViewId, property: &str, level: usize) -> Vec<Value> {
        if level > MOST_LEVELS {
            return Vec::new();
        }
        match self.decided(view).kind.clone() {
            Kind::Object(object) => match object.properties.get(property) {
                Some(property) => self.listed(*property),
                None => Vec::new(),
            },
            Kind::Union(union) if union.discriminator.as_deref() == Some(property) => {
                let tags = union.alternatives.iter();
                tags.flat_map(|alternative| alternative.tags.clone())
                    .collect()
            }
            Kind::Union(union) => {
                let mut values: Vec<Value> = Vec::new();
                for alternative in &union.alternatives {
                    for value in self.tag_values(alternative.view, property, level + 1) {
                        if !values.contains(&value) {
                            values.push(value);
                        }
                    }
                }
                values
            }
            Kind::Same(other) => self.tag_values(other, property, level + 1),
            _ => Vec::new(),
        }
    }

    /// The constants that a property's schema lists.
    pub(crate) fn listed(&self, view: ViewId) -> Vec<Value> {
        let atoms = self.graph.atoms(self.parts(view));
        let values = atoms
            .own
            .iter()
            .filter_map(|id| enum_values(&self.graph.get(*id).node))
            .min_by_key(|values| values.len());
        let constant =
            |value: &&Value| value.is_string() || value.as_i64().is_some() || value.is_boolean();
        match values.filter(|values| values.iter().all(|value| constant(&value))) {
            Some(values) => values.clone(),
            None => Vec::new(),
        }
    }

    /// A key of a mapping, which is always text, as the property has it.
    fn tag_literal(&self, view: ViewId, property: &str, tag: &str) -> Value {
        let described = match self.shape_if_known(view) {
            Some(Kind::Object(object)) => object.properties.get(property).copied(),
            _ => None,
        };
        let kinds: Vec<&str> = match described {
            Some(view) => {
                let atoms = self.graph.atoms(self.parts(view));
                let own = atoms.own.iter();
                own.filter_map(|id| kind(&self.graph.get(*id).node))
                    .collect()
            }
            None => Vec::new(),
        };
        let text = || Value::String(tag.to_owned());
        if kinds.contains(&"integer") {
            return tag.parse::<i64>().map_or_else(|_| text(), Value::from);
        }
        if kinds.contains(&"boolean") {
            return tag.parse::<bool>().map_or_else(|_| text(), Value::from);
        }
        text()
    }
}

/// The tag that an heir says itself, for want of a mapping in Swagger 2.0: by `x-discriminator-value`, perhaps with the name of
/// a tool in it.
fn told_tag<'d>(heir: &Node<'d>) -> Option<&'d str> {
    let members = heir.members().into_iter();
    let told = |key: &str| key.starts_with("x-") && key.ends_with("-discriminator-value");
    let mut told = members.filter(|(key, _)| told(key));
    told.find_map(|(_, value)| value.value.as_str())
}

/// A tag as the generated code compares it.
pub(crate) fn tag_text(tag: &Value) -> String {
    match tag {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
