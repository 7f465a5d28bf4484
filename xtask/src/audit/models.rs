//! Models: their properties and values.

use serde_json::Value;

use super::Differences;
use super::fields::{Row, compare_fields};
use super::types::Types;
use super::view::{Node, View};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::pages::{Content, Model, Pages};
use crate::reconstruct::wire::fold;

pub(super) fn compare<'a>(view: &View<'a>, pages: &'a Pages, differences: &mut Differences) {
    let types = Types::new(*view, pages);
    let Some(components) = view.node("/components") else {
        return;
    };
    let schemas = view.members(&components, "schemas");
    for model in &pages.models {
        let found = schemas
            .iter()
            .find(|(_, node)| node.docs_names().contains(&model.name.as_str()))
            .or_else(|| {
                schemas.iter().find(|(key, node)| {
                    fold(key) == fold(&model.name) && node.docs_names().is_empty()
                })
            });
        match found {
            Some((_, node)) => compare_model(model, node, &types, differences),
            // What has no properties may be written in place.
            None if !matches!(model.content, Content::Object { .. }) => {}
            None => {
                let message = format!(
                    "the pages have the model `{}`, the description does not",
                    model.name
                );
                differences.add(
                    &["/components"],
                    format!("model {}", model.name),
                    message,
                    Some(&model.place),
                );
            }
        }
    }
    for (key, node) in &schemas {
        for name in node.docs_names() {
            if !pages.models.iter().any(|model| model.name == name) {
                let message =
                    format!("`{key}` is documented as `{name}`, and there is no such page");
                differences.add(&[&node.used], "model", message, None);
            }
        }
    }
}

fn compare_model<'a>(
    model: &'a Model,
    node: &Node<'a>,
    types: &Types<'a>,
    differences: &mut Differences,
) {
    match &model.content {
        Content::Nothing => {}
        Content::Alias { kind, .. } => {
            if let Some(how) = types.differs(kind, node) {
                let message = format!("the types of `{}` differ: {how}", model.name);
                differences.add(&[&node.used], "type", message, Some(&model.place));
            }
        }
        Content::Enumeration { values, .. } => {
            let values: Vec<&Value> = values.iter().map(|(_, value)| value).collect();
            let described = node.value.get("enum").and_then(Value::as_array);
            let described: Vec<&Value> = described.into_iter().flatten().collect();
            let name = &model.name;
            let mut report = |value: &Value, has: &str, lacks: &str| {
                let message = format!("{has} of `{name}` has the value {value}, {lacks} does not");
                let aspect = format!("value {value}");
                differences.add(&[&node.used], aspect, message, Some(&model.place));
            };
            for value in values.iter().filter(|value| !described.contains(value)) {
                report(value, "the page", "the description");
            }
            for value in described.iter().filter(|value| !values.contains(value)) {
                report(value, "the description", "the page");
            }
        }
        Content::Object { properties, .. } => {
            let rows = properties.iter().map(Row::from);
            compare_fields(&model.name, rows, node, types, differences);
            if types.pages.dialect == Dialect::Codegen {
                return;
            }
            for row in properties {
                let found = types
                    .view
                    .properties(node)
                    .into_iter()
                    .find(|property| fold(&property.name) == fold(&row.name));
                let Some(property) = found else { continue };
                let described = property.node.flag("readOnly");
                if described != row.read_only {
                    let message = format!(
                        "the page calls the property `{}` of `{}` {}, the description {}",
                        row.name,
                        model.name,
                        if row.read_only {
                            "read-only"
                        } else {
                            "writable"
                        },
                        if described { "read-only" } else { "writable" }
                    );
                    let pointers = [
                        property.node.used.as_str(),
                        property.node.pointer.as_str(),
                        node.used.as_str(),
                    ];
                    differences.add(&pointers, "read-only", message, Some(&row.place));
                }
            }
        }
    }
}
