//! Schemas: what type a schema describes.

use serde_json::Value;

use super::context::{Context, MAX_DEPTH, Resolution, SchemaType};
use super::node::Node;
use crate::model::{Integer, Number, Type, TypeDef, TypeKind, Usage, type_name};

impl<'d> Context<'d> {
    /// The type that a schema, or a reference to one, describes. `hint` names it if it needs a name and has none.
    pub(crate) fn schema(&mut self, schema: &Node<'d>, hint: &str) -> SchemaType {
        if self.depth >= MAX_DEPTH {
            self.warn(
                "schema-too-deep",
                &schema.pointer,
                format!("schemas nest more than {MAX_DEPTH} levels deep here"),
                "what lies deeper is typed as any JSON value; give the inner schemas names under components/schemas",
            );
            return SchemaType::of(Type::Any);
        }
        self.depth += 1;
        let found = match schema.text("$ref") {
            Some(reference) => self.reference(reference),
            None => self.inline(schema, hint),
        };
        self.depth -= 1;
        found
    }

    fn reference(&mut self, reference: &str) -> SchemaType {
        // Dangling references are lint errors; whatever is returned for them is never emitted. A reference to a reference
        // is one to what that one means: only so does a struct that refers to itself by another name break the cycle.
        let Some(target) = self
            .target(reference)
            .and_then(|target| self.follow(&target))
        else {
            return SchemaType::of(Type::Any);
        };
        match self.resolved.get_mut(&target.pointer) {
            Some(Resolution::Done(found)) => return found.clone(),
            Some(Resolution::Open {
                newtype: Some(name),
            }) => return SchemaType::of(Type::Named(name.clone())),
            Some(Resolution::Open { newtype: None }) => {
                let name = self.name_for(&target, &target.name());
                self.resolved.insert(
                    target.pointer.clone(),
                    Resolution::Open {
                        newtype: Some(name.clone()),
                    },
                );
                return SchemaType::of(Type::Named(name));
            }
            None => {}
        }
        self.resolved
            .insert(target.pointer.clone(), Resolution::Open { newtype: None });
        let mut found = self.schema(&target, &target.name());
        if let Some(Resolution::Open {
            newtype: Some(name),
        }) = self.resolved.get(&target.pointer)
        {
            let name = name.clone();
            // Structs break a cycle themselves; a list or map that holds itself needs a newtype for that.
            if found.ty != Type::Named(name.clone()) && !self.types.contains_key(&name) {
                self.define(&target, &name, TypeKind::Alias(found.ty));
                found.ty = Type::Named(name);
            }
        }
        self.resolved
            .insert(target.pointer, Resolution::Done(found.clone()));
        found
    }

    fn inline(&mut self, schema: &Node<'d>, hint: &str) -> SchemaType {
        if let Some(Resolution::Done(found)) = self.resolved.get(&schema.pointer) {
            return found.clone();
        }
        let nullable = schema.is_true("nullable")
            || enum_values(schema).is_some_and(|values| values.contains(&Value::Null));
        let mut found = self.without_null(schema, hint);
        // Also beside an `allOf`, and where there is no type at all: what is marked as a secret is never shown. Only the
        // values of an enum are known to everybody.
        if schema.text("format") == Some("password") && enum_values(schema).is_none() {
            found.ty = match found.ty {
                Type::String | Type::Secret => Type::Secret,
                _ => Type::SecretJson,
            };
        }
        found.nullable |= nullable;
        found
    }

    fn without_null(&mut self, schema: &Node<'d>, hint: &str) -> SchemaType {
        if let Some(parts) = schema.get("allOf") {
            return self.all_of(schema, &parts, hint);
        }
        if let Some(parts) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            let parts = self.meaningful_parts(&parts);
            if !parts.is_empty() {
                return self.one_of(schema, parts, hint);
            }
        }
        SchemaType::of(self.plain(schema, hint))
    }

    /// A schema without composition.
    pub(crate) fn plain(&mut self, schema: &Node<'d>, hint: &str) -> Type {
        if let Some(values) = enum_values(schema)
            && let Some(ty) = self.enumeration(schema, values, hint)
        {
            return ty;
        }
        match kind(schema) {
            Some("string") => string(schema),
            Some("integer") => Type::Integer(integer(schema)),
            Some("number") => match schema.text("format") {
                Some("float") => Type::Number(Number::F32),
                Some("int32" | "int64") => Type::Integer(integer(schema)),
                _ => Type::Number(Number::F64),
            },
            Some("boolean") => Type::Boolean,
            Some("array") => match schema.get("items") {
                Some(items) => {
                    Type::Array(Box::new(self.schema(&items, &item_hint(hint)).into_item()))
                }
                None => Type::Array(Box::new(Type::Any)),
            },
            Some("object") => self.object(schema, hint),
            _ => Type::Any,
        }
    }

    /// The name for a schema: its component's, or one made from `hint`.
    pub(crate) fn name_for(&mut self, schema: &Node<'d>, hint: &str) -> String {
        if let Some(name) = self.names.get(&schema.pointer) {
            return name.clone();
        }
        let name = self.type_names.take(type_name(hint));
        // A schema that several operations share is one type, wherever it stands.
        self.names.insert(schema.pointer.clone(), name.clone());
        name
    }

    /// Records a named type.
    pub(crate) fn define(&mut self, schema: &Node<'d>, name: &str, kind: TypeKind) {
        let component = schema
            .pointer
            .strip_prefix("/components/schemas/")
            .filter(|rest| !rest.contains('/'))
            .map(|_| schema.name());
        let definition = TypeDef {
            name: name.to_owned(),
            pointer: schema.pointer.clone(),
            docs_name: schema.text("x-docs-name").map(str::to_owned),
            component_name: component.filter(|component| component != name),
            description: schema
                .prose("description")
                .or_else(|| schema.prose("title")),
            usage: Usage::default(),
            deprecated: schema.is_true("deprecated"),
            kind,
        };
        self.types.insert(name.to_owned(), definition);
    }
}

/// The name of an item after the name of its list: `Tags` holds a `TagsItem`.
fn item_hint(hint: &str) -> String {
    format!("{hint} item")
}

/// The values of `enum`, if there are any.
pub(crate) fn enum_values<'d>(schema: &Node<'d>) -> Option<&'d Vec<Value>> {
    schema
        .value
        .get("enum")
        .and_then(Value::as_array)
        .filter(|values| !values.is_empty())
}

/// `type`, or what the other keywords say it must be.
pub(crate) fn kind<'d>(schema: &Node<'d>) -> Option<&'d str> {
    schema.text("type").or_else(|| {
        if schema.has("properties") || schema.has("additionalProperties") {
            Some("object")
        } else if schema.has("items") {
            Some("array")
        } else {
            None
        }
    })
}

fn string(schema: &Node<'_>) -> Type {
    match schema.text("format") {
        Some("password") => Type::Secret,
        Some("date-time") => Type::DateTime,
        Some("date") => Type::Date,
        Some("uuid") => Type::Uuid,
        Some("binary") => Type::Binary,
        _ => Type::String,
    }
}

fn integer(schema: &Node<'_>) -> Integer {
    match schema.text("format") {
        Some("int32") => Integer::I32,
        Some("uint32") => Integer::U32,
        Some("uint64") => Integer::U64,
        _ => Integer::I64,
    }
}
