//! What the operations that are kept reach: the components that nothing refers to any more are left out.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use crate::load::node::{Content, Node};
use crate::pointer;

/// Sections of `components` whose entries are reached by references; security schemes are reached by name, and stay.
const BY_NAME: [&str; 1] = ["securitySchemes"];

/// The components, by pointer, that the document reaches from outside of `components`.
pub(super) fn reached(root: &Value) -> HashSet<String> {
    let heirs = heirs(root);
    let mut reached = HashSet::new();
    let mut waiting: Vec<&Value> = root
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| *key != "components")
        .map(|(_, value)| value)
        .collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                let references = members.get("$ref").into_iter();
                let mapped = members
                    .get("discriminator")
                    .and_then(|discriminator| discriminator.get("mapping"))
                    .and_then(Value::as_object);
                let named = mapped.into_iter().flatten().map(|(_, value)| value);
                for target in references.chain(named).filter_map(Value::as_str) {
                    let Some(component) = component(target) else {
                        continue;
                    };
                    visit(root, &component, &heirs, &mut reached, &mut waiting);
                }
                waiting.extend(members.values());
            }
            _ => {}
        }
    }
    reached
}

/// Takes in a component, and with a base the schemas that inherit from it.
fn visit<'d>(
    root: &'d Value,
    component: &str,
    heirs: &BTreeMap<String, Vec<String>>,
    reached: &mut HashSet<String>,
    waiting: &mut Vec<&'d Value>,
) {
    let mut components = vec![component];
    while let Some(component) = components.pop() {
        let Some(value) = root.pointer(component) else {
            continue;
        };
        if reached.insert(component.to_owned()) {
            waiting.push(value);
            components.extend(
                heirs
                    .get(component)
                    .into_iter()
                    .flatten()
                    .map(String::as_str),
            );
        }
    }
}

/// The component in which a reference, or the bare name of a schema in a mapping, leads.
fn component(target: &str) -> Option<String> {
    let whole = pointer::of_reference(target)
        .unwrap_or_else(|| pointer::join("/components/schemas", target));
    let rest = whole.strip_prefix("/components/")?;
    let mut parts = rest.splitn(3, '/');
    let (section, name) = (parts.next()?, parts.next()?);
    Some(format!("/components/{section}/{name}"))
}

/// The schemas that inherit from each base with a discriminator: a value of the base may be any of them.
fn heirs(root: &Value) -> BTreeMap<String, Vec<String>> {
    let schemas = root
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let mut heirs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, schema) in schemas.into_iter().flatten() {
        let parts = schema.get("allOf").and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            let base = part.get("$ref").and_then(Value::as_str).and_then(component);
            if let Some(base) = base {
                let heir = pointer::join("/components/schemas", name);
                heirs.entry(base).or_default().push(heir);
            }
        }
    }
    // What only shares properties, without a discriminator to tell heirs apart, is not asked for its heirs. A base's own base
    // may have the discriminator, so what lies between counts as well.
    let marked: HashSet<&String> = heirs
        .keys()
        .filter(|base| {
            root.pointer(base)
                .is_some_and(|schema| schema.get("discriminator").is_some())
        })
        .collect();
    let mut kept: HashSet<String> = HashSet::new();
    let mut waiting: Vec<&String> = marked.into_iter().collect();
    while let Some(base) = waiting.pop() {
        if kept.insert(base.clone()) {
            waiting.extend(heirs.get(base).into_iter().flatten());
        }
    }
    heirs.retain(|base, _| kept.contains(base));
    heirs
}

/// Takes away the components that are not reached.
pub(super) fn prune(components: &mut Node, reached: &HashSet<String>) {
    let Content::Map(sections) = &mut components.content else {
        return;
    };
    for (section, entries) in sections {
        if section.starts_with("x-") || BY_NAME.contains(&section.as_str()) {
            continue;
        }
        if let Content::Map(entries) = &mut entries.content {
            let at = pointer::join("/components", section);
            entries.retain(|name, _| reached.contains(&pointer::join(&at, name)));
        }
    }
}
