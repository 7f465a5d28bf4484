//! What kind of value the command line wants for a type, and the tables of properties and values that this takes.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use heck::{ToKebabCase as _, ToShoutySnakeCase as _};
use serde_json::Value;

use super::described::{names, objects, tags};
use super::text::{filled, help, literal};
use crate::emit::base::Base;
use crate::model::{Api, EnumDef, Field, Type, TypeDef, TypeKind, UnionDef, UnixTime};

/// The tables that rows refer to, each written once.
pub(super) struct Kinds<'a> {
    api: &'a Api,
    base: &'a Base<'a>,
    /// The name of the table of each type that has one.
    names: BTreeMap<String, String>,
    constants: &'a Constants,
    taken: BTreeSet<String>,
    waiting: Vec<&'a TypeDef>,
    /// Tables of values that are shown in another form than they come in, by type: their names and their texts.
    readable: BTreeMap<String, (String, String)>,
}

/// The names of all rows.
#[derive(Debug)]
pub(super) struct Constants(HashSet<String>);

impl Constants {
    pub(super) fn new(api: &Api) -> Self {
        let names = api.operations.iter();
        let names = names.map(|operation| super::constant(operation).to_string());
        Self(names.chain(["COMMAND_LINE".to_owned()]).collect())
    }
}

impl<'a> Kinds<'a> {
    pub(super) fn new(api: &'a Api, base: &'a Base<'a>, constants: &'a Constants) -> Self {
        Self {
            api,
            base,
            names: BTreeMap::new(),
            constants,
            taken: BTreeSet::new(),
            waiting: Vec::new(),
            readable: BTreeMap::new(),
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
            Type::Any | Type::UnknownFields => "Kind::Json".to_owned(),
            Type::FreeForm => "Kind::Map(&Kind::Json)".to_owned(),
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

    /// The kind of value of a property or a parameter, which may be a time that the wire counts.
    pub(super) fn kind_of(&mut self, ty: &Type, unix_time: Option<UnixTime>) -> String {
        match unix_time {
            Some(UnixTime::Seconds) => "Kind::UnixSeconds".to_owned(),
            Some(UnixTime::Milliseconds) => "Kind::UnixMilliseconds".to_owned(),
            None => self.kind(ty),
        }
    }

    fn named(&mut self, name: &str) -> String {
        let Some(definition) = self.api.definition(name) else {
            return "Kind::Json".to_owned();
        };
        if self.base.is_described(name) {
            return format!("types::{name}::KIND");
        }
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
            TypeKind::Union(union) if objects(self.api, union).is_some() => {
                format!("Kind::Object(&{})", self.table(definition, "FIELDS"))
            }
            TypeKind::Union(_) | TypeKind::ByStatus(_) | TypeKind::Alias(_) => {
                "Kind::Json".to_owned()
            }
        }
    }

    /// The name of the table of those values of a type that are shown in another form than they come in.
    pub(super) fn readable(&mut self, ty: &str, values: &[String]) -> String {
        if let Some((name, _)) = self.readable.get(ty) {
            return name.clone();
        }
        let name = self.free(ty, "READABLE");
        let text = format!("\nstatic {name}: &[Column] = &[\n{}];\n", filled(values, 4));
        self.readable.insert(ty.to_owned(), (name.clone(), text));
        name
    }

    /// A name for a table of a type that nothing else has.
    fn free(&mut self, ty: &str, what: &str) -> String {
        let mut name = format!("{}_{what}", ty.to_shouty_snake_case());
        while self.constants.0.contains(&name) || !self.taken.insert(name.clone()) {
            name.push('_');
        }
        name
    }

    /// The name of the table of a type, which is written later.
    fn table(&mut self, definition: &'a TypeDef, what: &str) -> String {
        if let Some(name) = self.names.get(&definition.name) {
            return name.clone();
        }
        let name = self.free(&definition.name, what);
        self.names.insert(definition.name.clone(), name.clone());
        self.waiting.push(definition);
        name
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
                    let rows = fields
                        .into_iter()
                        .filter(|field| !field.read_only)
                        .map(|field| self.field(field, field.required));
                    let rows: Vec<String> = rows.collect();
                    let open = open(object.additional.is_some());
                    format!(
                        "\nstatic {name}: Object = Object::new(&[{}]){open};\n",
                        listed(&rows)
                    )
                }
                TypeKind::Union(union) => self.union(&name, union),
                TypeKind::ByStatus(_) | TypeKind::Alias(_) => String::new(),
            };
            tables.insert(name, text);
        }
        let readable = self.readable.into_values().map(|(_, text)| text);
        readable.chain(tables.into_values()).collect()
    }

    fn field(&mut self, field: &Field, required: bool) -> String {
        let kind = self.kind_of(&field.ty, field.unix_time);
        let mut row = format!(
            "field({}, {kind}, {})",
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
        row
    }

    /// The alternatives of a union, of which the runtime makes one object.
    fn union(&mut self, name: &str, union: &UnionDef) -> String {
        let objects = objects(self.api, union).unwrap_or_default();
        let rows = objects.into_iter().map(|(variant, object)| {
            let kind = self.named(object);
            let names = |names: &[&str]| {
                let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
                names.join(", ")
            };
            match tags(variant).as_slice() {
                [] => format!(
                    "called(&[{}], {kind})",
                    literal(&variant.name.to_kebab_case())
                ),
                tags => format!("tagged(&[{}], {kind})", names(tags)),
            }
        });
        let rows: Vec<String> = rows.collect();
        let mut tag = String::new();
        if let Some(property) = &union.discriminator {
            tag = format!(".tag({})", literal(property));
            if union.variants.iter().any(|variant| variant.by_default) {
                tag.push_str(".untagged()");
            }
        }
        format!(
            "\nstatic {name}: Object = Object::one_of(&[{}]){tag};\n",
            listed(&rows)
        )
    }
}

fn open(open: bool) -> &'static str {
    if open { ".open()" } else { "" }
}

/// The items of a list: a line for each, unless there is one alone.
fn listed(rows: &[String]) -> String {
    match rows {
        [single] => single.clone(),
        several => {
            let rows = several.iter().map(|row| format!("    {row},\n"));
            format!("\n{}", rows.collect::<String>())
        }
    }
}

fn choices(name: &str, values: &EnumDef) -> String {
    let mut rows = Vec::new();
    let mut known = BTreeSet::new();
    for (variant, mut called) in values.variants.iter().zip(names(values)) {
        let value = match &variant.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        while !known.insert(called.clone()) {
            called.push('_');
        }
        rows.push(format!(
            "choice({}, {}, {})",
            literal(&value),
            literal(&called),
            literal(help(variant.description.as_deref(), &[]).trim_end_matches('.'))
        ));
    }
    let described = values
        .variants
        .iter()
        .any(|variant| variant.description.is_some());
    let rows = match described {
        true => listed(&rows),
        false => format!("\n{}", filled(&rows, 4)),
    };
    format!("\nstatic {name}: &[Choice] = &[{rows}];\n")
}
