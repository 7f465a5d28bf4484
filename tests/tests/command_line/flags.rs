//! Every flag of every operation, and what it makes of the request.

use std::collections::BTreeMap;

use heck::ToKebabCase as _;
use serde_json::{Map, Value, json};
use workspace_tests::description::{Description, Operation};
use workspace_tests::json::{elements, members};
use workspace_tests::server::{self, Seen, Server};

use super::program::Machine;
use super::transcripts::command_of;

/// Flags that mean something else for every operation.
const TAKEN: [&str; 8] = [
    "url", "profile", "timeout", "output", "columns", "body", "limit", "null",
];

pub(crate) async fn a_flag_is_lost_on_its_way_to_the_wire() {
    for vendor in Description::vendors() {
        let description = Description::of(&vendor);
        let server = Server::always(server::json(200, "{}")).await;
        let mut machine = Machine::new(format!("{vendor}-users").leak(), server.url());
        machine.variables = credentials(&machine);
        for (index, operation) in description.operations().iter().enumerate() {
            let call = Drafted::new(&description, operation, &machine);
            let run = machine.run(&call.words());
            assert_ne!(run.status, 2, "{run}");
            let seen = server.seen();
            assert_eq!(seen.len(), index + 1, "nothing was sent by {run}");
            call.compare(&seen[index], &run.line);
        }
    }
}

/// All credentials that the help lists but the name and password of a login, which would be traded first.
fn credentials(machine: &Machine) -> Vec<(String, String)> {
    let help = machine.prints(&["--help"]);
    let variables = help.lines().filter_map(|line| line.trim().split_once("  "));
    let variables = variables.filter(|(name, _)| {
        name.contains("_USERS_") && !name.ends_with("_URL") && !name.ends_with("_PROFILE")
    });
    let mut variables: Vec<(String, String)> = variables
        .map(|(name, _)| (name.to_owned(), "made-up".to_owned()))
        .collect();
    variables.extend([("SECRET".to_owned(), "a secret".to_owned())]);
    variables
}

/// A call with everything that its description allows.
struct Drafted<'d> {
    operation: &'d Operation<'d>,
    command: String,
    /// In the order of the command line.
    positional: Vec<String>,
    flags: Vec<String>,
    parameters: Vec<(&'d Value, Value)>,
    body: Option<Value>,
}

impl<'d> Drafted<'d> {
    fn new(description: &'d Description, operation: &'d Operation<'d>, machine: &Machine) -> Self {
        let command = command_of(operation.id);
        let help = machine.prints(&[&command, "--help"]);
        let usage = help.lines().find_map(|line| line.strip_prefix("Usage: "));
        let wanted: Vec<String> = usage
            .expect("a usage")
            .split_whitespace()
            .filter(|word| *word != "[OPTIONS]" && word.starts_with(['<', '[']))
            .map(|word| word.trim_matches(['<', '>', '[', ']']).to_kebab_case())
            .collect();
        let mut draft = Self {
            operation,
            command,
            positional: Vec::new(),
            flags: Vec::new(),
            parameters: Vec::new(),
            body: None,
        };
        let mut found = BTreeMap::new();
        let mut names = Vec::new();
        for parameter in &operation.parameters {
            let name = parameter["name"].as_str().unwrap_or_default();
            let is_size = operation.value["x-pagination"]["size"] == name;
            let flag = match is_size {
                true => "page-size".to_owned(),
                false => name.to_kebab_case(),
            };
            names.push(flag.clone());
            if parameter["in"] == "header" && is_credential(description, name) {
                continue;
            }
            let flagged = parameter.get("x-flag");
            let (value, sent) = match flagged {
                Some(numbers) => (json!(true), numbers["true"].clone()),
                None => {
                    let value = sample(description, &parameter["schema"]);
                    (value.clone(), value)
                }
            };
            draft.parameters.push((parameter, sent));
            found.insert(flag, words(description, &parameter["schema"], &value));
        }
        let content = operation
            .body
            .map(|body| members(&body["content"]).map(|(_, content)| &content["schema"]));
        let schema = content.and_then(|mut schemas| schemas.next());
        if let Some(schema) = schema {
            let body = sample(description, schema);
            // The flags of a list are those of an item.
            let (schema, item) = match &body {
                Value::Array(items) => (&description.resolve(schema)["items"], items.first()),
                _ => (schema, Some(&body)),
            };
            let mut leaves = Vec::new();
            flatten(
                description,
                schema,
                item.unwrap_or(&Value::Null),
                "",
                &mut leaves,
            );
            for (name, words) in leaves {
                let flag = match names.contains(&name) || TAKEN.contains(&name.as_str()) {
                    true => format!("body.{name}"),
                    false => name,
                };
                found.insert(flag, words);
            }
            draft.body = Some(body);
        }
        for name in wanted {
            let words = found
                .remove(&name)
                .unwrap_or_else(|| panic!("`{name}` in {help}"));
            draft.positional.extend(words);
        }
        for (name, words) in found {
            draft
                .flags
                .extend(words.iter().map(|word| format!("--{name}={word}")));
        }
        if help.contains("--replace") {
            draft.flags.push("--replace".to_owned());
        }
        draft.flags.push("--yes".to_owned());
        draft
    }

    fn words(&self) -> Vec<&str> {
        std::iter::once(&self.command)
            .chain(&self.flags)
            .chain(&self.positional)
            .map(String::as_str)
            .collect()
    }

    fn compare(&self, seen: &Seen, line: &str) {
        assert_eq!(seen.method, self.operation.method, "{line}");
        let mut path = self.operation.path.to_owned();
        let pairs: Vec<(String, String)> = form_urlencoded::parse(seen.query().as_bytes())
            .into_owned()
            .collect();
        for (parameter, value) in &self.parameters {
            let name = parameter["name"].as_str().unwrap_or_default();
            let text = plain(value);
            match parameter["in"].as_str() {
                Some("path") => path = path.replace(&format!("{{{name}}}"), &text),
                Some("header") => {
                    assert_eq!(seen.header(&name.to_lowercase()), Some(&*text), "{line}")
                }
                _ => {
                    let is_there = |pair: &(String, String)| pair.0 == name && pair.1 == text;
                    assert!(pairs.iter().any(is_there), "{line}: `{name}` in {pairs:?}");
                }
            }
        }
        let sent = percent_encoding::percent_decode_str(seen.path()).decode_utf8_lossy();
        assert!(sent.ends_with(&path), "{line}: {sent} is not {path}");
        match &self.body {
            None => assert_eq!(seen.body, "", "{line}"),
            Some(body) => {
                let sent: Value = serde_json::from_str(&seen.body).expect("a body of JSON");
                assert_eq!(sent, *body, "{line}");
            }
        }
    }
}

fn is_credential(description: &Description, header: &str) -> bool {
    let mut schemes = members(&description.value["components"]["securitySchemes"]);
    schemes.any(|(_, scheme)| {
        scheme["name"]
            .as_str()
            .is_some_and(|name| name.eq_ignore_ascii_case(header))
    })
}

/// The properties of an object and of what it is put together of.
fn properties<'d>(description: &'d Description, schema: &'d Value) -> Vec<(&'d str, &'d Value)> {
    let schema = description.resolve(schema);
    let parts = elements(&schema["allOf"]).flat_map(|part| properties(description, part));
    let own = members(&schema["properties"]).map(|(name, value)| (name.as_str(), value));
    let all = parts.chain(own);
    all.filter(|(_, value)| {
        value["readOnly"] != true && description.resolve(value)["readOnly"] != true
    })
    .collect()
}

/// What the schema says of a key, wherever it stands: in the schema, behind a reference, or in a part.
fn told<'d>(description: &'d Description, schema: &'d Value, key: &str) -> &'d Value {
    let schema = description.resolve(schema);
    let part = || elements(&schema["allOf"]).map(|part| told(description, part, key));
    match schema.get(key) {
        Some(value) => value,
        None => part()
            .find(|value| !value.is_null())
            .unwrap_or(&Value::Null),
    }
}

/// A value with every property.
fn sample(description: &Description, schema: &Value) -> Value {
    let told = |key: &str| told(description, schema, key);
    if let Some(value) = elements(told("enum")).next() {
        return value.clone();
    }
    let named = properties(description, schema);
    if !named.is_empty() {
        let members = named
            .into_iter()
            .map(|(name, property)| (name.to_owned(), sample(description, property)));
        return Value::Object(members.collect());
    }
    match told("type").as_str() {
        Some("string") => json!(match told("format").as_str() {
            Some("date-time") => "2026-11-20T08:12:00Z",
            Some("date") => "2026-11-20",
            Some("uuid") => "00000000-0000-4000-8000-000000000001",
            Some("password") => "a secret",
            _ => "text",
        }),
        Some("integer") => match told("x-unix-time").as_str() {
            Some("milliseconds") => json!(1_795_132_800_000_i64),
            Some(_) => json!(1_795_132_800_i64),
            None => json!(told("minimum").as_i64().unwrap_or(1).max(1)),
        },
        Some("number") => json!(1.5),
        Some("boolean") => json!(true),
        Some("array") => json!([sample(description, told("items"))]),
        Some("object") if told("additionalProperties").is_object() => {
            json!({ "key": sample(description, told("additionalProperties")) })
        }
        _ => json!({ "any": [1, "x"] }),
    }
}

/// The flags for the properties of an object, at all levels.
fn flatten(
    description: &Description,
    schema: &Value,
    value: &Value,
    path: &str,
    found: &mut Vec<(String, Vec<String>)>,
) {
    for (name, property) in properties(description, schema) {
        let flag = format!("{path}{}", name.to_kebab_case());
        let value = &value[name];
        match properties(description, property).is_empty() {
            true => found.push((flag, words(description, property, value))),
            false => flatten(description, property, value, &format!("{flag}."), found),
        }
    }
}

/// How the command line writes a value: a word, or one for each item.
fn words(description: &Description, schema: &Value, value: &Value) -> Vec<String> {
    let told = |key: &str| told(description, schema, key);
    match value {
        Value::Array(items) if told("type") == "array" => items
            .iter()
            .flat_map(|item| words(description, told("items"), item))
            .collect(),
        Value::Object(entries)
            if told("additionalProperties").is_object() && told("properties").is_null() =>
        {
            entries
                .iter()
                .flat_map(|(key, value)| {
                    words(description, told("additionalProperties"), value)
                        .into_iter()
                        .map(move |word| format!("{key}={word}"))
                })
                .collect()
        }
        Value::Object(entries) if !properties(description, schema).is_empty() => {
            vec![item(description, schema, entries)]
        }
        _ if told("format") == "password" => vec!["env:SECRET".to_owned()],
        _ if told("x-unix-time") == "milliseconds" || told("x-unix-time") == "seconds" => {
            vec!["2026-11-20T00:00:00Z".to_owned()]
        }
        value => vec![plain(value)],
    }
}

/// An object in one word: `name=value,owner.name=value`.
fn item(description: &Description, schema: &Value, entries: &Map<String, Value>) -> String {
    let mut leaves = Vec::new();
    let value = Value::Object(entries.clone());
    flatten(description, schema, &value, "", &mut leaves);
    let pairs = leaves
        .into_iter()
        .flat_map(|(name, words)| words.into_iter().map(move |word| format!("{name}={word}")));
    pairs.collect::<Vec<_>>().join(",")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
