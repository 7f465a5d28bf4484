//! What the outline says of a client beside its operations.

use indexmap::IndexSet;

use super::exchange;
use super::operations::sent;
use super::{compact, mark};
use crate::emit::argument::Argument;
use crate::emit::base::Base;
use crate::emit::credentials::{login_name, login_with_headers, source_name};
use crate::emit::groups::Group;
use crate::emit::lib_rs::common_error;
use crate::emit::servers::constant;
use crate::emit::shared_headers::shared;
use crate::model::{Api, SchemeKind, SecurityScheme, Server, ServerVariable, TokenField};

/// A line for each server, each constructor of credentials, each header that calls share, each feature of its own, and the
/// body of errors where nothing else is said.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(super) fn lines(api: &Api, groups: &[Group], base: &Base) -> Result<Vec<String>, String> {
    let servers = api.servers.iter();
    let mut lines: Vec<String> = servers
        .map(|server| {
            let Server {
                template,
                variables,
                ..
            } = server;
            let variables: Vec<String> = variables.iter().map(variable).collect();
            match variables.as_slice() {
                [] => format!("server {template}"),
                variables => format!("server {template} where {}", variables.join(" and ")),
            }
        })
        .collect();
    lines.extend(api.own_servers.iter().map(|own| {
        let name = constant(&own.name);
        format!("server {name} = {}", own.server.url)
    }));
    lines.extend(
        api.security_schemes
            .iter()
            .flat_map(|scheme| credentials(scheme, api)),
    );
    for (operation, parameter) in shared(api) {
        let argument = Argument::setter(operation, parameter, base)?;
        lines.push(format!(
            "header {}({}{}{})",
            argument.name,
            compact(&argument.declared),
            sent(api, operation, parameter),
            mark(parameter.deprecated)
        ));
    }
    let error = match common_error(api) {
        Some(Some(name)) => format!("types::{name}"),
        _ => "serde_json::Value".to_owned(),
    };
    lines.push(format!("error {error}"));
    lines.extend(features(groups));
    Ok(lines)
}

/// The features for operations, each once.
fn features(groups: &[Group]) -> IndexSet<String> {
    let mut lines = IndexSet::new();
    for group in groups {
        for one in group.wholes().chain([group.clone()]) {
            let feature = &one.feature;
            lines.insert(match one.parts.last() {
                None => format!("feature {feature}"),
                Some(part) => format!("feature {feature} in {}", part.sum),
            });
        }
    }
    lines
}

/// The constructors of a scheme's credentials.
fn credentials(scheme: &SecurityScheme, api: &Api) -> Vec<String> {
    let name = &scheme.name;
    let (arguments, how) = match &scheme.kind {
        SchemeKind::Basic => ("username, password", "as user name and password".to_owned()),
        SchemeKind::Bearer => ("token", "as bearer token".to_owned()),
        SchemeKind::HeaderKey(name) => ("key", format!("in header {name}")),
        SchemeKind::QueryKey(name) => ("key", format!("in query {name}")),
        SchemeKind::CookieKey(name) => ("key", format!("in cookie {name}")),
    };
    let mut lines = vec![format!("credential {name}({arguments}) {how}")];
    if scheme.kind == SchemeKind::Bearer {
        let name = source_name(scheme);
        lines.push(format!("credential {name}(source) {how}"));
    }
    if let Some(source) = &scheme.token_source {
        let login = login_name(scheme, api);
        let names = |fields: &[TokenField]| -> Vec<String> {
            fields.iter().map(|field| field.name.clone()).collect()
        };
        let mut arguments = names(&source.fields);
        lines.push(format!(
            "credential {login}({}) {}",
            arguments.join(", "),
            exchange::of(source)
        ));
        if !source.headers.is_empty() {
            let name = login_with_headers(source, &login);
            arguments.extend(names(&source.headers));
            lines.push(format!(
                "credential {name}({}) like {login} and {}",
                arguments.join(", "),
                exchange::headers(source)
            ));
        }
    }
    lines
}

/// What stands for a variable in the URL of a server: `region is "eu" or "us"`, the default first.
fn variable(variable: &ServerVariable) -> String {
    let ServerVariable {
        name,
        default,
        values,
        ..
    } = variable;
    let others = values.iter().filter(|value| *value != default);
    let others: String = others.map(|value| format!(" or {value:?}")).collect();
    format!("{name} is {default:?}{others}")
}
