//! Which properties of an answer a table shows: what is always there first, then what is short.

use std::collections::BTreeSet;

use super::kinds::Kinds;
use super::text::literal;
use crate::model::{Api, Field, ObjectDef, Operation, Success, Type, TypeKind};

/// More does not fit beside each other.
const MOST_COLUMNS: usize = 6;

/// More characters than this are not read at a glance.
const SHORT: u64 = 40;

/// The rows and columns of an answer that is a list, or holds one.
pub(super) fn table(api: &Api, operation: &Operation, kinds: &mut Kinds<'_>) -> Option<String> {
    let (pointer, item) = list(api, operation)?;
    let columns = chosen(api, item).map(|field| {
        let kind = kinds.kind_of(&field.ty, field.unix_time);
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
    let lists = api
        .operations
        .iter()
        .filter_map(|operation| list(api, operation));
    let fields = lists.flat_map(|(_, item)| chosen(api, item));
    fields.flat_map(|field| field.ty.names()).collect()
}

/// The properties that are shown of an item.
fn chosen<'a>(api: &Api, item: &'a ObjectDef) -> impl Iterator<Item = &'a Field> + use<'a> {
    let fields = item.fields.iter().filter(|field| !field.write_only);
    let mut fields: Vec<(&Field, u64)> = fields
        .filter_map(|field| Some((field, width(api, field)?)))
        .collect();
    // A stable sort: beside that, the order is that of the description.
    fields.sort_by_key(|(field, width)| (!field.required, *width > SHORT));
    fields
        .into_iter()
        .take(MOST_COLUMNS)
        .map(|(field, _)| field)
}

/// The list in an answer: JSON pointer and items.
fn list<'a>(api: &'a Api, operation: &Operation) -> Option<(String, &'a ObjectDef)> {
    let object = |ty: &Type| match ty {
        Type::Named(name) => match &api.definition(name)?.kind {
            TypeKind::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    };
    let ty = match (&operation.value, &operation.success) {
        // The call answers with a part of what the server does.
        (Some(value), _) => &value.ty,
        (None, Success::Json(ty) | Success::OptionalJson(ty)) => ty,
        _ => return None,
    };
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
    let mut lists = object(ty)?.fields.iter().filter_map(|field| {
        let Type::Array(item) = &field.ty else {
            return None;
        };
        Some((field, object(item)?))
    });
    let (field, item) = lists.next()?;
    let others = object(ty)?.fields.iter();
    let mut others = others.filter(|other| other.wire_name != field.wire_name);
    // Of two lists, nobody knows which is meant; and a user who has roles is no list of roles.
    if lists.next().is_some() || !field.required || others.any(|other| is_text(api, &other.ty)) {
        return None;
    }
    let name = field.wire_name.replace('~', "~0").replace('/', "~1");
    Some((format!("/{name}"), item))
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
