//! `README.md`: the server, the version and the security schemes.

use std::sync::Arc;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::entities;
use super::finding::Place;
use super::pages::{Flow, Scheme, SchemeKind};
use super::row;

/// What a README says.
#[derive(Debug, Default)]
pub(super) struct Readme {
    pub(super) version: Option<(String, Place)>,
    pub(super) server: Option<(String, Place)>,
    pub(super) schemes: Vec<Scheme>,
    /// Whether it has the section on security schemes.
    pub(super) authorization: bool,
}

/// Whether the text is the README of an SDK.
pub(super) fn is_one(text: &str) -> bool {
    text.lines().any(|line| {
        line.eq_ignore_ascii_case("## Documentation for API Endpoints")
            || line.eq_ignore_ascii_case("## Documentation For Authorization")
    })
}

/// Reads a README.
pub(super) fn read(file: &Arc<str>, text: &str) -> Readme {
    let mut readme = Readme::default();
    let mut authorization = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end();
        let place = || Place::new(file, index + 1);
        if let Some(version) = line.strip_prefix("- API version:") {
            readme.version = Some((version.trim().to_owned(), place()));
        }
        let address = line
            .strip_prefix("All URIs are relative to ")
            .and_then(entities::address);
        if let (Some(address), None) = (address, &readme.server) {
            readme.server = Some((address.to_owned(), place()));
        }
        if line.eq_ignore_ascii_case("## Documentation For Authorization") {
            authorization = true;
            readme.authorization = true;
        } else if line == "## Author" {
            authorization = false;
        } else if !authorization {
        } else if let Some(name) = line
            .strip_prefix("### ")
            .or_else(|| line.strip_prefix("## "))
        {
            readme.schemes.push(Scheme {
                name: entities::unescape(name.trim()).into_owned(),
                kind: SchemeKind::Unknown,
                place: place(),
            });
        } else if let (Some(scheme), Some((name, value))) = (readme.schemes.last_mut(), item(line))
        {
            describe(&mut scheme.kind, name, value);
        }
    }
    readme.schemes = merged(readme.schemes);
    readme
}

/// `- **Type**: API key` as name and value.
fn item(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start().strip_prefix(['-', '*'])?.trim_start();
    let (name, rest) = row::bold(rest)?;
    Some((name, rest.strip_prefix(':')?.trim()))
}

fn describe(kind: &mut SchemeKind, name: &str, value: &str) {
    match (name, &mut *kind) {
        ("Type", _) => {
            *kind = match value {
                "API key" => SchemeKind::ApiKey {
                    parameter: None,
                    place: None,
                },
                "HTTP basic authentication" => SchemeKind::Basic,
                "HTTP signature authentication" => SchemeKind::Signature,
                "OAuth" => SchemeKind::OAuth(Vec::new()),
                other => match other.strip_prefix("Bearer authentication") {
                    Some(rest) => {
                        let format = rest
                            .trim()
                            .strip_prefix('(')
                            .and_then(|rest| rest.strip_suffix(')'));
                        SchemeKind::Bearer(format.map(str::to_owned))
                    }
                    None => SchemeKind::Unknown,
                },
            };
        }
        ("API key parameter name", SchemeKind::ApiKey { parameter, .. }) => {
            *parameter = Some(entities::unescape(value).into_owned());
        }
        ("Location", SchemeKind::ApiKey { place, .. }) => {
            *place = Some(match value {
                "URL query string" => "query",
                "HTTP header" => "header",
                // The templates know no third place, and print nothing for it.
                _ => "cookie",
            });
        }
        ("Flow", SchemeKind::OAuth(flows)) => flows.push(Flow {
            name: match value {
                "accessCode" | "authorizationCode" => "authorizationCode",
                "application" | "clientCredentials" => "clientCredentials",
                "password" => "password",
                _ => "implicit",
            },
            authorization: String::new(),
            scopes: Vec::new(),
        }),
        ("Authorization URL", SchemeKind::OAuth(flows)) => {
            if let Some(flow) = flows.last_mut() {
                flow.authorization = value.to_owned();
            }
        }
        ("Scopes", _) => {}
        (scope, SchemeKind::OAuth(flows)) => {
            if let Some(flow) = flows.last_mut() {
                flow.scopes.push((scope.to_owned(), value.to_owned()));
            }
        }
        _ => {}
    }
}

/// A scheme with several flows is described once for each of them.
fn merged(schemes: Vec<Scheme>) -> Vec<Scheme> {
    let mut merged: IndexMap<String, Scheme> = IndexMap::new();
    for scheme in schemes {
        match merged.entry(scheme.name.clone()) {
            Entry::Occupied(mut known) => {
                if let (SchemeKind::OAuth(flows), SchemeKind::OAuth(more)) =
                    (&mut known.get_mut().kind, scheme.kind)
                {
                    flows.extend(more);
                }
            }
            Entry::Vacant(free) => {
                free.insert(scheme);
            }
        }
    }
    merged.into_values().collect()
}
