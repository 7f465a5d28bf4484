//! Where the parameters of an operation go: no page says it, except for those in the path.

use super::dialect::Dialect;
use super::pages::{Link, Operation, Parameter, Scheme, SchemeKind};
use super::type_expression::{Type, UNKNOWN};
use super::wire;
use super::wire_names::{KnownPlace, WireNames};

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// A variable of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A field of a form in the body.
    Form,
    /// The whole body.
    Body,
}

impl Location {
    /// The word of OpenAPI for those that are parameters there.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Self::Path => Some("path"),
            Self::Query => Some("query"),
            Self::Header => Some("header"),
            Self::Cookie => Some("cookie"),
            Self::Form | Self::Body => None,
        }
    }
}

/// Where a parameter goes and what it is called there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Located {
    pub(crate) location: Location,
    pub(crate) name: String,
    pub(crate) location_guessed: bool,
    pub(crate) name_guessed: bool,
}

/// Locates every row of the operation's table, in order.
pub(crate) fn locate(
    operation: &Operation,
    dialect: Dialect,
    schemes: &[Scheme],
    known: &WireNames,
) -> Vec<Located> {
    let mut located: Vec<Option<Located>> = operation
        .parameters
        .iter()
        .map(|parameter| {
            told(parameter)
                .or_else(|| settled(operation, parameter, known))
                .or_else(|| credential(operation, parameter, schemes))
        })
        .collect();
    path(operation, &mut located);
    let body = (!is_form(operation) || !may_have_form(operation))
        .then(|| body(operation, dialect, &located))
        .flatten()
        .or_else(|| explicit_body(operation, dialect, &located));
    if let Some((index, guessed)) = body
        && let (Some(slot), Some(parameter)) =
            (located.get_mut(index), operation.parameters.get(index))
    {
        *slot = Some(Located {
            location: Location::Body,
            name: parameter.name.clone(),
            location_guessed: guessed,
            name_guessed: false,
        });
    }
    let form = body.is_none() && is_form(operation) && may_have_form(operation);
    let last_path = located.iter().rposition(|located| {
        located
            .as_ref()
            .is_some_and(|located| located.location == Location::Path)
    });
    let rows = operation.parameters.iter().zip(located).enumerate();
    rows.map(|(index, (parameter, located))| {
        located.unwrap_or_else(|| {
            // openapi-generator appends the fields of a form, and moves required rows to the front:
            // what stands before a variable of the path is no field.
            let before_path =
                dialect != Dialect::Codegen && last_path.is_some_and(|last| index < last);
            guess(operation, parameter, form && !before_path, known)
        })
    })
    .collect()
}

/// What the pages themselves say.
fn told(parameter: &Parameter) -> Option<Located> {
    Some(Located {
        location: parameter.told?,
        name: parameter.name.clone(),
        location_guessed: false,
        name_guessed: false,
    })
}

/// What the SDK's sources or a file of wire names say.
fn settled(operation: &Operation, parameter: &Parameter, names: &WireNames) -> Option<Located> {
    let known = names.parameter(&operation.classes, &operation.name, &parameter.name)?;
    let location = match known.place {
        Some(KnownPlace::Path) => Location::Path,
        Some(KnownPlace::Query) => Location::Query,
        Some(KnownPlace::Header) => Location::Header,
        Some(KnownPlace::Cookie) => Location::Cookie,
        Some(KnownPlace::Form) => Location::Form,
        Some(KnownPlace::Body) => Location::Body,
        None => {
            let form = is_form(operation) && may_have_form(operation);
            let guess = guess(operation, parameter, form, names);
            return Some(Located {
                name_guessed: known.name.is_none() && guess.name_guessed,
                name: known.name.clone().unwrap_or_else(|| guess.name.clone()),
                ..guess
            });
        }
    };
    Some(Located {
        location,
        location_guessed: false,
        name_guessed: known.name.is_none() && names.guess(&parameter.name).1,
        name: known
            .name
            .clone()
            .unwrap_or_else(|| names.guess(&parameter.name).0),
    })
}

/// A parameter that repeats the key of a security scheme has that key's name.
fn credential(operation: &Operation, parameter: &Parameter, schemes: &[Scheme]) -> Option<Located> {
    let folded = wire::fold(&parameter.name);
    schemes.iter().find_map(|scheme| match &scheme.kind {
        // The name first, which few schemes have: to look each of them up would be to compare all with all.
        SchemeKind::ApiKey {
            parameter: Some(name),
            place,
        } if wire::fold(name) == folded && operation.security.contains(&scheme.name) => {
            Some(Located {
                location: match place {
                    Some("query") => Location::Query,
                    Some("cookie") => Location::Cookie,
                    _ => Location::Header,
                },
                name: name.clone(),
                location_guessed: place.is_none(),
                name_guessed: false,
            })
        }
        _ => None,
    })
}

/// Gives each variable of the path the parameter that fits it best.
fn path(operation: &Operation, located: &mut [Option<Located>]) {
    for variable in wire::variables(&operation.path) {
        let best = operation
            .parameters
            .iter()
            .enumerate()
            .filter(|(index, _)| {
                let taken = located.get(*index).and_then(Option::as_ref);
                taken.is_none_or(|located| {
                    located.location != Location::Path || located.name == variable
                })
            })
            .filter_map(|(index, parameter)| {
                let fit = wire::fit(&parameter.name, variable)?;
                Some((fit, !parameter.required, index))
            })
            .min();
        if let Some((.., index)) = best
            && let Some(slot) = located.get_mut(index)
        {
            *slot = Some(Located {
                location: Location::Path,
                name: variable.to_owned(),
                location_guessed: false,
                name_guessed: false,
            });
        }
    }
}

fn is_form_type(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/x-www-form-urlencoded" || essence.starts_with("multipart/")
}

/// Whether the table shows the fields of a form: the first media type decides.
pub(crate) fn is_form(operation: &Operation) -> bool {
    operation
        .content_types
        .first()
        .is_some_and(|first| is_form_type(first))
}

fn may_have_form(operation: &Operation) -> bool {
    matches!(
        operation.method.as_str(),
        "post" | "put" | "patch" | "delete"
    )
}

/// The row that is a body whatever the media types say, and whether that is a guess.
fn explicit_body(
    operation: &Operation,
    dialect: Dialect,
    located: &[Option<Located>],
) -> Option<(usize, bool)> {
    let lost = UNKNOWN.to_ascii_lowercase();
    let mut rows = free(operation, located);
    if !operation.content_types.is_empty() {
        let found = rows.find(|(_, row)| {
            let linked = row.link == Link::Page && row.kind.model().is_some();
            let invented = row.name.ends_with("_request") || row.name.starts_with("inline_object");
            let model = row.kind.model().map(wire::fold);
            row.name == "body" && linked
                || row.name == lost
                || invented && linked && model == Some(wire::fold(&row.name))
        });
        return found.map(|(index, _)| (index, false));
    }
    // A body of any media type leaves the line empty. Where parameters are models, they have no link.
    let found = rows.find(|(_, row)| {
        let named = row.name == "body";
        match (row.link, row.kind.model()) {
            (Link::Page, Some(model)) => named || wire::fold(model) == wire::fold(&row.name),
            _ => {
                let opaque = matches!(row.kind, Type::Binary | Type::Undocumented | Type::Text);
                named && opaque && dialect != Dialect::Codegen
            }
        }
    });
    found
        .filter(|_| may_have_form(operation))
        .map(|(index, _)| (index, true))
}

fn free<'a>(
    operation: &'a Operation,
    located: &'a [Option<Located>],
) -> impl Iterator<Item = (usize, &'a Parameter)> {
    operation
        .parameters
        .iter()
        .enumerate()
        .filter(|(index, _)| located.get(*index).is_some_and(Option::is_none))
}

/// Finds the row of the body, and whether that is a guess.
fn body(
    operation: &Operation,
    dialect: Dialect,
    located: &[Option<Located>],
) -> Option<(usize, bool)> {
    // With a table of statuses, a Content-Type line is a body; swagger-codegen 2 prints the global
    // `consumes` even below a GET.
    let settled = located.iter().any(|located| {
        located
            .as_ref()
            .is_some_and(|located| located.location == Location::Body)
    });
    if operation.content_types.is_empty() || settled {
        return None;
    }
    let best = free(operation, located)
        .map(|(index, parameter)| (evidence(operation, parameter, dialect), index))
        .max()?;
    if best.0 > 0 {
        return Some((best.1, best.0 < 3));
    }
    // Below a GET, a Content-Type line with a row that no body explains is no body's row either.
    let doubtful = dialect == Dialect::Codegen || is_form(operation) || !may_have_form(operation);
    let mut remaining = free(operation, located);
    match (remaining.next(), remaining.next()) {
        (Some((index, _)), None) if !doubtful => Some((index, true)),
        _ => None,
    }
}

/// How much speaks for a row being the body.
fn evidence(operation: &Operation, parameter: &Parameter, dialect: Dialect) -> u8 {
    // These have a body only where the pages leave no doubt.
    let reluctant = matches!(operation.method.as_str(), "get" | "head" | "options");
    let named = matches!(parameter.name.as_str(), "body" | "request_body");
    let scalar = matches!(parameter.kind, Type::Model(_));
    let folded = wire::fold(&parameter.name);
    let model = parameter.kind.model().map(wire::fold);
    let linked = parameter.link == Link::Page;
    if dialect == Dialect::Codegen {
        return match (named, linked) {
            (true, true) => 6,
            (true, false) if !reluctant => 6,
            (false, true) if reluctant && !scalar => 0,
            (false, true) if model.is_some() => 5,
            (false, true) if parameter.kind == Type::Undocumented => 4,
            _ => 0,
        };
    }
    if linked && model.is_some_and(|model| model == folded) {
        return 7;
    }
    // A form without fields leaves its media type, too, and no row.
    if reluctant && !named && is_form(operation) {
        return 0;
    }
    match (named, linked, &parameter.kind) {
        (true, ..) => 6,
        (false, true, _) if scalar => 5,
        (false, true, Type::Undocumented) => 4,
        (false, true, kind) if kind.model().is_some() => 3,
        (false, _, Type::Binary) => 2,
        // Parameters are maps far less often than bodies are. A list of plain values may be either, and below
        // a media type that is spoken of for a body, the body has to be some row.
        (false, _, Type::Map(_)) if !reluctant => 2,
        (false, true, Type::List(_)) if !reluctant && !is_form(operation) => 1,
        _ => 0,
    }
}

/// Headers of requests that have no other meaning as the name of a parameter, as Python writes them.
const REQUEST_HEADERS: [&str; 31] = [
    "accept",
    "accept_charset",
    "accept_encoding",
    "accept_language",
    "authorization",
    "cache_control",
    "content_disposition",
    "content_encoding",
    "content_language",
    "content_length",
    "content_md5",
    "content_range",
    "dpop",
    "expect",
    "forwarded",
    "idempotency_key",
    "if_match",
    "if_modified_since",
    "if_none_match",
    "if_range",
    "if_unmodified_since",
    "last_event_id",
    "max_forwards",
    "pragma",
    "prefer",
    "proxy_authorization",
    "range",
    "referer",
    "traceparent",
    "tracestate",
    "user_agent",
];

/// Where a parameter goes by what it is called.
fn guess(operation: &Operation, parameter: &Parameter, form: bool, known: &WireNames) -> Located {
    let plain = wire::unescaped(&parameter.name);
    // Conventions strong enough that a query parameter would be the worse guess.
    let header = plain.starts_with("x_")
        || REQUEST_HEADERS.contains(&plain)
        // OpenAPI ignores a header of this name, except that a body of several media types needs it.
        || plain == "content_type" && operation.content_types.len() > 1;
    let (name, name_guessed) = known.guess(&parameter.name);
    let (location, name, name_guessed) = if header {
        // Of the headers that everybody knows, everybody knows the names.
        let known = REQUEST_HEADERS.contains(&plain) || plain == "content_type";
        (Location::Header, plain.replace('_', "-"), !known)
    } else if plain == "cookie" {
        (Location::Cookie, name, true)
    } else if form {
        (Location::Form, name, name_guessed)
    } else {
        (Location::Query, name, name_guessed)
    };
    Located {
        location,
        name,
        location_guessed: true,
        name_guessed,
    }
}
