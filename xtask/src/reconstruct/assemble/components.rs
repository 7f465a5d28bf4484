//! Models and security schemes.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::operation::silence;
use super::schema::Facets;
use super::security;
use super::unique::Unique;
use super::{Assembler, DOCS_NAME, GUESSED, UNDOCUMENTED, component_key, mark};
use crate::reconstruct::convention::loses_underscore;
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::finding::Place;
use crate::reconstruct::literal;
use crate::reconstruct::pages::{Content, Model, Property};
use crate::reconstruct::subject::{Part, Subject};

impl Assembler<'_> {
    pub(super) fn components(&mut self) -> Value {
        let mut schemas = Map::new();
        for model in &self.pages.models {
            let schema = self.model(model);
            schemas.insert(self.key(&model.name), schema);
        }
        let missing = std::mem::take(&mut self.missing);
        let mentions = self.pages.first_mentions();
        for class in missing {
            let place = match mentions.get(class.as_str()) {
                Some(place) => (*place).clone(),
                None => Place::new(&"".into(), 0),
            };
            let subject = Subject::of("models", format!("model {class}"));
            self.gap(subject, &["page"], false, &place);
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
        let subject = || Subject::of("models", format!("model {}", model.name));
        let mut object = Map::new();
        if self.key(&model.name) != model.name {
            object.insert(DOCS_NAME.to_owned(), json!(model.name));
        }
        if self.options.prose && !model.description.is_empty() {
            object.insert("description".to_owned(), json!(model.description));
        }
        match &model.content {
            Content::Object {
                properties,
                additional,
            } => {
                let schema = self.object(Some(&model.name), properties, additional.as_ref());
                if let Value::Object(schema) = schema {
                    object.extend(schema);
                }
                if let Some(additional) = additional {
                    let subject = subject().part(Part::Others, "");
                    self.gap(subject, &silence(additional, false), false, &model.place);
                }
            }
            Content::Enumeration {
                values,
                default,
                complete,
            } => {
                let values: Vec<&Value> = values.iter().map(|(_, value)| value).collect();
                if let Some(kind) = type_of(&values) {
                    object.insert("type".to_owned(), json!(kind));
                }
                let null = values.iter().any(|value| value.is_null());
                if null {
                    object.insert("nullable".to_owned(), json!(true));
                }
                object.insert("enum".to_owned(), json!(values));
                let null_is_text =
                    matches!(self.pages.dialect, Dialect::Brackets | Dialect::Places);
                if null && null_is_text || !complete {
                    // The page shows the text `"null"`, which may also be meant.
                    mark(&mut object, GUESSED, &["enum"]);
                    self.gap(subject(), &["enum"], true, &model.place);
                }
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
                if self.pages.dialect == Dialect::Brackets {
                    // An object with one property of this name looks the same.
                    mark(&mut object, GUESSED, &["type"]);
                    self.gap(subject(), &["type"], true, &model.place);
                }
                self.gap(subject(), &silence(kind, false), false, &model.place);
            }
            Content::Nothing => {
                mark(&mut object, UNDOCUMENTED, &["type"]);
                self.gap(subject(), &["type"], false, &model.place);
            }
        }
        Value::Object(object)
    }

    pub(super) fn properties(
        &mut self,
        model: &str,
        rows: &[Property],
        object: &mut Map<String, Value>,
    ) {
        let mut properties = Map::new();
        let mut required = Vec::new();
        // Where one name has lost an underscore, so may have the others.
        let told = matches!(self.pages.dialect, Dialect::Tags | Dialect::Places);
        let envelope = !told && rows.iter().any(|row| loses_underscore(&row.name));
        let mut taken = Unique::default();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for row in rows {
            // Several names on the wire may share one Python name: the rows keep their order.
            let count = seen.entry(&row.name).or_default();
            let before = *count;
            *count += 1;
            let known = self
                .options
                .wire_names
                .property(model, &row.name)
                .get(before)
                .map(String::as_str);
            let (name, guessed) = match known {
                Some(name) => (name.to_owned(), false),
                None if told => (row.name.clone(), false),
                None => {
                    if self.options.wire_names.trusts(&row.name) {
                        self.single_word.get_or_insert_with(|| row.place.clone());
                    }
                    let (name, guessed) = self.options.wire_names.guess(&row.name);
                    (name, guessed || envelope)
                }
            };
            let name = taken.take(&name);
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
            let owner = match model {
                "" => "an object without a name".to_owned(),
                named => format!("model {named}"),
            };
            let subject = Subject::of("models", owner);
            let subject = subject.part(Part::Property, &row.name);
            let unsure: &[_] = if guessed { &["name"] } else { &[] };
            self.gap(subject.clone(), unsure, true, &row.place);
            if let (true, Value::Object(schema)) = (lost, &mut schema) {
                mark(schema, UNDOCUMENTED, &["default"]);
            }
            let invented: &[_] = if invented { &["default"] } else { &[] };
            self.gap(subject.clone(), invented, true, &row.place);
            self.gap(subject, &silence(&row.kind, lost), false, &row.place);
            if row.required {
                required.push(name.clone());
            }
            properties.insert(name, schema);
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
