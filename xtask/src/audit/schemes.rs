//! Security schemes: what the README and the examples say of them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operations::joined;
use super::pairs::{Only, pair};
use super::view::{Node, View};
use super::{Differences, saying};
use crate::reconstruct::pages::{Flow, Operation, Pages, Scheme, SchemeKind};
use crate::reconstruct::wire::fold;

pub(super) fn compare(view: &View<'_>, pages: &Pages, differences: &mut Differences) {
    let Some(components) = view.node("/components") else {
        return;
    };
    let mut described = view.members(&components, "securitySchemes");
    let mut unknown = Vec::new();
    for scheme in &pages.schemes {
        let found = described.iter().position(|(key, node)| {
            node.docs_names().contains(&scheme.name.as_str()) || fold(key) == fold(&scheme.name)
        });
        match found {
            Some(index) => {
                let (key, node) = described.swap_remove(index);
                compare_one(scheme, &key, &node, differences);
            }
            // Where an operation asks for it, that is what differs.
            None if is_asked_for(scheme, pages) => {}
            None => unknown.push(scheme),
        }
    }
    // Pages without a README tell of the schemes that operations use, and of no others.
    let complete = pages.schemes_complete;
    let untold = described
        .into_iter()
        // The generators print nothing of it.
        .filter(|(_, node)| complete && node.text("type") != Some("openIdConnect"))
        .collect();
    for only in pair(unknown, untold, |_, _| true) {
        let (message, pointer, name, place) = match &only {
            Only::Page(scheme) => (
                format!(
                    "the pages have the security scheme `{}`, the description does not",
                    scheme.name
                ),
                "/components",
                &scheme.name,
                Some(&scheme.place),
            ),
            Only::Description((key, node)) => (
                format!("the description has the security scheme `{key}`, the pages do not"),
                node.used.as_str(),
                key,
                pages.schemes.first().map(|scheme| &scheme.place),
            ),
            Only::Renamed(scheme, (key, node)) => (
                format!(
                    "the pages have the security scheme `{}`, the description has `{key}`",
                    scheme.name
                ),
                node.used.as_str(),
                &scheme.name,
                Some(&scheme.place),
            ),
        };
        differences.add(
            &[pointer],
            format!("security scheme {name}"),
            message,
            place,
        );
    }
}

fn is_asked_for(scheme: &Scheme, pages: &Pages) -> bool {
    let mut operations = pages.operations.iter().flat_map(Operation::everywhere);
    operations.any(|operation| operation.security.contains(&scheme.name))
}

fn compare_one(scheme: &Scheme, key: &str, node: &Node<'_>, differences: &mut Differences) {
    let mut report = |aspect: &str, page: &str, description: &str| {
        let message = format!(
            "the pages say of the security scheme `{}` that its {aspect} is {page}, the description says {description}",
            scheme.name
        );
        differences.add(
            &[&node.used, &node.pointer],
            saying(aspect, page),
            message,
            Some(&scheme.place),
        );
    };
    let said = |key: &str| node.text(key).unwrap_or("nothing");
    let (kind, http) = match &scheme.kind {
        SchemeKind::Unknown => return,
        SchemeKind::Basic => ("http", Some("basic")),
        SchemeKind::Bearer(_) => ("http", Some("bearer")),
        SchemeKind::Signature => ("http", Some("signature")),
        SchemeKind::ApiKey { .. } => ("apiKey", None),
        SchemeKind::OAuth(_) => ("oauth2", None),
    };
    // Swagger 2.0 has a type of its own for what is a scheme of HTTP today.
    let described = match (said("type"), said("scheme")) {
        ("basic", _) => ("http", "basic".to_owned()),
        (kind, scheme) => (kind, scheme.to_ascii_lowercase()),
    };
    if described.0 != kind {
        report("type", kind, described.0);
        return;
    }
    if let Some(http) = http.filter(|http| *http != described.1) {
        report("scheme", http, &described.1);
        return;
    }
    match &scheme.kind {
        SchemeKind::Bearer(Some(format)) if node.text("bearerFormat") != Some(format) => {
            report("bearerFormat", format, said("bearerFormat"));
        }
        SchemeKind::ApiKey { parameter, place } => {
            if let Some(parameter) = parameter.as_deref().filter(|name| *name != said("name")) {
                report("name", parameter, said("name"));
            }
            if let Some(place) = place.filter(|place| *place != said("in")) {
                report("in", place, said("in"));
            }
        }
        SchemeKind::OAuth(flows) if !flows.is_empty() => {
            for (aspect, page, description) in flows_differ(flows, key, node) {
                report(&aspect, &page, &description);
            }
        }
        _ => {}
    }
}

/// Aspects of the flows, each as the pages and as the description have it.
fn flows_differ(flows: &[Flow], key: &str, node: &Node<'_>) -> Vec<(String, String, String)> {
    let described = node.value.get("flows").and_then(Value::as_object);
    let Some(described) = described else {
        return vec![(
            "flows".to_owned(),
            "there".to_owned(),
            format!("nothing of those of `{key}`"),
        )];
    };
    let list = |names: &BTreeSet<&str>| joined(names);
    let printed: BTreeSet<&str> = flows.iter().map(|flow| flow.name).collect();
    let known: BTreeSet<&str> = described
        .keys()
        .map(String::as_str)
        .filter(|name| !name.starts_with("x-"))
        .collect();
    if printed != known {
        return vec![("flows".to_owned(), list(&printed), list(&known))];
    }
    let mut found = Vec::new();
    for flow in flows {
        let Some(described) = described.get(flow.name) else {
            continue;
        };
        let address = described.get("authorizationUrl").and_then(Value::as_str);
        let address = address.unwrap_or_default();
        if !flow.authorization.is_empty() && flow.authorization != address {
            found.push((
                "authorizationUrl".to_owned(),
                flow.authorization.clone(),
                address.to_owned(),
            ));
        }
        let printed: BTreeSet<&str> = flow.scopes.iter().map(|(name, _)| name.as_str()).collect();
        let scopes = described.get("scopes").and_then(Value::as_object);
        let known: BTreeSet<&str> = scopes
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect();
        if printed != known {
            found.push(("scopes".to_owned(), list(&printed), list(&known)));
        }
    }
    found
}
