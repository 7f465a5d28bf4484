//! `x-token-source`: whether a login can be traded for a token as it says.

use serde_json::{Map, Value};

use super::context::Context;
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::SECURITY_SCHEME;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for place in context.survey.objects(&SECURITY_SCHEME) {
        let Some(Value::Object(source)) = place.value.get("x-token-source") else {
            continue;
        };
        let at = pointer::join(&place.pointer, "x-token-source");
        scheme(&at, place.value, report);
        login(&at, source, report);
        pointers(&at, source, report);
    }
}

fn warn(at: impl Into<String>, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::warning("malformed-extension", at, message, help)
}

fn scheme(at: &str, scheme: &Map<String, Value>, report: &mut Report) {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
    let bearer = match text("type") {
        "http" => text("scheme").eq_ignore_ascii_case("bearer"),
        "oauth2" | "openIdConnect" => true,
        _ => false,
    };
    if !bearer {
        report.push(
            warn(
                at,
                "a token can only be had for a scheme that sends it as a bearer token",
                "move it to a scheme with `type: http` and `scheme: bearer`",
            )
            .at_key(),
        );
    }
}

fn login(at: &str, source: &Map<String, Value>, report: &mut Report) {
    let fields = source
        .get("fields")
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    match source.get("send").and_then(Value::as_str) {
        Some("basic") if fields != 2 => report.push(
            warn(
                pointer::join(at, "fields"),
                format!("HTTP Basic takes two fields, and there are {fields}"),
                "list the user name and the password, in this order",
            )
            .at_key(),
        ),
        Some("json" | "form") if source.get("method").and_then(Value::as_str) == Some("GET") => {
            report.push(warn(
                pointer::join(at, "method"),
                "a GET request has no body to send the login in",
                "write `method: POST`, or `send: basic`",
            ));
        }
        _ => {}
    }
}

fn pointers(at: &str, source: &Map<String, Value>, report: &mut Report) {
    for key in ["token", "expires-at", "expires-in"] {
        let written = source.get(key).and_then(Value::as_str);
        if written.is_some_and(|written| !written.is_empty() && !written.starts_with('/')) {
            report.push(warn(
                pointer::join(at, key),
                format!("`{}` is no JSON pointer", written.unwrap_or_default()),
                "begin with `/`",
            ));
        }
    }
    let expiries = ["expires-at", "expires-in", "lifetime"];
    if !expiries.iter().any(|key| source.contains_key(*key)) {
        report.push(
            warn(
                at,
                "nothing says when the token ends: it is only renewed once it is refused",
                "add `expires-at`, `expires-in` or `lifetime`",
            )
            .at_key(),
        );
    }
}
