//! Values of the wrong kind, of which only the version that they are written in knows that they are wrong.
//!
//! What normalising takes up is gone before the lint looks, and what a field takes differs between versions. What is plain
//! is taken here, and what nobody can make sense of is left out; what is left of the rest is for the lint to mend.

use std::sync::Arc;

use serde_json::Value;

use super::bodies;
use crate::diagnostic::{At, Diagnostic};
use crate::grammar::meant::{meant, spoken, type_word};
use crate::grammar::{SCHEMA, Survey, Trouble};
use crate::load::Document;
use crate::load::node::{Content, Node};
use crate::pointer;

/// Mends them in `root`, which is what `document` holds.
pub(super) fn mend(root: &mut Node, document: &Document, survey: &Survey<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for trouble in &survey.troubles {
        let Trouble::WrongKind {
            pointer: at,
            kind,
            found,
            essential,
        } = trouble
        else {
            continue;
        };
        let name = pointer::last(at);
        if is_left(&name, found) && !is_scheme(at) {
            continue;
        }
        let done = match meant(*kind, found) {
            Some(value) if is_plain(&value) && !found.is_object() => {
                let done = format!("`{value}` is taken");
                if let Some(node) = root.pointed_mut(at) {
                    node.set_value(value);
                }
                done
            }
            // Its parts have places of their own, which a value made here would lose.
            Some(_) => continue,
            None if is_scheme(at) => "it is ignored".to_owned(),
            None => {
                let owner = at.rsplit_once('/').map_or("", |(owner, _)| owner);
                if let Some(owner) = root.pointed_mut(owner) {
                    owner.take(&name);
                }
                match essential {
                    true => "it is left out".to_owned(),
                    false => "it is ignored".to_owned(),
                }
            }
        };
        let message = format!(
            "`{name}` must be {}, and is {}: {done}",
            kind.wanted(),
            spoken(found)
        );
        let finding = Diagnostic::warning(
            "wrong-kind",
            document.written(at),
            message,
            "correct the value",
        );
        findings.push(finding.at_span(document.span(at, &At::Value)));
    }
    findings
}

/// Takes what is no type out of lists of types, in which the others say enough.
pub(super) fn mend_types(
    root: &mut Arc<Node>,
    document: &Document,
    survey: &Survey<'_>,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for place in survey.objects(&SCHEMA) {
        let Some(Value::Array(types)) = place.value.get("type") else {
            continue;
        };
        if types.iter().all(is_type) {
            continue;
        }
        let at = pointer::join(&place.pointer, "type");
        for (index, item) in types.iter().enumerate().filter(|(_, item)| !is_type(item)) {
            let at = pointer::join(&at, &index.to_string());
            let message = format!("{} is no type: it is left out of the list", spoken(item));
            let help =
                "write `string`, `number`, `integer`, `boolean`, `object`, `array` or `null`";
            let finding = Diagnostic::warning("wrong-kind", document.written(&at), message, help);
            findings.push(finding.at_span(document.span(&at, &At::Value)));
        }
        let Some(schema) = Arc::make_mut(root).pointed_mut(&place.pointer) else {
            continue;
        };
        let list = schema
            .members_mut()
            .and_then(|members| members.get_mut("type"));
        if let Some(Content::List(items)) = list.map(|list| &mut list.content) {
            let mut known = types.iter().map(is_type);
            items.retain(|_| known.next().unwrap_or_default());
        }
        if schema
            .get("type")
            .is_some_and(|list| list.items().is_empty())
        {
            schema.take("type");
        }
    }
    findings
}

/// Whether a word is a type, or surely means one.
fn is_type(item: &Value) -> bool {
    let is_type = |word: &str| word == "null" || type_word(word).is_some();
    item.as_str().is_some_and(is_type)
}

/// Words among the schemes of Swagger 2.0 by which nothing is sent: nobody looks at them later.
fn is_scheme(at: &str) -> bool {
    let list = at.rsplit_once('/').map(|(list, _)| pointer::last(list));
    list.is_some_and(|list| list == "schemes")
}

/// Whether another stage knows more of a word, or of what stands in a list: an item that goes would give its pointer to the next.
fn is_left(name: &str, found: &Value) -> bool {
    matches!(name, "type" | "required" | "items" | "$ref")
        || name.parse::<usize>().is_ok()
        || name == "in" && found.as_str().is_some_and(bodies::is_body)
}

fn is_plain(value: &Value) -> bool {
    match value {
        Value::Array(items) => items
            .iter()
            .all(|item| !item.is_array() && !item.is_object()),
        Value::Object(_) => false,
        _ => true,
    }
}
