//! Security: the schemes, and which of them an operation asks for.

use super::context::Context;
use super::node::Node;
use crate::model::{
    Expiry, Names, SchemeKind, SecurityScheme, SendAs, TokenField, TokenSource, field_name,
};

impl<'d> Context<'d> {
    /// All schemes that a client can show.
    pub(crate) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let mut names = Names::default();
        let nodes = self
            .root
            .path(&["components", "securitySchemes"])
            .map(|node| node.members())
            .unwrap_or_default();
        // What is made beside the constructor of a scheme, whichever scheme comes first.
        for (key, _) in &nodes {
            let name = scheme_name(key);
            names.reserve(&format!("with_{name}"));
            names.reserve(&format!("{name}_source"));
            names.reserve(&format!("{name}_login"));
        }
        let mut schemes = Vec::new();
        for (key, node) in nodes {
            let Some(node) = self.follow(&node) else {
                continue;
            };
            let Some(kind) = scheme_kind(&node) else {
                self.warn(
                    "unsupported-security-scheme",
                    &node.pointer,
                    format!("the client cannot show credentials of the scheme `{key}`"),
                    "operations that need it are called without it; HTTP Basic, bearer tokens and keys can be shown",
                );
                continue;
            };
            schemes.push(SecurityScheme {
                key: key.to_owned(),
                name: names.take(scheme_name(key)),
                kind,
                description: node.prose("description"),
                token_source: node
                    .get("x-token-source")
                    .and_then(|source| token_source(&source)),
            });
        }
        schemes
    }

    /// The alternatives that an operation's `security`, or the document's, names; empty for a public operation.
    pub(crate) fn security(
        &self,
        operation: &Node<'d>,
        schemes: &[SecurityScheme],
    ) -> Vec<Vec<String>> {
        let Some(list) = operation
            .get("security")
            .or_else(|| self.root.get("security"))
        else {
            return Vec::new();
        };
        let alternatives = list.items();
        let shown: Vec<Vec<String>> = alternatives
            .iter()
            .map(|alternative| {
                alternative
                    .members()
                    .into_iter()
                    .map(|(key, _)| key.to_owned())
                    .collect::<Vec<_>>()
            })
            .filter(|keys| {
                keys.iter()
                    .all(|key| schemes.iter().any(|scheme| &scheme.key == key))
            })
            .collect();
        // Which credential is meant is not known where none of the named schemes is described: the caller knows it.
        let undescribed = |alternative: &Node<'d>| {
            let described = self.root.path(&["components", "securitySchemes"]);
            alternative
                .members()
                .iter()
                .any(|(key, _)| described.as_ref().is_none_or(|schemes| !schemes.has(key)))
        };
        if shown.is_empty() && !alternatives.is_empty() && alternatives.iter().all(undescribed) {
            return schemes
                .iter()
                .map(|scheme| vec![scheme.key.clone()])
                .collect();
        }
        // `{}` alone is what some documents write for a public operation.
        if shown.iter().all(Vec::is_empty) {
            Vec::new()
        } else {
            shown
        }
    }
}

fn scheme_kind(node: &Node<'_>) -> Option<SchemeKind> {
    match node.text("type")? {
        "http" if node.text("scheme")?.eq_ignore_ascii_case("basic") => Some(SchemeKind::Basic),
        "http" if node.text("scheme")?.eq_ignore_ascii_case("bearer") => Some(SchemeKind::Bearer),
        // However the token was come by, it is shown as RFC 6750 says.
        "oauth2" | "openIdConnect" => Some(SchemeKind::Bearer),
        "apiKey" => {
            let name = node.text("name")?.to_owned();
            match node.text("in")? {
                "header" => Some(SchemeKind::HeaderKey(name)),
                "query" => Some(SchemeKind::QueryKey(name)),
                "cookie" => Some(SchemeKind::CookieKey(name)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `BearerAuth` is `bearer`, `APIKeyAuth` is `api_key`: what a caller gives, not what the document calls the scheme.
fn scheme_name(key: &str) -> String {
    // `OAuth` is one word, and no scheme `o`.
    let name = field_name(&key.replace("OAuth", "Oauth"));
    match name.strip_suffix("_auth") {
        Some(short) if !short.is_empty() => field_name(short),
        _ => name,
    }
}

fn token_source(node: &Node<'_>) -> Option<TokenSource> {
    let mut names = Names::default();
    let mut fields = |key: &str| -> Vec<TokenField> {
        let fields = node
            .get(key)
            .map(|fields| fields.items())
            .unwrap_or_default();
        let field = |field: Node<'_>| {
            let wire_name = field.text("name")?.to_owned();
            Some(TokenField {
                name: names.take(field_name(field.text("argument").unwrap_or(&wire_name))),
                wire_name,
                secret: field.is_true("secret"),
                description: field.prose("description"),
            })
        };
        fields.into_iter().filter_map(field).collect()
    };
    let text = |key: &str| node.text(key).map(str::to_owned);
    let seconds = node
        .value
        .get("lifetime")
        .and_then(serde_json::Value::as_u64);
    Some(TokenSource {
        method: text("method")?.to_uppercase(),
        url: text("url")?,
        send: match node.text("send")? {
            "basic" => SendAs::Basic,
            "json" => SendAs::Json,
            "form" => SendAs::Form,
            _ => return None,
        },
        fields: fields("fields"),
        headers: fields("headers"),
        constants: node
            .get("constants")
            .map(|constants| constants.members())
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), super::notes::literal(value.value)))
            .collect(),
        token: text("token")?,
        expiry: text("expires-at")
            .map(Expiry::At)
            .or_else(|| text("expires-in").map(Expiry::In))
            .or(seconds.map(Expiry::Seconds)),
    })
}
