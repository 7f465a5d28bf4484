//! Which properties of an answer a table shows: what is always there first, then what is short.

use std::collections::BTreeSet;

use super::kinds::Kinds;
use super::text::literal;
use crate::model::{Api, Field, ObjectDef, Operation, Success, Type, TypeKind};
use crate::pointer;

/// More does not fit beside each other.
const MOST_COLUMNS: usize = 6;

/// More characters than this are not read at a glance.
const SHORT: u64 = 40;

/// The rows and columns of an answer that is a list, or holds one.
pub(super) fn table(api: &Api, operation: &Operation, kinds: &mut Kinds<'_>) -> Option<String> {
    let (pointer, item) = list(api, operation)?;
    let columns = chosen(api, operation, item).into_iter().map(|field| {
        // What does not fit into a cell is shown as it comes.
        let kind = match width(api, field) {
            Some(_) => kinds.kind_of(&field.ty, field.unix_time),
            None => "Kind::Json".to_owned(),
        };
        format!("column({}, {kind})", literal(&field.wire_name))
    });
    let columns: Vec<String> = columns.collect();
    Some(format!(
        ".table({}, &[{}])",
        literal(&pointer),
        columns.join(", ")
    ))
}

/// The types that columns have.
pub(super) fn types(api: &Api) -> BTreeSet<&str> {
    let fields = api.operations.iter().flat_map(|operation| {
        let (_, item) = list(api, operation)?;
        Some(chosen(api, operation, item))
    });
    let fields = fields.flatten();
    fields.flat_map(|field| field.ty.names()).collect()
}

/// The properties that are shown of an item: those that the description names, or the usual ones.
fn chosen<'a>(api: &Api, operation: &Operation, item: Object<'a>) -> Vec<&'a Field> {
    let fields = item.1.fields.iter().filter(|field| !field.write_only);
    let named = operation.columns.iter();
    let named: Vec<&Field> = named
        .filter_map(|name| fields.clone().find(|field| field.wire_name == *name))
        .collect();
    if !named.is_empty() {
        return named;
    }
    let mut fields: Vec<(&Field, u64)> = fields
        .filter_map(|field| Some((field, width(api, field)?)))
        .collect();
    // A stable sort: beside that, the order is that of the description.
    fields.sort_by_key(|(field, width)| (!field.required, *width > SHORT));
    let fields = fields.into_iter().take(MOST_COLUMNS);
    fields.map(|(field, _)| field).collect()
}

/// The list in an answer: JSON pointer and items.
pub(super) fn list<'a>(api: &'a Api, operation: &Operation) -> Option<(String, Object<'a>)> {
    let object = |ty: &Type| object(api, ty);
    let ty = answer(operation)?;
    if let Type::Array(item) = ty {
        return Some((String::new(), object(item)?));
    }
    let Type::Named(name) = ty else { return None };
    if let Some(pagination) = &operation.pagination {
        let fields = api.properties_at(name, &pagination.items)?;
        let Type::Array(item) = &fields.last()?.ty else {
            return None;
        };
        return Some((pagination.items.clone(), object(item)?));
    }
    let fields = &object(ty)?.1.fields;
    let mut lists = fields.iter().filter_map(|field| {
        let Type::Array(item) = &field.ty else {
            return None;
        };
        Some((field, object(item)?))
    });
    let (field, item) = lists.next()?;
    let mut others = fields
        .iter()
        .filter(|other| other.wire_name != field.wire_name);
    // Of two lists, nobody knows which is meant; and a user who has roles is no list of roles.
    if lists.next().is_some() || !field.required || others.any(|other| is_text(api, &other.ty)) {
        return None;
    }
    Some((pointer::join("", &field.wire_name), item))
}

/// What a call answers with.
pub(super) fn answer(operation: &Operation) -> Option<&Type> {
    match (&operation.value, &operation.success) {
        // The call answers with a part of what the server does.
        (Some(value), _) => Some(&value.ty),
        (None, Success::Json(ty) | Success::OptionalJson(ty)) => Some(ty),
        _ => None,
    }
}

/// An object with its name.
pub(super) type Object<'a> = (&'a str, &'a ObjectDef);

/// The object that a type is.
pub(super) fn object<'a>(api: &'a Api, ty: &Type) -> Option<Object<'a>> {
    match ty {
        Type::Named(name) => {
            let definition = api.definition(name)?;
            match &definition.kind {
                TypeKind::Object(object) => Some((&definition.name, object)),
                _ => None,
            }
        }
        Type::Nullable(inner) => object(api, inner),
        _ => None,
    }
}

/// Whether it says something in words, as nothing does that only counts or parts a list.
fn is_text(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::String | Type::Secret | Type::DateTime | Type::Date | Type::Uuid => true,
        Type::Named(name) => api
            .definition(name)
            .is_some_and(|definition| matches!(definition.kind, TypeKind::Enum(_))),
        _ => false,
    }
}

/// How many characters a value has at most, as far as its type says. Nothing for what does not fit into a cell.
fn width(api: &Api, field: &Field) -> Option<u64> {
    // A name, an address: what is longer says so.
    const USUAL: u64 = 30;
    Some(match &field.ty {
        _ if field.unix_time.is_some() => 16,
        Type::String => field.max_length.unwrap_or(USUAL),
        Type::DateTime => 25,
        Type::Date => 10,
        Type::Uuid => 36,
        Type::Integer(_) | Type::Number(_) => 20,
        Type::Boolean => 5,
        Type::Named(name) => match &api.definition(name)?.kind {
            TypeKind::Enum(values) => {
                let names = values.variants.iter().map(|variant| variant.name.len());
                names.max().map_or(USUAL, |widest| widest as u64)
            }
            _ => return None,
        },
        _ => return None,
    })
}
