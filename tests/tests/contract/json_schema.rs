//! From the schemas of OpenAPI 3.0 to JSON Schema, which a library can check.
//!
//! OpenAPI 3.0's schemas look like JSON Schema and differ from it in a few keywords. Translated are:
//!
//! | OpenAPI 3.0 | JSON Schema 2020-12 |
//! |---|---|
//! | keywords beside `$ref` | left out: they have no effect |
//! | `nullable: true` | `null` as one more `type`, and as one more value of `enum` |
//! | `exclusiveMinimum: true`, `exclusiveMaximum: true` | the number of `minimum`, `maximum` in their place |
//! | `format: int32`, `format: int64` | the bounds of such a number |
//! | `format: byte` | a pattern for Base64 |
//! | `readOnly` in a request, `writeOnly` in a response | no value fits the property, and `required` does not name it |
//! | `example`, `xml`, `externalDocs`, `discriminator`, `deprecated` and extensions | left out: they check nothing |
//!
//! `uuid`, `email`, `date-time` and the like mean the same in both, and are checked. `password` is for people.

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};
use workspace_tests::description::Description;
use workspace_tests::json::members;

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Request,
    Response,
}

impl Way {
    /// The keyword of properties that do not travel this way.
    pub(crate) fn forbidden(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        }
    }
}

/// Makes validators of the schemas of one description.
pub(crate) struct Judge<'d> {
    description: &'d Description,
    way: Way,
    /// The named schemas, translated.
    components: Value,
}

impl<'d> Judge<'d> {
    pub(crate) fn new(description: &'d Description, way: Way) -> Self {
        let components = members(&description.value["components"]["schemas"])
            .map(|(name, schema)| (name.clone(), translate(description, schema, way)))
            .collect();
        Self {
            description,
            way,
            components,
        }
    }

    /// A validator of values of a schema.
    pub(crate) fn of(&self, schema: &Value) -> Validator {
        let translated = json!({
            "allOf": [translate(self.description, schema, self.way)],
            "components": { "schemas": self.components },
        });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&translated)
            .unwrap_or_else(|error| panic!("{}: {error}: {schema}", self.description.vendor))
    }
}

/// The JSON Schema that means the same. References stay, since the translation keeps the places of components.
pub(crate) fn translate(description: &Description, schema: &Value, way: Way) -> Value {
    let Some(keywords) = schema.as_object() else {
        // `additionalProperties: true`.
        return schema.clone();
    };
    if let Some(reference) = keywords.get("$ref") {
        return json!({ "$ref": reference });
    }
    let mut result = Map::new();
    for (keyword, value) in keywords {
        let translated = match keyword.as_str() {
            "properties" => properties(description, value, way),
            "items" | "additionalProperties" | "not" => translate(description, value, way),
            "allOf" | "oneOf" | "anyOf" => {
                let parts = value.as_array().into_iter().flatten();
                parts
                    .map(|part| translate(description, part, way))
                    .collect()
            }
            "required" => {
                let names = value.as_array().into_iter().flatten();
                let travels = |name: &&Value| {
                    let property = &schema["properties"][name.as_str().unwrap_or_default()];
                    description.resolve(property)[way.forbidden()] != true
                };
                names.filter(travels).cloned().collect()
            }
            "type" | "enum" | "format" | "pattern" | "minimum" | "maximum" | "multipleOf"
            | "minLength" | "maxLength" | "minItems" | "maxItems" | "uniqueItems"
            | "minProperties" | "maxProperties" => value.clone(),
            _ => continue,
        };
        result.insert(keyword.clone(), translated);
    }
    for (exclusive, limit) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if schema[exclusive] == true
            && let Some(number) = result.remove(limit)
        {
            result.insert(exclusive.to_owned(), number);
        }
    }
    let mut parts = Vec::new();
    match schema["format"].as_str() {
        Some("int32") => parts.push(json!({ "minimum": i32::MIN, "maximum": i32::MAX })),
        Some("int64") => parts.push(json!({ "minimum": i64::MIN, "maximum": i64::MAX })),
        Some("byte") => parts.push(json!({
            "pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
        })),
        _ => {}
    }
    if !parts.is_empty() {
        parts.push(Value::Object(result));
        result = Map::from_iter([("allOf".to_owned(), Value::Array(parts))]);
    }
    if schema["nullable"] == true {
        return json!({ "anyOf": [{ "type": "null" }, result] });
    }
    Value::Object(result)
}

fn properties(description: &Description, properties: &Value, way: Way) -> Value {
    let translated = members(properties).map(|(name, property)| {
        let travels = description.resolve(property)[way.forbidden()] != true;
        let translated = match travels {
            true => translate(description, property, way),
            false => Value::Bool(false),
        };
        (name.clone(), translated)
    });
    translated.collect()
}
