//! Which values of an answer the wire counts or codes: a terminal shows times and names instead.

use std::collections::BTreeSet;

use super::columns::{Object, answer, list, object};
use super::kinds::Kinds;
use super::text::literal;
use crate::model::{Api, Field, Operation, Type, TypeKind};
use crate::pointer;

/// The call that tells of the values of an answer, or of the items of its list.
pub(super) fn readable(api: &Api, operation: &Operation, kinds: &mut Kinds<'_>) -> Option<String> {
    let object = subject(api, operation)?;
    let values = coded(api, object).into_iter().map(|(pointer, field)| {
        let kind = kinds.kind_of(&field.ty, field.unix_time);
        format!("column({}, {kind})", literal(&pointer))
    });
    let values: Vec<String> = values.collect();
    (!values.is_empty()).then(|| format!(".readable({})", kinds.readable(object.0, &values)))
}

/// The types of these values.
pub(super) fn types(api: &Api) -> BTreeSet<&str> {
    let operations = api.operations.iter();
    let subjects = operations.filter_map(|operation| subject(api, operation));
    let fields = subjects.flat_map(|object| coded(api, object));
    fields.flat_map(|(_, field)| field.ty.names()).collect()
}

/// What somebody is shown of an answer: the items of its list, or all of it.
fn subject<'a>(api: &'a Api, operation: &Operation) -> Option<Object<'a>> {
    match list(api, operation) {
        Some((_, item)) => Some(item),
        None => object(api, answer(operation)?),
    }
}

/// The properties that the wire counts or codes, with JSON pointers to them.
fn coded<'a>(api: &'a Api, (_, object): Object<'a>) -> Vec<(String, &'a Field)> {
    let mut found = Vec::new();
    add(api, &object.fields, "", 0, &mut found);
    found
}

fn add<'a>(
    api: &'a Api,
    fields: &'a [Field],
    path: &str,
    depth: usize,
    found: &mut Vec<(String, &'a Field)>,
) {
    // Nobody looks deeper for a number, and an object may hold another of its kind.
    const DEEPEST: usize = 3;
    for field in fields.iter().filter(|field| !field.write_only) {
        let path = pointer::join(path, &field.wire_name);
        if field.unix_time.is_some() || is_coded(api, &field.ty) {
            found.push((path, field));
        } else if let Some((_, inside)) = object(api, &field.ty).filter(|_| depth < DEEPEST) {
            add(api, &inside.fields, &path, depth + 1, found);
        }
    }
}

/// Whether values have names beside what is sent: numbers, and texts that cannot be typed as a word.
fn is_coded(api: &Api, ty: &Type) -> bool {
    let is_word = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_graphic());
    match ty {
        Type::Array(inner) | Type::Nullable(inner) => is_coded(api, inner),
        Type::Named(name) => match api.definition(name).map(|definition| &definition.kind) {
            Some(TypeKind::Enum(values)) => {
                let mut values = values.variants.iter().map(|variant| variant.value.as_str());
                values.any(|text| !text.is_some_and(is_word))
            }
            _ => false,
        },
        _ => false,
    }
}
