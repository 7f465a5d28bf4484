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
        let mut variants: Vec<Variant> = Vec::new();
        for listed in self.listed(schema, constants) {
            let Listed { value, .. } = listed;
            let known = variants.iter().any(|variant| &variant.value == value);
            if known || !constants.contains(&value) {
                continue;
            }
            let from = listed.name.unwrap_or_else(|| {
                let plain = spoken(value);
                match value.as_str() {
                    Some(text) if names.is_taken(&variant_name(&plain)) => with_signs(text),
                    _ => plain,
                }
            });
            let help = "name all values with `x-enum-varnames`";
            variants.push(Variant {
                name: self.take_name(&mut names, variant_name(&from), &listed.place, help),
                value: value.clone(),
                description: listed.description,
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

    /// The values where they are listed, with what is said of each.
    fn listed(&self, schema: &Node<'d>, constants: &[&'d Value]) -> Vec<Listed<'d>> {
        let Some(values) = enum_values(schema) else {
            let alternatives = ["oneOf", "anyOf"].iter().filter_map(|key| schema.get(key));
            let alternatives = alternatives.flat_map(|list| list.items());
            let meant: Vec<Node<'d>> = alternatives
                .filter_map(|alternative| self.follow(&alternative))
                .collect();
            let constants = constants.iter();
            return constants
                .map(|value| Listed::alternative(value, &meant, schema))
                .collect();
        };
        let names = ["x-enum-varnames", "x-enumNames"].map(|key| schema.texts(key));
        let names = names.into_iter().find(|names| !names.is_empty());
        let names = names.unwrap_or_default();
        let descriptions = schema
            .get("x-enum-descriptions")
            .map(|node| node.items())
            .unwrap_or_default();
        let place = pointer::join(&schema.pointer, "enum");
        values
            .iter()
            .filter(|value| !value.is_null())
            .enumerate()
            .map(|(index, value)| Listed {
                value,
                name: names.get(index).map(|name| (*name).to_owned()),
                description: descriptions
                    .get(index)
                    .and_then(|node| node.value.as_str())
                    .map(str::to_owned),
                place: pointer::join(&place, &index.to_string()),
            })
            .collect()
    }
}

/// A value of an enum, and what its author says of it.
struct Listed<'d> {
    value: &'d Value,
    name: Option<String>,
    description: Option<String>,
    place: String,
}

impl<'d> Listed<'d> {
    /// A value that is the only one of an alternative, whose title and description are its own then. A number is called
    /// after the title; a text is a name itself.
    fn alternative(value: &'d Value, alternatives: &[Node<'d>], owner: &Node<'d>) -> Self {
        let mut own = alternatives.iter().filter(|alternative| {
            let values = enum_values(alternative).into_iter().flatten();
            let mut values = values.filter(|value| !value.is_null());
            values.next() == Some(value) && values.next().is_none()
        });
        let own = own.next();
        let title = own.and_then(|own| own.prose("title"));
        Self {
            value,
            name: title.clone().filter(|_| value.is_number()),
            description: own.and_then(|own| own.prose("description")).or(title),
            place: own.unwrap_or(owner).pointer.clone(),
        }
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
