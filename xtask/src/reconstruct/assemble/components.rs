//! Models and security schemes.

use serde_json::{Map, Value, json};

use super::schema::Facets;
use super::security;
use super::{Assembler, DOCS_NAME, GUESSED, Gap, UNDOCUMENTED, component_key, mark};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::literal;
use crate::reconstruct::pages::{Content, Model, Property};
use crate::reconstruct::type_expression::Type;
use crate::reconstruct::wire;

impl Assembler<'_> {
    pub(super) fn components(&mut self) -> Value {
        let mut schemas = Map::new();
        for model in &self.pages.models {
            let schema = self.model(model);
            schemas.insert(self.key(&model.name), schema);
        }
        for class in std::mem::take(&mut self.missing) {
            let place = self.first_mention(&class);
            self.gaps.push(Gap {
                subject: format!("model {class}"),
                what: vec!["page"],
                guessed: false,
                place,
            });
            schemas.insert(
                component_key(&class),
                json!({DOCS_NAME: class, UNDOCUMENTED: ["page"]}),
            );
        }
        let mut schemes = Map::new();
        for scheme in &self.pages.schemes {
            let (value, gaps) = security::scheme(scheme);
            self.gaps.extend(gaps);
            schemes.insert(component_key(&scheme.name), value);
        }
        let mut components = Map::new();
        if !schemas.is_empty() {
            components.insert("schemas".to_owned(), Value::Object(schemas));
        }
        if !schemes.is_empty() {
            components.insert("securitySchemes".to_owned(), Value::Object(schemes));
        }
        Value::Object(components)
    }

    fn model(&mut self, model: &Model) -> Value {
        let mut object = Map::new();
        object.insert(DOCS_NAME.to_owned(), json!(model.name));
        if self.options.prose && !model.description.is_empty() {
            object.insert("description".to_owned(), json!(model.description));
        }
        match &model.content {
            Content::Object {
                properties,
                additional,
            } => {
                object.insert("type".to_owned(), json!("object"));
                self.properties(model, properties, &mut object);
                if let Some(additional) = additional {
                    let values = match additional {
                        Type::Anything => json!(true),
                        known => self.schema(known),
                    };
                    object.insert("additionalProperties".to_owned(), values);
                }
            }
            Content::Enumeration { values, default } => {
                let values: Vec<&Value> = values.iter().map(|(_, value)| value).collect();
                if let Some(kind) = type_of(&values) {
                    object.insert("type".to_owned(), json!(kind));
                }
                if values.iter().any(|value| value.is_null()) {
                    object.insert("nullable".to_owned(), json!(true));
                }
                object.insert("enum".to_owned(), json!(values));
                let default = default
                    .as_deref()
                    .and_then(|default| self.member(&model.name, default));
                if let Some(default) = default {
                    object.insert("default".to_owned(), default);
                }
            }
            Content::Alias { kind, default } => {
                let schema = self.schema(kind);
                if let Value::Object(schema) = schema {
                    let reference = schema.contains_key("$ref");
                    if reference {
                        object.insert("allOf".to_owned(), json!([schema]));
                    } else {
                        object.extend(schema);
                    }
                }
                let default = default
                    .as_deref()
                    .and_then(|default| literal::typed(default, kind));
                if let Some(default) = default {
                    object.insert("default".to_owned(), default);
                }
                // An object with one property of this name looks the same.
                mark(&mut object, GUESSED, &["type"]);
                self.gaps.push(Gap {
                    subject: format!("model {}", model.name),
                    what: vec!["type"],
                    guessed: true,
                    place: model.place.clone(),
                });
            }
            Content::Nothing => {
                mark(&mut object, UNDOCUMENTED, &["type"]);
                self.gaps.push(Gap {
                    subject: format!("model {}", model.name),
                    what: vec!["type"],
                    guessed: false,
                    place: model.place.clone(),
                });
            }
        }
        Value::Object(object)
    }

    fn properties(&mut self, model: &Model, rows: &[Property], object: &mut Map<String, Value>) {
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut guesses = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            // Several names on the wire may share one Python name: the rows keep their order.
            let before = rows
                .iter()
                .take(index)
                .filter(|other| other.name == row.name)
                .count();
            let known = self
                .options
                .wire_names
                .property(&model.name, &row.name)
                .nth(before);
            let guessed = known.is_none();
            let mut name = known
                .unwrap_or_else(|| wire::unescaped(&row.name))
                .to_owned();
            while properties.contains_key(&name) {
                name.push_str("_2");
            }
            let mut marks = Map::new();
            if name != row.name {
                marks.insert(DOCS_NAME.to_owned(), json!(row.name));
            }
            let invented = self.may_be_invented(row.required, row.default.is_some());
            let marked: Vec<&str> = [(guessed, "name"), (invented, "default")]
                .into_iter()
                .filter_map(|(is, what)| is.then_some(what))
                .collect();
            mark(&mut marks, GUESSED, &marked);
            let facets = Facets {
                default: row.default.as_deref(),
                read_only: row.read_only,
                description: self.options.prose.then_some(row.description.as_str()),
                marks,
            };
            let (mut schema, lost) = self.schema_with(&row.kind, facets);
            let subject = format!("model {}, property {}", model.name, row.name);
            if guessed {
                guesses.push(row.name.as_str());
            }
            if lost {
                if let Value::Object(schema) = &mut schema {
                    mark(schema, UNDOCUMENTED, &["default"]);
                }
                self.gaps.push(Gap {
                    subject,
                    what: vec!["default"],
                    guessed: false,
                    place: row.place.clone(),
                });
            }
            if row.required {
                required.push(name.clone());
            }
            properties.insert(name, schema);
        }
        if !guesses.is_empty() {
            self.gaps.push(Gap {
                subject: format!("model {}, properties {}", model.name, guesses.join(", ")),
                what: vec!["name"],
                guessed: true,
                place: model.place.clone(),
            });
        }
        if !required.is_empty() {
            object.insert("required".to_owned(), json!(required));
        }
        if !properties.is_empty() {
            object.insert("properties".to_owned(), Value::Object(properties));
        }
    }

    /// The dialect with brackets prints the one value of an enumeration as the default of a required row.
    pub(super) fn may_be_invented(&self, required: bool, has_default: bool) -> bool {
        self.pages.dialect == Dialect::Brackets && required && has_default
    }

    /// Where a class is named that has no page.
    fn first_mention(&self, class: &str) -> crate::reconstruct::finding::Place {
        let mentions = |kind: &Type| kind.model() == Some(class);
        let operations = self.pages.operations.iter().filter_map(|operation| {
            let row = operation
                .parameters
                .iter()
                .find(|parameter| mentions(&parameter.kind));
            let returned = operation.returns.as_ref().is_some_and(mentions);
            row.map(|row| row.place.clone())
                .or_else(|| returned.then(|| operation.place.clone()))
        });
        let models = self
            .pages
            .models
            .iter()
            .filter_map(|model| match &model.content {
                Content::Object {
                    properties,
                    additional,
                } => properties
                    .iter()
                    .find(|property| mentions(&property.kind))
                    .map(|property| property.place.clone())
                    .or_else(|| {
                        additional
                            .as_ref()
                            .is_some_and(mentions)
                            .then(|| model.place.clone())
                    }),
                Content::Alias { kind, .. } => mentions(kind).then(|| model.place.clone()),
                _ => None,
            });
        operations.chain(models).next().unwrap_or_else(|| {
            crate::reconstruct::finding::Place::new(&std::sync::Arc::from(""), 0)
        })
    }
}

/// The one type of all values.
fn type_of(values: &[&Value]) -> Option<&'static str> {
    let present = || values.iter().filter(|value| !value.is_null());
    if present().next().is_none() {
        None
    } else if present().all(|value| value.is_string()) {
        Some("string")
    } else if present().all(|value| value.is_i64() || value.is_u64()) {
        Some("integer")
    } else if present().all(|value| value.is_number()) {
        Some("number")
    } else if present().all(|value| value.is_boolean()) {
        Some("boolean")
    } else {
        None
    }
}
