//! The outline of a crate, which is what a reviewer reads first: a line for each operation, each field and each type.
//!
//! What changes for callers changes one line here, and what does not changes none.

use std::fmt::Write as _;

use quote::ToTokens;

use super::accept;
use super::argument::Argument;
use super::base::Base;
use super::calls::error;
use super::types::structs::{Holds, holds, required};
use super::types::{by_status, held, unions};
use super::value::outcome;
use crate::model::{Api, ArrayStyle, Operation, Parameter, Place, TypeDef, TypeKind};
use crate::threads::each;

/// The outline of an API.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn outline(api: &Api, base: &Base) -> Result<String, String> {
    let mut text = format!(
        "{} {} ({} {})\n\n",
        api.package.name, api.package.version, api.title, api.version
    );
    let operations = each(&api.operations, |operation| {
        operation_line(api, operation, base)
    })?;
    let types = each(&api.types, |definition| type_line(definition, base))?;
    for line in &operations {
        let _ = writeln!(text, "{line}");
    }
    text.push('\n');
    for line in &types {
        let _ = writeln!(text, "{line}");
    }
    Ok(text)
}

fn operation_line(api: &Api, operation: &Operation, base: &Base) -> Result<String, String> {
    let mut arguments = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
    {
        let argument = Argument::required(operation, parameter, base)?;
        arguments.push(format!(
            "{}: {}",
            argument.name,
            compact(&argument.declared)
        ));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        arguments.push(format!(
            "body: {}",
            compact(&Argument::body(operation, body, base)?.declared)
        ));
    }
    let mut setters = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
    {
        let argument = Argument::setter(operation, parameter, base)?;
        setters.push(format!(
            ".{}({}{}{})",
            argument.name,
            compact(&argument.declared),
            place(parameter),
            mark(parameter.deprecated)
        ));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        setters.push(format!(
            ".body({})",
            compact(&Argument::body(operation, body, base)?.declared)
        ));
    }
    let ty = outcome(api, operation, base)?.value;
    let (_, body) = error(operation, base)?;
    for other in &operation.alternatives {
        let (ty, _) = accept::success(operation, other, base)?;
        setters.push(format!(".{}(-> {})", other.setter, compact(&ty)));
    }
    let schemes = operation.security.iter().map(|keys| {
        let names = keys.iter().filter_map(|key| {
            api.security_schemes
                .iter()
                .find(|scheme| &scheme.key == key)
        });
        let names: Vec<&str> = names.map(|scheme| scheme.name.as_str()).collect();
        if names.is_empty() {
            "nothing".to_owned()
        } else {
            names.join(" + ")
        }
    });
    let security = match operation.security.as_slice() {
        [] => "public".to_owned(),
        _ => schemes.collect::<Vec<_>>().join(" | "),
    };
    if operation.pagination.is_some() {
        setters.push(".stream() .pages()".to_owned());
    }
    let setters = if setters.is_empty() {
        String::new()
    } else {
        format!(" {}", setters.join(" "))
    };
    let Operation { method, name, .. } = operation;
    let path = operation.target();
    Ok(format!(
        "{method} {path}  {name}({}){setters} -> Result<{}, {}>  [{security}]{}",
        arguments.join(", "),
        compact(&ty),
        compact(&body),
        mark(operation.deprecated)
    ))
}

/// What callers are warned of.
fn mark(deprecated: bool) -> &'static str {
    match deprecated {
        true => " deprecated",
        false => "",
    }
}

fn place(parameter: &Parameter) -> &'static str {
    match (parameter.place, parameter.style) {
        (Place::Header, _) => " in header",
        (Place::Cookie, _) => " in cookie",
        (Place::QueryString, _) => " as query",
        (_, ArrayStyle::Comma) if matches!(parameter.ty, crate::model::Type::Array(_)) => {
            " by comma"
        }
        (_, ArrayStyle::Space) => " by space",
        (_, ArrayStyle::Pipe) => " by pipe",
        (_, ArrayStyle::Tab) => " by tab",
        (_, ArrayStyle::DeepObject) => " as deep object",
        _ => "",
    }
}

fn type_line(definition: &TypeDef, base: &Base) -> Result<String, String> {
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
                let wire = if field.name == field.wire_name {
                    String::new()
                } else {
                    format!(" = {:?}", field.wire_name)
                };
                let side = match (field.read_only, field.write_only) {
                    (true, _) => " read-only",
                    (_, true) => " write-only",
                    _ => "",
                };
                let deprecated = self::mark(field.deprecated);
                fields.push(format!(
                    "  {}: {ty}{mark}{wire}{side}{deprecated}\n",
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
                Ok(format!("{}({})", variant.name, compact(&ty)))
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

/// A type as a person writes it: tokens are printed with spaces between all of them.
fn compact(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let text = text
        .replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" <", "<")
        .replace("< ", "<")
        .replace(" >", ">");
    text.replace("& ", "&")
        .replace(" ,", ",")
        .replace("[ ", "[")
        .replace(" ]", "]")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace(">=", "> =")
}
