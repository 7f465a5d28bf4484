//! Answers of a real server: they settle names, types, values and nulls that the pages do not tell.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::pages::{Content, Pages};
use super::type_expression::Type;
use super::wire;
use super::wire_names::WireNames;

/// An answer, or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The method that answers so, perhaps with its class, or the model that it is a value of.
    pub of: String,
    /// What was sent.
    pub value: Value,
}

/// Answers nested deeper than this are not followed.
const MAXIMUM_DEPTH: usize = 32;

/// Refines what the pages say by what was sent. The result is the names that were seen.
///
/// # Errors
///
/// The name of an example that the pages do not have.
pub fn learn(pages: &mut Pages, examples: &[Example]) -> Result<WireNames, String> {
    let mut seen = Seen::default();
    for example in examples {
        let operation = pages.operations.iter().find(|operation| {
            let mut classes = operation.classes.iter();
            let (class, method) = example.of.rsplit_once('.').unwrap_or(("", &example.of));
            operation.name == method && (class.is_empty() || classes.any(|known| known == class))
        });
        let model = pages.models.iter().find(|model| model.name == example.of);
        let kind = match (operation, model) {
            (Some(operation), _) => operation.returns.clone().unwrap_or(Type::Undocumented),
            (None, Some(_)) => Type::Model(example.of.clone()),
            (None, None) => {
                return Err(format!(
                    "the pages have neither an operation nor a model `{}`",
                    example.of
                ));
            }
        };
        let refined = seen.refined(&kind, &example.value, pages, 0);
        let name = operation.map(|operation| (operation.place.clone(), operation.name.clone()));
        if let (Some((place, _)), true) = (name, refined != kind && kind.is_open()) {
            seen.answers.push((place, refined));
        }
    }
    Ok(seen.apply(pages))
}

/// What was seen of models.
#[derive(Debug, Default)]
struct Seen {
    /// By class and Python name: the name on the wire, and the type.
    properties: HashMap<(String, String), (String, Type)>,
    /// Values of models of which the pages show nothing.
    values: HashMap<String, BTreeSet<String>>,
    answers: Vec<(super::finding::Place, Type)>,
}

impl Seen {
    /// What a value tells of its type; what it does not contradict stays.
    fn refined(&mut self, kind: &Type, value: &Value, pages: &Pages, depth: usize) -> Type {
        if depth > MAXIMUM_DEPTH {
            return kind.clone();
        }
        match (kind, value) {
            (Type::Nullable(inner), Value::Null) => Type::Nullable(inner.clone()),
            (Type::Undocumented | Type::Anything, Value::Null) => kind.clone(),
            (_, Value::Null) => Type::Nullable(Box::new(kind.clone())),
            (Type::Nullable(inner), _) => {
                Type::Nullable(Box::new(self.refined(inner, value, pages, depth + 1)))
            }
            (Type::List(inner), Value::Array(items)) => {
                Type::List(Box::new(self.all(inner, items.iter(), pages, depth)))
            }
            (Type::Map(inner), Value::Object(members)) => {
                let values = members.iter().map(|(_, value)| value);
                Type::Map(Box::new(self.all(inner, values, pages, depth)))
            }
            (Type::Model(class), _) => {
                self.model(class, value, pages, depth);
                kind.clone()
            }
            (Type::Undocumented, Value::Array(items)) => Type::List(Box::new(self.all(
                &Type::Undocumented,
                items.iter(),
                pages,
                depth,
            ))),
            (Type::Undocumented, Value::Object(_)) => Type::Map(Box::new(Type::Anything)),
            (Type::Text | Type::Integer | Type::Number | Type::Boolean | Type::Undocumented, _) => {
                scalar(kind, value)
            }
            _ => kind.clone(),
        }
    }

    /// The type of all values of a list or map.
    fn all<'v>(
        &mut self,
        inner: &Type,
        values: impl Iterator<Item = &'v Value>,
        pages: &Pages,
        depth: usize,
    ) -> Type {
        values.fold(inner.clone(), |kind, value| {
            self.refined(&kind, value, pages, depth + 1)
        })
    }

    fn model(&mut self, class: &str, value: &Value, pages: &Pages, depth: usize) {
        let Ok(index) = pages
            .models
            .binary_search_by(|model| model.name.as_str().cmp(class))
        else {
            return;
        };
        let content = pages.models.get(index).map(|model| &model.content);
        match (content, value) {
            (Some(Content::Object { properties, .. }), Value::Object(members)) => {
                for row in properties {
                    let wanted = wire::fold(wire::unescaped(&row.name));
                    let mut fitting = members
                        .iter()
                        .filter(|(name, _)| wire::fold(name) == wanted);
                    // Two names that Python does not tell apart are nobody's.
                    let (Some((name, value)), None) = (fitting.next(), fitting.next()) else {
                        continue;
                    };
                    let key = (class.to_owned(), row.name.clone());
                    let before = self
                        .properties
                        .get(&key)
                        .map_or(&row.kind, |(_, kind)| kind)
                        .clone();
                    let kind = self.refined(&before, value, pages, depth + 1);
                    self.properties.insert(key, (name.clone(), kind));
                }
            }
            (Some(Content::Alias { kind, .. }), value) => {
                self.refined(kind, value, pages, depth + 1);
            }
            (Some(Content::Nothing), Value::String(text)) => {
                self.values
                    .entry(class.to_owned())
                    .or_default()
                    .insert(text.clone());
            }
            _ => {}
        }
    }

    fn apply(self, pages: &mut Pages) -> WireNames {
        let mut names = WireNames::default();
        for model in &mut pages.models {
            if let Content::Object { properties, .. } = &mut model.content {
                for row in properties {
                    let key = (model.name.clone(), row.name.clone());
                    if let Some((name, kind)) = self.properties.get(&key) {
                        names.learn_property(&model.name, &row.name, name);
                        row.kind = kind.clone();
                    }
                }
            } else if let Some(values) = self.values.get(&model.name) {
                model.content = Content::Enumeration {
                    values: values
                        .iter()
                        .map(|value| (None, Value::from(value.as_str())))
                        .collect(),
                    default: None,
                    complete: false,
                };
            }
        }
        for (place, kind) in self.answers {
            let operations = pages.operations.iter_mut();
            for operation in operations.filter(|operation| operation.place == place) {
                operation.returns = Some(kind.clone());
            }
        }
        names
    }
}

/// The type of a plain value where the pages have another, or none.
fn scalar(kind: &Type, value: &Value) -> Type {
    match value {
        Value::String(_) => Type::Text,
        Value::Bool(_) => Type::Boolean,
        // A whole number may be one of those that have a fraction.
        Value::Number(number) if number.is_f64() => Type::Number,
        Value::Number(_) if *kind == Type::Number => Type::Number,
        Value::Number(_) => Type::Integer,
        Value::Null | Value::Array(_) | Value::Object(_) => kind.clone(),
    }
}
