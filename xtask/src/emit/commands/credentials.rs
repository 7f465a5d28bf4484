//! What can be shown to the server.

use heck::ToKebabCase as _;

use super::text::{help, literal};
use crate::emit::credentials::{constant, login_name};
use crate::model::{Api, SchemeKind, SecurityScheme, TokenSource};

/// A row for each credential.
pub(super) fn rows(api: &Api) -> String {
    let mut rows = String::new();
    for scheme in &api.security_schemes {
        let (place, values) = match &scheme.kind {
            SchemeKind::Basic => (
                "Place::Basic".to_owned(),
                "plain(\"username\", \"Name of the user.\"), secret(\"password\", \"Password of the user.\")".to_owned(),
            ),
            SchemeKind::Bearer => ("Place::Bearer".to_owned(), key(scheme, "A token.")),
            SchemeKind::HeaderKey(name) => in_place("Header", name, scheme),
            SchemeKind::QueryKey(name) => in_place("Query", name, scheme),
            SchemeKind::CookieKey(name) => in_place("Cookie", name, scheme),
        };
        rows.push_str(&row(scheme, &scheme.name, &place, &values));
        if let Some(source) = &scheme.token_source {
            let place = format!("Place::Exchange(&credentials::{})", constant(scheme));
            rows.push_str(&row(
                scheme,
                &login_name(scheme, api),
                &place,
                &login(source),
            ));
        }
    }
    rows
}

fn row(scheme: &SecurityScheme, name: &str, place: &str, values: &str) -> String {
    format!(
        "        CredentialRow::new({}, {}, {place}, &[{values}]),\n",
        literal(&scheme.key),
        literal(&name.to_kebab_case()),
    )
}

fn in_place(place: &str, name: &str, scheme: &SecurityScheme) -> (String, String) {
    let place = format!("Place::{place}({})", literal(name));
    (place, key(scheme, "A key."))
}

fn key(scheme: &SecurityScheme, otherwise: &str) -> String {
    let said = help(scheme.description.as_deref().or(Some(otherwise)), &[]);
    // The first sentence says what it is.
    let said = said
        .split_once(". ")
        .map_or(said.as_str(), |(first, _)| first);
    let said = format!("{}.", said.trim_end_matches('.'));
    format!("secret(\"key\", {})", literal(&said))
}

fn login(source: &TokenSource) -> String {
    let value = |field: &crate::model::TokenField, optional: &str| {
        let kind = if field.secret { "secret" } else { "plain" };
        let said = help(field.description.as_deref(), &[]);
        format!(
            "{kind}({}, {}){optional}",
            literal(&field.name),
            literal(&said)
        )
    };
    let fields = source.fields.iter().map(|field| value(field, ""));
    let headers = source
        .headers
        .iter()
        .map(|field| value(field, ".optional()"));
    fields.chain(headers).collect::<Vec<_>>().join(", ")
}
