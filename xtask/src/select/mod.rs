//! Select: of a large description, the operations that are wanted, and the types that they reach.
//!
//! `generate --only tag:users` says it on the command line, `info.x-crate.only` in the description or in an overlay.

mod reach;
mod selector;

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};

pub use self::selector::Selector;
use self::selector::{Candidate, Subject};
use crate::diagnostic::Diagnostic;
use crate::grammar::{ADDITIONAL_OPERATIONS, METHODS};
use crate::lint::nearest;
use crate::load::node::{Content, Node};
use crate::load::{Document, Rejected};
use crate::lower::derive_operation_id;
use crate::model::method_name;
use crate::pointer;

const CODE: &str = "unmatched-selector";

/// Which operations are wanted.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Those that one of these selectors means; all, where there are none.
    pub only: Vec<Selector>,
    /// But not those that one of these means.
    pub except: Vec<Selector>,
}

/// Where a selector was written, to point at it.
struct Wish {
    selector: Selector,
    /// The option or the key.
    said_by: &'static str,
    pointer: String,
}

/// Keeps the operations that the command line asks for, or else `info.x-crate`, and the components that they reach.
///
/// # Errors
///
/// A finding for each selector that cannot be read or means no operation, with the names that are nearest to it.
pub fn select(mut document: Document, selection: &Selection) -> Result<Document, Box<Rejected>> {
    let mut findings = Vec::new();
    let only = wishes(&document, &selection.only, "only", &mut findings);
    let except = wishes(&document, &selection.except, "except", &mut findings);
    if only.is_empty() && except.is_empty() && findings.is_empty() {
        return Ok(document);
    }
    let places = places(&document.value);
    for wish in only.iter().chain(&except) {
        if !places
            .iter()
            .any(|place| wish.selector.matches(&place.candidate))
        {
            findings.push(unmatched(wish, &places));
        }
    }
    let means = |wishes: &[Wish], place: &Place<'_>| {
        wishes
            .iter()
            .any(|wish| wish.selector.matches(&place.candidate))
    };
    let mut wanted = Wanted::new();
    for place in &places {
        if (only.is_empty() || means(&only, place)) && !means(&except, place) {
            let keys = wanted.entry(place.candidate.path.to_owned()).or_default();
            keys.push(place.keys.clone());
        }
    }
    if findings.is_empty() && wanted.is_empty() && !places.is_empty() {
        findings.push(
            Diagnostic::error(
                "nothing-selected",
                "/paths",
                "what `only` keeps, `except` takes away: no operation is left",
                "remove a selector",
            )
            .at_key(),
        );
    }
    if !findings.is_empty() {
        return Err(Box::new(Rejected {
            document,
            diagnostics: findings,
        }));
    }
    let paths = match document.node("/paths").map(|paths| &paths.content) {
        Some(Content::Map(paths)) => kept(paths, document.root(), &wanted),
        _ => return Ok(document),
    };
    document.edit("/paths", |node| node.content = Content::Map(paths));
    // No selector means what the server calls.
    document.remove("/webhooks");
    let reached = reach::reached(&document.value);
    document.edit("/components", |components| {
        reach::prune(components, &reached)
    });
    Ok(document)
}

/// The selectors of the command line; where it has none, those of `info.x-crate`.
fn wishes(
    document: &Document,
    given: &[Selector],
    key: &'static str,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Wish> {
    if !given.is_empty() {
        let wish = |selector: &Selector| Wish {
            selector: selector.clone(),
            said_by: if key == "only" { "--only" } else { "--except" },
            pointer: "/paths".to_owned(),
        };
        return given.iter().map(wish).collect();
    }
    let at = format!("/info/x-crate/{key}");
    let listed = document.get(&at).and_then(Value::as_array);
    let mut wishes = Vec::new();
    for (index, value) in listed.into_iter().flatten().enumerate() {
        let pointer = pointer::join(&at, &index.to_string());
        match value.as_str().map(Selector::parse) {
            Some(Ok(selector)) => wishes.push(Wish {
                selector,
                said_by: key,
                pointer,
            }),
            Some(Err(message)) => findings.push(Diagnostic::error(
                "malformed-selector",
                pointer,
                message,
                "",
            )),
            // That it is no text, the shape of `x-crate` says.
            None => {}
        }
    }
    wishes
}

/// An operation, the path under which it is called and the keys that lead to it in the path item.
struct Place<'d> {
    candidate: Candidate<'d>,
    keys: Vec<String>,
}

fn places(root: &Value) -> Vec<Place<'_>> {
    let paths = root.get("paths").and_then(Value::as_object);
    let parents = parents(root);
    let mut places = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        let Some(item) = followed(root, item) else {
            continue;
        };
        let additional = item
            .get(ADDITIONAL_OPERATIONS)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(method, operation)| (vec![ADDITIONAL_OPERATIONS, method.as_str()], operation));
        let fixed = item
            .iter()
            .filter(|(key, _)| METHODS.contains(&key.as_str()))
            .map(|(method, operation)| (vec![method.as_str()], operation));
        for (keys, operation) in fixed.chain(additional) {
            let method = keys.last().copied().unwrap_or_default();
            let id = operation
                .get("operationId")
                .and_then(Value::as_str)
                .map_or_else(|| derive_operation_id(method, path), str::to_owned);
            let tags = operation.get("tags").and_then(Value::as_array);
            places.push(Place {
                candidate: Candidate {
                    tags: with_parents(
                        tags.into_iter()
                            .flatten()
                            .filter_map(Value::as_str)
                            .collect(),
                        &parents,
                    ),
                    method_name: method_name(&id),
                    id,
                    path,
                },
                keys: keys.into_iter().map(str::to_owned).collect(),
            });
        }
    }
    places
}

/// The tags that tags belong to (OpenAPI 3.2).
fn parents(root: &Value) -> HashMap<&str, &str> {
    let tags = root.get("tags").and_then(Value::as_array);
    tags.into_iter()
        .flatten()
        .filter_map(|tag| Some((tag.get("name")?.as_str()?, tag.get("parent")?.as_str()?)))
        .collect()
}

/// The tags of an operation, and those that these belong to.
fn with_parents<'d>(mut tags: Vec<&'d str>, parents: &HashMap<&str, &'d str>) -> Vec<&'d str> {
    let mut next = 0;
    while let Some(parent) = tags.get(next).map(|tag| parents.get(tag)) {
        // Tags that belong to each other are each looked at once.
        tags.extend(parent.filter(|parent| !tags.contains(parent)).copied());
        next += 1;
    }
    tags
}

/// Longer chains of references exist only in documents made to waste time.
const LONGEST_CHAIN: usize = 64;

/// A path item, or the one that it refers to.
fn followed<'d>(root: &'d Value, mut item: &'d Value) -> Option<&'d Map<String, Value>> {
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = item.get("$ref").and_then(Value::as_str) else {
            return item.as_object();
        };
        item = root.pointer(&pointer::of_reference(reference)?)?;
    }
    None
}

/// The keys that lead to each operation that is wanted, by path.
type Wanted = HashMap<String, Vec<Vec<String>>>;

/// The paths with the operations that are wanted, without those that have none left.
fn kept(paths: &IndexMap<String, Node>, root: &Node, wanted: &Wanted) -> IndexMap<String, Node> {
    let mut kept = IndexMap::new();
    for (path, item) in paths {
        let Some(own) = wanted.get(path) else {
            continue;
        };
        // An item that two paths share may be wanted whole under one of them: each path gets its own.
        let Some(mut item) = item_of(root, item).cloned() else {
            continue;
        };
        let is_wanted = |keys: &[&str]| own.iter().any(|wanted| *wanted == keys);
        if let Content::Map(members) = &mut item.content {
            members.retain(|key, _| !METHODS.contains(&key.as_str()) || is_wanted(&[key]));
            if let Some(additional) = members.get_mut(ADDITIONAL_OPERATIONS)
                && let Content::Map(operations) = &mut additional.content
            {
                operations.retain(|method, _| is_wanted(&[ADDITIONAL_OPERATIONS, method]));
            }
        }
        kept.insert(path.clone(), item);
    }
    kept
}

/// A path item, or the one that it refers to.
fn item_of<'d>(root: &'d Node, mut item: &'d Node) -> Option<&'d Node> {
    for _ in 0..LONGEST_CHAIN {
        let reference = item.pointed("/$ref");
        let Some(Content::Scalar(Value::String(reference))) = reference.map(|node| &node.content)
        else {
            return Some(item);
        };
        item = root.pointed(&pointer::of_reference(reference)?)?;
    }
    None
}

fn unmatched(wish: &Wish, places: &[Place<'_>]) -> Diagnostic {
    let Selector {
        written,
        subject,
        name,
        ..
    } = &wish.selector;
    let mut known: Vec<&str> = places
        .iter()
        .flat_map(|place| match subject {
            Subject::Tag => place.candidate.tags.clone(),
            Subject::Operation => vec![place.candidate.id.as_str()],
            Subject::Path => vec![place.candidate.path],
        })
        .collect();
    known.sort_unstable();
    known.dedup();
    let plain = name.replace('*', "");
    let help = match nearest(&plain, known.iter().copied()) {
        Some(near) => format!("did you mean `{}:{near}`?", subject.spoken()),
        None if known.is_empty() => format!(
            "no operation of this description has a {}",
            subject.spoken()
        ),
        None => {
            let shown: Vec<&str> = known.iter().copied().take(12).collect();
            let more = known.len() - shown.len();
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!("there are {}{more}", shown.join(", "))
        }
    };
    let finding = Diagnostic::error(
        CODE,
        wish.pointer.as_str(),
        format!("`{written}` ({}) means no operation", wish.said_by),
        help,
    );
    if wish.said_by.starts_with("--") {
        finding.at_key()
    } else {
        finding
    }
}
