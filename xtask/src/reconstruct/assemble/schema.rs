//! Schemas of the types that pages print.

use serde_json::{Map, Value, json};

use super::{Assembler, UNDOCUMENTED};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::literal;
use crate::reconstruct::pages::Property;
use crate::reconstruct::type_expression::Type;

/// What a row says about a value besides its type.
#[derive(Debug, Default)]
pub(super) struct Facets<'a> {
    /// The default as printed.
    pub(super) default: Option<&'a str>,
    pub(super) read_only: bool,
    pub(super) description: Option<&'a str>,
    /// Extensions.
    pub(super) marks: Map<String, Value>,
}

impl Assembler<'_> {
    /// The schema of a type.
    pub(super) fn schema(&mut self, kind: &Type) -> Value {
        match kind {
            Type::Text => json!({"type": "string"}),
            Type::Integer => json!({"type": "integer"}),
            Type::Number => json!({"type": "number"}),
            Type::Boolean => json!({"type": "boolean"}),
            Type::Date => json!({"type": "string", "format": "date"}),
            Type::DateTime => json!({"type": "string", "format": "date-time"}),
            Type::Uuid => json!({"type": "string", "format": "uuid"}),
            Type::Binary => json!({"type": "string", "format": "binary"}),
            Type::Undocumented => json!({UNDOCUMENTED: ["type"]}),
            Type::Anything => json!({}),
            Type::Nothing => json!(false),
            Type::Format(of, format) => {
                let mut schema = self.schema(of);
                if let Value::Object(schema) = &mut schema {
                    schema.insert("format".to_owned(), json!(format));
                }
                schema
            }
            Type::Values(of, values) => {
                let mut schema = self.schema(of);
                if let Value::Object(schema) = &mut schema {
                    schema.insert("enum".to_owned(), json!(values));
                }
                schema
            }
            Type::Object(properties, others) => self.object(None, properties, others.as_deref()),
            Type::Composed(composed) => {
                let mut schema = match self.schema(&composed.own) {
                    Value::Object(schema) => schema,
                    _ => Map::new(),
                };
                for (keyword, parts) in composed.parts() {
                    let parts: Vec<Value> = parts.iter().map(|part| self.schema(part)).collect();
                    if !parts.is_empty() {
                        schema.insert(keyword.to_owned(), Value::Array(parts));
                    }
                }
                if let Some(not) = &composed.not {
                    let not = self.schema(not);
                    schema.insert("not".to_owned(), not);
                }
                Value::Object(schema)
            }
            Type::List(items) => {
                let items = self.schema(items);
                json!({"type": "array", "items": items})
            }
            Type::Map(values) => {
                let values = match **values {
                    Type::Anything => json!(true),
                    ref known => self.schema(known),
                };
                json!({"type": "object", "additionalProperties": values})
            }
            Type::Nullable(inner) => {
                let schema = self.schema(inner);
                nullable(schema)
            }
            Type::Model(class) => {
                if !self.models.contains_key(class.as_str()) {
                    self.missing.insert(class.clone());
                }
                json!({"$ref": format!("#/components/schemas/{}", self.key(class))})
            }
        }
    }

    /// The schema of an object; `model` is the one that it is, if it has a name.
    pub(super) fn object(
        &mut self,
        model: Option<&str>,
        properties: &[Property],
        others: Option<&Type>,
    ) -> Value {
        let mut object = Map::new();
        object.insert("type".to_owned(), json!("object"));
        self.properties(model.unwrap_or_default(), properties, &mut object);
        if let Some(others) = others {
            let values = match others {
                Type::Anything => json!(true),
                known => self.schema(known),
            };
            object.insert("additionalProperties".to_owned(), values);
        }
        Value::Object(object)
    }

    /// The schema of a row. The second part of the result tells whether the printed default
    /// could not be read.
    pub(super) fn schema_with(&mut self, kind: &Type, facets: Facets<'_>) -> (Value, bool) {
        let schema = self.schema(kind);
        let default = facets
            .default
            .and_then(|printed| self.default(kind, printed));
        let lost = facets.default.is_some_and(|printed| !is_none(printed)) && default.is_none();
        let mut object = match schema {
            Value::Object(object) => object,
            other => return (other, lost),
        };
        let description = facets.description.filter(|text| !text.is_empty());
        let facetted = default.is_some() || facets.read_only || description.is_some();
        // OpenAPI 3.0 ignores what stands beside a reference, extensions apart.
        if facetted && object.contains_key("$ref") {
            let mut wrapper = Map::new();
            wrapper.insert("allOf".to_owned(), json!([Value::Object(object)]));
            object = wrapper;
        }
        if let Some(text) = description {
            object.insert("description".to_owned(), json!(text));
        }
        if let Some(value) = default {
            object.insert("default".to_owned(), value);
        }
        if facets.read_only {
            object.insert("readOnly".to_owned(), json!(true));
        }
        for (key, mark) in facets.marks {
            match (object.get_mut(&key), mark) {
                (Some(Value::Array(known)), Value::Array(more)) => known.extend(more),
                (_, mark) => {
                    object.insert(key, mark);
                }
            }
        }
        (Value::Object(object), lost)
    }

    /// The value of a printed default.
    pub(super) fn default(&self, kind: &Type, printed: &str) -> Option<Value> {
        match kind {
            Type::Model(class) => self.member(class, printed).or_else(|| {
                // Without the enumeration's page, a literal is all there is to go by.
                let known = self.models.get(class.as_str()).map(|model| &model.content);
                let open = matches!(
                    known,
                    None | Some(crate::reconstruct::pages::Content::Nothing)
                );
                literal::untyped(printed).filter(|value| open && !value.is_null())
            }),
            Type::Nullable(inner) if !is_none(printed) => self.default(inner, printed),
            other if is_none(printed) && !matches!(other, Type::Nullable(_)) => None,
            // Most templates print the default null as a text; a text that says so is far less frequent.
            _ if self.pages.dialect != Dialect::Typed && is_quoted_null(printed) => None,
            other => literal::typed(printed, other),
        }
    }
}

fn is_quoted_null(printed: &str) -> bool {
    matches!(printed.trim(), "'null'" | "\"null\"")
}

/// What templates print for no default at all.
fn is_none(printed: &str) -> bool {
    matches!(printed.trim(), "None" | "null")
}

fn nullable(schema: Value) -> Value {
    match schema {
        Value::Object(object) if object.contains_key("$ref") => {
            json!({"nullable": true, "allOf": [Value::Object(object)]})
        }
        Value::Object(mut object) => {
            object.insert("nullable".to_owned(), json!(true));
            Value::Object(object)
        }
        other => other,
    }
}
