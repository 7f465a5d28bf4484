//! Security schemes, and the requirements that name them.

use std::collections::HashMap;

use heck::ToSnakeCase;
use serde_json::{Map, Value};

use super::context::{Context, members};
use super::nearest;
use crate::diagnostic::Diagnostic;
use crate::grammar::SECURITY_SCHEME;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let root = &context.document.value;
    let schemes = root.pointer("/components/securitySchemes");
    if let Some(list) = root.get("security") {
        requirements(list, "/security", schemes, diagnostics);
    }
    for operation in &context.operations {
        if let Some(list) = operation.value.get("security") {
            let at = pointer::join(&operation.pointer, "security");
            requirements(list, &at, schemes, diagnostics);
        }
    }
    equal_names(schemes, diagnostics);
    for place in context.survey.objects(&SECURITY_SCHEME) {
        scheme(&place.pointer, place.value, diagnostics);
    }
}

fn requirements(
    list: &Value,
    at: &str,
    schemes: Option<&Value>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (index, requirement) in list.as_array().into_iter().flatten().enumerate() {
        let at = pointer::join(at, &index.to_string());
        for (name, _) in members(Some(requirement)) {
            if members(schemes).any(|(known, _)| known == name) {
                continue;
            }
            let help = match nearest(name, members(schemes).map(|(known, _)| known)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!(
                    "add `{name}` to `components/securitySchemes`, or remove the requirement"
                ),
            };
            diagnostics.push(
                Diagnostic::error(
                    "unknown-security-scheme",
                    pointer::join(&at, name),
                    format!("there is no security scheme `{name}`"),
                    help,
                )
                .at_key(),
            );
        }
    }
}

fn equal_names(schemes: Option<&Value>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (name, _) in members(schemes) {
        if let Some(first) = seen.insert(name.to_snake_case(), name) {
            diagnostics.push(
                Diagnostic::error(
                    "equal-security-schemes",
                    pointer::join("/components/securitySchemes", name),
                    format!(
                        "the security schemes `{first}` and `{name}` have the same name in Rust"
                    ),
                    "rename one of them so that they differ in more than case and signs",
                )
                .at_key(),
            );
        }
    }
}

fn scheme(at: &str, scheme: &Map<String, Value>, diagnostics: &mut Vec<Diagnostic>) {
    let needed: &[&str] = match scheme.get("type").and_then(Value::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => {
            flows(at, scheme, diagnostics);
            return;
        }
        _ => return,
    };
    for field in needed {
        if !scheme.contains_key(*field) {
            diagnostics.push(
                Diagnostic::error(
                    "incomplete-security-scheme",
                    at,
                    format!("this security scheme has no `{field}`"),
                    format!("add `{field}`: without it nobody knows how to send the credential"),
                )
                .at_key(),
            );
        }
    }
}

/// OpenAPI 3.0.3, section 4.7.28: what each flow must name. None of it changes the client, which
/// takes a token from wherever.
fn flows(at: &str, scheme: &Map<String, Value>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(flows) = scheme.get("flows") else {
        diagnostics.push(
            Diagnostic::warning(
                "oauth2-flow",
                at,
                "this OAuth 2.0 scheme names no `flows`",
                "say in `flows` how a token is obtained",
            )
            .at_key(),
        );
        return;
    };
    let at = pointer::join(at, "flows");
    for (name, flow) in members(Some(flows)) {
        let needed: &[&str] = match name {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            _ => continue,
        };
        for field in needed {
            if flow.get(field).is_none() {
                diagnostics.push(
                    Diagnostic::warning(
                        "oauth2-flow",
                        pointer::join(&at, name),
                        format!("the OAuth 2.0 flow `{name}` has no `{field}`"),
                        format!("add `{field}`"),
                    )
                    .at_key(),
                );
            }
        }
    }
}
