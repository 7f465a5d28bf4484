//! What the values in examples are called: as someone who knows the API would call them.

use heck::ToSnakeCase as _;

use crate::model::{Api, Operation, Success, Type, TypeKind};

/// What the examples call something else.
const TAKEN: &[&str] = &["client", "expected", "filter", "response", "server"];

/// What a call answers with: what stands behind the verb in the name of its operation.
pub(super) fn answer(operation: &Operation) -> &str {
    let behind = operation.name.split_once('_').map(|(_, noun)| noun);
    behind.filter(|noun| is_free(noun)).unwrap_or("answer")
}

/// One of the things that a list holds: its type.
pub(super) fn item(api: &Api, operation: &Operation) -> String {
    let name = items(api, operation).and_then(|items| match items {
        Type::Array(item) => match &**item {
            Type::Named(name) => Some(name.to_snake_case()),
            _ => None,
        },
        _ => None,
    });
    name.filter(|name| is_free(name) && name != answer(operation))
        .unwrap_or_else(|| "item".to_owned())
}

/// The type of a list in an answer.
fn items<'a>(api: &'a Api, operation: &'a Operation) -> Option<&'a Type> {
    let Success::Json(answer) = &operation.success else {
        return None;
    };
    let Type::Named(name) = answer else {
        return Some(answer);
    };
    let wire_name = operation.pagination.as_ref()?.items.strip_prefix('/')?;
    let TypeKind::Object(object) = &api.definition(name)?.kind else {
        return None;
    };
    let field = object
        .fields
        .iter()
        .find(|field| field.wire_name == wire_name)?;
    Some(&field.ty)
}

fn is_free(name: &str) -> bool {
    !TAKEN.contains(&name) && syn::parse_str::<syn::Ident>(name).is_ok()
}
