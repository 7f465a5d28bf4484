//! Which properties of an answer a table shows: what is always there first, then what is short.

use super::kinds::Kinds;
use super::text::literal;
use crate::model::{Api, Field, ObjectDef, Operation, Success, Type, TypeKind};

/// More does not fit beside each other.
const MOST_COLUMNS: usize = 6;

/// The rows and columns of an answer that is a list, or holds one.
pub(super) fn table(api: &Api, operation: &Operation, kinds: &mut Kinds<'_>) -> Option<String> {
    let (pointer, item) = list(api, operation)?;
    let mut fields: Vec<&Field> = item
        .fields
        .iter()
        .filter(|field| !field.write_only && is_short(api, &field.ty))
        .collect();
    // A stable sort: beside that, the order is that of the description.
    fields.sort_by_key(|field| !field.required);
    let columns = fields.into_iter().take(MOST_COLUMNS).map(|field| {
        let choices = kinds.choices(&field.ty);
        let choices = choices.unwrap_or_else(|| "&[]".to_owned());
        format!("column({}, {choices})", literal(&field.wire_name))
    });
    let columns: Vec<String> = columns.collect();
    Some(format!(
        ".table({}, &[{}])",
        literal(&pointer),
        columns.join(", ")
    ))
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
    let (Success::Json(ty) | Success::OptionalJson(ty)) = &operation.success else {
        return None;
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
    // Of two lists, nobody knows which is meant.
    if lists.next().is_some() || !field.required {
        return None;
    }
    let name = field.wire_name.replace('~', "~0").replace('/', "~1");
    Some((format!("/{name}"), item))
}

fn is_short(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::String
        | Type::DateTime
        | Type::Date
        | Type::Uuid
        | Type::Integer(_)
        | Type::Number(_)
        | Type::Boolean => true,
        Type::Named(name) => api
            .definition(name)
            .is_some_and(|definition| matches!(definition.kind, TypeKind::Enum(_))),
        _ => false,
    }
}
