//! Members that no alternative of a union knows: the one that was chosen keeps them, and writes them back. A union that
//! dropped some of them would lose what came.

use std::collections::HashSet;

use crate::model::{Names, Type, TypeDef, TypeKind};

/// Gives the alternatives of unions a place for what they do not know, where answers hold them.
pub(crate) fn keep(types: &mut [TypeDef]) {
    let mut alternatives: HashSet<String> = HashSet::new();
    for definition in types.iter().filter(|definition| definition.usage.response) {
        if let TypeKind::Union(union) = &definition.kind {
            for variant in &union.variants {
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
