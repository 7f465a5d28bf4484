//! Reading an overlay: which actions a file holds.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::action::{Action, Change, Query};
use crate::diagnostic::{At, Diagnostic, has_errors};
use crate::lint::nearest;
use crate::load::{Document, Rejected};
use crate::pointer;

/// The fields of an Action Object.
const FIELDS: [&str; 5] = ["target", "description", "update", "remove", "copy"];

/// The actions of an overlay, and its text.
#[derive(Clone, Debug)]
pub struct Overlay {
    pub(super) document: Document,
    pub(super) actions: Vec<Action>,
    /// What is odd about the file, and does no harm.
    pub warnings: Vec<Diagnostic>,
}

/// Reads the actions of a file that was loaded.
///
/// # Errors
///
/// Whatever in it is no Overlay of version 1.0 or 1.1.
pub fn read(document: Document) -> Result<Overlay, Box<Rejected>> {
    let mut findings = Vec::new();
    version(&document, &mut findings);
    let mut actions = Vec::new();
    match document.get("/actions") {
        Some(Value::Array(list)) if !list.is_empty() => {
            for index in 0..list.len() {
                actions.extend(action(
                    &document,
                    &format!("/actions/{index}"),
                    &mut findings,
                ));
            }
        }
        _ => findings.push(Diagnostic::error(
            "malformed-overlay",
            "/actions",
            "this overlay has no actions",
            "write a list of `target` with `update` or `remove` under `actions`",
        )),
    }
    if has_errors(&findings) {
        return Err(Box::new(Rejected {
            document,
            diagnostics: findings,
        }));
    }
    Ok(Overlay {
        document,
        actions,
        warnings: findings,
    })
}

fn version(document: &Document, findings: &mut Vec<Diagnostic>) {
    let Some(version) = document.get("/overlay") else {
        findings.push(Diagnostic::error(
            "not-an-overlay",
            "",
            "this is no overlay: the key `overlay` is missing",
            "begin the file with `overlay: 1.1.0`",
        ));
        return;
    };
    // Without quotes, `1.1` is a number, and what was written is meant.
    let spoken = version
        .as_str()
        .map_or_else(|| version.to_string(), str::to_owned);
    let known = ["1.0", "1.1"]
        .iter()
        .any(|known| spoken == *known || spoken.starts_with(&format!("{known}.")));
    if !known {
        findings.push(Diagnostic::error(
            "unsupported-version",
            "/overlay",
            format!("this overlay is of version {spoken}"),
            "versions 1.0 and 1.1 are read",
        ));
    }
}

fn action(document: &Document, at: &str, findings: &mut Vec<Diagnostic>) -> Option<Action> {
    let Some(Value::Object(members)) = document.get(at) else {
        findings.push(Diagnostic::error(
            "malformed-overlay",
            at,
            "this action is no mapping",
            "write `target`, and `update` or `remove`",
        ));
        return None;
    };
    for key in members.keys() {
        if !FIELDS.contains(&key.as_str()) && !key.starts_with("x-") {
            let help = match nearest(key, FIELDS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", FIELDS.join(", ")),
            };
            findings.push(
                Diagnostic::error(
                    "malformed-overlay",
                    pointer::join(at, key),
                    format!("an action has no field `{key}`"),
                    help,
                )
                .at_key(),
            );
        }
    }
    let target = query(document, at, "target", findings)?;
    let remove = match members.get("remove") {
        None => false,
        Some(Value::Bool(remove)) => *remove,
        Some(_) => {
            findings.push(Diagnostic::error(
                "malformed-overlay",
                pointer::join(at, "remove"),
                "`remove` is neither `true` nor `false`",
                "write `remove: true`",
            ));
            return None;
        }
    };
    // The order of precedence is the specification's: `remove`, then `update`, then `copy`.
    let change = if remove {
        Change::Remove
    } else if let Some(update) = document.node(&pointer::join(at, "update")) {
        Change::Update(update.clone())
    } else if members.contains_key("copy") {
        Change::Copy(query(document, at, "copy", findings)?)
    } else {
        findings.push(
            Diagnostic::warning(
                "idle-action",
                at,
                "this action changes nothing",
                "add `update`, `remove: true` or `copy`",
            )
            .at_key(),
        );
        Change::Nothing
    };
    Some(Action { target, change })
}

/// The JSONPath under a key of an action.
fn query(
    document: &Document,
    action: &str,
    key: &str,
    findings: &mut Vec<Diagnostic>,
) -> Option<Query> {
    let at = pointer::join(action, key);
    let Some(Value::String(written)) = document.get(&at) else {
        findings.push(Diagnostic::error(
            "malformed-overlay",
            if document.get(&at).is_some() {
                at.as_str()
            } else {
                action
            },
            format!("`{key}` has to be a JSONPath query"),
            "write one such as `$.paths['/users'].get`",
        ));
        return None;
    };
    match JsonPath::parse(written) {
        Ok(value) => Some(Query {
            value,
            span: document.span(&at, &At::Value),
        }),
        Err(error) => {
            findings.push(Diagnostic::error(
                "malformed-query",
                at,
                format!("this is no JSONPath: {}", error.message()),
                remedy(written),
            ));
            None
        }
    }
}

/// What most often keeps a query from being one: a name with a sign in it, which RFC 9535 wants in quotes.
fn remedy(written: &str) -> String {
    let signs = |c: char| matches!(c, '-' | '/' | '{' | '}');
    let odd = written
        .split(['.', '[', ']', ' ', '\'', '"'])
        .find(|name| name.starts_with(char::is_alphabetic) && name.contains(signs));
    match odd {
        Some(name) if written.contains(&format!(".{name}")) => format!(
            "write `{}`",
            written.replacen(&format!(".{name}"), &format!("['{name}']"), 1)
        ),
        _ => "write it as RFC 9535 has it: names with signs in quotes, `$.paths['/users']`, and filters as \
              `[?@.name == 'id']`"
            .to_owned(),
    }
}
