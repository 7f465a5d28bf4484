//! Security schemes, and the requirements that name them.

use std::collections::HashMap;

use heck::ToSnakeCase;
use serde_json::{Map, Value};

use super::context::{Context, members};
use super::nearest;
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::SECURITY_SCHEME;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let root = &context.document.value;
    let schemes = root.pointer("/components/securitySchemes");
    if let Some(list) = root.get("security") {
        requirements(list, "/security", schemes, report);
    }
    for operation in &context.operations {
        if let Some(list) = operation.value.get("security") {
            let at = pointer::join(&operation.pointer, "security");
            requirements(list, &at, schemes, report);
        }
    }
    equal_names(schemes, report);
    for place in context.survey.objects(&SECURITY_SCHEME) {
        scheme(&place.pointer, place.value, report);
    }
}

fn requirements(list: &Value, at: &str, schemes: Option<&Value>, report: &mut Report) {
    let known = |name: &str| members(schemes).any(|(known, _)| known == name);
    let alternatives = list.as_array().into_iter().flatten();
    let left = alternatives
        .clone()
        .any(|requirement| members(Some(requirement)).all(|(name, _)| known(name)));
    let done = if left {
        "the alternative is left out"
    } else {
        "any credential that the caller sets is shown"
    };
    for (index, requirement) in alternatives.enumerate() {
        let at = pointer::join(at, &index.to_string());
        for (name, _) in members(Some(requirement)) {
            if known(name) {
                continue;
            }
            let help = match nearest(name, members(schemes).map(|(known, _)| known)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!(
                    "add `{name}` to `components/securitySchemes`, or remove the requirement"
                ),
            };
            report.push(
                Diagnostic::warning(
                    "unknown-security-scheme",
                    pointer::join(&at, name),
                    format!("there is no security scheme `{name}`: {done}"),
                    help,
                )
                .at_key(),
            );
        }
    }
}

fn equal_names(schemes: Option<&Value>, report: &mut Report) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (name, _) in members(schemes) {
        if let Some(first) = seen.insert(name.to_snake_case(), name) {
            report.push(
                Diagnostic::warning(
                    "equal-security-schemes",
                    pointer::join("/components/securitySchemes", name),
                    format!(
                        "the security schemes `{first}` and `{name}` have the same name in Rust: the second gets a number"
                    ),
                    "rename one of them so that they differ in more than case and signs",
                )
                .at_key(),
            );
        }
    }
}

fn scheme(at: &str, scheme: &Map<String, Value>, report: &mut Report) {
    let needed: &[&str] = match scheme.get("type").and_then(Value::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => {
            flows(at, scheme, report);
            return;
        }
        _ => return,
    };
    for field in needed {
        if !scheme.contains_key(*field) {
            report.push(
                Diagnostic::warning(
                    "incomplete-security-scheme",
                    at,
                    format!("this security scheme has no `{field}`: it is left out"),
                    format!("add `{field}`: without it nobody knows how to send the credential"),
                )
                .at_key(),
            );
        }
    }
}

/// OpenAPI 3.0.3, section 4.7.28: what each flow must name. None of it changes the client, which
/// takes a token from wherever.
fn flows(at: &str, scheme: &Map<String, Value>, report: &mut Report) {
    let Some(flows) = scheme.get("flows") else {
        report.push(
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
            "deviceAuthorization" => &["deviceAuthorizationUrl", "tokenUrl"],
            _ => continue,
        };
        for field in needed {
            if flow.get(field).is_none() {
                report.push(
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
