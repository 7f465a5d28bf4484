//! `$ref`s that do not lead to an object of the right kind in this document.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::context::{Context, members};
use super::nearest;
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::{
    DISCRIMINATOR, HEADER, PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE, Reference, SCHEMA,
    SECURITY_SCHEME, Shape,
};
use crate::pointer;

/// Longer circles exist only in documents made to waste time.
const LONGEST_CIRCLE: usize = 1000;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut aliases = HashMap::new();
    for reference in &context.survey.references {
        match target(context, reference) {
            Ok(target) => {
                aliases.insert(reference.pointer.as_str(), target);
            }
            Err(wrong) => {
                let at = reference.pointer.as_str();
                let done = match wrong.meant {
                    Some(value) => {
                        let done = match value.get("$ref").and_then(Value::as_str) {
                            Some(meant) => format!("`{meant}` is taken"),
                            None => "that is what it holds".to_owned(),
                        };
                        report.set(at, value);
                        done
                    }
                    None => {
                        report.set(at, anything(reference.shape));
                        nothing_known(reference.shape).to_owned()
                    }
                };
                report.push(Diagnostic::warning(
                    wrong.code,
                    pointer::join(at, "$ref"),
                    format!("{}: {done}", wrong.message),
                    wrong.help,
                ));
            }
        }
    }
    circles(context, &aliases, report);
    for place in context.survey.objects(&DISCRIMINATOR) {
        mapping(context, &place.pointer, place.value.get("mapping"), report);
        let at = pointer::join(&place.pointer, "defaultMapping");
        mapped(context, &at, place.value.get("defaultMapping"), report);
    }
}

/// A reference that leads to nothing of use.
struct Wrong {
    code: &'static str,
    message: String,
    help: String,
    /// What was surely meant.
    meant: Option<Value>,
}

/// What is known of an object whose description is not there.
fn anything(shape: &Shape) -> Value {
    let any = json!({ "application/json": { "schema": {} } });
    if std::ptr::eq(shape, &RESPONSE) {
        // It may as well have no body.
        json!({ "description": "", "content": any, "x-body-optional": true })
    } else if std::ptr::eq(shape, &REQUEST_BODY) {
        json!({ "content": any })
    } else {
        json!({})
    }
}

/// What becomes of an object of which nothing is known.
fn nothing_known(shape: &Shape) -> &'static str {
    let is = |other: &'static Shape| std::ptr::eq(shape, other);
    if is(&SCHEMA) || is(&RESPONSE) || is(&REQUEST_BODY) {
        "any JSON value is taken"
    } else if is(&PATH_ITEM) {
        "the path has no operation"
    } else {
        "it is left out"
    }
}

/// Where a reference leads, if that is as it should be.
fn target(context: &Context<'_>, reference: &Reference<'_>) -> Result<String, Box<Wrong>> {
    let written = reference.target;
    let shape = reference.shape;
    let found = pointer::of_reference(written);
    let value = found
        .as_ref()
        .and_then(|target| context.document.value.pointer(target));
    let (Some(target), Some(value)) = (found, value) else {
        let around = from_around(context, &reference.pointer, written);
        let around = around.filter(|_| std::ptr::eq(shape, &SCHEMA));
        if let Some(meant) = around {
            let help = "begin references at the whole description, or move what they lead to into `components`";
            return Err(Box::new(Wrong {
                code: "dangling-reference",
                message: format!("`{written}` leads to nothing"),
                help: help.to_owned(),
                meant: Some(json!({ "$ref": meant })),
            }));
        }
        let meant = component(context, shape, written).map(|meant| json!({ "$ref": meant }));
        return Err(leads_nowhere(context, shape, written, meant));
    };
    let wanted = shape.name;
    let (message, meant) = match context.survey.shape(&target) {
        Some(found) if !std::ptr::eq(found, shape) => (
            format!(
                "a {wanted} Object is needed here, and `{written}` is a {} Object",
                found.name
            ),
            inside(context, shape, found, &target)
                .or_else(|| whole_schema(context, reference, &target)),
        ),
        None if !value.is_object() => (
            format!("a {wanted} Object is needed here, and `{written}` is none"),
            None,
        ),
        _ => return Ok(target),
    };
    Err(Box::new(Wrong {
        code: "reference-to-wrong-kind",
        message,
        help: format!("refer to a {wanted} Object"),
        meant,
    }))
}

fn leads_nowhere(
    context: &Context<'_>,
    shape: &Shape,
    written: &str,
    meant: Option<Value>,
) -> Box<Wrong> {
    let (code, message, help) = match pointer::of_reference(written) {
        Some(target) => (
            "dangling-reference",
            format!("`{written}` leads to nothing"),
            dangling_help(context, shape, &target),
        ),
        None if meant.is_some() || written.starts_with('#') => (
            "malformed-reference",
            format!("`{written}` is not a JSON pointer"),
            "write it as `#/components/schemas/Name`".to_owned(),
        ),
        None => (
            "remote-reference",
            format!("`{written}` leads out of this file"),
            format!(
                "copy the {} into `components`, or bundle the files into one first",
                shape.name.to_lowercase()
            ),
        ),
    };
    Box::new(Wrong {
        code,
        message,
        help,
        meant,
    })
}

/// Where components of a kind are kept.
fn section(shape: &Shape) -> Option<String> {
    let sections = [
        (&SCHEMA, "schemas"),
        (&RESPONSE, "responses"),
        (&PARAMETER, "parameters"),
        (&REQUEST_BODY, "requestBodies"),
        (&HEADER, "headers"),
        (&SECURITY_SCHEME, "securitySchemes"),
    ];
    let mut sections = sections.into_iter();
    let (_, section) = sections.find(|(known, _)| std::ptr::eq(*known, shape))?;
    Some(format!("/components/{section}"))
}

/// The component of that name, where a reference does not name a file: `#/definitions/Pet`, `Pet`.
fn component(context: &Context<'_>, shape: &Shape, written: &str) -> Option<String> {
    let section = section(shape)?;
    let local = written.starts_with(['#', '/']) || !written.contains(['/', '.', ':']);
    let name = written.rsplit(['/', '#']).next().filter(|_| local)?;
    let target = pointer::join(&section, name);
    context.document.value.pointer(&target)?;
    Some(format!("#{target}"))
}

/// The schema that a mapping calls by the file that it stood in. Tools that make one file of many rewrite references, and leave
/// the values of mappings as they were, which are plain text to them.
fn component_of_file(context: &Context<'_>, written: &str) -> Option<String> {
    let (file, fragment) = written.split_once('#').unwrap_or((written, ""));
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let file = last(file);
    let stem = file.split_once('.').map_or(&*file, |(stem, _)| stem);
    let names = [last(fragment), stem.to_owned()];
    let mut names = names.iter().filter(|name| !name.is_empty());
    let name = names.next()?;
    component(context, &SCHEMA, &format!("#/{name}"))
}

/// What a reference leads to from the nearest schema around it: there it led somewhere before the schema was copied into
/// the description.
fn from_around(context: &Context<'_>, at: &str, written: &str) -> Option<String> {
    let target = pointer::of_reference(written)?;
    let around = std::iter::successors(Some(at), |inner| Some(inner.rsplit_once('/')?.0));
    let mut targets = around.map(|outer| format!("{outer}{target}"));
    let found = targets.find(|target| is_schema(context, target))?;
    Some(pointer::to_reference(&found))
}

/// The whole schema that a reference to the whole document stands in, for the same reason.
fn whole_schema(context: &Context<'_>, reference: &Reference<'_>, target: &str) -> Option<Value> {
    if !target.is_empty() || !std::ptr::eq(reference.shape, &SCHEMA) {
        return None;
    }
    let ends = reference.pointer.match_indices('/').map(|(end, _)| end);
    let mut around = ends.filter_map(|end| reference.pointer.get(..end));
    let whole = around.find(|outer| is_schema(context, outer))?;
    Some(json!({ "$ref": pointer::to_reference(whole) }))
}

fn is_schema(context: &Context<'_>, pointer: &str) -> bool {
    let shape = context.survey.shape(pointer);
    shape.is_some_and(|shape| std::ptr::eq(shape, &SCHEMA))
}

/// A schema where what holds one is wanted, and the other way round.
fn inside(context: &Context<'_>, wanted: &Shape, found: &Shape, target: &str) -> Option<Value> {
    let reference = format!("#{target}");
    if std::ptr::eq(found, &SCHEMA) {
        let content = json!({ "application/json": { "schema": { "$ref": reference } } });
        return if std::ptr::eq(wanted, &RESPONSE) {
            Some(json!({ "description": "", "content": content }))
        } else if std::ptr::eq(wanted, &REQUEST_BODY) {
            Some(json!({ "content": content, "required": true }))
        } else if std::ptr::eq(wanted, &HEADER) {
            Some(json!({ "schema": { "$ref": reference } }))
        } else {
            None
        };
    }
    if !std::ptr::eq(wanted, &SCHEMA) {
        return None;
    }
    let value = context.document.value.pointer(target)?;
    if value.get("schema").is_some() {
        return Some(json!({ "$ref": format!("{reference}/schema") }));
    }
    let (media_type, media) = members(value.get("content")).next()?;
    media.get("schema")?;
    let content = pointer::join("/content", media_type);
    Some(json!({ "$ref": format!("{reference}{content}/schema") }))
}

fn dangling_help(context: &Context<'_>, shape: &Shape, target: &str) -> String {
    let written = target.rsplit_once('/').map_or("", |(parent, _)| parent);
    let name = pointer::last(target);
    let inside = |parent: &str| context.document.get(parent).and_then(Value::as_object);
    // What the author calls `/definitions` stands elsewhere by now.
    let moved = section(shape).filter(|_| inside(written).is_none());
    let parent = moved.as_deref().unwrap_or(written);
    let siblings = inside(parent);
    let known = siblings.into_iter().flatten().map(|(key, _)| key.as_str());
    match nearest(&name, known) {
        Some(near) => {
            let near = context.document.written(&pointer::join(parent, near));
            format!("did you mean `#{near}`?")
        }
        None if siblings.is_some() => {
            let parent = context.document.written(parent);
            format!("add `{name}` to `{parent}`, or correct the reference")
        }
        None => "add what is missing, or correct the reference".to_owned(),
    }
}

/// References that only ever lead to further references.
fn circles(context: &Context<'_>, aliases: &HashMap<&str, String>, report: &mut Report) {
    for reference in &context.survey.references {
        let start = reference.pointer.as_str();
        let mut at = start;
        for _ in 0..aliases.len().min(LONGEST_CIRCLE) {
            let Some(next) = aliases.get(at) else { break };
            if next == start {
                report.set(start, anything(reference.shape));
                report.push(Diagnostic::warning(
                    "circular-reference",
                    pointer::join(start, "$ref"),
                    format!(
                        "`{}` leads back to itself through nothing but references: {}",
                        reference.target,
                        nothing_known(reference.shape)
                    ),
                    "let one of the references in the circle be a real definition",
                ));
                break;
            }
            at = next;
        }
    }
}

/// The values of a discriminator's mapping are names or references (OpenAPI 3.0.3, section 4.7.25).
fn mapping(
    context: &Context<'_>,
    discriminator: &str,
    mapping: Option<&Value>,
    report: &mut Report,
) {
    let at = pointer::join(discriminator, "mapping");
    for (key, value) in members(mapping) {
        mapped(context, &pointer::join(&at, key), Some(value), report);
    }
}

fn mapped(context: &Context<'_>, at: &str, value: Option<&Value>, report: &mut Report) {
    let Some(written) = value.and_then(Value::as_str) else {
        return;
    };
    let target = pointer::of_reference(written)
        .unwrap_or_else(|| pointer::join("/components/schemas", written));
    if is_schema(context, &target) {
        return;
    }
    let local = written.starts_with('#');
    let meant = from_around(context, at, written)
        .or_else(|| component(context, &SCHEMA, written))
        .filter(|_| local)
        .or_else(|| component_of_file(context, written));
    let done = match meant {
        Some(meant) => {
            let done = format!("`{meant}` is taken");
            report.set(at, json!(meant));
            done
        }
        None => "it is ignored".to_owned(),
    };
    report.push(Diagnostic::warning(
        "dangling-mapping",
        at,
        format!("`{written}` leads to no schema of this document: {done}"),
        "correct the reference",
    ));
}
