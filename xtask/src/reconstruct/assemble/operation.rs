//! Paths, operations, parameters, bodies and responses.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::schema::Facets;
use super::unique::Unique;
use super::{Assembler, DOCS_NAME, GUESSED, UNDOCUMENTED, component_key, mark};
use crate::reconstruct::locate::{Located, Location, locate};
use crate::reconstruct::pages::{Operation, Pages};
use crate::reconstruct::subject::{Part, Subject};
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
        // Two paths that differ in names of variables are one path: the first gives it its names.
        let mut first: HashMap<String, &str> = HashMap::new();
        let pages = self.pages;
        for operation in &pages.operations {
            let path: &str = first
                .entry(wire::shape(&operation.path))
                .or_insert(&operation.path);
            let value = self.operation(operation, path);
            let item = paths
                .entry(path.to_owned())
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(item) = item {
                item.insert(operation.method.clone(), value);
            }
        }
        Value::Object(paths)
    }

    fn operation(&mut self, operation: &Operation, path: &str) -> Value {
        let title = format!("{} {}", operation.method.to_uppercase(), operation.path);
        let subject = Subject::of("operations", title);
        let mut object = Map::new();
        let id = self.operation_id(operation);
        object.insert("operationId".to_owned(), json!(id));
        if id != operation.name {
            object.insert(DOCS_NAME.to_owned(), json!(operation.name));
        }
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
        let mut located = locate(
            operation,
            self.pages.dialect,
            &self.pages.schemes,
            &self.options.wire_names,
        );
        if path != operation.path {
            object.insert(
                "x-docs-differs".to_owned(),
                json!({
                    format!("path {} {}", operation.method.to_uppercase(), operation.path):
                        "The pages name a variable otherwise."
                }),
            );
            rename_variables(&mut located, &operation.path, path);
        }
        let parameters = self.parameters(operation, path, &located, &subject);
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
        path: &str,
        located: &[Located],
        subject: &Subject,
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
            if name != parameter.name {
                object.insert(DOCS_NAME.to_owned(), json!(parameter.name));
            }
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
            let subject = subject.part(Part::Parameter, &parameter.name);
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
        for variable in wire::variables(path) {
            let taken = taken.entry(Location::Path).or_default();
            if !taken.contains(variable) {
                taken.take(variable);
                values.push(json!({
                    "name": variable, "in": "path", "required": true, "schema": {UNDOCUMENTED: ["type"]},
                }));
                let subject = subject.part(Part::Parameter, variable);
                self.gap(subject, &["type"], false, &operation.place);
            }
        }
        values
    }
}

/// Gives the variables of a path the names that they have in another of the same shape.
fn rename_variables(located: &mut [Located], from: &str, to: &str) {
    let names: HashMap<&str, &str> = wire::variables(from)
        .into_iter()
        .zip(wire::variables(to))
        .collect();
    for located in located {
        let name = names.get(located.name.as_str());
        if let (Location::Path, Some(name)) = (located.location, name) {
            located.name = (*name).to_owned();
        }
    }
}

/// What a row leaves open.
pub(super) fn silence(kind: &Type, default_lost: bool) -> Vec<&'static str> {
    let silent = [(kind.is_open(), "type"), (default_lost, "default")];
    let silent = silent.into_iter();
    silent.filter_map(|(is, what)| is.then_some(what)).collect()
}
