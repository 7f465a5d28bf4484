//! Does a schema say what a printed type says?

use std::collections::HashMap;

use serde_json::Value;

use super::view::{Node, View};
use crate::pointer;
use crate::reconstruct::pages::{Content, Model, Pages};
use crate::reconstruct::type_expression::Type;
use crate::reconstruct::wire::fold;

/// Compares types; knows the models of the pages.
pub(super) struct Types<'a> {
    pub(super) view: View<'a>,
    pub(super) pages: &'a Pages,
    models: HashMap<&'a str, &'a Model>,
}

/// Types nested deeper than this are taken to agree.
const MAXIMUM_DEPTH: usize = 24;

impl<'a> Types<'a> {
    pub(super) fn new(view: View<'a>, pages: &'a Pages) -> Self {
        let models = pages
            .models
            .iter()
            .map(|model| (model.name.as_str(), model))
            .collect();
        Self {
            view,
            pages,
            models,
        }
    }

    /// What differs, in words; `None` when the schema says what the page says.
    pub(super) fn differs(&self, kind: &Type, schema: &Node<'a>) -> Option<String> {
        (!self.fits(kind, schema, 0)).then(|| {
            format!(
                "the page says {}, the description {}",
                spoken(kind),
                self.described(schema)
            )
        })
    }

    fn fits(&self, kind: &Type, schema: &Node<'a>, depth: usize) -> bool {
        if depth > MAXIMUM_DEPTH {
            return true;
        }
        let name = pointer::last(&schema.pointer).into_owned();
        let named = schema.clone();
        let schema = self.view.unwrapped(schema);
        let is = |wanted: &str| schema.text("type") == Some(wanted);
        let format = schema.text("format");
        match kind {
            Type::Undocumented | Type::Anything => true,
            Type::Text => is("string") && !matches!(format, Some("date" | "date-time")),
            Type::Uuid => is("string") && format == Some("uuid"),
            Type::Date => is("string") && format == Some("date"),
            Type::DateTime => is("string") && format == Some("date-time"),
            Type::Binary => is("string") && matches!(format, Some("binary" | "byte")),
            Type::Integer => is("integer"),
            Type::Number => is("number"),
            Type::Boolean => is("boolean"),
            Type::List(items) => {
                is("array")
                    && self
                        .view
                        .member(&schema, "items")
                        .is_none_or(|inner| self.fits(items, &inner, depth + 1))
            }
            Type::Map(values) => {
                let others = schema.value.get("additionalProperties");
                match (is("object"), others) {
                    (false, _) | (true, Some(Value::Bool(false))) => false,
                    (true, Some(Value::Object(_))) => self
                        .view
                        .member(&schema, "additionalProperties")
                        .is_none_or(|inner| self.fits(values, &inner, depth + 1)),
                    (true, _) => matches!(**values, Type::Undocumented | Type::Anything),
                }
            }
            Type::Nullable(inner) => {
                (schema.flag("nullable") || named.flag("nullable"))
                    && self.fits(inner, &schema, depth + 1)
            }
            Type::Model(class) => {
                let documented = [&named, &schema]
                    .iter()
                    .any(|node| node.docs_names().contains(&class.as_str()));
                let target = pointer::last(&schema.pointer);
                let folded = fold(class);
                if documented || fold(&name) == folded || fold(&target) == folded {
                    return true;
                }
                match self.models.get(class.as_str()).map(|model| &model.content) {
                    Some(Content::Alias { kind, .. }) => self.fits(kind, &schema, depth + 1),
                    // Enumerations and models without properties may be written in place.
                    Some(Content::Enumeration { .. }) => schema.value.get("enum").is_some(),
                    Some(Content::Nothing) | None => schema.docs_names().is_empty(),
                    Some(Content::Object { .. }) => false,
                }
            }
        }
    }

    /// A schema in words.
    fn described(&self, schema: &Node<'a>) -> String {
        let schema = self.view.unwrapped(schema);
        if schema.pointer.starts_with("/components/schemas/")
            && schema.pointer.matches('/').count() == 3
        {
            return format!("`{}`", pointer::last(&schema.pointer));
        }
        match (schema.text("type"), schema.text("format")) {
            (Some("array"), _) => match self.view.member(&schema, "items") {
                Some(items) => format!("a list of {}", self.described(&items)),
                None => "a list".to_owned(),
            },
            (Some("object"), _) => match self.view.member(&schema, "additionalProperties") {
                Some(values) if values.value.is_object() => {
                    format!("a map of {}", self.described(&values))
                }
                _ => "an object".to_owned(),
            },
            (Some(kind), Some(format)) => format!("{kind} ({format})"),
            (Some(kind), None) => kind.to_owned(),
            (None, _) => "anything".to_owned(),
        }
    }
}

/// A printed type in words.
pub(super) fn spoken(kind: &Type) -> String {
    match kind {
        Type::Text => "string".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Date => "string (date)".to_owned(),
        Type::DateTime => "string (date-time)".to_owned(),
        Type::Uuid => "string (uuid)".to_owned(),
        Type::Binary => "string (binary)".to_owned(),
        Type::Undocumented | Type::Anything => "anything".to_owned(),
        Type::List(items) => format!("a list of {}", spoken(items)),
        Type::Map(values) => format!("a map of {}", spoken(values)),
        Type::Nullable(inner) => format!("{} or null", spoken(inner)),
        Type::Model(class) => format!("`{class}`"),
    }
}
