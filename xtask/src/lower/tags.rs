//! Tags: which part of a tagged union holds the property that tells its variants apart.
//!
//! The variant says which tag is meant, and writes it. A struct that is nothing but an alternative needs no field for it; one
//! that stands alone as well keeps the field, and `new` fills it in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::usage::roots;
use super::webhooks::Webhooks;
use crate::model::{Operation, Type, TypeDef, TypeKind};

/// How many unions may lie around an object for their tags to count.
const MOST_LEVELS: usize = 8;

/// How a type is used in one place.
enum Use {
    /// By itself.
    Alone,
    /// As a variant of a union, which writes the tag for it: the property and its value.
    Variant {
        union: String,
        tag: Option<(String, Value)>,
    },
}

/// The properties that all unions around a type write for it.
type Written = BTreeSet<String>;

/// Takes the fields that variants stand for from structs that are used in no other way, and makes the others constant.
pub(crate) fn settle(
    types: &mut BTreeMap<String, TypeDef>,
    operations: &[Operation],
    webhooks: &Webhooks,
) {
    let uses = uses(types, operations, webhooks);
    let mut known = HashMap::new();
    for (name, definition) in types.iter_mut() {
        let TypeKind::Object(object) = &mut definition.kind else {
            continue;
        };
        let written = written(&uses, name, &mut known, 0);
        object
            .fields
            .retain(|field| !written.contains(&field.wire_name));
        object
            .required
            .retain(|name| object.fields.iter().any(|field| field.name == *name));
        for field in &mut object.fields {
            let tags = uses.get(name).into_iter().flatten();
            let mut values: Vec<&Value> = tags
                .filter_map(|tag| match tag {
                    Use::Variant {
                        tag: Some((property, value)),
                        ..
                    } if *property == field.wire_name => Some(value),
                    _ => None,
                })
                .collect();
            values.dedup();
            if let ([only], None) = (values.as_slice(), &field.constant) {
                field.constant = Some((*only).clone());
            }
        }
    }
    settle_constants(types);
}

fn uses(
    types: &BTreeMap<String, TypeDef>,
    operations: &[Operation],
    webhooks: &Webhooks,
) -> HashMap<String, Vec<Use>> {
    let mut uses: HashMap<String, Vec<Use>> = HashMap::new();
    let mut alone = |ty: &Type| {
        for name in ty.names() {
            uses.entry(name.to_owned()).or_default().push(Use::Alone);
        }
    };
    roots(operations, webhooks).into_iter().for_each(&mut alone);
    for definition in types.values() {
        if !matches!(definition.kind, TypeKind::Union(_)) {
            definition.parts().into_iter().for_each(&mut alone);
        }
    }
    for definition in types.values() {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        for variant in &union.variants {
            let Type::Named(name) = &variant.ty else {
                for name in variant.ty.names() {
                    uses.entry(name.to_owned()).or_default().push(Use::Alone);
                }
                continue;
            };
            let tag = match (&union.discriminator, variant.tags.as_slice()) {
                (Some(property), [tag]) if !variant.tag_inside => {
                    Some((property.clone(), tag.clone()))
                }
                _ => None,
            };
            uses.entry(name.clone()).or_default().push(Use::Variant {
                union: definition.name.clone(),
                tag,
            });
        }
    }
    uses
}

/// What is written for a type wherever it is used. A union that is looked at already writes nothing: circles end there.
fn written(
    uses: &HashMap<String, Vec<Use>>,
    name: &str,
    known: &mut HashMap<String, Written>,
    level: usize,
) -> Written {
    if let Some(found) = known.get(name) {
        return found.clone();
    }
    known.insert(name.to_owned(), Written::new());
    let mut common: Option<Written> = None;
    for place in uses.get(name).into_iter().flatten() {
        let here = match place {
            Use::Variant { union, tag } if level < MOST_LEVELS => {
                let mut here = written(uses, union, known, level + 1);
                here.extend(tag.iter().map(|(property, _)| property.clone()));
                here
            }
            _ => Written::new(),
        };
        match &mut common {
            None => common = Some(here),
            Some(common) => common.retain(|property| here.contains(property)),
        }
        if common.as_ref().is_some_and(BTreeSet::is_empty) {
            break;
        }
    }
    let found = common.unwrap_or_default();
    known.insert(name.to_owned(), found.clone());
    found
}

/// A constant that the field's type can hold, and no other.
fn settle_constants(types: &mut BTreeMap<String, TypeDef>) {
    let enums: HashMap<String, Vec<Value>> = types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Enum(values) => {
                let values = values.variants.iter().map(|variant| variant.value.clone());
                Some((definition.name.clone(), values.collect()))
            }
            _ => None,
        })
        .collect();
    for definition in types.values_mut() {
        let TypeKind::Object(object) = &mut definition.kind else {
            continue;
        };
        for field in &mut object.fields {
            let fits = field
                .constant
                .as_ref()
                .is_some_and(|constant| match &field.ty {
                    Type::String => constant.is_string(),
                    Type::Boolean => constant.is_boolean(),
                    Type::Integer(_) => constant.is_i64(),
                    Type::Named(name) => enums
                        .get(name)
                        .is_some_and(|values| values.contains(constant)),
                    _ => false,
                });
            if !fits || field.nullable {
                field.constant = None;
            }
        }
    }
}
