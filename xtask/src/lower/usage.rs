//! Which types an operation reaches, and from which side.

use std::collections::BTreeMap;

use super::webhooks::Webhooks;
use crate::model::{Operation, Type, TypeDef};

/// Keeps the types that an operation or a webhook reaches, and marks who writes them.
pub(crate) fn reachable(
    mut types: BTreeMap<String, TypeDef>,
    operations: &[Operation],
    webhooks: &Webhooks,
) -> Vec<TypeDef> {
    let (requests, responses) = sides(operations, webhooks);
    let requests = closure(&types, &requests);
    let responses = closure(&types, &responses);
    for name in requests {
        if let Some(definition) = types.get_mut(&name) {
            definition.usage.request = true;
        }
    }
    for name in responses {
        if let Some(definition) = types.get_mut(&name) {
            definition.usage.response = true;
        }
    }
    types
        .into_values()
        .filter(|definition| definition.usage.request || definition.usage.response)
        .collect()
}

/// The types that operations and webhooks name themselves.
pub(crate) fn roots<'o>(operations: &'o [Operation], webhooks: &'o Webhooks) -> Vec<&'o Type> {
    let (requests, responses) = sides(operations, webhooks);
    requests.into_iter().chain(responses).collect()
}

fn sides<'o>(
    operations: &'o [Operation],
    webhooks: &'o Webhooks,
) -> (Vec<&'o Type>, Vec<&'o Type>) {
    let mut requests: Vec<&Type> = webhooks.sent.iter().collect();
    let mut responses: Vec<&Type> = webhooks.received.iter().collect();
    for operation in operations {
        requests.extend(operation.parameters.iter().map(|parameter| &parameter.ty));
        requests.extend(operation.body.iter().map(|body| &body.ty));
        responses.extend(operation.error.iter());
        responses.extend(operation.success_types());
    }
    (requests, responses)
}

fn closure(types: &BTreeMap<String, TypeDef>, roots: &[&Type]) -> Vec<String> {
    let mut found = std::collections::BTreeSet::new();
    let mut open: Vec<&str> = roots.iter().flat_map(|ty| ty.names()).collect();
    while let Some(name) = open.pop() {
        if found.insert(name.to_owned()) {
            open.extend(types.get(name).into_iter().flat_map(TypeDef::mentions));
        }
    }
    found.into_iter().collect()
}
