//! What a server says that its description does not: unknown properties, statuses and values of enums, and properties
//! that are required and missing.

use std::collections::BTreeSet;

use serde_json::Value;
use workspace_tests::description::{Description, Operation};
use workspace_tests::json::{elements, members};

use crate::exchange::Exchange;

/// The drift in these exchanges, each kind once.
pub(crate) fn drift(description: &Description, exchanges: &[Exchange]) -> Vec<String> {
    let operations = description.operations();
    let mut found = BTreeSet::new();
    for exchange in exchanges {
        let operation = operations.iter().find(|operation| {
            operation.method == exchange.method && matches(operation.path, &exchange.path)
        });
        if let Some(operation) = operation {
            let mut walk = Walk {
                description,
                found: &mut found,
            };
            walk.answer(operation, exchange);
        }
    }
    found.into_iter().collect()
}

/// The operations that none of the exchanges belongs to.
pub(crate) fn not_called(description: &Description, exchanges: &[Exchange]) -> Vec<String> {
    let operations = description.operations().into_iter();
    let missing = operations.filter(|operation| {
        !exchanges.iter().any(|exchange| {
            operation.method == exchange.method && matches(operation.path, &exchange.path)
        })
    });
    missing.map(|operation| operation.id.to_owned()).collect()
}

/// Whether a path is one of a template. A literal segment wins over a variable only where both descriptions have one, which
/// no two paths of one method here do.
fn matches(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(template, segment)| template.starts_with('{') || template == segment)
}

struct Walk<'d, 'f> {
    description: &'d Description,
    found: &'f mut BTreeSet<String>,
}

impl<'d> Walk<'d, '_> {
    fn answer(&mut self, operation: &Operation<'d>, exchange: &Exchange) {
        let status = exchange.status.to_string();
        let of = |wanted: &str| {
            operation
                .responses
                .iter()
                .find(|(status, _)| *status == wanted)
        };
        let Some((described, response)) = of(&status).or_else(|| of("default")) else {
            let found = format!("{}: status {status}", operation.id);
            self.found.insert(found);
            return;
        };
        let schema = members(&response["content"]).find_map(|(_, media)| media.get("schema"));
        if let (Some(schema), false) = (schema, exchange.answer.is_null()) {
            let place = format!("{} {described}", operation.id);
            self.value(&place, schema, &exchange.answer);
        }
    }

    fn value(&mut self, place: &str, schema: &'d Value, value: &Value) {
        let name = schema["$ref"]
            .as_str()
            .and_then(|path| path.rsplit('/').next());
        let place = name.unwrap_or(place);
        let schema = self.description.resolve(schema);
        let known = elements(&schema["enum"]).collect::<Vec<_>>();
        if !known.is_empty() && !known.contains(&value) {
            self.found.insert(format!("{place}: value {value}"));
        }
        match value {
            Value::Object(object) => {
                let properties = properties(self.description, schema);
                let free = schema
                    .get("additionalProperties")
                    .filter(|free| free.is_object());
                for (name, value) in object {
                    match properties.iter().find(|(known, _)| known == name) {
                        Some((_, schema)) => self.value(&format!("{place}.{name}"), schema, value),
                        None => match free {
                            Some(schema) => self.value(&format!("{place}.*"), schema, value),
                            None if properties.is_empty() => {}
                            None => drop(self.found.insert(format!("{place}: property `{name}`"))),
                        },
                    }
                }
                for name in required(self.description, schema) {
                    if !object.contains_key(name) {
                        self.found
                            .insert(format!("{place}: `{name}` is required, and missing"));
                    }
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.value(&format!("{place}[]"), &schema["items"], item);
                }
            }
            _ => {}
        }
    }
}

/// The properties of an object, those that it takes over included.
fn properties<'d>(description: &'d Description, schema: &'d Value) -> Vec<(&'d str, &'d Value)> {
    let own = members(&schema["properties"]).map(|(name, schema)| (name.as_str(), schema));
    let bases = elements(&schema["allOf"]);
    let taken = bases.flat_map(|base| properties(description, description.resolve(base)));
    own.chain(taken).collect()
}

fn required<'d>(description: &'d Description, schema: &'d Value) -> Vec<&'d str> {
    let own = elements(&schema["required"]).filter_map(Value::as_str);
    let bases = elements(&schema["allOf"]);
    let taken = bases.flat_map(|base| required(description, description.resolve(base)));
    own.chain(taken).collect()
}

#[test]
fn what_a_server_says_beyond_the_description_is_not_reported() {
    let description = Description::of("portainer");
    let exchange = |status: u16, answer: &str| Exchange {
        method: "GET".to_owned(),
        path: "/users".to_owned(),
        authorization: None,
        status,
        answer: serde_json::from_str(answer).expect("JSON"),
    };
    let found = drift(
        &description,
        &[
            exchange(200, r#"[{"Id": 1, "Username": "jane", "Role": 2}]"#),
            exchange(200, r#"[{"Id": 1, "Role": 7, "Moon": {"phase": 1}}]"#),
            exchange(418, "null"),
        ],
    );
    let expected = [
        "User: `Username` is required, and missing",
        "User: property `Moon`",
        "UserRole: value 7",
        "list_users: status 418",
    ];
    assert_eq!(found, expected);
    assert!(not_called(&description, &[exchange(200, "[]")]).contains(&"create_user".to_owned()));
}
