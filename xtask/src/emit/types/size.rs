//! How large a value is, about: Clippy asks for a box around a variant that is much larger than the others.

use std::collections::HashSet;

use crate::model::{Api, Type, TypeKind, UnionDef};

/// What Clippy's `large_enum_variant` takes for much, less what an estimate may be wrong by.
const MUCH: usize = 120;

/// Whether one variant may be so much larger than the others that Clippy would have it boxed.
pub(super) fn is_uneven(api: &Api, union: &UnionDef) -> bool {
    let other = size_of_value();
    let variants = union.variants.iter();
    let mut sizes: Vec<usize> = variants
        .map(|variant| size(api, &variant.ty, &mut HashSet::new()))
        .collect();
    sizes.push(other);
    sizes.sort_unstable();
    match sizes.as_slice() {
        [.., second, first] => first - second > MUCH,
        _ => false,
    }
}

/// A JSON value, in which the features of other crates may keep the order of members.
fn size_of_value() -> usize {
    32
}

fn size(api: &Api, ty: &Type, around: &mut HashSet<String>) -> usize {
    match ty {
        Type::Any => size_of_value(),
        Type::Named(name) => {
            // What holds itself does so in a box.
            if !around.insert(name.clone()) {
                return 8;
            }
            let size = match api.definition(name).map(|definition| &definition.kind) {
                Some(TypeKind::Object(object)) => {
                    let fields = object.fields.iter();
                    let fields = fields.map(|field| size(api, &field.ty, around) + 8);
                    fields.sum::<usize>() + 24 * usize::from(object.additional.is_some())
                }
                Some(TypeKind::Union(union)) => {
                    let variants = union.variants.iter();
                    let largest = variants.map(|variant| size(api, &variant.ty, around)).max();
                    largest.unwrap_or_default() + 8
                }
                Some(TypeKind::Alias(ty)) => size(api, ty, around),
                _ => 24,
            };
            around.remove(name);
            size
        }
        Type::Nullable(inner) => size(api, inner, around) + 8,
        Type::Integer(_) | Type::Number(_) | Type::Boolean => 8,
        _ => 24,
    }
}
