//! Models: their properties and values.

use serde_json::Value;

use super::Differences;
use super::types::Types;
use super::view::{Node, View};
use crate::reconstruct::assemble::printed_default;
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::finding::Place;
use crate::reconstruct::pages::{Content, Model, Pages};
use crate::reconstruct::type_expression::Type;
use crate::reconstruct::wire::{fit, fold};

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
            Some((_, node)) => compare_model(model, node, &types, pages, differences),
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
    pages: &'a Pages,
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
            let described = node
                .value
                .get("enum")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default();
            for (_, value) in values
                .iter()
                .filter(|(_, value)| !described.contains(value))
            {
                let message = format!(
                    "the page of `{}` has the value {value}, the description does not",
                    model.name
                );
                differences.add(
                    &[&node.used],
                    format!("value {value}"),
                    message,
                    Some(&model.place),
                );
            }
            for value in described
                .iter()
                .filter(|value| !values.iter().any(|(_, known)| known == *value))
            {
                let message = format!(
                    "the description of `{}` has the value {value}, the page does not",
                    model.name
                );
                differences.add(
                    &[&node.used],
                    format!("value {value}"),
                    message,
                    Some(&model.place),
                );
            }
        }
        Content::Object { properties, .. } => {
            let rows: Vec<Row<'a>> = properties
                .iter()
                .map(|row| {
                    (
                        row.name.as_str(),
                        &row.kind,
                        row.required,
                        row.default.as_deref(),
                        &row.place,
                    )
                })
                .collect();
            compare_fields(&model.name, &rows, node, types, pages, differences);
            if pages.dialect == Dialect::Codegen {
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

/// Name, type, whether it is required, default and place of a property or a form field.
pub(super) type Row<'a> = (&'a str, &'a Type, bool, Option<&'a str>, &'a Place);

pub(super) fn compare_fields<'a>(
    owner: &str,
    rows: &[Row<'a>],
    node: &Node<'a>,
    types: &Types<'a>,
    pages: &Pages,
    differences: &mut Differences,
) {
    let described = types.view.properties(node);
    let mut matched = vec![false; described.len()];
    for (name, kind, required, default, place) in rows {
        let found = described
            .iter()
            .enumerate()
            .filter(|(index, _)| !matched.get(*index).copied().unwrap_or(true))
            .filter_map(|(index, property)| {
                let named = property.node.docs_names().contains(name);
                let fit = if named {
                    Some(0)
                } else {
                    fit(name, &property.name)
                };
                Some((fit?, index, property))
            })
            .min_by_key(|(fit, index, _)| (*fit, *index))
            .map(|(_, index, property)| (index, property));
        let Some((index, property)) = found else {
            let message = format!(
                "the page has the property `{name}` of `{owner}`, the description does not"
            );
            differences.add(
                &[&node.used, &node.pointer],
                format!("property {name}"),
                message,
                Some(place),
            );
            continue;
        };
        if let Some(slot) = matched.get_mut(index) {
            *slot = true;
        }
        let at = property.node.used.as_str();
        let pointers = [
            at,
            property.node.pointer.as_str(),
            node.used.as_str(),
            node.pointer.as_str(),
        ];
        let what = format!("the property `{name}` of `{owner}`");
        if property.required != *required {
            let word = |required: bool| if required { "required" } else { "optional" };
            let message = format!(
                "the page calls {what} {}, the description {}",
                word(*required),
                word(property.required)
            );
            differences.add(&pointers, "required", message, Some(place));
        }
        if let Some(how) = types.differs(kind, &property.node) {
            let message = format!("the types of {what} differ: {how}");
            differences.add(&pointers, "type", message, Some(place));
        }
        compare_default(
            &what,
            (kind, *default),
            &property.node,
            (&pointers, place),
            pages,
            differences,
        );
    }
    for (property, _) in described
        .iter()
        .zip(matched)
        .filter(|(_, matched)| !matched)
    {
        let name = &property.name;
        let message =
            format!("the description has the property `{name}` of `{owner}`, the page does not");
        let pointers = [
            property.node.used.as_str(),
            node.used.as_str(),
            node.pointer.as_str(),
        ];
        differences.add(&pointers, "property", message, None);
    }
}

pub(super) fn compare_default(
    what: &str,
    (kind, printed): (&Type, Option<&str>),
    schema: &Node<'_>,
    (pointers, place): (&[&str], &Place),
    pages: &Pages,
    differences: &mut Differences,
) {
    let described = schema.value.get("default");
    let read = printed.and_then(|printed| printed_default(pages, kind, printed));
    // A default that cannot be read tells nothing, except that there is one.
    let agrees = match (&read, described) {
        (Some(read), Some(described)) => same(read, described),
        (None, described) => {
            printed.is_some_and(|text| !matches!(text, "null" | "None")) || described.is_none()
        }
        (Some(_), None) => false,
    };
    if agrees {
        return;
    }
    let spoken = |value: Option<&Value>| value.map_or_else(|| "none".to_owned(), Value::to_string);
    let message = format!(
        "the defaults of {what} differ: the page says {}, the description {}",
        spoken(read.as_ref()),
        spoken(described)
    );
    differences.add(pointers, "default", message, Some(place));
}

fn same(one: &Value, other: &Value) -> bool {
    one == other
        || matches!((one.as_f64(), other.as_f64()), (Some(one), Some(other)) if one == other)
}
