//! The API in the form that progenitor takes without surprises.
//!
//! Progenitor 0.15 and typify 0.8 panic, refuse or choose a type of their own where a description uses more of OpenAPI
//! than they know: several answers, defaults, patterns, compositions, parameters of one name. In this form there is
//! nothing of that: objects of required properties, and operations with one body, one answer and one error.

use openapiv3::OpenAPI;
use serde_json::{Map, Value, json};

use super::super::{WHOLE, fields};
use crate::model::{Api, BodyKind, Integer, Number, Operation, Type, TypeDef, TypeKind};

/// The canonical description of an API.
pub(super) fn canonical(api: &Api) -> OpenAPI {
    let schemas: Map<String, Value> = api
        .types
        .iter()
        .map(|definition| (definition.name.clone(), definition_schema(definition)))
        .collect();
    let paths: Map<String, Value> = api.operations.iter().map(path_item).collect();
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": api.title, "version": api.version },
        "paths": paths,
        "components": { "schemas": schemas },
    });
    serde_json::from_value(document).expect("the canonical description is OpenAPI 3.0")
}

/// Every operation has a path of its own, and all parameters in the query: where they are really sent is no question of
/// types, and two parameters may share a name if they are sent in different places.
fn path_item(operation: &Operation) -> (String, Value) {
    let parameter = |name: &str, schema: Value| json!({ "name": name, "in": "query", "required": true, "schema": schema });
    let mut parameters: Vec<Value> = operation
        .parameters
        .iter()
        .map(|given| parameter(&given.name, schema(&given.ty)))
        .collect();
    // An operation has one answer; in a list, a type is the same as in an answer.
    parameters.extend(operation.alternatives.iter().filter_map(|other| {
        let items = schema(other.success.ty()?);
        Some(parameter(
            &other.setter,
            json!({ "type": "array", "items": items }),
        ))
    }));
    let mut responses = Map::new();
    responses.insert(
        "200".to_owned(),
        match operation.success.ty() {
            Some(ty) => response(ty),
            None => json!({ "description": "" }),
        },
    );
    if let Some(error) = &operation.error {
        // `default` would count as a success as well.
        responses.insert("4XX".to_owned(), response(error));
    }
    let mut item =
        json!({ "operationId": operation.name, "parameters": parameters, "responses": responses });
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| !matches!(body.kind, BodyKind::Bytes(_)))
    {
        item["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema(&body.ty) } } });
    }
    (format!("/{}", operation.name), json!({ "post": item }))
}

fn response(ty: &Type) -> Value {
    json!({ "description": "", "content": { "application/json": { "schema": schema(ty) } } })
}

/// A named type as an object of required properties.
fn definition_schema(definition: &TypeDef) -> Value {
    let value = match &definition.kind {
        TypeKind::Enum(values) if values.integer => Some(Type::Integer(Integer::I64)),
        TypeKind::Enum(_) => Some(Type::String),
        _ => None,
    };
    let whole = value.iter().map(|ty| (WHOLE.into(), ty));
    let properties: Map<String, Value> = fields(definition)
        .into_iter()
        .chain(whole)
        .map(|(name, ty)| (name.trim_end_matches('_').to_owned(), schema(ty)))
        .collect();
    let required: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn schema(ty: &Type) -> Value {
    match ty {
        Type::String => json!({ "type": "string" }),
        Type::Secret => json!({ "type": "string", "format": "password" }),
        // Progenitor has neither these nor files; what it makes of the formats is replaced.
        Type::UnknownFields => json!({ "type": "string", "format": "unknown-fields" }),
        Type::SecretJson => json!({ "type": "string", "format": "secret-json" }),
        Type::Binary => json!({ "type": "string", "format": "binary" }),
        Type::DateTime => json!({ "type": "string", "format": "date-time" }),
        Type::Date => json!({ "type": "string", "format": "date" }),
        Type::Uuid => json!({ "type": "string", "format": "uuid" }),
        Type::Integer(width) => {
            let format = match width {
                Integer::I8 => "int8",
                Integer::I16 => "int16",
                Integer::I32 => "int32",
                Integer::I64 => "int64",
                Integer::U8 => "uint8",
                Integer::U16 => "uint16",
                Integer::U32 => "uint32",
                Integer::U64 => "uint64",
            };
            json!({ "type": "integer", "format": format })
        }
        Type::Number(Number::F32) => json!({ "type": "number", "format": "float" }),
        Type::Number(Number::F64) => json!({ "type": "number", "format": "double" }),
        Type::Boolean => json!({ "type": "boolean" }),
        Type::Any => json!({}),
        Type::FreeForm => json!({ "type": "object" }),
        Type::Array(items) => json!({ "type": "array", "items": schema(items) }),
        Type::Map(values) => json!({ "type": "object", "additionalProperties": schema(values) }),
        Type::Nullable(inner) => match schema(inner) {
            Value::Object(mut object) if !object.contains_key("$ref") => {
                object.insert("nullable".to_owned(), Value::Bool(true));
                Value::Object(object)
            }
            reference => json!({ "nullable": true, "allOf": [reference] }),
        },
        Type::Named(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
    }
}
