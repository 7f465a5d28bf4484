//! What a description says of requests, checked by means that the generator has no part in.

use std::collections::BTreeMap;

use jsonschema::Validator;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use workspace_tests::description::{Description, Operation};
use workspace_tests::json::members;
use workspace_tests::server::Seen;

use crate::json_schema::{Judge, Way};
use crate::prism;

/// One of `specs/*.yaml`, ready to check requests.
pub(crate) struct Contract {
    pub(crate) description: &'static Description,
    /// By operation and part, such as `get_user path id` and `get_user 404`.
    validators: BTreeMap<String, Validator>,
}

/// What a request says, once it is found to be what the description allows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Call {
    pub(crate) operation: String,
    /// By `path`, `query` or `header`, and name.
    pub(crate) parameters: BTreeMap<(String, String), Value>,
    pub(crate) body: Option<Value>,
}

/// Where a parameter is, and its name.
pub(crate) fn place(parameter: &Value) -> (String, String) {
    let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
    (text("in"), text("name"))
}

/// A required parameter that has a default is not: the server does without it (`specs/README.md`). Prism insists on it.
pub(crate) fn is_required(parameter: &Value) -> bool {
    let has_default = parameter["schema"].get("default").is_some();
    parameter["required"] == true && (!has_default || prism::is_asked_for())
}

/// The media type of a request's body and its schema. The descriptions have one for each body.
pub(crate) fn media(value: &Value) -> Option<(&str, &Value)> {
    let (name, media) = members(&value["content"]).next()?;
    Some((name, &media["schema"]))
}

impl Contract {
    pub(crate) fn of(vendor: &str) -> Self {
        // The strategies that are made of it hold on to it, and there are five.
        let description: &'static Description = Box::leak(Box::new(Description::of(vendor)));
        let (requests, responses) = (
            Judge::new(description, Way::Request),
            Judge::new(description, Way::Response),
        );
        let mut validators = BTreeMap::new();
        for operation in description.operations() {
            for parameter in &operation.parameters {
                let (place, name) = place(parameter);
                let schema = requests.of(&parameter["schema"]);
                validators.insert(format!("{} {place} {name}", operation.id), schema);
            }
            if let Some((_, schema)) = operation.body.and_then(media) {
                validators.insert(format!("{} body", operation.id), requests.of(schema));
            }
            for (status, response) in statuses(&operation) {
                if let Some((_, schema)) = media(response) {
                    let schema = responses.of(schema);
                    validators.insert(format!("{} {status}", operation.id), schema);
                }
            }
        }
        Self {
            description,
            validators,
        }
    }

    /// The parameters that a caller gives: a header that repeats a security scheme is none of them.
    pub(crate) fn arguments(&self, operation: &Operation<'static>) -> Vec<&'static Value> {
        let schemes = &self.description.value["components"]["securitySchemes"];
        let is_credential = |parameter: &Value| {
            operation.security.iter().flatten().any(|scheme| {
                let scheme = &schemes[*scheme];
                scheme["type"] == "apiKey"
                    && scheme["in"] == parameter["in"]
                    && scheme["name"] == parameter["name"]
            })
        };
        let parameters = operation.parameters.iter().copied();
        parameters
            .filter(|parameter| !is_credential(parameter))
            .collect()
    }

    /// Judges the body of an answer; there is nothing to judge where none is described.
    ///
    /// # Errors
    ///
    /// What the description does not allow.
    pub(crate) fn check_answer(
        &self,
        operation: &str,
        status: u16,
        body: &Value,
    ) -> Result<(), String> {
        match self.validators.get(&format!("{operation} {status}")) {
            Some(validator) => validator.validate(body).map_err(|error| error.to_string()),
            None => Ok(()),
        }
    }

    /// Reads a request.
    ///
    /// # Errors
    ///
    /// Everything about it that the description does not allow.
    pub(crate) fn check(&self, request: &Seen) -> Result<Call, Vec<String>> {
        let operations = self.description.operations();
        let found = operations
            .iter()
            .filter(|operation| operation.method == request.method)
            .filter_map(|operation| Some((operation, fit(operation.path, request.path())?)))
            // `/users/me` before `/users/{id}` (OpenAPI 3.0.3, "Path Templating Matching").
            .min_by_key(|(_, variables)| variables.len());
        let Some((operation, variables)) = found else {
            return Err(vec![format!(
                "there is no {} {}",
                request.method,
                request.path()
            )]);
        };
        let mut reading = Reading {
            contract: self,
            operation,
            request,
            call: Call {
                operation: operation.id.to_owned(),
                ..Call::default()
            },
            problems: Vec::new(),
        };
        reading.parameters(&variables);
        reading.unknown_parameters();
        reading.body();
        reading.credentials();
        match reading.problems.is_empty() {
            true => Ok(reading.call),
            false => Err(reading.problems),
        }
    }
}

/// One request being read.
struct Reading<'c> {
    contract: &'c Contract,
    operation: &'c Operation<'static>,
    request: &'c Seen,
    call: Call,
    problems: Vec<String>,
}

impl Reading<'_> {
    fn parameters(&mut self, variables: &BTreeMap<String, String>) {
        for parameter in &self.operation.parameters {
            let (place, name) = place(parameter);
            let texts = match place.as_str() {
                "path" => variables.get(&name).map(|text| vec![decode(text)]),
                "query" => self.query(parameter, &name),
                "header" => self.header(&name).map(|text| vec![text]),
                other => panic!("parameters in {other}"),
            };
            let Some(texts) = texts else {
                if is_required(parameter) {
                    self.problems
                        .push(format!("the {place} parameter {name} is missing"));
                }
                continue;
            };
            let schema = self.contract.description.resolve(&parameter["schema"]);
            let value = match (schema["type"].as_str(), texts.as_slice()) {
                (Some("array"), texts) => {
                    let items = self.contract.description.resolve(&schema["items"]);
                    texts.iter().map(|text| typed(items, text)).collect()
                }
                (_, [text]) => typed(schema, text),
                (_, several) => {
                    self.problems
                        .push(format!("{name} is there {} times", several.len()));
                    continue;
                }
            };
            self.validate(&format!("{place} {name}"), &value);
            self.call.parameters.insert((place, name), value);
        }
    }

    /// The values of a query parameter: one for each time that it is there, or those between commas.
    fn query(&self, parameter: &Value, name: &str) -> Option<Vec<String>> {
        let form = |text: &str| decode(&text.replace('+', " "));
        let raw: Vec<&str> = pairs(self.request.query())
            .filter(|(other, _)| form(other) == name)
            .map(|(_, value)| value)
            .collect();
        let explode = parameter
            .get("explode")
            .and_then(Value::as_bool)
            .unwrap_or(true);
        match raw.as_slice() {
            [] => None,
            // Prism escapes the commas.
            [joined] if !explode && prism::is_asked_for() => {
                Some(form(joined).split(',').map(str::to_owned).collect())
            }
            [joined] if !explode => Some(joined.split(',').map(form).collect()),
            raw => Some(raw.iter().map(|text| form(text)).collect()),
        }
    }

    fn unknown_parameters(&mut self) {
        for (name, _) in pairs(self.request.query()) {
            let place = ("query".to_owned(), decode(&name.replace('+', " ")));
            if !self.call.parameters.contains_key(&place) {
                self.problems
                    .push(format!("there is no query parameter {name}"));
            }
        }
    }

    fn body(&mut self) {
        let Some((media_type, _)) = self.operation.body.and_then(media) else {
            if !self.request.body.is_empty() {
                self.problems
                    .push("there is a body, and the operation has none".to_owned());
            }
            return;
        };
        if self.request.body.is_empty() {
            if self
                .operation
                .body
                .is_some_and(|body| body["required"] == true)
            {
                self.problems.push("the body is missing".to_owned());
            }
            return;
        }
        if self.header("content-type").as_deref() != Some(media_type) {
            self.problems.push(format!("the body is not {media_type}"));
        }
        match serde_json::from_str(&self.request.body) {
            Ok(body) => {
                self.validate("body", &body);
                self.call.body = Some(body);
            }
            Err(error) => self.problems.push(format!("the body is not JSON: {error}")),
        }
    }

    /// Only that the credentials of one alternative are there: the trust tests look at what they are.
    fn credentials(&mut self) {
        let schemes = &self.contract.description.value["components"]["securitySchemes"];
        let shown = |scheme: &&str| {
            let scheme = &schemes[*scheme];
            match (scheme["type"].as_str(), scheme["scheme"].as_str()) {
                (Some("apiKey"), _) => self
                    .header(scheme["name"].as_str().unwrap_or_default())
                    .is_some(),
                (Some("http"), Some(kind)) => self
                    .header("authorization")
                    .is_some_and(|value| value.to_lowercase().starts_with(&format!("{kind} "))),
                other => panic!("the security scheme {other:?}"),
            }
        };
        let alternatives = &self.operation.security;
        if !alternatives.is_empty() && !alternatives.iter().any(|schemes| schemes.iter().all(shown))
        {
            self.problems.push("there is no credential".to_owned());
        }
    }

    fn validate(&mut self, part: &str, value: &Value) {
        let validator = &self.contract.validators[&format!("{} {part}", self.operation.id)];
        let errors = validator.iter_errors(value);
        self.problems
            .extend(errors.map(|error| format!("{part}{}: {error}", error.instance_path())));
    }

    fn header(&self, name: &str) -> Option<String> {
        self.request.header(&name.to_lowercase()).map(str::to_owned)
    }
}

/// The values of a template's variables, still encoded, if the path fits the template.
fn fit(template: &str, path: &str) -> Option<BTreeMap<String, String>> {
    let (template, path): (Vec<&str>, Vec<&str>) =
        (template.split('/').collect(), path.split('/').collect());
    if template.len() != path.len() {
        return None;
    }
    let mut variables = BTreeMap::new();
    for (wanted, found) in template.into_iter().zip(path) {
        match wanted
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
        {
            Some(_) if found.is_empty() => return None,
            Some(name) => {
                variables.insert(name.to_owned(), found.to_owned());
            }
            None if wanted != found => return None,
            None => {}
        }
    }
    Some(variables)
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A text as its schema reads it. What is no number stays text, which the validator refuses.
fn typed(schema: &Value, text: &str) -> Value {
    match schema["type"].as_str() {
        Some("integer") => text
            .parse::<i64>()
            .map_or_else(|_| json!(text), Value::from),
        Some("boolean") => text
            .parse::<bool>()
            .map_or_else(|_| json!(text), Value::from),
        _ => json!(text),
    }
}

/// The success and error answers of an operation: a status that stands for several as one of them.
pub(crate) fn statuses(operation: &Operation<'static>) -> Vec<(u16, &'static Value)> {
    let mut statuses = Vec::new();
    for (status, response) in &operation.responses {
        let status = match *status {
            "default" => 503,
            status => status
                .parse()
                .unwrap_or_else(|_| panic!("the status {status}")),
        };
        statuses.push((status, *response));
    }
    statuses
}
