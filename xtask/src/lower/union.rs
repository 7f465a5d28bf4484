//! Unions: `oneOf` and `anyOf`, and responses that differ by status.

use super::context::{Context, SchemaType};
use super::node::Node;
use crate::model::{Names, Type, TypeKind, UnionDef, VariantOf, type_name};

impl<'d> Context<'d> {
    /// The alternatives that say what a value is. Alternatives that only say which properties are required together
    /// narrow an object that stands beside them, and nothing in Rust's types can say that.
    pub(crate) fn meaningful_parts(&self, parts: &Node<'d>) -> Vec<Node<'d>> {
        let narrows = |part: &Node<'d>| {
            let members = part.members();
            !members.is_empty()
                && members
                    .iter()
                    .all(|(key, _)| matches!(*key, "required" | "not" | "description" | "title"))
        };
        parts
            .items()
            .into_iter()
            .filter(|part| !narrows(part))
            .collect()
    }

    /// `oneOf` or `anyOf`.
    pub(crate) fn one_of(
        &mut self,
        schema: &Node<'d>,
        parts: Vec<Node<'d>>,
        hint: &str,
    ) -> SchemaType {
        if schema
            .get("properties")
            .is_some_and(|properties| !properties.members().is_empty())
        {
            // Properties beside the alternatives belong to each of them; one struct holds whatever comes.
            return self.all_of(
                schema,
                &Node {
                    value: &serde_json::Value::Null,
                    pointer: schema.pointer.clone(),
                },
                hint,
            );
        }
        let mut nullable = false;
        let mut found: Vec<(Node<'d>, Type)> = Vec::new();
        let many = parts.len() > 1;
        for (index, part) in parts.into_iter().enumerate() {
            if is_null(&part) {
                nullable = true;
                continue;
            }
            let title = part.text("title").map(str::to_owned);
            let inner = if many {
                title.unwrap_or_else(|| format!("{hint} variant {}", index + 1))
            } else {
                hint.to_owned()
            };
            let SchemaType {
                ty,
                nullable: inner_null,
            } = self.schema(&part, &inner);
            nullable |= inner_null;
            if !found.iter().any(|(_, known)| known == &ty) {
                found.push((part, ty));
            }
        }
        let ty = match found.as_slice() {
            [] => Type::Any,
            [(_, only)] => only.clone(),
            several if several.iter().any(|(_, ty)| *ty == Type::Any) => Type::Any,
            several if several.iter().all(|(_, ty)| self.is_text(ty)) => Type::String,
            _ => {
                return SchemaType {
                    ty: self.union_of(schema, found, hint),
                    nullable,
                };
            }
        };
        SchemaType { ty, nullable }
    }

    fn is_text(&self, ty: &Type) -> bool {
        match ty {
            Type::String | Type::DateTime | Type::Date | Type::Uuid => true,
            Type::Named(name) => self.types.get(name).is_some_and(
                |known| matches!(&known.kind, TypeKind::Enum(values) if !values.integer),
            ),
            _ => false,
        }
    }

    fn union_of(&mut self, schema: &Node<'d>, parts: Vec<(Node<'d>, Type)>, hint: &str) -> Type {
        let name = self.name_for(schema, hint);
        let discriminator = schema.get("discriminator");
        let mapping = discriminator
            .as_ref()
            .and_then(|node| node.get("mapping"))
            .map(|node| node.members())
            .unwrap_or_default();
        let mut names = Names::default();
        let variants = parts
            .into_iter()
            .map(|(part, ty)| {
                let reference = part.text("$ref").unwrap_or_default();
                let component = reference.rsplit('/').next().unwrap_or_default();
                let mut tags: Vec<String> = mapping
                    .iter()
                    .filter(|(_, target)| {
                        target
                            .value
                            .as_str()
                            .is_some_and(|to| to == reference || to == component)
                    })
                    .map(|(tag, _)| (*tag).to_owned())
                    .collect();
                // Without a mapping the component's name is the tag (OpenAPI 3.0.3, "Discriminator Object").
                if tags.is_empty() && !component.is_empty() {
                    tags.push(component.to_owned());
                }
                VariantOf {
                    name: names.take(variant_name(&ty, &name)),
                    ty,
                    tags,
                }
            })
            .collect();
        let union = UnionDef {
            variants,
            discriminator: discriminator
                .and_then(|node| node.text("propertyName").map(str::to_owned)),
            other: names.take("Other".to_owned()),
        };
        self.define(schema, &name, TypeKind::Union(union));
        Type::Named(name)
    }

    /// One type for bodies that differ by status: itself where they do not differ.
    pub(crate) fn union_of_bodies(
        &mut self,
        place: &Node<'d>,
        types: Vec<Type>,
        hint: &str,
    ) -> Type {
        let mut distinct: Vec<Type> = Vec::new();
        for ty in types {
            if !distinct.contains(&ty) {
                distinct.push(ty);
            }
        }
        if distinct.len() == 1 {
            return distinct.remove(0);
        }
        if distinct.is_empty() || distinct.contains(&Type::Any) {
            return Type::Any;
        }
        let key = format!("{distinct:?}");
        if let Some(name) = self.unions.get(&key) {
            return Type::Named(name.clone());
        }
        // The same bodies mean the same union in every operation, so it is named after them while that stays short.
        let named: Vec<&str> = distinct
            .iter()
            .filter_map(|ty| {
                if let Type::Named(name) = ty {
                    Some(name.as_str())
                } else {
                    None
                }
            })
            .collect();
        let wanted = if named.len() == distinct.len() && named.len() <= 2 {
            named.join(" or ")
        } else {
            hint.to_owned()
        };
        let name = self.type_names.take(type_name(&wanted));
        let mut names = Names::default();
        let variants = distinct
            .into_iter()
            .map(|ty| VariantOf {
                name: names.take(variant_name(&ty, &name)),
                ty,
                tags: Vec::new(),
            })
            .collect();
        let other = names.take("Other".to_owned());
        let synthetic = Node {
            value: &serde_json::Value::Null,
            pointer: place.pointer.clone(),
        };
        self.define(
            &synthetic,
            &name,
            TypeKind::Union(UnionDef {
                variants,
                discriminator: None,
                other,
            }),
        );
        self.unions.insert(key, name.clone());
        Type::Named(name)
    }
}

/// What tools write for OpenAPI 3.1's `type: "null"`.
fn is_null(part: &Node<'_>) -> bool {
    let only_null = part
        .value
        .get("enum")
        .and_then(|values| values.as_array())
        .is_some_and(|values| values.iter().all(serde_json::Value::is_null) && !values.is_empty());
    only_null || part.text("type") == Some("null")
}

/// The name of a variant: that of its type, without the union's name before it.
fn variant_name(ty: &Type, union: &str) -> String {
    match ty {
        Type::Named(name) => match name.strip_prefix(union) {
            Some(rest) if rest.starts_with(|first: char| first.is_uppercase()) => rest.to_owned(),
            _ => name.clone(),
        },
        Type::String | Type::Secret => "Text".to_owned(),
        Type::Binary => "File".to_owned(),
        Type::DateTime => "Time".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Uuid => "Id".to_owned(),
        Type::Integer(_) => "Integer".to_owned(),
        Type::Number(_) => "Number".to_owned(),
        Type::Boolean => "Boolean".to_owned(),
        Type::Array(_) => "List".to_owned(),
        Type::Any | Type::SecretJson | Type::FreeForm | Type::UnknownFields | Type::Map(_) => {
            "Object".to_owned()
        }
        Type::Nullable(inner) => variant_name(inner, union),
    }
}
