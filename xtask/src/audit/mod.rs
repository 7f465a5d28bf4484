//! Audit: does a description still say what the documentation pages say?
//!
//! Both sides are compared operation by operation and property by property. A difference that somebody has
//! looked into is explained in the description:
//!
//! ```yaml
//! x-docs-differs: The server sends more than the page shows.   # covers the object and all inside it
//! x-docs-differs:
//!   status 409: The page leaves out the conflict.              # covers one difference
//!   type number: It is whole.                                  # and no longer where the page says something else
//! ```
//!
//! An explanation without a difference is reported, too. What cannot be read on the pages is acknowledged with
//! `x-docs-unreadable`.

mod answers;
mod bodies;
mod counterparts;
pub mod description;
mod explanations;
mod fields;
mod models;
mod operations;
mod pairs;
mod report;
mod schemes;
mod types;
mod unreadable;
mod view;

use serde_json::Value;

use crate::load::Document;
use crate::reconstruct::finding::{Finding, Gravity, Place};
use crate::reconstruct::pages::Pages;

pub use report::{json, text};

/// Where the two sides differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// JSON pointers into the description, the nearest first: explanations are looked for there.
    pub pointers: Vec<String>,
    /// What differs, with what the page says, as an explanation names it: `type number`, `status 404`, …
    pub aspect: String,
    /// The difference in one sentence.
    pub message: String,
    /// Where the pages speak of it, if they do.
    pub place: Option<Place>,
    /// The reason, where the description gives one.
    pub explanation: Option<String>,
}

/// What an audit found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// All differences, explained or not, in the order of the description.
    pub differences: Vec<Difference>,
    /// What is wrong with the pages, without what the description acknowledges.
    pub findings: Vec<Finding>,
    /// Explanations of what is not there.
    pub stale: Vec<Stale>,
}

/// An explanation that explains nothing any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The JSON pointer to it.
    pub pointer: String,
    /// The aspect or place that it names, if it names one.
    pub of: Option<String>,
}

impl Report {
    /// Whether all is in step: no difference without explanation, no explanation without difference, and no
    /// page that cannot be read.
    pub fn is_clean(&self) -> bool {
        let readable = self
            .findings
            .iter()
            .all(|finding| finding.gravity == Gravity::Warning);
        readable && self.stale.is_empty() && self.unexplained().next().is_none()
    }

    /// The differences that nobody has explained.
    pub fn unexplained(&self) -> impl Iterator<Item = &Difference> {
        self.differences
            .iter()
            .filter(|difference| difference.explanation.is_none())
    }
}

/// Compares a description with pages.
pub fn audit(document: &Document, pages: &Pages) -> Report {
    let (findings, acknowledged) = unreadable::acknowledge(&document.value, &pages.findings);
    // Where nothing was read, that is what is to be said.
    if pages.operations.is_empty() && pages.models.is_empty() {
        return Report {
            findings,
            ..Report::default()
        };
    }
    let mut differences = Differences::default();
    let view = view::View::new(&document.value);
    let types = types::Types::new(view, pages);
    servers(&document.value, pages, &mut differences);
    version(&document.value, pages, &mut differences);
    operations::compare(&types, &mut differences);
    models::compare(&types, &mut differences);
    schemes::compare(&view, pages, &mut differences);
    let mut found = differences.found;
    found.sort_by_key(|difference| {
        let pointer = difference
            .pointers
            .first()
            .map(String::as_str)
            .unwrap_or_default();
        let position = document.position(pointer);
        (position, difference.aspect.clone())
    });
    found.dedup();
    let mut stale = explanations::explain(&document.value, &mut found);
    stale.extend(acknowledged);
    Report {
        differences: found,
        findings,
        stale,
    }
}

#[derive(Debug, Default)]
struct Differences {
    found: Vec<Difference>,
}

impl Differences {
    fn add(
        &mut self,
        pointers: &[&str],
        aspect: impl Into<String>,
        message: impl Into<String>,
        place: Option<&Place>,
    ) {
        let mut distinct: Vec<String> = Vec::new();
        for pointer in pointers {
            if !distinct.iter().any(|known| known == pointer) {
                distinct.push((*pointer).to_owned());
            }
        }
        self.found.push(Difference {
            pointers: distinct,
            aspect: aspect.into(),
            message: message.into(),
            place: place.cloned(),
            explanation: None,
        });
    }
}

/// An aspect with what the page says of it: an explanation is about that, and not about what the page may say later.
fn saying(aspect: &str, said: &str) -> String {
    format!("{aspect} {}", said.replace('`', ""))
}

/// The version that the README names.
fn version(document: &Value, pages: &Pages, differences: &mut Differences) {
    let described = document.pointer("/info/version").and_then(Value::as_str);
    if let (Some((printed, place)), Some(described)) = (&pages.version, described)
        && printed != described
    {
        let message = format!("the pages are of version {printed}, the description of {described}");
        let aspect = saying("version", printed);
        differences.add(&["/info/version", "/info"], aspect, message, Some(place));
    }
}

/// The servers of the pages must be among those of the description.
fn servers(document: &Value, pages: &Pages, differences: &mut Differences) {
    let servers = document.get("servers").and_then(Value::as_array);
    for (url, place) in &pages.servers {
        let printed = url.trim_end_matches('/');
        let mut known = servers.into_iter().flatten();
        let matches = known.any(|server| address(server, printed).as_deref() == Some(printed));
        if !matches {
            let message = format!("the pages name the server `{url}`, the description does not");
            differences.add(&[""], format!("server {url}"), message, Some(place));
        }
    }
}

/// The address of a server with the defaults of its variables, except for those that the page leaves open.
fn address(server: &Value, printed: &str) -> Option<String> {
    let mut url = server.get("url")?.as_str()?.to_owned();
    let variables = server.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        let place = format!("{{{name}}}");
        let default = variable.get("default").and_then(Value::as_str);
        if let Some(default) = default.filter(|_| !printed.contains(&place)) {
            url = url.replace(&place, default);
        }
    }
    Some(url.trim_end_matches('/').to_owned())
}
