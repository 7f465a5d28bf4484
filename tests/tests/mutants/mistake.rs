//! Mistakes that published descriptions have.

use fastrand::Rng;
use serde_json::{Value, json};
use xtask::pointer;

use crate::mutation::members;

/// Where a mistake can be made.
struct Place<'d> {
    document: &'d mut Value,
    rng: &'d mut Rng,
}

/// Makes one of the mistakes that people make; nothing where the description has no place for it.
pub(crate) fn make(document: &mut Value, rng: &mut Rng) {
    let mistakes: [fn(&mut Place<'_>); 11] = [
        wrong_kind,
        default_that_does_not_fit,
        enum_that_does_not_fit,
        undefined_security,
        other_path_key,
        parameter_twice,
        dangling_reference,
        itself_in_all_of,
        form_of_anything,
        equal_operation_ids,
        no_operation,
    ];
    if let Some(mistake) = rng.choice(mistakes) {
        mistake(&mut Place { document, rng });
    }
}

impl Place<'_> {
    /// A member that is an object and lies at a place like this, `*` being any name.
    fn object(&mut self, patterns: &[&str]) -> Option<&mut serde_json::Map<String, Value>> {
        let mut found = Vec::new();
        for pattern in patterns {
            collect(self.document, pattern, "", &mut found);
        }
        let place = self.rng.choice(found)?;
        self.document.pointer_mut(&place)?.as_object_mut()
    }

    fn schema(&mut self) -> Option<&mut serde_json::Map<String, Value>> {
        self.object(&[
            "components/schemas/*",
            "components/schemas/*/properties/*",
            "definitions/*",
            "definitions/*/properties/*",
            "paths/*/*/parameters/*/schema",
            "paths/*/*/requestBody/content/*/schema",
            "paths/*/*/responses/*/content/*/schema",
        ])
    }

    fn operation(&mut self) -> Option<&mut serde_json::Map<String, Value>> {
        self.object(&["paths/*/*"])
    }

    fn one_of(&mut self, values: &[Value]) -> Value {
        self.rng.choice(values).cloned().unwrap_or_default()
    }
}

fn collect(value: &Value, pattern: &str, at: &str, found: &mut Vec<String>) {
    if pattern.is_empty() {
        found.push(at.to_owned());
        return;
    }
    let (first, rest) = pattern.split_once('/').unwrap_or((pattern, ""));
    for (name, value) in members(value) {
        if first == "*" || first == name {
            collect(value, rest, &pointer::join(at, &name), found);
        }
    }
}

fn wrong_kind(place: &mut Place<'_>) {
    let wrong = [
        ("type", json!("list")),
        ("type", json!(["string", "integer"])),
        ("type", json!("Integer")),
        ("required", json!("optional")),
        ("required", json!(true)),
        ("nullable", json!("true")),
        ("properties", json!([])),
        ("items", json!([{ "type": "string" }])),
        ("enum", json!("a, b")),
        ("allOf", json!({ "type": "object" })),
        ("format", json!(64)),
        ("maximum", json!("10")),
    ];
    let Some((name, value)) = place.rng.choice(wrong) else {
        return;
    };
    if let Some(schema) = place.schema() {
        schema.insert(name.to_owned(), value);
    }
}

fn default_that_does_not_fit(place: &mut Place<'_>) {
    let value = place.one_of(&[
        json!("10"),
        json!("false"),
        json!([]),
        json!({}),
        json!(1.5),
        json!(u64::MAX),
    ]);
    if let Some(schema) = place.schema() {
        schema.insert("default".to_owned(), value);
    }
}

fn enum_that_does_not_fit(place: &mut Place<'_>) {
    let value = place.one_of(&[
        json!([]),
        json!([null]),
        json!(["1", 2, true]),
        json!([["a"], ["b"]]),
        json!([u64::MAX, 1]),
        json!(["a", "a"]),
    ]);
    let ty = place.one_of(&[
        json!("array"),
        json!("integer"),
        json!("boolean"),
        json!("object"),
    ]);
    if let Some(schema) = place.schema() {
        schema.insert("enum".to_owned(), value);
        schema.insert("type".to_owned(), ty);
    }
}

fn undefined_security(place: &mut Place<'_>) {
    let value = place.one_of(&[
        json!([{ "Nowhere": [] }]),
        json!([{}, { "Nowhere": [] }]),
        json!({ "Nowhere": [] }),
    ]);
    if let Some(operation) = place.operation() {
        operation.insert("security".to_owned(), value);
    }
}

/// A variable that is not declared, or twice; a query; a fragment; no slash.
fn other_path_key(place: &mut Place<'_>) {
    let tail = place.one_of(&[
        json!("/{nowhere}"),
        json!("/{twice}/{twice}"),
        json!("?Action=List"),
        json!("?a&b=#upload"),
        json!("#upload"),
        json!("/{open"),
        json!("/{}"),
    ]);
    let Some(paths) = place.object(&["paths"]) else {
        return;
    };
    let Some(key) = paths.keys().next().cloned() else {
        return;
    };
    if let (Some(item), Some(tail)) = (paths.shift_remove(&key), tail.as_str()) {
        paths.insert(format!("{key}{tail}"), item);
    }
}

fn parameter_twice(place: &mut Place<'_>) {
    let location = place.one_of(&[
        json!("query"),
        json!("body"),
        json!("formData"),
        json!("path"),
        json!("nowhere"),
    ]);
    if let Some(operation) = place.operation() {
        let parameter = json!({ "name": "twice", "in": location, "schema": { "type": "object", "properties": { "a": { "type": "object" } } } });
        operation.insert("parameters".to_owned(), json!([parameter, parameter]));
    }
}

fn dangling_reference(place: &mut Place<'_>) {
    let to = place.one_of(&[
        json!("#/components/schemas/Nowhere"),
        json!("#/definitions/Nowhere"),
        json!("#/components/parameters/Nowhere"),
        json!("#/info"),
        json!("Nowhere"),
        json!("nowhere.yaml#/a"),
        json!(7),
    ]);
    if let Some(schema) = place.schema() {
        schema.insert("$ref".to_owned(), to);
    }
}

/// An heir of itself, or a base that lists what inherits it.
fn itself_in_all_of(place: &mut Place<'_>) {
    let keyword = place.one_of(&[json!("allOf"), json!("oneOf"), json!("anyOf")]);
    let Some(schemas) = place.object(&["components/schemas", "definitions"]) else {
        return;
    };
    let names: Vec<String> = schemas.keys().take(3).cloned().collect();
    let references: Vec<Value> = names
        .iter()
        .flat_map(|name| {
            [
                format!("#/components/schemas/{name}"),
                format!("#/definitions/{name}"),
            ]
        })
        .map(|to| json!({ "$ref": to }))
        .collect();
    for name in names {
        if let (Some(Value::Object(schema)), Some(keyword)) =
            (schemas.get_mut(&name), keyword.as_str())
        {
            schema.insert(keyword.to_owned(), json!(references));
            schema.insert(
                "discriminator".to_owned(),
                json!({ "propertyName": "kind" }),
            );
        }
    }
}

fn form_of_anything(place: &mut Place<'_>) {
    let media_type = place.one_of(&[
        json!("multipart/form-data"),
        json!("application/x-www-form-urlencoded"),
    ]);
    let file = json!({ "type": "string", "format": "binary" });
    let schema = place.one_of(&[
        json!({ "type": "array", "items": file }),
        json!({ "type": "object", "additionalProperties": file }),
        json!({ "oneOf": [file, { "type": "object", "properties": { "file": file } }] }),
        json!({}),
        json!(true),
    ]);
    if let (Some(operation), Some(media_type)) = (place.operation(), media_type.as_str()) {
        operation.insert(
            "requestBody".to_owned(),
            json!({ "content": { media_type: { "schema": schema } } }),
        );
    }
}

fn equal_operation_ids(place: &mut Place<'_>) {
    for _ in 0..2 {
        if let Some(operation) = place.operation() {
            operation.insert("operationId".to_owned(), json!("twice"));
        }
    }
}

fn no_operation(place: &mut Place<'_>) {
    let value = place.one_of(&[
        json!({ "$ref": "other.yaml" }),
        json!([]),
        json!({ "responses": { "200": { "$ref": "#/paths" } } }),
    ]);
    if let Some(item) = place.object(&["paths/*"]) {
        item.insert("get".to_owned(), value);
    }
}
