//! Enums: schemas that list their values.

use serde_json::Value;

use super::context::Context;
use super::graph::enum_values;
use super::node::Node;
use crate::model::{EnumDef, Names, Type, TypeKind, Variant, sign_name, type_name};
use crate::pointer;

impl<'d> Context<'d> {
    /// The enum for these constants, which the schema lists among others perhaps.
    pub(crate) fn enumeration(
        &mut self,
        schema: &Node<'d>,
        constants: &[&'d Value],
        hint: &str,
    ) -> Type {
        let integer = constants.iter().all(|value| value.is_i64());
        // A word that the server uses for a secret is no secret: the format is of no use here.
        let name = self.name_of_schema(schema, hint);
        let mut names = Names::default();
        let given = schema.texts("x-enum-varnames");
        let descriptions = schema
            .get("x-enum-descriptions")
            .map(|node| node.items())
            .unwrap_or_default();
        let listed = enum_values(schema).map(Vec::as_slice).unwrap_or_default();
        let mut variants: Vec<Variant> = Vec::new();
        for (index, value) in listed.iter().filter(|value| !value.is_null()).enumerate() {
            let known = variants.iter().any(|variant| &variant.value == value);
            if known || !constants.contains(&value) {
                continue;
            }
            let from = given.get(index).map_or_else(
                || {
                    let plain = spoken(value);
                    match value.as_str() {
                        Some(text) if names.is_taken(&variant_name(&plain)) => with_signs(text),
                        _ => plain,
                    }
                },
                |name| (*name).to_owned(),
            );
            let place = pointer::join(&pointer::join(&schema.pointer, "enum"), &index.to_string());
            let help = "name all values with `x-enum-varnames`";
            variants.push(Variant {
                name: self.take_name(&mut names, variant_name(&from), &place, help),
                value: value.clone(),
                description: descriptions
                    .get(index)
                    .and_then(|node| node.value.as_str())
                    .map(str::to_owned),
            });
        }
        let other = names.take("Other".to_owned());
        self.define(
            schema,
            true,
            &name,
            TypeKind::Enum(EnumDef {
                integer,
                variants,
                other,
            }),
        );
        Type::Named(name)
    }
}

const SIGNS: [char; 7] = ['-', '+', '<', '>', '=', '!', '~'];

fn is_signed(text: &str) -> bool {
    let word = text.trim_start_matches(SIGNS);
    word.len() < text.len() && word.starts_with(char::is_alphanumeric)
}

/// A value with all its signs spelled out, where only they tell it from another one.
fn with_signs(text: &str) -> String {
    let mut spelled = String::new();
    for character in text.chars() {
        match sign_name(character) {
            Some(name) if character != '_' => spelled.push_str(&format!(" {name} ")),
            _ => spelled.push(character),
        }
    }
    spelled
}

fn spoken(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "Empty".to_owned(),
        // A sign before a word turns its meaning round: a list sorted by `-created_at` begins at the other end.
        Value::String(text) if is_signed(text) => {
            let word = text.trim_start_matches(SIGNS);
            let signs = text.chars().take(text.len() - word.len());
            let names: Vec<&str> = signs.filter_map(sign_name).collect();
            format!("{} {word}", names.join(" "))
        }
        // A value in which nothing can begin a name: the word that numbers get as well.
        Value::String(text)
            if type_name(text).starts_with("Type") && !text.to_lowercase().contains("type") =>
        {
            format!("Value {text}")
        }
        Value::String(text) => text.clone(),
        Value::Number(number) => format!("Value {}", number.to_string().replace('-', "minus ")),
        other => other.to_string(),
    }
}

/// A variant hides nothing of the prelude but `Self`, so `None`, `Some` and `Default` may stand.
fn variant_name(from: &str) -> String {
    let name = type_name(from);
    match name.strip_suffix("Model") {
        Some(plain)
            if plain != "Self" && !from.to_lowercase().ends_with("model") && !plain.is_empty() =>
        {
            plain.to_owned()
        }
        _ => name,
    }
}
