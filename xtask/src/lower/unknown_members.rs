//! Members that no alternative of a union knows: the one that was chosen keeps them, and writes them back.
//!
//! Where a tag says what an object is, it says how much of it the description knows, as for every other object. Without
//! one the members themselves are the evidence, and a union that dropped some of them would lose what came.

use std::collections::HashSet;

use crate::model::{Names, Type, TypeDef, TypeKind, VariantOf};

/// Gives the alternatives of unions without a tag a place for what they do not know, where answers hold them.
pub(crate) fn keep(types: &mut [TypeDef]) {
    let mut alternatives: HashSet<String> = HashSet::new();
    for definition in types.iter().filter(|definition| definition.usage.response) {
        if let TypeKind::Union(union) = &definition.kind {
            // What a default alternative does not know may be the tag.
            let untagged = |variant: &&VariantOf| {
                union.discriminator.is_none() || variant.tags.is_empty() || variant.by_default
            };
            for variant in union.variants.iter().filter(untagged) {
                alternatives.extend(held(&variant.ty).map(str::to_owned));
            }
        }
    }
    for definition in types {
        // Parts of a form are no JSON: what a server does not know stays out of it.
        if !alternatives.contains(&definition.name) || definition.usage.parts {
            continue;
        }
        if let TypeKind::Object(object) = &mut definition.kind
            && object.additional.is_none()
        {
            let mut names = Names::default();
            for field in &object.fields {
                names.take(field.name.clone());
            }
            let name = names.take("additional_properties".to_owned());
            object.additional = Some((name, Type::UnknownFields));
        }
    }
}

/// The named type that an alternative is, or of which it is a list or a map.
fn held(ty: &Type) -> Option<&str> {
    match ty {
        Type::Named(name) => Some(name),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => held(inner),
        _ => None,
    }
}
