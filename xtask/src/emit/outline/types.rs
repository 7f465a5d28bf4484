//! What the outline says of types.

use serde_json::Value;

use super::{compact, counted, mark, wire};
use crate::emit::base::Base;
use crate::emit::types::structs::{Holds, holds, required};
use crate::emit::types::{by_status, held, unions};
use crate::model::{Api, Field, Type, TypeDef, TypeKind};

/// The lines of a type: its own, and one for each of its fields.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(super) fn type_line(api: &Api, definition: &TypeDef, base: &Base) -> Result<String, String> {
    let name = &definition.name;
    let deprecated = mark(definition.deprecated);
    Ok(match &definition.kind {
        TypeKind::Object(object) => {
            let mut fields = Vec::new();
            for field in &object.fields {
                let ty = compact(&base.field(name, &field.name)?);
                let mark = match holds(definition, field) {
                    Holds::Value => "",
                    Holds::Null => " or null",
                    Holds::Option => "?",
                    Holds::OptionOrNull => "? or null",
                };
                let unit = field.unix_time.map(counted).unwrap_or_default();
                let wire = wire(&field.name, &field.wire_name);
                let side = match (field.read_only, field.write_only) {
                    (true, _) => " read-only",
                    (_, true) => " write-only",
                    _ => "",
                };
                let always = constant(api, definition, field);
                let always = always.map(|value| format!(" always {value}"));
                let always = always.unwrap_or_default();
                let deprecated = super::mark(field.deprecated);
                fields.push(format!(
                    "  {}: {ty}{mark}{unit}{wire}{side}{always}{deprecated}\n",
                    field.name
                ));
            }
            if let Some((additional, _)) = &object.additional {
                fields.push(format!(
                    "  ..{additional}: {}\n",
                    compact(&base.field(name, additional)?)
                ));
            }
            // The names alone: the types stand beside the fields, and each change is to be seen once.
            let new = definition.usage.request.then(|| {
                let fields = required(definition, object).into_iter();
                let names: Vec<&str> = fields.map(|(field, _)| field.name.as_str()).collect();
                format!("::new({})", names.join(", "))
            });
            let new = new.unwrap_or_default();
            format!(
                "struct {name}{new}{deprecated}\n{}",
                fields.concat().trim_end()
            )
        }
        TypeKind::Enum(values) => {
            let variants = values
                .variants
                .iter()
                .map(|variant| format!("{} = {}", variant.name, variant.value));
            format!(
                "enum {name} {{ {}, {}(_) }}{deprecated}",
                variants.collect::<Vec<_>>().join(", "),
                values.other
            )
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter().enumerate().map(|(index, variant)| {
                let ty = unions::held(definition, union, index, base)?;
                let tags = variant.tags.iter().map(Value::to_string);
                // What has no tag is this one by its shape, if it is named for that.
                let default = variant.by_default.then(|| "default".to_owned());
                let tags: Vec<String> = tags.chain(default).collect();
                let tags = match tags.as_slice() {
                    [] => String::new(),
                    tags => format!(" = {}", tags.join(" | ")),
                };
                Ok(format!("{}({}){tags}", variant.name, compact(&ty)))
            });
            let variants = variants.collect::<Result<Vec<_>, String>>()?;
            let by = union
                .discriminator
                .as_ref()
                .map(|property| format!(" by {property:?}"))
                .unwrap_or_default();
            format!(
                "enum {name}{by} {{ {}, {}(_) }}{deprecated}",
                variants.join(", "),
                union.other
            )
        }
        TypeKind::ByStatus(answers) => {
            let variants = answers.variants.iter().enumerate().map(|(index, variant)| {
                let ty = by_status::body(name, answers, index, base)?;
                let ty = ty
                    .map(|ty| format!("({})", compact(&ty)))
                    .unwrap_or_default();
                Ok(format!("{}{ty}", variant.name))
            });
            let mut variants = variants.collect::<Result<Vec<_>, String>>()?;
            variants.extend(answers.other.iter().map(|other| format!("{other}(_)")));
            format!("enum {name} by status {{ {} }}", variants.join(", "))
        }
        TypeKind::Alias(inner) => format!(
            "struct {name}({}){deprecated}",
            compact(&held(definition, inner, base)?)
        ),
    })
}

/// What `new` sets a field to, where its type does not say it.
fn constant<'f>(api: &Api, definition: &TypeDef, field: &'f Field) -> Option<&'f Value> {
    let value = field.constant.as_ref()?;
    let is_set =
        definition.usage.request && matches!(holds(definition, field), Holds::Value | Holds::Null);
    let of_type = match &field.ty {
        Type::Named(name) => api.definition(name),
        _ => None,
    };
    let is_said = of_type.is_some_and(|definition| match &definition.kind {
        TypeKind::Enum(values) => values.variants.len() == 1,
        _ => false,
    });
    (is_set && !is_said).then_some(value)
}
