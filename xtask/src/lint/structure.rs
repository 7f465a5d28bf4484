//! Objects with fields that they do not have, lack, or have with the wrong kind of value.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::nearest;
use super::report::{Edit, Report};
use crate::diagnostic::Diagnostic;
use crate::grammar::meant::{self, meant, spoken};
use crate::grammar::{HEADER, Kind, Need, OPERATION, PARAMETER, SCHEMA, Shape, Trouble};
use crate::pointer;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for trouble in &context.survey.troubles {
        match trouble {
            Trouble::WrongKind {
                pointer,
                kind,
                found,
                essential,
            } => wrong_kind(pointer, *kind, found, *essential, report),
            Trouble::Missing {
                pointer,
                shape,
                field,
                need,
            } => report.push(missing(pointer, shape, field, need)),
            Trouble::Unknown {
                pointer,
                shape,
                field,
            } => unknown(context, pointer, shape, field, report),
            // Normalising has read it.
            Trouble::OfOtherVersion { .. } => {}
            Trouble::MisplacedReference { pointer, target } => {
                misplaced(context, pointer, target, report);
            }
            Trouble::BesideReference { pointer, field } => report.push(
                Diagnostic::warning(
                    "beside-reference",
                    pointer,
                    format!("`{field}` stands beside a `$ref`, where OpenAPI 3.0 ignores it"),
                    "put it where the reference leads, or wrap the reference: `allOf: [{$ref: …}]`",
                )
                .at_key(),
            ),
        }
    }
}

/// Takes what is surely meant, or takes the value out.
fn wrong_kind(at: &str, kind: Kind, found: &Value, essential: bool, report: &mut Report) {
    let name = pointer::last(at);
    let done =
        elsewhere(at, &name, kind, found, report).unwrap_or_else(|| match meant(kind, found) {
            Some(value) => {
                let taken = match value.to_string() {
                    short if short.len() <= 60 => format!("`{short}` is taken"),
                    _ => format!("{} is taken", spoken(&value)),
                };
                report.set(at, value);
                taken
            }
            None => {
                // An item that goes would give its pointer to the next one: what is no item stays, and nobody reads it.
                let item = name.parse::<usize>().is_ok();
                match kind {
                    Kind::Object(shape) if item && std::ptr::eq(shape, &SCHEMA) => {
                        report.set(at, Value::Object(Map::new()));
                    }
                    _ if item => {}
                    _ => report.remove(at),
                }
                let done = if essential {
                    "it is left out"
                } else {
                    "it is ignored"
                };
                done.to_owned()
            }
        });
    report.push(Diagnostic::warning(
        "wrong-kind",
        at,
        format!(
            "`{name}` must be {}, and is {}: {done}",
            kind.wanted(),
            spoken(found)
        ),
        wrong_kind_help(at, &name, found),
    ));
}

/// What is written in one place and meant for another. The result says what was done.
fn elsewhere(
    at: &str,
    name: &str,
    kind: Kind,
    found: &Value,
    report: &mut Report,
) -> Option<String> {
    let (schema, _) = at.rsplit_once('/')?;
    match (name, kind, found) {
        ("required", Kind::List(_), Value::Bool(_) | Value::String(_)) => {
            let required = meant::flag(found)?;
            report.remove(at);
            let (properties, property) = schema.rsplit_once('/')?;
            let (owner, _) = properties
                .rsplit_once('/')
                .filter(|_| properties.ends_with("/properties"))?;
            let property = pointer::unescape(property).into_owned();
            if !required {
                return Some(format!("`{property}` is optional"));
            }
            let done = format!("`{property}` is taken as required");
            report.edit(Edit::Append(
                pointer::join(owner, "required"),
                property.into(),
            ));
            Some(done)
        }
        ("type", Kind::Word(_), Value::Array(items)) => types(at, schema, items, report),
        ("type", Kind::Word(_), Value::String(word))
            if word.trim().eq_ignore_ascii_case("null") =>
        {
            report.remove(at);
            report.set(pointer::join(schema, "nullable"), true.into());
            Some("`nullable: true` is taken".to_owned())
        }
        ("type", Kind::Word(words), Value::String(word)) if words.contains(&"string") => {
            let members = meant::type_word(word)?;
            let spoken: Vec<String> = members
                .iter()
                .map(|(key, value)| match value.as_str() {
                    Some(word) => format!("`{key}: {word}`"),
                    None => format!("`{key}: {value}`"),
                })
                .collect();
            for (key, value) in members {
                report.set(pointer::join(schema, &key), value);
            }
            Some(format!("{} is taken", spoken.join(" and ")))
        }
        ("exclusiveMinimum" | "exclusiveMaximum", Kind::Flag, Value::Number(_)) => {
            let limit = if name == "exclusiveMinimum" {
                "minimum"
            } else {
                "maximum"
            };
            report.set(pointer::join(schema, limit), found.clone());
            report.set(at, true.into());
            Some(format!("it is taken as an exclusive `{limit}`"))
        }
        _ => None,
    }
}

/// A list of types: `null` among them is `nullable`, several are alternatives.
fn types(at: &str, schema: &str, items: &[Value], report: &mut Report) -> Option<String> {
    let words: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
    let mut words = words?;
    let all = words.len();
    words.retain(|word| *word != "null");
    if words.len() < all {
        report.set(pointer::join(schema, "nullable"), true.into());
    }
    match words.as_slice() {
        [] => report.remove(at),
        [only] => report.set(at, (*only).into()),
        several => {
            let alternatives: Vec<Value> =
                several.iter().map(|word| json!({ "type": word })).collect();
            report.remove(at);
            report.set(pointer::join(schema, "anyOf"), alternatives.into());
        }
    }
    Some(format!(
        "{} is taken",
        if words.is_empty() {
            "null".to_owned()
        } else {
            words.join(" or ")
        }
    ))
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
        let done = match (shape.name, field) {
            _ if *need != Need::Required => "",
            ("OpenAPI", "info") | ("Info", "title") => ": the API is called after the file",
            ("OpenAPI", "paths") => ": the client can call nothing",
            ("Info", _) => ": none is shown",
            ("Parameter", "name" | "in") => ": the parameter is left out",
            ("Request Body", _) => ": no body is sent",
            ("Security Scheme", _) => ": the scheme is left out",
            _ => ": it is left out",
        };
        (
            format!("this {} Object has no `{field}`{done}", shape.name),
            format!(
                "add `{field}`: OpenAPI 3.0 requires it in every {} Object",
                shape.name
            ),
        )
    };
    Diagnostic::warning("missing-field", at, message, help).at_key()
}

/// A `$ref` where none can stand, and of which normalising has not found the target.
fn misplaced(context: &Context<'_>, at: &str, written: &str, report: &mut Report) {
    let reference = pointer::join(at, "$ref");
    let operation = context
        .survey
        .shape(at)
        .is_some_and(|shape| std::ptr::eq(shape, &OPERATION));
    let done = if operation {
        "the operation is left out"
    } else {
        report.remove(reference.as_str());
        "it is left out"
    };
    report.push(Diagnostic::warning(
        "misplaced-reference",
        reference,
        format!("OpenAPI knows no `$ref` in this place, and `{written}` stands here: {done}"),
        "write here what it leads to",
    ));
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

fn unknown(
    context: &Context<'_>,
    at: &str,
    shape: &'static Shape,
    field: &str,
    report: &mut Report,
) {
    let known = || shape.fields.iter().map(|field| field.name);
    let parent = at.rsplit_once('/').map_or("", |(parent, _)| parent);
    let plain = |name: &str| name.replace(['-', '_', ' '], "").to_lowercase();
    // `operationID`, `GET`: what is meant is beyond doubt.
    let same = known()
        .find(|name| plain(name) == plain(field))
        .map(|name| (name, pointer::join(parent, name)))
        .filter(|(_, pointer)| context.document.get(pointer).is_none())
        .zip(context.document.get(at));
    let inside = schema_keyword(context, parent, shape, field);
    let help = if let Some(((name, _), _)) = &same {
        format!("write `{name}`")
    } else if let Some(help) = foreign(shape, field) {
        help.to_owned()
    } else if let Some(name) = nearest(field, known()) {
        format!("did you mean `{name}`?")
    } else {
        format!("remove it, or name it `x-{field}` if it is an extension")
    };
    let done = match (same, inside) {
        (Some(((name, pointer), value)), _) => {
            report.set(pointer, value.clone());
            report.remove(at);
            format!("it is taken for `{name}`")
        }
        (None, Some(value)) => {
            let schema = pointer::join(parent, "schema");
            report.edit(Edit::Add(schema.clone(), Value::Object(Map::new())));
            report.set(pointer::join(&schema, field), value.clone());
            report.remove(at);
            "it is taken for that of its `schema`".to_owned()
        }
        (None, None) => "it is ignored".to_owned(),
    };
    let message = format!("{} has no field `{field}`: {done}", owner(shape));
    report.push(Diagnostic::warning("unknown-field", at, message, help).at_key());
}

/// The value of a keyword of schemas in a parameter that has no such keyword in its schema, as OpenAPI 2 has it.
fn schema_keyword<'d>(
    context: &Context<'d>,
    parent: &str,
    shape: &'static Shape,
    field: &str,
) -> Option<&'d Value> {
    let typed = [&PARAMETER, &HEADER]
        .iter()
        .any(|typed| std::ptr::eq(*typed, shape));
    if !typed || !SCHEMA.fields.iter().any(|known| known.name == field) {
        return None;
    }
    let owner = context.document.get(parent)?;
    let schema = owner.get("schema");
    let free = schema.is_none_or(|schema| {
        schema.is_object() && schema.get("$ref").is_none() && schema.get(field).is_none()
    });
    owner
        .get(field)
        .filter(|_| free && owner.get("content").is_none())
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
