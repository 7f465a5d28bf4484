//! Values of the wrong kind, of which only the version that they are written in knows that they are wrong.
//!
//! What normalising takes up is gone before the lint looks, and what a field takes differs between versions. What is plain
//! is taken here, and what nobody can make sense of is left out; what is left of the rest is for the lint to mend.

use serde_json::Value;

use super::bodies;
use crate::diagnostic::{At, Diagnostic};
use crate::grammar::meant::{meant, spoken};
use crate::grammar::{Survey, Trouble};
use crate::load::Document;
use crate::load::node::Node;
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
        if is_left(&name, found) {
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
