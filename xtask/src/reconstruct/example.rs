//! Examples in Python: their comments say what kind each security scheme is.

use std::sync::Arc;

use super::finding::Place;
use super::pages::{Scheme, SchemeKind};
use super::section::Section;

/// The schemes that an example configures.
pub(super) fn schemes(file: &Arc<str>, section: &Section<'_>) -> Vec<Scheme> {
    let mut schemes: Vec<Scheme> = Vec::new();
    for (index, line) in section.body.lines().enumerate() {
        let line = line.trim();
        if let Some((name, kind)) = comment(line).or_else(|| heading(line)) {
            let place = Place::new(file, section.body_line + index);
            schemes.push(Scheme {
                name: name.to_owned(),
                kind,
                place,
            });
        } else if let Some(Scheme {
            name,
            kind: SchemeKind::ApiKey { parameter, .. },
            ..
        }) = schemes.last_mut()
        {
            let key = line
                .strip_prefix("configuration.api_key['")
                .and_then(|rest| rest.split_once("']"))
                .map(|(key, _)| key);
            // In the dictionary that openapi-generator 4 writes, the key is the parameter's name.
            let entry = line
                .strip_suffix("': 'YOUR_API_KEY'")
                .and_then(|rest| rest.strip_prefix('\''));
            if let (Some(key), true) = (entry, parameter.is_none()) {
                *parameter = Some(key.to_owned());
            }
            // From openapi-generator 5 on, the key is the scheme's name and tells nothing.
            if let Some(key) = key.filter(|key| key != name && parameter.is_none()) {
                *parameter = Some(key.to_owned());
            }
        }
    }
    schemes
}

/// The heading of an example, such as `* Basic Authentication (login):`.
fn heading(line: &str) -> Option<(&str, SchemeKind)> {
    let rest = line.strip_prefix(['*', '-'])?.trim_start();
    let (what, name) = rest.strip_suffix("):")?.split_once(" Authentication (")?;
    let kind = match what {
        "Basic" => SchemeKind::Basic,
        "Api Key" => SchemeKind::ApiKey {
            parameter: None,
            place: None,
        },
        "OAuth" => SchemeKind::OAuth(Vec::new()),
        other => bearer(other.strip_prefix("Bearer")?),
    };
    Some((name, kind))
}

fn comment(line: &str) -> Option<(&str, SchemeKind)> {
    let rest = line.strip_prefix("# Configure ")?;
    let (what, name) = rest.split_once(": ")?;
    let kind = match what {
        "HTTP basic authorization" => SchemeKind::Basic,
        "API key authorization" => SchemeKind::ApiKey {
            parameter: None,
            place: None,
        },
        "OAuth2 access token for authorization" => SchemeKind::OAuth(Vec::new()),
        "HTTP message signature" | "HTTP signature authorization" => SchemeKind::Signature,
        other => bearer(other.strip_prefix("Bearer authorization")?),
    };
    Some((name.trim(), kind))
}

/// A bearer token, and its format in parentheses where the page has it.
fn bearer(format: &str) -> SchemeKind {
    let format = format.trim().strip_prefix('(');
    let format = format.and_then(|rest| rest.strip_suffix(')'));
    SchemeKind::Bearer(format.map(str::to_owned))
}
