//! Security definitions: the kinds of flows have other names in OpenAPI 3.

use serde_json::json;

use crate::load::node::{Content, Node};

pub(super) fn normalise(scheme: &mut Node) {
    match scheme.text("type") {
        Some("basic") => {
            if let Some(kind) = scheme.take("type") {
                scheme.put("type", Node::made(json!("http"), kind.place));
                scheme.put("scheme", Node::made(json!("basic"), kind.place));
            }
        }
        Some("oauth2") => flows(scheme),
        _ => {}
    }
}

fn flows(scheme: &mut Node) {
    let Some(flow) = scheme.take("flow") else {
        return;
    };
    let name = match flow.as_text() {
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some("implicit") => "implicit",
        Some("password") => "password",
        // It has no meaning, and is reported where it stands.
        _ => {
            scheme.put("flow", flow);
            return;
        }
    };
    let mut described = Node::mapping([], flow.place);
    for key in ["authorizationUrl", "tokenUrl", "scopes"] {
        if let Some(member) = scheme.take(key) {
            described.put(key, member);
        }
    }
    if !described.has("scopes") {
        described.put("scopes", Node::made(json!({}), flow.place));
    }
    // OpenAPI 3 wants text for each scope; `scopes` may hold extensions here.
    if let Some(Content::Map(scopes)) = described
        .members_mut()
        .and_then(|members| members.get_mut("scopes"))
        .map(|scopes| &mut scopes.content)
    {
        scopes.retain(|key, scope| !key.starts_with("x-") || scope.as_text().is_some());
    }
    scheme.put("flows", Node::mapping([(name, described)], flow.place));
}
