//! Tags: which part of a tagged union holds the property that tells its variants apart.
//!
//! The variant says which tag is meant, and writes it. A struct that is nothing but an alternative needs no field for it; one
//! that stands alone as well keeps the field, and `new` fills it in.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::usage::roots;
use crate::model::{Operation, Type, TypeDef, TypeKind};

/// The property of an object that unions use as a tag.
type Place = (String, String);

/// Takes the fields that variants stand for from structs that are used in no other way, and makes the others constant.
pub(crate) fn settle(types: &mut BTreeMap<String, TypeDef>, operations: &[Operation]) {
    let mut tags: HashMap<Place, Vec<Value>> = HashMap::new();
    let mut kept: HashSet<Place> = HashSet::new();
    let mut tagged_by: HashMap<String, HashSet<String>> = HashMap::new();
    let mut used: HashSet<String> = HashSet::new();
    let mut mention = |ty: &Type| used.extend(ty.names().into_iter().map(str::to_owned));
    for definition in types.values() {
        let TypeKind::Union(union) = &definition.kind else {
            definition.parts().into_iter().for_each(&mut mention);
            continue;
        };
        for variant in &union.variants {
            match (&union.discriminator, &variant.ty, variant.tags.as_slice()) {
                (Some(property), Type::Named(name), [tag]) if !variant.tag_inside => {
                    let place = (name.clone(), property.clone());
                    tags.entry(place).or_default().push(tag.clone());
                    let by = tagged_by.entry(name.clone()).or_default();
                    by.insert(property.clone());
                }
                (Some(property), Type::Named(name), [_, ..]) => {
                    kept.insert((name.clone(), property.clone()));
                }
                _ => mention(&variant.ty),
            }
        }
    }
    roots(operations).into_iter().for_each(&mut mention);
    for ((name, property), mut values) in tags {
        let Some(TypeDef {
            kind: TypeKind::Object(object),
            ..
        }) = types.get_mut(&name)
        else {
            continue;
        };
        let Some(index) = object
            .fields
            .iter()
            .position(|field| field.wire_name == property)
        else {
            continue;
        };
        let one_property = tagged_by.get(&name).is_some_and(|by| by.len() == 1);
        let alone = used.contains(&name);
        if !alone && one_property && !kept.contains(&(name, property)) {
            let field = object.fields.remove(index);
            object.required.retain(|required| *required != field.name);
            continue;
        }
        values.dedup();
        let field = &mut object.fields[index];
        if let ([only], None) = (values.as_slice(), &field.constant) {
            field.constant = Some(only.clone());
        }
    }
    settle_constants(types);
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
