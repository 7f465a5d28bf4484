//! Paths, operations, parameters, bodies and responses.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::schema::Facets;
use super::unique::Unique;
use super::{Assembler, DOCS_NAME, GUESSED, UNDOCUMENTED, component_key, mark};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::locate::{Located, Location, is_form, locate};
use crate::reconstruct::pages::{Operation, Pages, Parameter};
use crate::reconstruct::type_expression::Type;
use crate::reconstruct::wire;

/// The tags that the classes stand for.
pub(super) fn tags(pages: &Pages) -> Vec<Value> {
    let mut seen = HashSet::new();
    let classes = pages
        .operations
        .iter()
        .flat_map(|operation| &operation.classes);
    classes
        .filter(|class| seen.insert(class.as_str()))
        .filter_map(|class| {
            let name = tag(class)?;
            Some(json!({"name": name, DOCS_NAME: class, GUESSED: ["name"]}))
        })
        .collect()
}

/// The tag of a class; operations without tags stand in `DefaultApi`.
fn tag(class: &str) -> Option<&str> {
    let tag = class.strip_suffix("Api").unwrap_or(class);
    (tag != "Default" && !tag.is_empty()).then_some(tag)
}

impl Assembler<'_> {
    pub(super) fn paths(&mut self) -> Value {
        let mut paths: Map<String, Value> = Map::new();
        for operation in &self.pages.operations {
            let value = self.operation(operation);
            let item = paths
                .entry(operation.path.clone())
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(item) = item {
                item.insert(operation.method.clone(), value);
            }
        }
        Value::Object(paths)
    }

    fn operation(&mut self, operation: &Operation) -> Value {
        let subject = format!("{} {}", operation.method.to_uppercase(), operation.path);
        let mut object = Map::new();
        object.insert(
            "operationId".to_owned(),
            json!(self.operation_id(operation)),
        );
        object.insert(DOCS_NAME.to_owned(), json!(operation.name));
        let tags: Vec<&str> = operation
            .classes
            .iter()
            .filter_map(|class| tag(class))
            .collect();
        if !tags.is_empty() {
            object.insert("tags".to_owned(), json!(tags));
        }
        if self.options.prose {
            for (key, text) in [
                ("summary", &operation.summary),
                ("description", &operation.description),
            ] {
                if !text.is_empty() {
                    object.insert(key.to_owned(), json!(text));
                }
            }
        }
        if !operation.described {
            object.insert(
                "responses".to_owned(),
                json!({"default": {"description": ""}}),
            );
            let what = ["parameters", "body", "responses", "security"];
            mark(&mut object, UNDOCUMENTED, &what);
            self.gap(subject, &what, false, &operation.place);
            return Value::Object(object);
        }
        let located = locate(
            operation,
            self.pages.dialect,
            &self.pages.schemes,
            &self.options.wire_names,
        );
        let parameters = self.parameters(operation, &located, &subject);
        if !parameters.is_empty() {
            object.insert("parameters".to_owned(), Value::Array(parameters));
        }
        let mut undocumented = Vec::new();
        if let Some(body) = self.body(operation, &located, &subject, &mut undocumented) {
            object.insert("requestBody".to_owned(), body);
        }
        object.insert(
            "responses".to_owned(),
            self.responses(operation, &subject, &mut undocumented),
        );
        let security: Vec<Value> = operation
            .security
            .iter()
            .map(|name| json!({component_key(name): []}))
            .collect();
        object.insert("security".to_owned(), Value::Array(security));
        if operation.security.len() > 1 {
            // Whether one of them is enough or all are needed looks the same on the page.
            mark(&mut object, GUESSED, &["security"]);
            self.gap(subject.clone(), &["security"], true, &operation.place);
        }
        mark(&mut object, UNDOCUMENTED, &undocumented);
        self.gap(subject, &undocumented, false, &operation.place);
        Value::Object(object)
    }

    /// Names of methods are unique on a page, not among pages.
    fn operation_id(&mut self, operation: &Operation) -> String {
        let class = operation
            .classes
            .first()
            .map(String::as_str)
            .unwrap_or_default();
        if !self.operation_ids.contains(&operation.name) {
            return self.operation_ids.take(&operation.name);
        }
        let tag = tag(class).unwrap_or("Default");
        self.operation_ids
            .take(&format!("{tag}_{}", operation.name))
    }

    fn parameters(
        &mut self,
        operation: &Operation,
        located: &[Located],
        subject: &str,
    ) -> Vec<Value> {
        let mut taken: HashMap<Location, Unique> = HashMap::new();
        let mut values = Vec::new();
        for (parameter, located) in operation.parameters.iter().zip(located) {
            let Some(place) = located.location.word() else {
                continue;
            };
            // Two names on the wire may share one Python name.
            let name = taken
                .entry(located.location)
                .or_default()
                .take(&located.name);
            let repeated = name != located.name;
            let mut object = Map::new();
            object.insert("name".to_owned(), json!(name));
            object.insert("in".to_owned(), json!(place));
            object.insert(DOCS_NAME.to_owned(), json!(parameter.name));
            if self.options.prose && !parameter.description.is_empty() {
                object.insert("description".to_owned(), json!(parameter.description));
            }
            if parameter.required || located.location == Location::Path {
                object.insert("required".to_owned(), json!(true));
            }
            let (schema, lost) = self.schema_with(
                &parameter.kind,
                Facets {
                    default: parameter.default.as_deref(),
                    ..Facets::default()
                },
            );
            object.insert("schema".to_owned(), schema);
            let subject = format!("{subject}, parameter {}", parameter.name);
            let guessed: Vec<&str> = [
                (located.location_guessed, "in"),
                (located.name_guessed || repeated, "name"),
                (
                    self.may_be_invented(parameter.required, parameter.default.is_some()),
                    "default",
                ),
            ]
            .into_iter()
            .filter_map(|(guessed, what)| guessed.then_some(what))
            .collect();
            mark(&mut object, GUESSED, &guessed);
            self.gap(subject.clone(), &guessed, true, &parameter.place);
            if lost {
                mark(&mut object, UNDOCUMENTED, &["default"]);
            }
            let silent = silence(&parameter.kind, lost);
            self.gap(subject, &silent, false, &parameter.place);
            values.push(Value::Object(object));
        }
        for variable in wire::variables(&operation.path) {
            let taken = taken.entry(Location::Path).or_default();
            if !taken.contains(variable) {
                taken.take(variable);
                values.push(json!({
                    "name": variable, "in": "path", "required": true, "schema": {UNDOCUMENTED: ["type"]},
                }));
                let subject = format!("{subject}, parameter {variable}");
                self.gap(subject, &["type"], false, &operation.place);
            }
        }
        values
    }

    fn body(
        &mut self,
        operation: &Operation,
        located: &[Located],
        subject: &str,
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
            self.gap(format!("{subject}, body"), &silent, false, &parameter.place);
            (
                schema,
                parameter.required,
                Some(parameter),
                located.location_guessed,
            )
        } else if !fields.is_empty() {
            let required = fields.iter().any(|(parameter, _)| parameter.required);
            (self.form(&fields, subject), required, None, false)
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
            object.insert(DOCS_NAME.to_owned(), json!(parameter.name));
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
        if name.is_some() && is_form(operation) {
            // The table shows a body, so its media type is not the form that the line begins with.
            types.sort_by_key(|media_type| media_type.contains("form"));
        }
        let content: Map<String, Value> = types
            .iter()
            .map(|media_type| ((*media_type).to_owned(), json!({"schema": schema})))
            .collect();
        object.insert("content".to_owned(), Value::Object(content));
        let mut guesses = Vec::new();
        if guessed {
            guesses.push("schema");
        }
        if types.len() > 1 {
            // The table shows the schema of one media type.
            guesses.push("content");
        }
        if operation.content_types.is_empty() {
            guesses.push("media type");
        }
        mark(&mut object, GUESSED, &guesses);
        self.gap(format!("{subject}, body"), &guesses, true, &operation.place);
        Some(Value::Object(object))
    }

    fn form(&mut self, fields: &[(&Parameter, &Located)], subject: &str) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut taken = Unique::default();
        for (parameter, located) in fields {
            let name = taken.take(&located.name);
            let guessed: Vec<&str> = [
                (located.location_guessed, "in"),
                (located.name_guessed, "name"),
            ]
            .into_iter()
            .filter_map(|(guessed, what)| guessed.then_some(what))
            .collect();
            let mut marks = Map::new();
            marks.insert(DOCS_NAME.to_owned(), json!(parameter.name));
            mark(&mut marks, GUESSED, &guessed);
            let facets = Facets {
                default: parameter.default.as_deref(),
                description: self.options.prose.then_some(parameter.description.as_str()),
                marks,
                ..Facets::default()
            };
            let (schema, lost) = self.schema_with(&parameter.kind, facets);
            let subject = format!("{subject}, form field {}", parameter.name);
            self.gap(subject.clone(), &guessed, true, &parameter.place);
            let silent = silence(&parameter.kind, lost);
            self.gap(subject, &silent, false, &parameter.place);
            if parameter.required {
                required.push(name.clone());
            }
            properties.insert(name, schema);
        }
        let mut object = Map::new();
        object.insert("type".to_owned(), json!("object"));
        if !required.is_empty() {
            object.insert("required".to_owned(), json!(required));
        }
        object.insert("properties".to_owned(), Value::Object(properties));
        Value::Object(object)
    }

    fn responses(
        &mut self,
        operation: &Operation,
        subject: &str,
        undocumented: &mut Vec<&'static str>,
    ) -> Value {
        let mut responses = Map::new();
        let documented = operation.responses.as_deref().unwrap_or_default();
        let success = success(documented.iter().map(|response| response.status.as_str()));
        let mut errors = false;
        for response in documented {
            let mut object = Map::new();
            let text = if self.options.prose {
                response.description.as_str()
            } else {
                ""
            };
            object.insert("description".to_owned(), json!(text));
            if !response.headers.is_empty() {
                let headers = response.headers.iter().map(|(name, text)| {
                    let mut header = Map::new();
                    if self.options.prose && !text.is_empty() {
                        header.insert("description".to_owned(), json!(text));
                    }
                    header.insert("schema".to_owned(), json!({UNDOCUMENTED: ["type"]}));
                    (name.clone(), Value::Object(header))
                });
                object.insert("headers".to_owned(), Value::Object(headers.collect()));
                let subject = format!("{subject}, headers of {}", response.status);
                self.gap(subject, &["type"], false, &response.place);
            }
            let is_success = success == Some(response.status.as_str());
            if is_success {
                self.content(operation, subject, &mut object);
            } else if response.status.starts_with('2') && !operation.accepts.is_empty() {
                mark(&mut object, UNDOCUMENTED, &["content"]);
                let subject = format!("{subject}, response {}", response.status);
                self.gap(subject, &["content"], false, &response.place);
            } else {
                errors |= !operation.accepts.is_empty();
            }
            responses.insert(response.status.clone(), Value::Object(object));
        }
        if errors {
            undocumented.push("error bodies");
        }
        if documented.is_empty() {
            // A range is all that a return type tells: it is for success, whatever the code.
            let mut object = Map::new();
            object.insert("description".to_owned(), json!(""));
            self.content(operation, subject, &mut object);
            mark(&mut object, UNDOCUMENTED, &["status"]);
            responses.insert("2XX".to_owned(), Value::Object(object));
            undocumented.push("statuses");
        } else if success.is_none() && operation.returns.is_some() {
            undocumented.push("status of the return type");
        }
        Value::Object(responses)
    }

    /// The content of the response that has the return type.
    fn content(&mut self, operation: &Operation, subject: &str, object: &mut Map<String, Value>) {
        let Some(returns) = &operation.returns else {
            return;
        };
        let schema = self.schema(returns);
        let mut types: Vec<&str> = operation.accepts.iter().map(String::as_str).collect();
        let mut guessed = Vec::new();
        if types.is_empty() {
            types.push("*/*");
            guessed.push("media type");
        } else if types.len() > 1 {
            // The line on the page is the union over all responses.
            guessed.push("media types");
        }
        let content: Map<String, Value> = types
            .into_iter()
            .map(|media_type| (media_type.to_owned(), json!({"schema": schema})))
            .collect();
        object.insert("content".to_owned(), Value::Object(content));
        mark(object, GUESSED, &guessed);
        let subject = format!("{subject}, answer");
        self.gap(subject.clone(), &guessed, true, &operation.place);
        let silent = silence(returns, false);
        self.gap(subject, &silent, false, &operation.place);
    }
}

/// What a row leaves open.
pub(super) fn silence(kind: &Type, default_lost: bool) -> Vec<&'static str> {
    let silent = [(kind.is_open(), "type"), (default_lost, "default")];
    let silent = silent.into_iter();
    silent.filter_map(|(is, what)| is.then_some(what)).collect()
}

/// The status whose type a generated method returns: the least of those for success, else the default one.
pub(crate) fn success<'a>(statuses: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    statuses
        .filter(|status| status.starts_with('2') || *status == "default")
        .min()
}
