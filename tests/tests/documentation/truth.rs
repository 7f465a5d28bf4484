//! What is true of the APIs whose pages are read, against what a description says without a mark.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::dialects::spoken;

/// The truth about a vendor: of each model the properties with their types, of each operation its parameters with their
/// places, its body, the statuses that the pages name, and the type of its success. `!` is what is required.
pub(super) fn truth(vendor: &str) -> Value {
    let file = format!("fixtures/truth/{vendor}.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(path).expect("it is there");
    serde_json::from_str(&text).expect("it is JSON")
}

/// What the description says without a mark, and is not so.
pub(super) fn wrong(document: &Value, truth: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (model, schema) in members(&document["components"]["schemas"]) {
        if let Some(known) = truth["properties"].get(&model) {
            properties(&model, &schema, known, &mut wrong);
        }
    }
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(&item) {
            let name = format!("{method} {path}");
            operations(&name, &operation, &truth["operations"][&name], &mut wrong);
        }
    }
    wrong
}

fn properties(model: &str, schema: &Value, known: &Value, wrong: &mut Vec<String>) {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for (name, property) in members(&schema["properties"]) {
        let Some(known) = known[&name].as_str() else {
            if !is_guessed(&property, "name") {
                wrong.push(format!("{model}.{name}"));
            }
            continue;
        };
        let required = required.contains(&json!(name));
        if !is_so(&property, required, known) {
            wrong.push(format!("{model}.{name}: {}", shown(&property, required)));
        }
    }
}

fn operations(name: &str, operation: &Value, known: &Value, wrong: &mut Vec<String>) {
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let own = parameter["name"].as_str().unwrap_or_default();
        let found = members(&known["parameters"])
            .into_iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(own));
        let Some((place, kind)) = found
            .as_ref()
            .and_then(|(_, known)| known.as_str()?.split_once(' '))
        else {
            if !is_guessed(parameter, "name") {
                wrong.push(format!("{name} {own}"));
            }
            continue;
        };
        let is_placed = is_guessed(parameter, "in") || parameter["in"] == place;
        let required = parameter["required"] == true;
        if !is_placed || !is_so(&parameter["schema"], required, kind) {
            let shown = shown(&parameter["schema"], required);
            wrong.push(format!("{name} {own}: {} {shown}", parameter["in"]));
        }
    }
    let body = members(&operation["requestBody"]["content"]);
    let body = body
        .first()
        .map(|(media_type, content)| (media_type, &content["schema"]));
    let required = operation["requestBody"]["required"] == true;
    let told = known["body"]
        .as_str()
        .and_then(|known| known.split_once(' '));
    let agrees = match (body, told) {
        (Some((media_type, schema)), Some((known, kind))) => {
            media_type == known && is_so(schema, required, kind)
        }
        (body, told) => body.is_none() && told.is_none(),
    };
    if !agrees {
        wrong.push(format!("{name}: body"));
    }
    let responses = members(&operation["responses"]);
    let is_told =
        |(_, response): &&(String, Value)| !is_marked(response, "x-undocumented", "status");
    let mut statuses: Vec<&str> = responses
        .iter()
        .filter(is_told)
        .map(|(status, _)| status.as_str())
        .collect();
    statuses.sort_unstable();
    if !statuses.is_empty() && json!(statuses) != known["statuses"] {
        wrong.push(format!("{name}: {statuses:?}"));
    }
    let success = responses.iter().find(|(status, _)| status.starts_with('2'));
    let content = success.map(|(_, response)| members(&response["content"]));
    let content = content.unwrap_or_default();
    let returned = content.first().map(|(_, content)| &content["schema"]);
    let agrees = match (returned, known["returns"].as_str()) {
        (Some(schema), Some(kind)) => is_so(schema, false, kind),
        (returned, kind) => returned.is_none() && kind.is_none(),
    };
    if !agrees {
        wrong.push(format!("{name}: returns"));
    }
}

/// Whether a schema says nothing that is not so. A format that it does not name is no statement.
fn is_so(schema: &Value, required: bool, known: &str) -> bool {
    let untold = is_marked(schema, "x-undocumented", "type") || is_guessed(schema, "type");
    let (kind, mark) = match known.strip_suffix('!') {
        Some(kind) => (kind, true),
        None => (known, false),
    };
    let without_format = |kind: &str| {
        let format = kind.find('/').map(|from| {
            let rest = kind.get(from..).unwrap_or_default();
            from..from + rest.find([']', '}']).unwrap_or(rest.len())
        });
        let mut kind = kind.to_owned();
        if let Some(format) = format {
            kind.replace_range(format, "");
        }
        kind
    };
    let said = shown(schema, false);
    let is_type = said == kind || said == without_format(kind);
    (untold || is_type) && (required == mark || is_guessed(schema, "required"))
}

fn shown(schema: &Value, required: bool) -> String {
    let alone = schema["allOf"].as_array().map(Vec::as_slice);
    let kind = match alone {
        Some([only]) => spoken(only),
        _ => spoken(schema),
    };
    format!("{kind}{}", if required { "!" } else { "" })
}

fn is_guessed(value: &Value, what: &str) -> bool {
    is_marked(value, "x-guessed", what)
}

fn is_marked(value: &Value, mark: &str, what: &str) -> bool {
    let marks = value[mark].as_array();
    marks.is_some_and(|marks| marks.contains(&json!(what)))
}

fn members(value: &Value) -> Vec<(String, Value)> {
    let members = value.as_object().cloned().unwrap_or_default();
    members.into_iter().collect()
}

/// What the tests of real pages would find, if it were there.
#[test]
fn what_is_not_so_is_wrong_unless_it_is_marked() {
    let truth = json!({
        "properties": {"User": {"userName": "string!", "ids": "[integer/int64]"}},
        "operations": {"get /users": {
            "parameters": {"pageSize": "query integer"},
            "body": "application/json User!",
            "statuses": ["200", "404"],
            "returns": "[User]",
        }},
    });
    let reference = json!({"$ref": "#/components/schemas/User"});
    let description = json!({
        "paths": {"/users": {"get": {
            "parameters": [{"name": "pageSize", "in": "query", "schema": {"type": "integer"}}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": reference}}},
            "responses": {
                "200": {"content": {"application/json": {"schema": {"type": "array", "items": reference}}}},
                "404": {},
            },
        }}},
        "components": {"schemas": {"User": {"required": ["userName"], "properties": {
            "userName": {"type": "string"},
            "ids": {"type": "array", "items": {"type": "integer"}},
        }}}},
    });
    assert_eq!(wrong(&description, &truth), [""; 0]);
    let user = "/components/schemas/User/properties";
    let get = "/paths/~1users/get";
    for (pointer, value, mark) in [
        (
            format!("{user}/ids/items/type"),
            json!("string"),
            Some((format!("{user}/ids"), "type")),
        ),
        (
            format!("{user}/userName"),
            json!({"type": "string", "format": "uuid"}),
            Some((format!("{user}/userName"), "type")),
        ),
        (
            "/components/schemas/User/required".to_owned(),
            json!([]),
            Some((format!("{user}/userName"), "required")),
        ),
        (
            user.to_owned(),
            json!({"user_name": {"type": "string"}}),
            Some((format!("{user}/user_name"), "name")),
        ),
        (
            format!("{get}/parameters/0/in"),
            json!("header"),
            Some((format!("{get}/parameters/0"), "in")),
        ),
        (
            format!("{get}/parameters/0/schema/type"),
            json!("number"),
            None,
        ),
        (format!("{get}/requestBody/required"), json!(false), None),
        (
            format!("{get}/responses"),
            json!({"200": description["paths"]["/users"]["get"]["responses"]["200"]}),
            None,
        ),
        (format!("{get}/responses/200/content"), json!({}), None),
    ] {
        let mut changed = description.clone();
        *changed.pointer_mut(&pointer).expect("it is there") = value;
        assert_eq!(wrong(&changed, &truth).len(), 1, "{pointer}");
        if let Some((at, what)) = mark {
            let at = changed.pointer_mut(&at).expect("it is there");
            at["x-guessed"] = json!([what]);
            assert_eq!(wrong(&changed, &truth), [""; 0], "{pointer}");
        }
    }
}
