//! Pages of operations: `*Api.md`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::dialect::Traces;
use super::entities;
use super::example;
use super::finding::{Finding, Place};
use super::headers;
use super::pages::{Operation, Scheme};
use super::row;
use super::section::{Kind, Section};

/// What a page of operations says.
#[derive(Debug, Default)]
pub(super) struct OperationPage {
    pub(super) package: Option<String>,
    pub(super) server: Option<(String, Place)>,
    pub(super) operations: Vec<Operation>,
    pub(super) schemes: Vec<Scheme>,
    pub(super) findings: Vec<Finding>,
    pub(super) traces: Traces,
}

pub(super) const SERVER: &str = "All URIs are relative to ";

/// Whether a page is one of operations.
pub(super) fn is_one(sections: &[Section<'_>]) -> bool {
    let Some(head) = sections.first() else {
        return false;
    };
    // Some maintainers remove the line with the address, and some pages are cut short.
    let marks = [
        head.body.contains(SERVER),
        head.body.contains("| HTTP request "),
        sections
            .iter()
            .any(|section| matches!(section.kind, Kind::Operation(_))),
    ];
    marks.into_iter().filter(|mark| *mark).count() >= 2
}

/// Reads a page of operations.
pub(super) fn read(file: &Arc<str>, sections: &[Section<'_>]) -> OperationPage {
    let mut reader = Reader {
        file: Arc::clone(file),
        class: String::new(),
        page: OperationPage::default(),
        listed: HashMap::new(),
    };
    let mut current: Option<Operation> = None;
    let described = in_descriptions(sections);
    for (section, in_description) in sections.iter().zip(described) {
        if in_description {
            continue;
        }
        match (section.kind, &mut current) {
            (Kind::Head, _) => reader.head(section),
            (Kind::Operation(name), _) => {
                reader.finish(current.take());
                current = reader.operation(name, section);
            }
            (_, None) => {}
            (Kind::Example, Some(_)) => {
                let schemes = example::schemes(&reader.file, section);
                reader.page.schemes.extend(schemes);
            }
            (Kind::Parameters, Some(operation)) => {
                operation.parameters = reader.parameters(section);
            }
            (Kind::Returns, Some(operation)) => operation.returns = reader.returns(section),
            (Kind::Authorization, Some(operation)) => {
                operation.security = scheme_names(section.body);
            }
            (Kind::RequestHeaders, Some(operation)) => {
                operation.content_types = headers::media_types(section.body, "Content-Type");
                operation.accepts = headers::media_types(section.body, "Accept");
            }
            (Kind::Responses, Some(operation)) => {
                operation.responses = Some(reader.responses(section));
            }
            (Kind::Properties | Kind::Enumeration, Some(_)) => {}
        }
    }
    reader.finish(current);
    reader.page.report_lines_without_section();
    reader.page
}

/// For each section, whether its heading stands before the example of its operation, where only the
/// description is.
fn in_descriptions(sections: &[Section<'_>]) -> Vec<bool> {
    let mut example_follows = false;
    let mut described: Vec<bool> = sections
        .iter()
        .rev()
        .map(|section| match section.kind {
            Kind::Operation(_) | Kind::Head => {
                example_follows = false;
                false
            }
            Kind::Example => {
                example_follows = true;
                false
            }
            _ => example_follows,
        })
        .collect();
    described.reverse();
    described
}

pub(super) struct Reader {
    file: Arc<str>,
    class: String,
    pub(super) page: OperationPage,
    /// The listed operations of a name that no section has described yet, the last first.
    listed: HashMap<String, Vec<usize>>,
}

impl Reader {
    pub(super) fn place(&self, line: usize) -> Place {
        Place::new(&self.file, line)
    }

    /// The heading, the server, and the list of operations.
    fn head(&mut self, section: &Section<'_>) {
        for (index, line) in section.body.lines().enumerate() {
            if let Some(heading) = line.strip_prefix("# ").filter(|_| self.class.is_empty()) {
                let heading = heading.trim();
                let (package, class) = heading.rsplit_once('.').unwrap_or(("", heading));
                self.class = entities::unescape(class).into_owned();
                let package = entities::unescape(package).into_owned();
                self.page.package = (!package.is_empty()).then_some(package);
            }
            let address = line.strip_prefix(SERVER).and_then(entities::address);
            if let (Some(address), None) = (address, &self.page.server) {
                let place = self.place(section.body_line + index);
                self.page.server = Some((entities::decode(address).into_owned(), place));
            }
        }
        let begins = |line: &str| line.trim_start_matches('|').trim_start().starts_with("[**");
        let Some(table) = row::table(section.body, section.body_line, begins) else {
            return;
        };
        for row in table.rows {
            match listed_operation(row.text, &self.class, self.place(row.line)) {
                Some(operation) => self.page.operations.push(operation),
                None => self.page.findings.push(Finding::error(
                    self.place(row.line),
                    "operation-not-understood",
                    "this line of the list has no name, method and path",
                    "it should read `[**name**](Page.md#name) | **GET** /path | text`",
                )),
            }
        }
        for (index, operation) in self.page.operations.iter().enumerate().rev() {
            let indices = self.listed.entry(operation.name.clone()).or_default();
            indices.push(index);
        }
    }

    /// Begins an operation: its line in the list, completed by its own section.
    fn operation(&mut self, name: &str, section: &Section<'_>) -> Option<Operation> {
        let name = entities::unescape(name);
        let listed = self
            .listed
            .get(name.as_ref())
            .and_then(|indices| indices.last());
        let listed = listed.and_then(|index| self.page.operations.get(*index));
        let Some(listed) = listed else {
            self.page.findings.push(Finding::error(
                self.place(section.line),
                "operation-not-listed",
                format!("`{name}` is not in the list at the head of the page"),
                "its method and path stand only there: the section was skipped",
            ));
            return None;
        };
        let mut operation = listed.clone();
        operation.described = true;
        operation.place = self.place(section.line);
        let below = section
            .body
            .lines()
            .skip_while(|line| !line.starts_with("> "))
            .skip(1);
        let mut text = below.collect::<Vec<_>>().join("\n").trim().to_owned();
        if let Some(rest) = text.strip_prefix(operation.summary.as_str()) {
            text = rest.trim().to_owned();
        }
        operation.description = text;
        Some(operation)
    }

    fn finish(&mut self, operation: Option<Operation>) {
        let Some(operation) = operation else { return };
        let indices = self.listed.get_mut(&operation.name);
        let listed = indices.and_then(Vec::pop);
        if let Some(listed) = listed.and_then(|index| self.page.operations.get_mut(index)) {
            *listed = operation;
        }
    }
}

impl OperationPage {
    pub(super) fn report_lines_without_section(&mut self) {
        let unknown = self.operations.iter().filter(|one| !one.described);
        let findings = unknown.map(|operation| {
            Finding::error(
                operation.place.clone(),
                "operation-without-section",
                format!(
                    "`{}` is listed, and the page has no section for it",
                    operation.name
                ),
                "only its method and path are known: the page seems to be cut short",
            )
        });
        self.findings.extend(findings);
    }
}

/// An operation as the list at the head of its page has it.
pub(super) fn listed_operation(text: &str, class: &str, place: Place) -> Option<Operation> {
    let (name, method, path, summary) = listed(text)?;
    Some(Operation {
        name: entities::unescape(name).into_owned(),
        classes: vec![class.to_owned()],
        method: method.to_ascii_lowercase(),
        path: entities::decode(&entities::unescape(path)).into_owned(),
        summary: entities::decode_prose(summary.trim_end_matches('|')),
        description: String::new(),
        parameters: Vec::new(),
        content_types: Vec::new(),
        bodies: Vec::new(),
        accepts: Vec::new(),
        returns: None,
        responses: None,
        security: Vec::new(),
        place,
        described: false,
        others: Vec::new(),
    })
}

/// A line of the list of operations: name, method, path and summary.
pub(super) fn listed(text: &str) -> Option<(&str, &str, &str, &str)> {
    let text = text.trim_start_matches('|').trim_start();
    let (name, rest) = row::bold(text.strip_prefix('[')?)?;
    let (_, rest) = rest.split_once(" | ").or_else(|| rest.split_once('|'))?;
    let (method, rest) = row::bold(rest.trim_start())?;
    let known = [
        "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
    ];
    if !known.contains(&method.to_ascii_uppercase().as_str()) {
        return None;
    }
    let (path, summary) = rest.split_once(" |").unwrap_or((rest, ""));
    let path = path.trim();
    path.starts_with('/')
        .then_some((name, method, path, summary.trim()))
}

/// The names in `[name](../README.md#name), [other](../README.md#other)`, each once.
pub(super) fn scheme_names(body: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for part in body
        .lines()
        .take_while(|line| !line.starts_with("[["))
        .flat_map(|line| line.split("]("))
    {
        let Some((_, name)) = part.rsplit_once('[') else {
            continue;
        };
        if !name.is_empty() && seen.insert(name) {
            names.push(entities::unescape(name).into_owned());
        }
    }
    names
}
