//! Objects: their fields, and what `allOf` puts together.

use indexmap::IndexMap;
use serde_json::Value;

use super::context::{Context, SchemaType};
use super::node::Node;
use super::notes::notes;
use super::schema::{enum_values, kind};
use crate::model::{Field, Names, ObjectDef, Type, TypeKind, field_name};

/// The properties of an object, gathered from all its parts.
#[derive(Default)]
struct Parts<'d> {
    properties: IndexMap<String, Node<'d>>,
    required: Vec<String>,
    additional: Option<Node<'d>>,
    /// A part that is a union or a map, which no struct can hold.
    foreign: bool,
}

impl<'d> Context<'d> {
    /// An object without composition: a struct, a map, or whatever properties come.
    pub(crate) fn object(&mut self, schema: &Node<'d>, hint: &str) -> Type {
        let additional = schema.get("additionalProperties");
        if schema
            .get("properties")
            .is_none_or(|properties| properties.members().is_empty())
        {
            return match additional.filter(|additional| additional.value.is_object()) {
                Some(values) if !is_empty_object(&values) => Type::Map(Box::new(
                    self.schema(&values, &format!("{hint} value")).into_item(),
                )),
                _ => Type::FreeForm,
            };
        }
        let mut parts = Parts::default();
        self.gather(schema, &mut parts, 0);
        self.structure(schema, parts, hint)
    }

    /// `allOf`: one part alone is that part; several are one object with the properties of all.
    pub(crate) fn all_of(&mut self, schema: &Node<'d>, parts: &Node<'d>, hint: &str) -> SchemaType {
        let own = schema.has("properties") || schema.has("oneOf") || schema.has("anyOf");
        let nodes: Vec<Node<'d>> = parts
            .items()
            .into_iter()
            .filter(|part| !says_nothing(part))
            .collect();
        if let ([only], false) = (nodes.as_slice(), own) {
            return self.schema(only, hint);
        }
        let mut gathered = Parts::default();
        self.gather(schema, &mut gathered, 0);
        if !gathered.foreign && !gathered.properties.is_empty() {
            return SchemaType::of(self.structure(schema, gathered, hint));
        }
        if gathered.properties.is_empty() && !own {
            // One part says what it is, the others only narrow that.
            let typed: Vec<&Node<'d>> = nodes.iter().filter(|part| self.is_typed(part)).collect();
            if let [only] = typed.as_slice() {
                return self.schema(only, hint);
            }
        }
        self.warn(
            "mixed-all-of",
            &schema.pointer,
            "this `allOf` combines an object with something that is not one object (a union, a map, a scalar)",
            "it is typed as any JSON value; describe the result as one object, or as a `oneOf` of complete objects",
        );
        SchemaType::of(Type::Any)
    }

    /// Whether a part of an `allOf` says what a value is, and not only what is true of it.
    fn is_typed(&self, part: &Node<'d>) -> bool {
        self.follow(part).is_some_and(|part| {
            kind(&part).is_some()
                || ["enum", "allOf", "oneOf", "anyOf"]
                    .iter()
                    .any(|key| part.has(key))
        })
    }

    fn gather(&mut self, schema: &Node<'d>, parts: &mut Parts<'d>, depth: usize) {
        let Some(schema) = self.follow(schema) else {
            return;
        };
        if depth > super::context::MAX_DEPTH {
            return;
        }
        for part in schema
            .get("allOf")
            .map(|parts| parts.items())
            .unwrap_or_default()
        {
            self.gather(&part, parts, depth + 1);
        }
        let unions = [schema.get("oneOf"), schema.get("anyOf")];
        let alternatives: Vec<Node<'d>> = unions
            .iter()
            .flatten()
            .flat_map(|union| self.meaningful_parts(union))
            .collect();
        for part in alternatives {
            // Each alternative's properties may be there, and none of them must.
            let mut alternative = Parts::default();
            self.gather(&part, &mut alternative, depth + 1);
            parts.foreign |= alternative.foreign || alternative.properties.is_empty();
            for (name, property) in alternative.properties {
                parts.properties.entry(name).or_insert(property);
            }
        }
        for (name, property) in schema
            .get("properties")
            .map(|properties| properties.members())
            .unwrap_or_default()
        {
            parts.properties.insert(name.to_owned(), property);
        }
        parts
            .required
            .extend(schema.texts("required").into_iter().map(str::to_owned));
        match schema.get("additionalProperties") {
            Some(additional) if additional.value != &Value::Bool(false) => {
                parts.additional = Some(additional)
            }
            _ => {}
        }
        let scalar = kind(&schema).is_some_and(|kind| kind != "object");
        parts.foreign |= scalar || enum_values(&schema).is_some();
    }

    fn structure(&mut self, schema: &Node<'d>, parts: Parts<'d>, hint: &str) -> Type {
        let name = self.name_for(schema, hint);
        let named = SchemaType {
            ty: Type::Named(name.clone()),
            nullable: schema.is_true("nullable"),
        };
        // Known before its fields are looked at: they may refer to it.
        self.resolved.insert(
            schema.pointer.clone(),
            super::context::Resolution::Done(named),
        );
        let mut names = Names::default();
        let mut object = ObjectDef::default();
        for (wire_name, property) in parts.properties {
            let required = parts.required.contains(&wire_name);
            let field = self.field(&name, &wire_name, &property, required, &mut names);
            object.fields.push(field);
        }
        object.required = parts
            .required
            .iter()
            .filter_map(|wire_name| {
                let field = object
                    .fields
                    .iter()
                    .find(|field| &field.wire_name == wire_name)?;
                Some(field.name.clone())
            })
            .collect();
        object.additional = parts.additional.map(|additional| {
            let ty = if additional.value.is_object() && !is_empty_object(&additional) {
                let value = self.schema(&additional, &format!("{name} value"));
                Type::Map(Box::new(value.into_item()))
            } else {
                Type::UnknownFields
            };
            (names.take("additional_properties".to_owned()), ty)
        });
        self.define(schema, &name, TypeKind::Object(object));
        Type::Named(name)
    }

    fn field(
        &mut self,
        owner: &str,
        wire_name: &str,
        property: &Node<'d>,
        required: bool,
        names: &mut Names,
    ) -> Field {
        let SchemaType { ty, nullable } = self.schema(property, &format!("{owner} {wire_name}"));
        let meant = self.follow(property).unwrap_or_else(|| property.clone());
        // What is said where the property stands counts before what its type says of itself.
        let description = property
            .prose("description")
            .or_else(|| meant.prose("description"));
        let told = if property.has("$ref") && matches!(ty, Type::Named(_)) {
            property
        } else {
            &meant
        };
        let help = "the number follows the order of the properties: keep it, or callers' code changes its meaning";
        Field {
            name: self.take_name(names, field_name(wire_name), &property.pointer, help),
            wire_name: wire_name.to_owned(),
            nullable,
            required,
            read_only: property.is_true("readOnly") || meant.is_true("readOnly"),
            write_only: property.is_true("writeOnly") || meant.is_true("writeOnly"),
            deprecated: property.is_true("deprecated"),
            description,
            notes: notes(told),
            docs_name: property.text("x-docs-name").map(str::to_owned),
            ty,
        }
    }
}

fn is_empty_object(node: &Node<'_>) -> bool {
    node.value
        .as_object()
        .is_some_and(serde_json::Map::is_empty)
}

/// A part of an `allOf` that holds only words, or which properties are required.
fn says_nothing(part: &Node<'_>) -> bool {
    const WORDS: &[&str] = &[
        "description",
        "title",
        "required",
        "example",
        "nullable",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
    ];
    part.members()
        .iter()
        .all(|(key, _)| WORDS.contains(key) || key.starts_with("x-"))
        || part.text("type") == Some("object") && part.members().len() == 1
}
