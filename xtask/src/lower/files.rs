//! Files: bytes as they are can only be sent in parts of a body, never inside JSON.

use std::collections::{BTreeMap, BTreeSet};

use super::form::FILE;
use super::webhooks::Webhooks;
use crate::model::{BodyKind, Operation, PartSource, Type, TypeDef, TypeKind};

/// Keeps files in the types that are sent in parts and nowhere else; in all others `format: binary` is text.
pub(crate) fn settle(
    types: &mut BTreeMap<String, TypeDef>,
    operations: &mut [Operation],
    webhooks: &Webhooks,
) {
    let in_parts = only_in_parts(types, operations, webhooks);
    let with_files = with_files(types, &in_parts);
    for definition in types.values_mut() {
        let parts = with_files.contains(&definition.name);
        definition.usage.parts = parts;
        match &mut definition.kind {
            TypeKind::Object(object) => {
                for field in &mut object.fields {
                    if !parts || !is_file(&field.ty) {
                        make_text(&mut field.ty);
                    }
                }
                if let Some((_, ty)) = &mut object.additional
                    && (!parts || !is_file(ty))
                {
                    make_text(ty);
                }
            }
            TypeKind::Union(union) => {
                for variant in &mut union.variants {
                    if !parts || !is_file(&variant.ty) {
                        make_text(&mut variant.ty);
                    }
                }
            }
            TypeKind::ByStatus(answers) => {
                let contents = answers.variants.iter_mut();
                let types = contents.filter_map(|variant| variant.content.json_mut());
                types.for_each(make_text);
            }
            TypeKind::Alias(ty) => make_text(ty),
            TypeKind::Enum(_) => {}
        }
    }
    for operation in operations {
        operation.success_types_mut().for_each(make_text);
        operation.error.iter_mut().for_each(make_text);
        let Some(body) = &mut operation.body else {
            continue;
        };
        match (&mut body.kind, &body.ty) {
            (BodyKind::Multipart(parts), Type::Named(name)) if with_files.contains(name) => {
                parts.source = match types.get(name).map(|definition| &definition.kind) {
                    Some(TypeKind::Union(union)) if union.is_part() => {
                        let of_form = parts.media_type.is_none();
                        PartSource::Part(if of_form { FILE } else { "" }.to_owned())
                    }
                    _ => PartSource::Typed,
                };
            }
            (BodyKind::Multipart(parts), _)
                if matches!(parts.source, PartSource::File(_) | PartSource::NamedFiles) => {}
            (BodyKind::Text(_) | BodyKind::Bytes(_), _) => {}
            _ => make_text(&mut body.ty),
        }
    }
}

/// The types that only bodies in parts hold: as the whole body, as an alternative of one, or as a field that is one of
/// several things of which one is a file.
fn only_in_parts(
    types: &BTreeMap<String, TypeDef>,
    operations: &[Operation],
    webhooks: &Webhooks,
) -> BTreeSet<String> {
    let mut candidates = BTreeSet::new();
    let mut open: Vec<&str> = Vec::new();
    for body in operations
        .iter()
        .filter_map(|operation| operation.body.as_ref())
    {
        if matches!(body.kind, BodyKind::Multipart(_)) {
            open.extend(body.ty.names());
        }
    }
    while let Some(name) = open.pop() {
        if candidates.insert(name.to_owned()) {
            open.extend(
                types
                    .get(name)
                    .into_iter()
                    .flat_map(|definition| as_parts(types, definition)),
            );
        }
    }
    // What is JSON somewhere is no candidate, and then what only it holds as a part is JSON as well.
    loop {
        let elsewhere = used_elsewhere(types, operations, webhooks, &candidates);
        let before = candidates.len();
        candidates.retain(|name| !elsewhere.contains(name.as_str()));
        if candidates.len() == before {
            return candidates;
        }
    }
}

/// The types that a type sends as parts, or as one, when it is sent in parts itself.
fn as_parts<'t>(types: &BTreeMap<String, TypeDef>, definition: &'t TypeDef) -> Vec<&'t str> {
    match &definition.kind {
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            variants
                .flat_map(|variant| directly_named(&variant.ty))
                .collect()
        }
        TypeKind::Object(object) => {
            let fields = object.fields.iter();
            let named = fields.flat_map(|field| directly_named(&field.ty));
            named.filter(|name| is_file_or_else(types, name)).collect()
        }
        TypeKind::Enum(_) | TypeKind::ByStatus(_) | TypeKind::Alias(_) => Vec::new(),
    }
}

fn directly_named(ty: &Type) -> Option<&str> {
    match ty {
        Type::Named(name) => Some(name),
        _ => None,
    }
}

/// Whether a type is a union of which one alternative is a file.
fn is_file_or_else(types: &BTreeMap<String, TypeDef>, name: &str) -> bool {
    let kind = types.get(name).map(|definition| &definition.kind);
    matches!(kind, Some(TypeKind::Union(union)) if union.variants.iter().any(|variant| is_file(&variant.ty)))
}

/// The types that are JSON, or that stand inside JSON.
fn used_elsewhere<'t>(
    types: &'t BTreeMap<String, TypeDef>,
    operations: &'t [Operation],
    webhooks: &'t Webhooks,
    candidates: &BTreeSet<String>,
) -> BTreeSet<&'t str> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let carried = webhooks.received.iter().chain(&webhooks.sent);
    used.extend(carried.flat_map(Type::names));
    for operation in operations {
        used.extend(operation.success_types().flat_map(Type::names));
        used.extend(operation.error.iter().flat_map(Type::names));
        let parameters = operation.parameters.iter();
        used.extend(parameters.flat_map(|parameter| parameter.ty.names()));
        match &operation.body {
            // A list of objects is no object.
            Some(body)
                if matches!(body.kind, BodyKind::Multipart(_))
                    && directly_named(&body.ty).is_some() => {}
            Some(body) => used.extend(body.ty.names()),
            None => {}
        }
    }
    for definition in types.values() {
        let parts = match candidates.contains(&definition.name) {
            true => as_parts(types, definition),
            false => Vec::new(),
        };
        used.extend(
            definition
                .mentions()
                .into_iter()
                .filter(|name| !parts.contains(name)),
        );
    }
    used
}

/// Those of the types that hold a file, themselves or in an alternative.
fn with_files(types: &BTreeMap<String, TypeDef>, in_parts: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    loop {
        let before = found.len();
        for definition in in_parts.iter().filter_map(|name| types.get(name)) {
            let holds = |ty: &Type| {
                is_file(ty) || directly_named(ty).is_some_and(|name| found.contains(name))
            };
            let any = match &definition.kind {
                TypeKind::Object(object) => {
                    let fields = object.fields.iter().map(|field| &field.ty);
                    let more = object.additional.iter().map(|(_, ty)| ty);
                    fields.chain(more).any(holds)
                }
                TypeKind::Union(union) => union.variants.iter().any(|variant| holds(&variant.ty)),
                TypeKind::Enum(_) | TypeKind::ByStatus(_) | TypeKind::Alias(_) => false,
            };
            if any {
                found.insert(definition.name.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// A file, or several.
fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Map(values) => values.is_file_or_files(),
        ty => ty.is_file_or_files(),
    }
}

/// The type where no file can be.
pub(crate) fn as_text(mut ty: Type) -> Type {
    make_text(&mut ty);
    ty
}

fn make_text(ty: &mut Type) {
    match ty {
        Type::Binary => *ty = Type::String,
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => make_text(inner),
        _ => {}
    }
}
