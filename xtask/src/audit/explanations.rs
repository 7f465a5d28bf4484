//! `x-docs-differs`: why the description and the pages differ.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Difference, Stale};
use crate::pointer;

const KEY: &str = "x-docs-differs";

/// Gives each difference its explanation. The result is the explanations that explain nothing.
pub(super) fn explain(document: &Value, differences: &mut [Difference]) -> Vec<Stale> {
    let mut used: BTreeSet<(String, Option<String>)> = BTreeSet::new();
    for difference in differences {
        let found = difference
            .pointers
            .iter()
            .find_map(|pointer| nearest(document, pointer, &difference.aspect));
        if let Some((at, aspect, reason)) = found {
            difference.explanation = Some(reason);
            used.insert((at, aspect));
        }
    }
    let mut all = Vec::new();
    collect(document, String::new(), &mut all);
    all.retain(|explanation| !used.contains(explanation));
    all.into_iter()
        .map(|(at, of)| {
            let key = pointer::join(&at, KEY);
            Stale {
                pointer: of
                    .as_ref()
                    .map_or(key.clone(), |aspect| pointer::join(&key, aspect)),
                of,
            }
        })
        .collect()
}

/// Whether a difference has an explanation.
pub(super) fn is_explained(document: &Value, pointers: &[&str], aspect: &str) -> bool {
    let mut pointers = pointers.iter();
    pointers.any(|pointer| nearest(document, pointer, aspect).is_some())
}

/// The explanation at the pointer or at the nearest ancestor that has one for the aspect.
fn nearest(document: &Value, at: &str, aspect: &str) -> Option<(String, Option<String>, String)> {
    let mut at = at;
    loop {
        match document.pointer(at).and_then(|value| value.get(KEY)) {
            Some(Value::String(reason)) if !at.is_empty() => {
                return Some((at.to_owned(), None, reason.clone()));
            }
            Some(Value::Object(aspects)) => {
                if let Some(reason) = aspects.get(aspect).and_then(Value::as_str) {
                    return Some((at.to_owned(), Some(aspect.to_owned()), reason.to_owned()));
                }
            }
            _ => {}
        }
        at = at.rsplit_once('/')?.0;
    }
}

fn collect(value: &Value, at: String, found: &mut Vec<(String, Option<String>)>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match (key.as_str(), member) {
                    (KEY, Value::Object(aspects)) => {
                        found.extend(
                            aspects
                                .keys()
                                .map(|aspect| (at.clone(), Some(aspect.clone()))),
                        );
                    }
                    (KEY, _) => found.push((at.clone(), None)),
                    _ => collect(member, pointer::join(&at, key), found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, pointer::join(&at, &index.to_string()), found);
            }
        }
        _ => {}
    }
}
