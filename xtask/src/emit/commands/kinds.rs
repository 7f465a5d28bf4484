//! What kind of value the command line wants for a type, and the tables of properties and values that this takes.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToKebabCase as _, ToShoutySnakeCase as _};
use serde_json::Value;

use super::text::{help, literal};
use crate::model::{Api, EnumDef, Field, ObjectDef, Type, TypeDef, TypeKind, UnionDef};

/// The tables that rows refer to, each written once.
pub(super) struct Kinds<'a> {
    api: &'a Api,
    /// The name of the table of each type that has one.
    names: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    waiting: Vec<&'a TypeDef>,
}

impl<'a> Kinds<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let commands = api.operations.iter();
        Self {
            api,
            names: BTreeMap::new(),
            taken: commands
                .map(|operation| super::constant(operation).to_string())
                .chain(["COMMAND_LINE".to_owned()])
                .collect(),
            waiting: Vec::new(),
        }
    }

    /// The kind of value that a type takes.
    pub(super) fn kind(&mut self, ty: &Type) -> String {
        match ty {
            Type::String | Type::DateTime | Type::Date | Type::Uuid => "Kind::Text".to_owned(),
            Type::Secret | Type::SecretJson => "Kind::Secret".to_owned(),
            Type::Integer(_) => "Kind::Integer".to_owned(),
            Type::Number(_) => "Kind::Number".to_owned(),
            Type::Boolean => "Kind::Boolean".to_owned(),
            Type::Any | Type::FreeForm | Type::UnknownFields => "Kind::Json".to_owned(),
            Type::Binary => "Kind::File".to_owned(),
            Type::Array(inner) => format!("Kind::List(&{})", self.kind(inner)),
            Type::Map(inner) => format!("Kind::Map(&{})", self.kind(inner)),
            Type::Nullable(inner) => self.kind(inner),
            Type::Named(name) => self.named(name),
        }
    }

    /// The table of the properties of a type, if it is an object.
    pub(super) fn object(&mut self, ty: &Type) -> Option<String> {
        let kind = self.kind(ty);
        let name = kind.strip_prefix("Kind::Object(&")?.strip_suffix(')')?;
        Some(name.to_owned())
    }

    /// The table of the values of a type, if they are known.
    pub(super) fn choices(&mut self, ty: &Type) -> Option<String> {
        let kind = self.kind(ty);
        let choice = kind.strip_prefix("Kind::Choice(");
        let name = choice.or_else(|| kind.strip_prefix("Kind::Code("))?;
        Some(name.trim_end_matches(')').to_owned())
    }

    fn named(&mut self, name: &str) -> String {
        let Some(definition) = self.api.definition(name) else {
            return "Kind::Json".to_owned();
        };
        match &definition.kind {
            TypeKind::Enum(values) if values.variants.is_empty() && values.integer => {
                "Kind::Integer".to_owned()
            }
            TypeKind::Enum(values) if values.variants.is_empty() => "Kind::Text".to_owned(),
            TypeKind::Enum(values) => {
                let kind = if values.integer { "Code" } else { "Choice" };
                format!("Kind::{kind}({})", self.table(definition, "VALUES"))
            }
            TypeKind::Object(_) => format!("Kind::Object(&{})", self.table(definition, "FIELDS")),
            TypeKind::Union(union) if self.objects(union).is_some() => {
                format!("Kind::Object(&{})", self.table(definition, "FIELDS"))
            }
            TypeKind::Union(_) | TypeKind::ByStatus(_) | TypeKind::Alias(_) => {
                "Kind::Json".to_owned()
            }
        }
    }

    /// The name of the table of a type, which is written later.
    fn table(&mut self, definition: &'a TypeDef, what: &str) -> String {
        if let Some(name) = self.names.get(&definition.name) {
            return name.clone();
        }
        let mut name = format!("{}_{what}", definition.name.to_shouty_snake_case());
        while !self.taken.insert(name.clone()) {
            name.push('_');
        }
        self.names.insert(definition.name.clone(), name.clone());
        self.waiting.push(definition);
        name
    }

    /// The alternatives of a union, if all of them are objects.
    fn objects(&self, union: &UnionDef) -> Option<Vec<&'a ObjectDef>> {
        let objects = union.variants.iter().map(|variant| {
            let Type::Named(name) = &variant.ty else {
                return None;
            };
            match &self.api.definition(name)?.kind {
                TypeKind::Object(object) => Some(object),
                _ => None,
            }
        });
        objects.collect()
    }

    /// All tables that were asked for.
    pub(super) fn tables(mut self) -> String {
        let mut tables = BTreeMap::new();
        while let Some(definition) = self.waiting.pop() {
            let name = self
                .names
                .get(&definition.name)
                .cloned()
                .unwrap_or_default();
            let text = match &definition.kind {
                TypeKind::Enum(values) => choices(&name, values),
                TypeKind::Object(object) => {
                    let mut fields: Vec<&Field> = object.fields.iter().collect();
                    // What is required comes in the order of the arguments of `new`.
                    fields.sort_by_key(|field| object.place_of(field).unwrap_or(usize::MAX));
                    self.fields(&name, fields, object.additional.is_some(), None)
                }
                TypeKind::Union(union) => self.union(&name, union),
                TypeKind::ByStatus(_) | TypeKind::Alias(_) => String::new(),
            };
            tables.insert(name, text);
        }
        tables.into_values().collect()
    }

    fn fields(
        &mut self,
        name: &str,
        fields: Vec<&Field>,
        open: bool,
        tag: Option<String>,
    ) -> String {
        let mut rows = tag.unwrap_or_default();
        for field in fields.into_iter().filter(|field| !field.read_only) {
            rows.push_str(&self.field(field, field.required));
        }
        let open = if open { ".open()" } else { "" };
        format!("\nstatic {name}: Object = Object::new(&[\n{rows}]){open};\n")
    }

    fn field(&mut self, field: &Field, required: bool) -> String {
        let kind = self.kind(&field.ty);
        let mut row = format!(
            "    field({}, {kind}, {})",
            literal(&field.wire_name),
            literal(&help(field.description.as_deref(), &field.notes))
        );
        if required && !field.nullable {
            row.push_str(".required()");
        }
        if field.nullable {
            row.push_str(".nullable()");
        }
        if let Some(constant) = field.constant.as_ref().filter(|_| required) {
            row.push_str(&format!(".constant({})", literal(&constant.to_string())));
        }
        row.push_str(",\n");
        row
    }

    /// The properties of all alternatives: which of them go together the type says.
    fn union(&mut self, name: &str, union: &UnionDef) -> String {
        let objects = self.objects(union).unwrap_or_default();
        let open = objects.iter().any(|object| object.additional.is_some());
        let tag = union.discriminator.as_ref();
        let row = tag.map(|property| {
            let tags = union.variants.iter().flat_map(|variant| &variant.tags);
            let tags: Vec<String> = tags
                .filter_map(Value::as_str)
                .map(|tag| {
                    let tag = literal(tag);
                    format!("choice({tag}, {tag}, \"\")")
                })
                .collect();
            let kind = match tags.is_empty() {
                true => "Kind::Json".to_owned(),
                false => format!("Kind::Choice(&[{}])", tags.join(", ")),
            };
            format!(
                "    field({}, {kind}, \"Which kind it is.\"),\n",
                literal(property)
            )
        });
        let mut fields: Vec<&Field> = Vec::new();
        for field in objects.iter().flat_map(|object| &object.fields) {
            let is_tag = tag.is_some_and(|tag| *tag == field.wire_name);
            let is_known = fields
                .iter()
                .any(|known| known.wire_name == field.wire_name);
            if !is_tag && !is_known && field.constant.is_none() {
                fields.push(field);
            }
        }
        let mut rows = row.unwrap_or_default();
        for field in fields.into_iter().filter(|field| !field.read_only) {
            rows.push_str(&self.field(field, false));
        }
        let open = if open { ".open()" } else { "" };
        format!("\nstatic {name}: Object = Object::new(&[\n{rows}]){open};\n")
    }
}

fn choices(name: &str, values: &EnumDef) -> String {
    let mut rows = String::new();
    let mut names = BTreeSet::new();
    for variant in &values.variants {
        let value = match &variant.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        // A word that can be typed is its own name.
        let is_word = !values.integer
            && !value.is_empty()
            && value.chars().all(|sign| sign.is_ascii_graphic());
        let mut called = match is_word {
            true => value.clone(),
            false => variant.name.to_kebab_case(),
        };
        while !names.insert(called.clone()) {
            called.push('_');
        }
        rows.push_str(&format!(
            "    choice({}, {}, {}),\n",
            literal(&value),
            literal(&called),
            literal(help(variant.description.as_deref(), &[]).trim_end_matches('.'))
        ));
    }
    format!("\nstatic {name}: &[Choice] = &[\n{rows}];\n")
}
