//! `$ref`s that do not lead to an object of the right kind in this document.

use std::collections::HashMap;

use serde_json::Value;

use super::context::{Context, members};
use super::nearest;
use crate::diagnostic::Diagnostic;
use crate::grammar::{DISCRIMINATOR, Reference, SCHEMA};
use crate::pointer;

/// Longer circles exist only in documents made to waste time.
const LONGEST_CIRCLE: usize = 1000;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut aliases = HashMap::new();
    for reference in &context.survey.references {
        match target(context, reference) {
            Ok(target) => {
                aliases.insert(reference.pointer.as_str(), target);
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    circles(context, &aliases, diagnostics);
    for place in context.survey.objects(&DISCRIMINATOR) {
        mapping(
            context,
            &place.pointer,
            place.value.get("mapping"),
            diagnostics,
        );
    }
}

/// Where a reference leads, if that is as it should be.
fn target(context: &Context<'_>, reference: &Reference<'_>) -> Result<String, Diagnostic> {
    let at = pointer::join(&reference.pointer, "$ref");
    let written = reference.target;
    let Some(target) = pointer::of_reference(written) else {
        return Err(if written.starts_with('#') {
            Diagnostic::error(
                "malformed-reference",
                at,
                format!("`{written}` is not a JSON pointer"),
                "write it as `#/components/schemas/Name`",
            )
        } else {
            let kind = reference.shape.name.to_lowercase();
            Diagnostic::error(
                "remote-reference",
                at,
                format!("`{written}` leads out of this file"),
                format!("copy the {kind} into `components`, or bundle the files into one first"),
            )
        });
    };
    let Some(value) = context.document.value.pointer(&target) else {
        return Err(Diagnostic::error(
            "dangling-reference",
            at,
            format!("`{written}` leads to nothing"),
            dangling_help(context, &target),
        ));
    };
    let wanted = reference.shape.name;
    match context.survey.shape(&target) {
        Some(found) if !std::ptr::eq(found, reference.shape) => Err(Diagnostic::error(
            "reference-to-wrong-kind",
            at,
            format!(
                "a {wanted} Object is needed here, and `{written}` is a {} Object",
                found.name
            ),
            format!("refer to a {wanted} Object"),
        )),
        None if !value.is_object() => Err(Diagnostic::error(
            "reference-to-wrong-kind",
            at,
            format!("a {wanted} Object is needed here, and `{written}` is none"),
            format!("refer to a {wanted} Object"),
        )),
        _ => Ok(target),
    }
}

fn dangling_help(context: &Context<'_>, target: &str) -> String {
    let parent = target.rsplit_once('/').map_or("", |(parent, _)| parent);
    let name = pointer::last(target);
    let siblings = context
        .document
        .value
        .pointer(parent)
        .and_then(Value::as_object);
    let known = siblings.into_iter().flatten().map(|(key, _)| key.as_str());
    match nearest(&name, known) {
        Some(near) => format!("did you mean `#{}`?", pointer::join(parent, near)),
        None if siblings.is_some() => {
            format!("add `{name}` to `{parent}`, or correct the reference")
        }
        None => "add what is missing, or correct the reference".to_owned(),
    }
}

/// References that only ever lead to further references.
fn circles(
    context: &Context<'_>,
    aliases: &HashMap<&str, String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for reference in &context.survey.references {
        let start = reference.pointer.as_str();
        let mut at = start;
        for _ in 0..aliases.len().min(LONGEST_CIRCLE) {
            let Some(next) = aliases.get(at) else { break };
            if next == start {
                diagnostics.push(Diagnostic::error(
                    "circular-reference",
                    pointer::join(start, "$ref"),
                    format!(
                        "`{}` leads back to itself through nothing but references",
                        reference.target
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
    diagnostics: &mut Vec<Diagnostic>,
) {
    let at = pointer::join(discriminator, "mapping");
    for (key, value) in members(mapping) {
        let Some(written) = value.as_str() else {
            continue;
        };
        let target = pointer::of_reference(written)
            .unwrap_or_else(|| pointer::join("/components/schemas", written));
        let shape = context.survey.shape(&target);
        if shape.is_none_or(|shape| !std::ptr::eq(shape, &SCHEMA)) {
            diagnostics.push(Diagnostic::warning(
                "dangling-mapping",
                pointer::join(&at, key),
                format!("`{written}` leads to no schema of this document: it is ignored"),
                "correct the reference",
            ));
        }
    }
}
