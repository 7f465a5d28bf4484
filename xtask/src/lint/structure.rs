//! Objects with fields that they do not have, lack, or have with the wrong kind of value.

use serde_json::Value;

use super::context::Context;
use super::nearest;
use crate::diagnostic::{Diagnostic, Severity};
use crate::grammar::{Need, PARAMETER, SCHEMA, Shape, Trouble};
use crate::pointer;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for trouble in &context.survey.troubles {
        diagnostics.push(match trouble {
            Trouble::WrongKind {
                pointer,
                wanted,
                found,
                essential,
                ..
            } => wrong_kind(pointer, wanted, found, *essential),
            Trouble::Missing {
                pointer,
                shape,
                field,
                need,
            } => missing(pointer, shape, field, need),
            Trouble::Unknown {
                pointer,
                shape,
                field,
            } => unknown(pointer, shape, field),
            // Normalising has read it.
            Trouble::OfOtherVersion { .. } => continue,
            Trouble::BesideReference { pointer, field } => Diagnostic::warning(
                "beside-reference",
                pointer,
                format!("`{field}` stands beside a `$ref`, where OpenAPI 3.0 ignores it"),
                "put it where the reference leads, or wrap the reference: `allOf: [{$ref: …}]`",
            )
            .at_key(),
        });
    }
}

fn wrong_kind(at: &str, wanted: &str, found: &Value, essential: bool) -> Diagnostic {
    let name = pointer::last(at);
    let message = format!("`{name}` must be {wanted}, and is {}", spoken(found));
    let mut diagnostic =
        Diagnostic::error("wrong-kind", at, message, wrong_kind_help(at, &name, found));
    if !essential {
        diagnostic.severity = Severity::Warning;
        diagnostic.message.push_str(": it is ignored");
    }
    diagnostic
}

fn wrong_kind_help(at: &str, name: &str, found: &Value) -> &'static str {
    match (name, found) {
        ("type", Value::Array(_)) => {
            "a list of types is OpenAPI 3.1: write one type, and `nullable: true` for `null`"
        }
        ("type", Value::String(word)) if word == "null" => {
            "the type `null` is OpenAPI 3.1: write `nullable: true` beside the other type"
        }
        ("type", Value::String(word)) if word == "file" => {
            "the type `file` is OpenAPI 2: write `type: string` with `format: binary`"
        }
        ("exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) => {
            "a number is OpenAPI 3.1: write it as `minimum` or `maximum`, and `true` here"
        }
        ("required", Value::Bool(_)) if !at.contains("/parameters/") => {
            "list the name in `required` of the object that holds the property"
        }
        ("items", Value::Array(_)) => {
            "lists with a schema for each position do not exist in OpenAPI 3.0: use `oneOf` in `items`"
        }
        ("in", Value::String(word)) if word == "body" || word == "formData" => {
            "this is OpenAPI 2: describe the body in `requestBody`"
        }
        (_, Value::Null) => "write a value, or remove the key",
        (_, Value::String(word)) if word == "true" || word == "false" => "remove the quotes",
        _ => "correct the value",
    }
}

fn missing(at: &str, shape: &Shape, field: &str, need: &Need) -> Diagnostic {
    let (message, help) = if shape.name.starts_with("x-") {
        (
            format!("this {} has no `{field}`: it is ignored", shape.name),
            format!("add `{field}`: specs/README.md says what it means"),
        )
    } else {
        (
            format!("this {} Object has no `{field}`", shape.name),
            format!(
                "add `{field}`: OpenAPI 3.0 requires it in every {} Object",
                shape.name
            ),
        )
    };
    if *need == Need::Required {
        Diagnostic::error("missing-field", at, message, help)
    } else {
        Diagnostic::warning("missing-field", at, message, help)
    }
    .at_key()
}

/// `an Info Object`, `x-crate`.
fn owner(shape: &Shape) -> String {
    let name = shape.name;
    if name.starts_with("x-") {
        return name.to_owned();
    }
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'X']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name} Object")
}

fn unknown(at: &str, shape: &'static Shape, field: &str) -> Diagnostic {
    let known = shape.fields.iter().map(|field| field.name);
    let help = if let Some(help) = foreign(shape, field) {
        help.to_owned()
    } else if let Some(name) = nearest(field, known) {
        format!("did you mean `{name}`?")
    } else {
        format!("remove it, or name it `x-{field}` if it is an extension")
    };
    let message = format!("{} has no field `{field}`: it is ignored", owner(shape));
    Diagnostic::warning("unknown-field", at, message, help).at_key()
}

/// What to do about keywords that OpenAPI 2 has in other places, and about those of JSON Schema
/// that OpenAPI 3.0 leaves out.
fn foreign(shape: &'static Shape, keyword: &str) -> Option<&'static str> {
    if std::ptr::eq(shape, &PARAMETER) && SCHEMA.fields.iter().any(|field| field.name == keyword) {
        return Some("move it into the parameter's `schema`");
    }
    if !std::ptr::eq(shape, &SCHEMA) {
        return None;
    }
    Some(match keyword {
        "const" => "OpenAPI 3.0 has no `const`: write an `enum` with one value",
        "examples" => "OpenAPI 3.0 has no `examples` in schemas: write one `example`",
        "$defs" | "definitions" => "move the schemas to `components/schemas`",
        "patternProperties" | "propertyNames" => "use `additionalProperties`",
        "contentEncoding" | "contentMediaType" => "use `format: byte` or `format: binary`",
        "if"
        | "then"
        | "else"
        | "prefixItems"
        | "contains"
        | "dependentRequired"
        | "dependentSchemas"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "$schema"
        | "$id"
        | "$anchor"
        | "$comment" => "the keyword is OpenAPI 3.1: remove it",
        _ => return None,
    })
}

/// A value as a message shows it.
pub(super) fn spoken(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
        scalar => {
            let text = scalar.to_string();
            match text.char_indices().nth(60) {
                Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
                None => format!("`{text}`"),
            }
        }
    }
}
