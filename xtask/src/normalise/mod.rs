//! Normalise: a description of any version becomes one in the form that the later stages know.
//!
//! That form is OpenAPI 3.0 with what later versions say that it cannot: the fields that the
//! tables of the grammar mark as kept. Each part keeps the place that it has in its file, so that
//! later findings point at what the author wrote.

mod bodies;
mod dialect;
mod event_data;
mod generics;
pub(crate) mod identifiers;
mod inline;
mod keywords;
mod openapi;
mod other_version;
mod positions;
mod references;
mod schema;
mod swagger;
mod version;
pub(crate) mod walk;
mod wrong_kinds;

use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::{At, Diagnostic};
use crate::grammar::{Form, SCHEMA, Survey, Trouble, Version};
use crate::load::{Document, Rejected};
use crate::pointer;
use keywords::Keywords;

/// Says a description in the one form.
///
/// # Errors
///
/// What the file is, if it is no description of a version that is read.
pub fn normalise(document: Document) -> Result<Document, Box<Rejected>> {
    let version = match version::of(&document.value) {
        Ok(version) => version,
        Err(diagnostic) => {
            return Err(Box::new(Rejected {
                document,
                diagnostics: vec![*diagnostic],
            }));
        }
    };
    let mut document = document;
    if version >= Version::V3_1
        && let Some(tree) = identifiers::settle(document.root(), Form::Written(version))
    {
        document.set_tree(Arc::new(tree));
    }
    let survey = Survey::of(&document.value, Form::Written(version));
    let findings = other_version::findings(&document, &survey, version);
    // Most descriptions of version 3.0 are in the one form already.
    let done = version == Version::V3_0
        && findings.is_empty()
        && !survey.troubles.iter().any(|trouble| is_to_mend(trouble))
        && !permits_no_more(&survey);
    let misplaced = misplaced_references(&document, &survey);
    let negated = done.then(|| negated(&document, &survey)).flatten();
    let dialect = dialect::finding(&document.value);
    let mut written = document.tree();
    // The lint speaks in the words of version 3.0.
    let is_wrong = |trouble: &Trouble<'_>| matches!(trouble, Trouble::WrongKind { .. });
    if version != Version::V3_0 && survey.troubles.iter().any(is_wrong) {
        let mut mended = (*written).clone();
        let wrong = wrong_kinds::mend(&mut mended, &document, &survey);
        written = Arc::new(mended);
        document.findings.extend(wrong);
    }
    if !done {
        let wrong = wrong_kinds::mend_types(&mut written, &document, &survey);
        document.findings.extend(wrong);
    }
    document.findings.extend(findings);
    document.findings.extend(misplaced);
    document.findings.extend(negated);
    document.findings.extend(dialect);
    if done {
        return Ok(document);
    }
    let mut root = (*written).clone();
    let findings = match version {
        Version::V2_0 => swagger::normalise(&mut root, &written),
        _ => openapi::normalise(&mut root, &written, version),
    };
    document.set_tree(Arc::new(root));
    document.findings.extend(findings);
    Ok(document)
}

/// Whether some tool wrote `additionalProperties: {not: {}}` for `false`.
fn permits_no_more(survey: &Survey<'_>) -> bool {
    survey.objects(&SCHEMA).any(|place| {
        let negated = place.value.get("not").and_then(Value::as_object);
        place.pointer.ends_with("/additionalProperties")
            && place.value.len() == 1
            && negated.is_some_and(serde_json::Map::is_empty)
    })
}

/// What schemas say that their values are not, where nothing else is to be normalised.
fn negated(document: &Document, survey: &Survey<'_>) -> Option<Diagnostic> {
    let mut keywords = Keywords::default();
    for place in survey.objects(&SCHEMA) {
        let schema = place
            .value
            .contains_key("not")
            .then(|| document.node(&place.pointer));
        if let Some(schema) = schema.flatten().filter(|schema| schema::is_negated(schema)) {
            keywords.add("not", schema.place);
        }
    }
    keywords.documentation()
}

/// References in places where OpenAPI knows none, of which what they lead to is taken; of the others the lint speaks.
fn misplaced_references(document: &Document, survey: &Survey<'_>) -> Vec<Diagnostic> {
    let troubles = survey.troubles.iter();
    let misplaced = troubles.filter_map(|trouble| match trouble {
        Trouble::MisplacedReference { pointer, target } => Some((pointer, *target)),
        _ => None,
    });
    misplaced
        .filter(|(_, target)| {
            pointer::of_reference(target)
                .and_then(|target| document.get(&target))
                .is_some_and(|value| value.is_object())
        })
        .map(|(at, target)| {
            let at = pointer::join(at, "$ref");
            let span = document.span(&at, &At::Value);
            let message = format!(
                "OpenAPI knows no `$ref` in this place, and `{target}` stands here: what it leads to is taken"
            );
            Diagnostic::warning(
                "misplaced-reference",
                document.written(&at),
                message,
                "write here what it leads to",
            )
            .at_span(span)
        })
        .collect()
}

/// Whether something is not as OpenAPI 3.0 has it, though its meaning is clear: a list of schemas in
/// `items`, a reference where there is none, a body among the parameters.
fn is_to_mend(trouble: &Trouble<'_>) -> bool {
    match trouble {
        Trouble::WrongKind { pointer, found, .. } => {
            found.is_array() && pointer.ends_with("/items")
                || pointer.ends_with("/$ref")
                || pointer.ends_with("/in") && found.as_str().is_some_and(bodies::is_body)
        }
        Trouble::MisplacedReference { .. } => true,
        _ => false,
    }
}
