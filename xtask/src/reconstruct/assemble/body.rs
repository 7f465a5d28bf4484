//! Request bodies: one row of the table, or the fields of a form.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::operation::silence;
use super::schema::Facets;
use super::unique::Unique;
use super::{Assembler, DOCS_NAME, GUESSED, mark};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::locate::{Located, Location, is_form};
use crate::reconstruct::pages::{Content, Operation, Parameter, Property};
use crate::reconstruct::subject::{Part, Subject};
use crate::reconstruct::type_expression::Type;

impl Assembler<'_> {
    pub(super) fn body(
        &mut self,
        operation: &Operation,
        located: &[Located],
        subject: &Subject,
        undocumented: &mut Vec<&'static str>,
    ) -> Option<Value> {
        let rows = || operation.parameters.iter().zip(located);
        let whole = rows().find(|(_, located)| located.location == Location::Body);
        let fields: Vec<(&Parameter, &Located)> = rows()
            .filter(|(_, located)| located.location == Location::Form)
            .collect();
        let (schema, required, name, guessed) = if let Some((parameter, located)) = whole {
            let schema = self.schema(&parameter.kind);
            let silent = silence(&parameter.kind, false);
            self.gap(
                subject.part(Part::Body, ""),
                &silent,
                false,
                &parameter.place,
            );
            (
                schema,
                parameter.required,
                Some(parameter),
                located.location_guessed,
            )
        } else if !fields.is_empty() {
            let required = fields.iter().any(|(parameter, _)| parameter.required);
            (
                self.form(operation, &fields, subject),
                required,
                None,
                false,
            )
        } else {
            let promised =
                !operation.content_types.is_empty() && self.pages.dialect != Dialect::Codegen;
            if promised {
                undocumented.push("body");
            }
            return None;
        };
        let mut object = Map::new();
        if let Some(parameter) = name {
            if parameter.told.is_none() {
                object.insert(DOCS_NAME.to_owned(), json!(parameter.name));
            }
            if self.options.prose && !parameter.description.is_empty() {
                object.insert("description".to_owned(), json!(parameter.description));
            }
        }
        if required {
            object.insert("required".to_owned(), json!(true));
        }
        let mut types: Vec<&str> = operation.content_types.iter().map(String::as_str).collect();
        if types.is_empty() {
            // openapi-generator leaves out `*/*`; swagger-codegen knows of none where a Swagger 2.0 file
            // says nothing, and that is JSON nearly everywhere.
            types.push(match self.pages.dialect {
                Dialect::Codegen => "application/json",
                _ => "*/*",
            });
        }
        if name.is_some() && is_form(operation) && operation.bodies.is_empty() {
            // The table shows a body, so its media type is not the form that the line begins with.
            types.sort_by_key(|media_type| media_type.contains("form"));
        }
        let mut content = Map::new();
        for (index, media_type) in types.iter().enumerate() {
            let schema = match operation.bodies.get(index) {
                Some(own) => self.schema(own),
                None => schema.clone(),
            };
            content.insert((*media_type).to_owned(), json!({"schema": schema}));
        }
        object.insert("content".to_owned(), Value::Object(content));
        let mut guesses = Vec::new();
        let file = name.is_some_and(|parameter| parameter.kind.may_be_file());
        if guessed || file && self.pages.dialect == Dialect::Codegen {
            guesses.push("schema");
        }
        if types.len() > 1 && operation.bodies.is_empty() {
            // The table shows the schema of one media type.
            guesses.push("content");
        }
        if operation.content_types.is_empty() {
            guesses.push("media type");
        }
        mark(&mut object, GUESSED, &guesses);
        self.gap(
            subject.part(Part::Body, ""),
            &guesses,
            true,
            &operation.place,
        );
        Some(Value::Object(object))
    }

    fn form(
        &mut self,
        operation: &Operation,
        fields: &[(&Parameter, &Located)],
        subject: &Subject,
    ) -> Value {
        let shown = self.form_rows(operation, fields);
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut taken = Unique::default();
        for (parameter, located) in fields {
            let name = taken.take(&located.name);
            let guessed: Vec<&str> = [
                (located.location_guessed, "in"),
                (located.name_guessed, "name"),
                (shown.hide_files && parameter.kind == Type::Text, "type"),
            ]
            .into_iter()
            .filter_map(|(guessed, what)| guessed.then_some(what))
            .collect();
            let mut marks = Map::new();
            if name != parameter.name {
                marks.insert(DOCS_NAME.to_owned(), json!(parameter.name));
            }
            mark(&mut marks, GUESSED, &guessed);
            let facets = Facets {
                default: parameter.default.as_deref(),
                description: self.options.prose.then_some(parameter.description.as_str()),
                marks,
                ..Facets::default()
            };
            let (schema, lost) = self.schema_with(&parameter.kind, facets);
            let subject = subject.part(Part::Field, &parameter.name);
            self.gap(subject.clone(), &guessed, true, &parameter.place);
            let silent = silence(&parameter.kind, lost);
            self.gap(subject, &silent, false, &parameter.place);
            let is_required = match &shown.model {
                Some(rows) => rows.contains(&parameter.name.as_str()),
                None => parameter.required,
            };
            if is_required {
                required.push(name.clone());
            }
            properties.insert(name, schema);
        }
        let mut object = Map::new();
        object.insert("type".to_owned(), json!("object"));
        let doubtful: &[_] = if shown.are_alike && shown.model.is_none() {
            &["required"]
        } else {
            &[]
        };
        mark(&mut object, GUESSED, doubtful);
        let body = subject.part(Part::Body, "");
        self.gap(body, doubtful, true, &operation.place);
        if !required.is_empty() {
            object.insert("required".to_owned(), json!(required));
        }
        object.insert("properties".to_owned(), Value::Object(properties));
        Value::Object(object)
    }
}

/// What swagger-codegen hides of the fields of a form.
struct FormRows<'a> {
    /// Whether all are required or none: version 3 prints of each what is true of the body.
    are_alike: bool,
    /// Those that the model of these fields requires, if there is one.
    model: Option<Vec<&'a str>>,
    /// Whether files are printed as texts, as version 3 does.
    hide_files: bool,
}

impl<'a> Assembler<'a> {
    fn form_rows(&self, operation: &Operation, fields: &[(&Parameter, &Located)]) -> FormRows<'a> {
        let codegen = self.pages.dialect == Dialect::Codegen;
        let first = fields.first().map(|(field, _)| field.required);
        let are_alike = codegen
            && fields
                .iter()
                .all(|(field, _)| Some(field.required) == first);
        let names: BTreeSet<&str> = fields
            .iter()
            .map(|(field, _)| field.name.as_str())
            .collect();
        let same = self.objects().get(&names).filter(|_| are_alike);
        let model = match same.map(Vec::as_slice) {
            Some([rows]) => {
                let required = rows.iter().filter(|row| row.required);
                Some(required.map(|row| row.name.as_str()).collect())
            }
            _ => None,
        };
        let types = &operation.content_types;
        let multipart = types
            .first()
            .is_some_and(|first| first.starts_with("multipart/"));
        FormRows {
            are_alike,
            model,
            hide_files: codegen && multipart && !self.prints_files(),
        }
    }

    /// The models with properties by the names of these.
    fn objects(&self) -> &HashMap<BTreeSet<&'a str>, Vec<&'a [Property]>> {
        self.objects.get_or_init(|| {
            let mut objects: HashMap<BTreeSet<&str>, Vec<&[Property]>> = HashMap::new();
            for model in &self.pages.models {
                if let Content::Object { properties, .. } = &model.content {
                    let names = properties.iter().map(|row| row.name.as_str()).collect();
                    objects.entry(names).or_default().push(properties);
                }
            }
            objects
        })
    }

    fn prints_files(&self) -> bool {
        *self.prints_files.get_or_init(|| {
            let operations = self.pages.operations.iter();
            let mut rows = operations.flat_map(|operation| &operation.parameters);
            rows.any(|row| row.kind == Type::Binary)
        })
    }
}
