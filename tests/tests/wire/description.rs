//! What the description of an operation names, and what of it a test has left out.

use std::collections::BTreeMap;

use serde_json::Value;
use workspace_tests::description;
use workspace_tests::json::{elements, members};

/// Which way a value goes: a `readOnly` property is never sent, a `writeOnly` one never comes back.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Request,
    Response,
}

/// One of `specs/*.yaml`.
pub(crate) struct Description(description::Description);

/// One operation of a description.
pub(crate) struct Operation<'a> {
    description: &'a Description,
    value: &'a Value,
}

impl Description {
    /// The description of a vendor.
    pub(crate) fn of(vendor: &str) -> Self {
        Self(description::Description::of(vendor))
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        self.0.operations().into_iter().map(|operation| Operation {
            description: self,
            value: operation.value,
        })
    }

    /// What the client returns of an answer.
    pub(crate) fn returned(&self, operation: &str, status: u16, body: &Value) -> Value {
        let operations = self.0.operations();
        let operation = operations
            .iter()
            .find(|described| described.id == operation);
        operation
            .and_then(|operation| operation.returned(status, body))
            .unwrap_or(Value::Null)
    }

    /// The values of each enumeration that has a name.
    pub(crate) fn enumerations(&self) -> BTreeMap<String, Vec<Value>> {
        members(&self.0.value["components"]["schemas"])
            .filter_map(|(name, schema)| Some((name.clone(), schema["enum"].as_array()?.clone())))
            .collect()
    }

    /// The properties of a schema, and of the schemas inside it, that none of the values has.
    fn absent(&self, schema: &Value, values: Vec<&Value>, way: Way, path: &str) -> Vec<String> {
        let mut found = BTreeMap::new();
        self.look(schema, &values, way, path, &mut found);
        let absent = found.into_iter().filter(|(_, found)| !found);
        absent.map(|(property, _)| property).collect()
    }

    /// Notes for each property whether a value has it. A schema with a name is one type of the client, so it
    /// is enough if a property occurs in one of the places that the schema is used in.
    fn look(
        &self,
        schema: &Value,
        values: &[&Value],
        way: Way,
        path: &str,
        found: &mut BTreeMap<String, bool>,
    ) {
        let path = match schema["$ref"].as_str() {
            None => path,
            Some(reference) => reference.rsplit('/').next().unwrap_or(reference),
        };
        let schema = self.0.resolve(schema);
        for part in elements(&schema["allOf"]) {
            self.look(part, values, way, path, found);
        }
        for (name, property) in members(&schema["properties"]) {
            let other_way = match way {
                Way::Request => "readOnly",
                Way::Response => "writeOnly",
            };
            if self.0.resolve(property)[other_way] == true {
                continue;
            }
            let path = format!("{path}.{name}");
            let given: Vec<&Value> = values
                .iter()
                .filter_map(|value| value.get(name))
                // To send `null` is a choice of the caller; an answer with nothing but `null` shows no value.
                .filter(|value| way == Way::Request || !value.is_null())
                .collect();
            *found.entry(path.clone()).or_default() |= !given.is_empty();
            if !given.is_empty() {
                self.look(property, &given, way, &path, found);
            }
        }
        let mut inside = |inner: &Value, values: Vec<&Value>| {
            if inner.is_object() && !values.is_empty() {
                self.look(inner, &values, way, &format!("{path}[]"), found);
            }
        };
        let items = values.iter().flat_map(|value| elements(value)).collect();
        inside(&schema["items"], items);
        if schema.get("properties").is_none() {
            let entries = values.iter().flat_map(|value| members(value));
            let entries = entries.map(|(_, value)| value).collect();
            inside(&schema["additionalProperties"], entries);
        }
    }
}

impl Operation<'_> {
    pub(crate) fn id(&self) -> &str {
        self.value["operationId"].as_str().unwrap_or_default()
    }

    /// The parameters in the query and the header fields, and the properties of the body, that a request
    /// lacks. `query` and `headers` hold the names that were sent.
    pub(crate) fn not_sent(
        &self,
        query: &[String],
        headers: &[String],
        body: Option<&Value>,
    ) -> Vec<String> {
        let mut missing = Vec::new();
        for parameter in elements(&self.value["parameters"]) {
            let parameter = self.description.0.resolve(parameter);
            let name = parameter["name"].as_str().unwrap_or_default();
            let sent = match parameter["in"].as_str() {
                Some("query") => query.iter().any(|other| other == name),
                Some("header") => headers.iter().any(|other| other.eq_ignore_ascii_case(name)),
                _ => true,
            };
            if !sent {
                missing.push(format!("parameter {name}"));
            }
        }
        let content = &self.description.0.resolve(&self.value["requestBody"])["content"];
        for (_, media) in members(content) {
            match body {
                None => missing.push("body".to_owned()),
                Some(body) => missing.extend(self.description.absent(
                    &media["schema"],
                    vec![body],
                    Way::Request,
                    "body",
                )),
            }
        }
        missing
    }

    /// The success statuses, and the properties of the bodies that come with them, that no answer had.
    ///
    /// An error counts where it has the body of a success: a property may be for errors only.
    pub(crate) fn not_answered(&self, answers: &[(u16, Value)]) -> Vec<String> {
        let mut missing = Vec::new();
        let responses = &self.value["responses"];
        let schemas = |success: bool| {
            members(responses)
                .filter(move |(status, _)| status.starts_with('2') == success)
                .map(|(_, response)| &self.description.0.resolve(response)["content"])
                .flat_map(members)
                .map(|(_, media)| &media["schema"])
        };
        for (status, _) in members(responses).filter(|(status, _)| status.starts_with('2')) {
            if !answers
                .iter()
                .any(|(tried, _)| tried.to_string() == *status)
            {
                missing.push(format!("status {status}"));
            }
        }
        for schema in schemas(true) {
            let also_of_errors = schemas(false).any(|other| other == schema);
            let bodies = answers
                .iter()
                .filter(|(status, _)| also_of_errors || *status < 300)
                .map(|(_, body)| body)
                .collect();
            let way = Way::Response;
            missing.extend(self.description.absent(schema, bodies, way, "answer"));
        }
        missing.dedup();
        missing
    }
}
