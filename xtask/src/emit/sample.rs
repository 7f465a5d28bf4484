//! Sample values: Rust expressions for the examples in the documentation.

use serde_json::Value;

use super::types::structs::{Holds, required};
use crate::model::{Api, Field, Parameter, Type, TypeDef, TypeKind};

/// Longer than any example that is read.
const DEEPEST: usize = 4;

/// An expression for a value of a type, where one is easily made. Named types are in the module `types`.
pub(crate) fn value(api: &Api, ty: &Type) -> Option<String> {
    match ty {
        Type::Array(item) => Some(format!("vec![{}]", argument(api, item, 0)?)),
        Type::Named(_) => argument(api, ty, 0),
        _ => None,
    }
}

/// An expression for an argument of `new`, which takes what becomes the field's type.
fn argument(api: &Api, ty: &Type, depth: usize) -> Option<String> {
    Some(match ty {
        Type::String | Type::Secret | Type::Integer(_) | Type::Boolean => scalar(ty, "", None)?,
        Type::Number(_) => "1.5".to_owned(),
        Type::DateTime | Type::Date | Type::Uuid | Type::Map(_) => "Default::default()".to_owned(),
        Type::Any | Type::SecretJson | Type::FreeForm | Type::UnknownFields => {
            "Default::default()".to_owned()
        }
        Type::Array(item) => match **item {
            Type::String | Type::Secret => "[\"jane\"]".to_owned(),
            Type::Named(_) if depth < 2 => format!("[{}]", argument(api, item, depth)?),
            _ => "[]".to_owned(),
        },
        Type::Named(name) => named(api, definition(api, name)?, depth + 1)?,
        Type::Binary | Type::Nullable(_) => return None,
    })
}

/// An expression for the value of a scalar parameter, which is its JSON as well.
pub(crate) fn of_parameter(parameter: &Parameter) -> Option<String> {
    scalar(&parameter.ty, &parameter.name, parameter.example.as_ref())
}

/// An expression for the value of a scalar property, which is its JSON as well.
pub(crate) fn of_field(field: &Field) -> Option<String> {
    scalar(&field.ty, &field.name, field.example.as_ref())
}

/// What a name says of the text that it stands for, where the description shows none.
const TEXTS: &[(&str, &str)] = &[
    ("mail", "jane@example.com"),
    ("first_name", "Jane"),
    ("last_name", "Doe"),
    ("surname", "Doe"),
    ("url", "https://example.com"),
    ("uri", "https://example.com"),
];

/// The longest example that a line has room for.
const LONGEST: usize = 50;

fn scalar(ty: &Type, name: &str, example: Option<&Value>) -> Option<String> {
    let shown = example.and_then(Value::as_str);
    let shown = shown.filter(|text| text.len() <= LONGEST && !text.contains(char::is_control));
    Some(match ty {
        Type::String => {
            let named = TEXTS.iter().find(|(part, _)| name.contains(part));
            let text = shown.or(named.map(|(_, text)| *text)).unwrap_or("jane");
            format!("{text:?}")
        }
        // What an example shows may be a real one.
        Type::Secret => "\"secret\"".to_owned(),
        Type::Integer(_) => {
            let count = example.and_then(Value::as_u64).unwrap_or(1);
            // What every width holds.
            count.min(100).to_string()
        }
        Type::Boolean => "true".to_owned(),
        _ => return None,
    })
}

fn named(api: &Api, definition: &TypeDef, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    let name = &definition.name;
    match &definition.kind {
        TypeKind::Enum(values) => {
            let first = values.variants.first()?;
            Some(format!("types::{name}::{}", first.name))
        }
        TypeKind::Object(object) => {
            let arguments = required(definition, object).into_iter();
            let arguments = arguments
                .map(|(field, holds)| match holds {
                    Holds::Null => Some("None".to_owned()),
                    _ => of_field(field).or_else(|| argument(api, &field.ty, depth)),
                })
                .collect::<Option<Vec<_>>>()?;
            // What only responses hold has `new` only where something is required.
            let make = match definition.usage.request || !arguments.is_empty() {
                true => "new",
                false => "default",
            };
            Some(format!("types::{name}::{make}({})", arguments.join(", ")))
        }
        TypeKind::Union(_) | TypeKind::ByStatus(_) | TypeKind::Alias(_) => None,
    }
}

/// The named type.
pub(crate) fn definition<'a>(api: &'a Api, name: &str) -> Option<&'a TypeDef> {
    api.definition(name)
}
