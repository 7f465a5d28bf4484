//! Does a schema say what a printed type says?

use std::cell::RefCell;
use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::view::{Node, View};
use crate::pointer;
use crate::reconstruct::assemble::PrintedDefaults;
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::kind::{Composed, spoken};
use crate::reconstruct::pages::{Content, Model, Pages};
use crate::reconstruct::type_expression::Type;
use crate::reconstruct::wire::fold;

/// Compares types; knows the models of the pages.
pub(super) struct Types<'a> {
    pub(super) view: View<'a>,
    pub(super) pages: &'a Pages,
    pub(super) defaults: PrintedDefaults<'a>,
    models: HashMap<&'a str, &'a Model>,
    /// Classes that the generator invented for schemas without a name, and where the first of them stands.
    inline: RefCell<IndexMap<&'a str, Node<'a>>>,
    /// Classes of other names than the schemas that they were compared with, which have no page.
    without_page: RefCell<IndexMap<&'a str, Node<'a>>>,
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
            defaults: PrintedDefaults::new(pages),
            models,
            inline: RefCell::default(),
            without_page: RefCell::default(),
        }
    }

    /// The class of a schema without a name that stands at this index among all that were met so far.
    pub(super) fn inline(&self, index: usize) -> Option<(&'a str, Node<'a>)> {
        let inline = self.inline.borrow();
        inline
            .get_index(index)
            .map(|(class, node)| (*class, node.clone()))
    }

    /// What differs, in words; `None` when the schema says what the page says.
    pub(super) fn differs(&self, kind: &'a Type, schema: &Node<'a>) -> Option<String> {
        (!self.fits(kind, schema, 0)).then(|| {
            format!(
                "the page says {}, the description {}",
                spoken(kind),
                self.described(schema)
            )
        })
    }

    fn fits(&self, kind: &'a Type, schema: &Node<'a>, depth: usize) -> bool {
        if depth > MAXIMUM_DEPTH {
            return true;
        }
        let named = schema.clone();
        let schema = self.view.unwrapped(schema);
        let kind_of = schema.kind();
        let is = |wanted: &str| kind_of == Some(wanted);
        let format = schema.text("format");
        match kind {
            Type::Undocumented | Type::Anything | Type::Nothing => true,
            Type::Format(of, wanted) => {
                format == Some(*wanted) && self.fits(of, &schema, depth + 1)
            }
            Type::Values(of, values) => {
                let described = schema.value.get("enum").and_then(Value::as_array);
                self.fits(of, &schema, depth + 1)
                    && described.is_some_and(|described| are_equal(values, described))
            }
            // What is in it is compared for itself.
            Type::Object(..) => is("object") || schema.has_properties(),
            Type::Composed(composed) => self.is_composed(composed, &schema, depth),
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
                // Objects without a name look like maps, too.
                if self.pages.dialect == Dialect::Places && **values == Type::Undocumented {
                    return is("object") || schema.has_properties();
                }
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
                let is_it = |node: &Node<'_>| {
                    let called =
                        node.is_component() && is_called(class, &pointer::last(&node.pointer));
                    called || node.docs_names().contains(&class.as_str())
                };
                if is_it(&named) || is_it(&schema) {
                    return true;
                }
                let inline = !named.is_component() && !schema.is_component();
                match self.models.get(class.as_str()).map(|model| &model.content) {
                    Some(Content::Alias { kind, .. }) => self.fits(kind, &schema, depth + 1),
                    // Enumerations and models without properties may be written in place.
                    Some(Content::Enumeration { .. }) => {
                        let fits = schema.value.get("enum").is_some();
                        if fits && inline {
                            self.meet(class, &named);
                        }
                        fits
                    }
                    Some(Content::Nothing) | None => schema.docs_names().is_empty(),
                    Some(Content::Object { .. }) => {
                        let fits = inline && schema.has_properties();
                        if fits {
                            self.meet(class, &named);
                        }
                        fits
                    }
                }
            }
        }
    }

    fn is_composed(&self, composed: &'a Composed, schema: &Node<'a>, depth: usize) -> bool {
        if let ([only], [], [], None, Type::Anything) = (
            composed.all_of.as_slice(),
            composed.any_of.as_slice(),
            composed.one_of.as_slice(),
            &composed.not,
            &composed.own,
        ) {
            return self.fits(only, schema, depth + 1);
        }
        let parts = composed.parts().into_iter().all(|(keyword, parts)| {
            let described = self.view.items(schema, keyword);
            let mut pairs = parts.iter().zip(&described);
            parts.len() == described.len()
                && pairs.all(|(kind, part)| self.fits(kind, part, depth + 1))
        });
        let described = self.view.member(schema, "not");
        let not = match (&composed.not, &described) {
            (Some(not), Some(described)) => self.fits(not, described, depth + 1),
            (not, described) => not.is_none() && described.is_none(),
        };
        parts && not && self.fits(&composed.own, schema, depth + 1)
    }

    /// Compares a class with a schema of another name, whose properties should be the same.
    pub(super) fn meet_under_another_name(&self, kind: &'a Type, schema: &Node<'a>) {
        let schema = self.view.unwrapped(schema);
        if let Type::Model(class) = kind
            && schema.has_properties()
        {
            self.meet(class, &schema);
            if !self.models.contains_key(class.as_str()) {
                let mut without_page = self.without_page.borrow_mut();
                without_page.insert(class, schema);
            }
        }
    }

    /// Classes without a page that stand for schemas of other names.
    pub(super) fn without_page(&self) -> Vec<(&'a str, Node<'a>)> {
        let classes = self.without_page.borrow();
        let classes = classes.iter();
        classes
            .map(|(class, node)| (*class, node.clone()))
            .collect()
    }

    fn meet(&self, class: &'a str, node: &Node<'a>) {
        let mut inline = self.inline.borrow_mut();
        inline.entry(class).or_insert_with(|| node.clone());
    }

    /// A schema in words.
    fn described(&self, schema: &Node<'a>) -> String {
        let schema = self.view.unwrapped(schema);
        if schema.is_component() {
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
            (Some(kind), Some(format)) => format!("{kind} ({format}){}", values(&schema)),
            (Some(kind), None) => format!("{kind}{}", values(&schema)),
            (None, _) => "anything".to_owned(),
        }
    }
}

/// The values that a schema allows, in words.
fn values(schema: &Node<'_>) -> String {
    let values = schema.value.get("enum").and_then(Value::as_array);
    let values: Vec<String> = values.into_iter().flatten().map(Value::to_string).collect();
    match values.as_slice() {
        [] => String::new(),
        values => format!(" of {}", values.join(", ")),
    }
}

/// Whether two lists have the same values, in whatever order.
fn are_equal(one: &[Value], other: &[Value]) -> bool {
    one.len() == other.len() && one.iter().all(|value| other.contains(value))
}

/// Whether a class may be what a generator calls a schema.
pub(super) fn is_called(class: &str, schema: &str) -> bool {
    let schema = fold(schema);
    callings(class).any(|name| name == schema)
}

/// What a schema may be called, folded, of which a generator made this class: it changes the case, and puts a word in
/// front of names that Python has.
pub(super) fn callings(class: &str) -> impl Iterator<Item = String> {
    let folded = fold(class);
    let shorter = folded.strip_prefix("model").map(str::to_owned);
    std::iter::once(folded).chain(shorter)
}
