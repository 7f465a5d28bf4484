//! Objects: structs, and their fields.

use super::context::{Context, SchemaType};
use super::graph::{Additional, ObjectShape, ViewId};
use super::notes::{example, notes, unix_time};
use super::schema::owner_of_part;
use crate::model::{Field, FieldNames, Names, ObjectDef, Type};
use crate::pointer;

impl<'d> Context<'d> {
    /// A struct. `name` is its own.
    pub(crate) fn object(&mut self, shape: &ObjectShape, name: &str) -> ObjectDef {
        let mut names = Names::default();
        let mut object = ObjectDef::default();
        let field_names = self.field_names(shape, &mut names);
        for ((wire_name, property), field_name) in shape.properties.iter().zip(field_names) {
            let required = shape.required.contains(wire_name);
            let field = self.field(name, wire_name, *property, required, field_name);
            object.fields.push(field);
        }
        object.required = shape
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
        object.additional = shape.additional.map(|additional| {
            let ty = match additional {
                Additional::Any => Type::UnknownFields,
                Additional::Of(values) => {
                    let value = self.type_of(values, &format!("{name} value"));
                    Type::Map(Box::new(value.into_item()))
                }
            };
            (names.take("additional_properties".to_owned()), ty)
        });
        object
    }

    /// What the properties are called. One whose name is a Rust name already does not lose it to one before it.
    fn field_names(&mut self, shape: &ObjectShape, names: &mut Names) -> Vec<String> {
        let wire_names = shape.properties.keys().map(String::as_str);
        let by_signs = FieldNames::of(wire_names);
        let help = "the number follows the order of the properties: keep it, or callers' code changes its meaning";
        let mut taken = vec![String::new(); shape.properties.len()];
        for exact in [true, false] {
            for ((wire_name, view), place) in shape.properties.iter().zip(&mut taken) {
                let wanted = by_signs.get(wire_name);
                if (wanted == *wire_name) == exact {
                    let stated = self.shapes.nodes(*view).pop();
                    let pointer = stated.map(|node| node.pointer).unwrap_or_default();
                    *place = self.take_name(names, wanted, &pointer, help);
                }
            }
        }
        taken
    }

    /// The name of the component that describes a property and is taken over by others: what the property holds is named after
    /// it, not after the first of these.
    fn describing(&self, view: ViewId, wire_name: &str) -> Option<String> {
        let nodes = self.shapes.nodes(view);
        let [property] = nodes.as_slice() else {
            return None;
        };
        let end = pointer::join("/properties", wire_name);
        let mut owner = property.pointer.strip_suffix(&end)?;
        // An alternative has a name of its own.
        while let Some(whole) = owner_of_part(owner).filter(|whole| is_part(owner, whole)) {
            owner = whole;
        }
        self.names.get(owner).cloned()
    }

    fn field(
        &mut self,
        owner: &str,
        wire_name: &str,
        view: ViewId,
        required: bool,
        name: String,
    ) -> Field {
        let described = self.describing(view, wire_name);
        let owner = described.as_deref().unwrap_or(owner);
        let SchemaType { ty, nullable } = self.type_of(view, &format!("{owner} {wire_name}"));
        // What is said last counts most, and what is said where the property stands before what its type says of itself.
        let stated: Vec<_> = self.shapes.nodes(view).into_iter().rev().collect();
        let meant: Vec<_> = stated.iter().filter_map(|node| self.follow(node)).collect();
        let all = || stated.iter().chain(&meant);
        let told = match (stated.first(), meant.first()) {
            (Some(property), _) if property.has("$ref") && matches!(ty, Type::Named(_)) => {
                Some(property)
            }
            (_, Some(meant)) => Some(meant),
            (property, None) => property,
        };
        let notes = told.map(notes).unwrap_or_default();
        let constant = match self.shapes.listed(view).as_slice() {
            [only] if !nullable => Some(only.clone()),
            _ => None,
        };
        let unix_time = all()
            .find_map(unix_time)
            .filter(|_| matches!(ty, Type::Integer(_)));
        Field {
            name,
            wire_name: wire_name.to_owned(),
            nullable,
            required,
            read_only: all().any(|node| node.is_true("readOnly")),
            write_only: all().any(|node| node.is_true("writeOnly")),
            deprecated: stated.iter().any(|node| node.is_true("deprecated")),
            description: all().find_map(|node| node.prose("description")),
            unix_time,
            max_length: all().find_map(|node| node.value.get("maxLength")?.as_u64()),
            example: all().find_map(example),
            notes,
            docs_name: stated
                .iter()
                .find_map(|node| node.text("x-docs-name").map(str::to_owned)),
            constant,
            ty: match unix_time {
                Some(_) => Type::DateTime,
                None => ty,
            },
        }
    }
}

/// Whether a schema is part of an `allOf` of another one.
fn is_part(schema: &str, whole: &str) -> bool {
    let inside = schema.strip_prefix(whole);
    inside.is_some_and(|inside| inside.starts_with("/allOf/"))
}
