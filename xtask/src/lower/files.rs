//! Files: bytes as they are can only be sent in parts of a body, never inside JSON.

use std::collections::{BTreeMap, HashSet};

use crate::model::{BodyKind, Operation, Success, Type, TypeDef, TypeKind};

/// Keeps files in the types that are sent in parts and nowhere else; in all others `format: binary` is text.
pub(crate) fn settle(types: &mut BTreeMap<String, TypeDef>, operations: &mut [Operation]) {
    let elsewhere = used_elsewhere(types, operations);
    let mut with_files = HashSet::new();
    for definition in types.values_mut() {
        let parts = !elsewhere.contains(&definition.name);
        match &mut definition.kind {
            TypeKind::Object(object) => {
                for field in &mut object.fields {
                    if parts && is_file(&field.ty) {
                        with_files.insert(definition.name.clone());
                    } else {
                        as_text(&mut field.ty);
                    }
                }
                if let Some((_, ty)) = &mut object.additional {
                    as_text(ty);
                }
            }
            TypeKind::Union(union) => {
                union
                    .variants
                    .iter_mut()
                    .for_each(|variant| as_text(&mut variant.ty));
            }
            TypeKind::Alias(ty) => as_text(ty),
            TypeKind::Enum(_) => {}
        }
    }
    for operation in operations {
        if let Success::Json(ty) | Success::OptionalJson(ty) = &mut operation.success {
            as_text(ty);
        }
        operation.error.iter_mut().for_each(as_text);
        if let Some(body) = &mut operation.body {
            match (&mut body.kind, &body.ty) {
                (BodyKind::Multipart { files }, Type::Named(name)) => {
                    *files = with_files.contains(name);
                }
                (BodyKind::Text(_) | BodyKind::Bytes(_), _) => {}
                _ => as_text(&mut body.ty),
            }
        }
    }
}

/// A type that is sent in parts by one operation may be JSON in another, or inside another type.
fn used_elsewhere(types: &BTreeMap<String, TypeDef>, operations: &[Operation]) -> HashSet<String> {
    let mut used: HashSet<String> = HashSet::new();
    let mut parts: HashSet<String> = HashSet::new();
    let mut mention = |ty: &Type| used.extend(ty.names().into_iter().map(str::to_owned));
    for operation in operations {
        if let Success::Json(ty) | Success::OptionalJson(ty) = &operation.success {
            mention(ty);
        }
        operation.error.iter().for_each(&mut mention);
        operation
            .parameters
            .iter()
            .for_each(|parameter| mention(&parameter.ty));
        match &operation.body {
            Some(body) if matches!(body.kind, BodyKind::Multipart { .. }) => {
                parts.extend(body.ty.names().into_iter().map(str::to_owned));
            }
            Some(body) => mention(&body.ty),
            None => {}
        }
    }
    for definition in types.values() {
        used.extend(definition.mentions().into_iter().map(str::to_owned));
    }
    used.extend(types.keys().filter(|name| !parts.contains(*name)).cloned());
    used
}

fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Binary => true,
        Type::Array(items) => **items == Type::Binary,
        _ => false,
    }
}

fn as_text(ty: &mut Type) {
    match ty {
        Type::Binary => *ty = Type::String,
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => as_text(inner),
        _ => {}
    }
}
