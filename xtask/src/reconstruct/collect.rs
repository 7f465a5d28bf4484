//! Pages one after the other become one whole.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use indexmap::IndexMap;

use super::dialect::{Dialect, Traces};
use super::finding::{Finding, Place};
use super::foreign::Origins;
use super::model_page;
use super::operation_page;
use super::pages::{Content, Model, Operation, Pages, Scheme, SchemeKind};
use super::readme;
use super::section;
use super::settle;
use super::tags;
use super::wire;

/// Larger files are no pages that an SDK generator wrote for people.
const MAXIMUM_SIZE: usize = 16 * 1024 * 1024;

/// Takes files in and keeps what they say.
#[derive(Debug, Default)]
pub struct Collector {
    pages: Pages,
    traces: Traces,
    operations: HashMap<(String, String), usize>,
    models: HashMap<String, usize>,
    described_schemes: IndexMap<String, Scheme>,
    configured_schemes: HashMap<String, Scheme>,
    origins: Origins,
    readable: usize,
    whole: Option<String>,
}

impl Collector {
    /// Findings that are about no single file call the whole so.
    pub fn named(whole: String) -> Self {
        Self {
            whole: Some(whole),
            ..Self::default()
        }
    }

    /// Notes what was found before a file's content was known.
    pub fn report(&mut self, finding: Finding) {
        self.pages.findings.push(finding);
    }

    /// Takes in a file; `name` is what findings call it.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        let file: Arc<str> = Arc::from(name);
        let whole = || Place::new(&file, 0);
        if bytes.len() > MAXIMUM_SIZE {
            let limit = MAXIMUM_SIZE / 1024 / 1024;
            self.report(Finding::error(
                whole(),
                "page-too-large",
                format!("the file is larger than {limit} MiB"),
                "pages of SDK documentation are far smaller: it was skipped",
            ));
            return;
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => text,
            Ok(_) => {
                self.report(not_text(whole()));
                return;
            }
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                self.report(not_text(Place::new(&file, line)));
                return;
            }
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if readme::is_one(text) {
            self.origins.readme(text);
            self.readme(readme::read(&file, text));
        } else if self.origins.read(&file, text) {
            self.page(&file, text);
        }
    }

    fn page(&mut self, file: &Arc<str>, text: &str) {
        if let Some(page) = tags::read(file, text) {
            self.readable += 1;
            match page {
                tags::Page::Operations(page) => self.operations_of(page),
                tags::Page::Model(page) => {
                    self.pages.findings.extend(page.findings);
                    self.traces.add(page.traces);
                    self.model(page.model);
                }
            }
            return;
        }
        let sections = section::split(text);
        if operation_page::is_one(&sections) {
            self.readable += 1;
            self.operations_of(operation_page::read(file, &sections));
        } else if model_page::is_one(&sections) {
            match model_page::read(file, &sections) {
                Some(page) => {
                    self.readable += 1;
                    self.pages.findings.extend(page.findings);
                    self.traces.add(page.traces);
                    self.model(page.model);
                }
                None => self.report(Finding::error(
                    Place::new(file, 0),
                    "model-without-name",
                    "the page has a table of properties and no heading",
                    "the heading `# Name` names the model: the page was skipped",
                )),
            }
        } else {
            self.report(Finding::warning(
                Place::new(file, 0),
                "not-a-page",
                "this is not a page that an SDK generator wrote for Python",
                "there is neither a list of operations nor a table of properties: it was skipped",
            ));
        }
    }

    fn readme(&mut self, readme: readme::Readme) {
        self.pages.version = self.pages.version.take().or(readme.version);
        if let Some((address, place)) = readme.server {
            self.server(address, place);
        }
        self.pages.schemes_complete |= readme.authorization;
        for scheme in readme.schemes {
            let known = self.described_schemes.entry(scheme.name.clone());
            known.or_insert(scheme);
        }
    }

    fn server(&mut self, address: String, place: Place) {
        if !self
            .pages
            .servers
            .iter()
            .any(|(known, _)| *known == address)
        {
            self.pages.servers.push((address, place));
        }
    }

    fn operations_of(&mut self, page: operation_page::OperationPage) {
        self.traces.add(page.traces);
        self.pages.findings.extend(page.findings);
        self.pages.package = self.pages.package.take().or(page.package);
        if let Some((address, place)) = page.server {
            self.server(address, place);
        }
        for scheme in page.schemes {
            match self.configured_schemes.entry(scheme.name.clone()) {
                Entry::Occupied(mut known) => {
                    complete(&mut known.get_mut().kind, &scheme.kind);
                }
                Entry::Vacant(free) => {
                    free.insert(scheme);
                }
            }
        }
        for operation in page.operations {
            self.operation(operation);
        }
    }

    /// Generators repeat an operation on the page of each of its tags.
    fn operation(&mut self, operation: Operation) {
        let key = (operation.method.clone(), wire::shape(&operation.path));
        let index = match self.operations.entry(key) {
            Entry::Vacant(free) => {
                free.insert(self.pages.operations.len());
                self.pages.operations.push(operation);
                return;
            }
            Entry::Occupied(known) => *known.get(),
        };
        let Some(known) = self.pages.operations.get_mut(index) else {
            return;
        };
        let title = format!("{} {}", operation.method.to_uppercase(), operation.path);
        let help = format!("the first description, {}, was taken", known.place);
        if known.path != operation.path {
            self.pages.findings.push(Finding::warning(
                operation.place,
                "equal-operations",
                format!(
                    "`{title}` is what `{}` is: only names of variables differ",
                    known.path
                ),
                help,
            ));
            return;
        }
        let difference = if known.name == operation.name {
            differs(known, &operation)
        } else {
            Some("name")
        };
        if let Some(what) = difference {
            self.pages.findings.push(Finding::warning(
                operation.place.clone(),
                "contradictory-operations",
                format!("`{title}` is described twice, and the {what} differs"),
                help,
            ));
        }
        for class in &operation.classes {
            if !known.classes.contains(class) {
                known.classes.push(class.clone());
            }
        }
        if known.name != operation.name || !operation.described {
            return;
        }
        if known.described {
            known.others.push(operation);
        } else {
            let classes = std::mem::take(&mut known.classes);
            *known = Operation {
                classes,
                ..operation
            };
        }
    }

    fn model(&mut self, model: Model) {
        match self.models.entry(model.name.clone()) {
            Entry::Vacant(free) => {
                free.insert(self.pages.models.len());
                self.pages.models.push(model);
            }
            Entry::Occupied(known) => {
                let Some(known) = self.pages.models.get(*known.get()) else {
                    return;
                };
                let finding = if same_content(&known.content, &model.content) {
                    Finding::warning(
                        model.place.clone(),
                        "repeated-model",
                        format!("`{}` has two pages that say the same", model.name),
                        format!("the other one is {}", known.place),
                    )
                } else {
                    Finding::error(
                        model.place.clone(),
                        "contradictory-models",
                        format!("`{}` has two pages that differ", model.name),
                        format!("the first, {}, was taken", known.place),
                    )
                };
                self.pages.findings.push(finding);
            }
        }
    }

    /// Everything that was read.
    pub fn finish(self) -> Pages {
        let whole = self.whole.as_deref().unwrap_or("the documentation");
        if let Some(refusal) = self.origins.refusal(whole) {
            return Pages {
                findings: vec![refusal],
                ..Pages::default()
            };
        }
        let mut pages = self.pages;
        pages.findings.extend(self.origins.strays());
        pages.dialect = self.traces.dialect();
        if self.readable == 0 {
            let file = Arc::from(whole);
            pages.findings.push(Finding::error(
                Place::new(&file, 0),
                "no-pages",
                "there is no page of operations or models",
                "point at the folder `docs` of a Python SDK, which holds `*Api.md` pages",
            ));
        }
        settle::names(&mut pages);
        settle::files(&mut pages);
        if pages.dialect == Dialect::Brackets {
            pages.models.iter_mut().for_each(model_page::settle_alias);
        }
        pages.models.sort_by(|one, other| one.name.cmp(&other.name));
        let mut schemes = self.described_schemes;
        for operation in pages.operations.iter().flat_map(Operation::everywhere) {
            for name in &operation.security {
                let configured = self.configured_schemes.get(name);
                let scheme = schemes.entry(name.clone()).or_insert_with(|| Scheme {
                    name: name.clone(),
                    kind: SchemeKind::Unknown,
                    place: configured
                        .map_or(&operation.place, |scheme| &scheme.place)
                        .clone(),
                });
                if let Some(configured) = configured {
                    complete(&mut scheme.kind, &configured.kind);
                }
            }
        }
        pages.schemes = schemes.into_values().collect();
        // With swagger-codegen and openapi-generator before 5, the key is the parameter's name even
        // where it is also the scheme's.
        if pages.dialect == Dialect::Codegen {
            for scheme in &mut pages.schemes {
                if let SchemeKind::ApiKey { parameter, .. } = &mut scheme.kind {
                    parameter.get_or_insert_with(|| scheme.name.clone());
                }
            }
        }
        pages.findings.sort();
        pages.findings.dedup();
        pages
    }
}

fn not_text(place: Place) -> Finding {
    Finding::error(
        place,
        "not-text",
        "the file is not text in UTF-8",
        "a page is a text file: it was skipped",
    )
}

/// Adds what another page says about a scheme.
fn complete(known: &mut SchemeKind, more: &SchemeKind) {
    match (&mut *known, more) {
        (SchemeKind::Unknown, more) => *known = more.clone(),
        (
            SchemeKind::ApiKey { parameter, .. },
            SchemeKind::ApiKey {
                parameter: more, ..
            },
        ) if parameter.is_none() => parameter.clone_from(more),
        _ => {}
    }
}

/// What differs between two descriptions of an operation.
fn differs(one: &Operation, other: &Operation) -> Option<&'static str> {
    if !one.described || !other.described {
        return None;
    }
    let parameters = |operation: &Operation| -> Vec<_> {
        let parameters = operation.parameters.iter();
        parameters
            .map(|parameter| {
                let name = parameter.name.clone();
                (
                    name,
                    parameter.kind.clone(),
                    parameter.required,
                    parameter.default.clone(),
                )
            })
            .collect()
    };
    let responses = |operation: &Operation| -> Option<Vec<_>> {
        let responses = operation.responses.as_ref()?.iter();
        let shown = responses.map(|response| {
            let headers = response.headers.iter();
            let headers: Vec<String> = headers.map(|header| header.name.clone()).collect();
            (response.status.clone(), headers)
        });
        Some(shown.collect())
    };
    let all = [
        (parameters(one) != parameters(other), "table of parameters"),
        (one.returns != other.returns, "return type"),
        (responses(one) != responses(other), "table of statuses"),
        (one.security != other.security, "authorization"),
        (one.content_types != other.content_types, "content type"),
        (one.accepts != other.accepts, "line of accepted media types"),
    ];
    all.into_iter().find_map(|(is, what)| is.then_some(what))
}

/// Whether two pages show the same, wherever they show it.
fn same_content(one: &Content, other: &Content) -> bool {
    let without_places = |content: &Content| {
        let mut content = content.clone();
        if let Content::Object { properties, .. } = &mut content {
            let nowhere = Place::new(&Arc::from(""), 0);
            for property in properties {
                property.place = nowhere.clone();
            }
        }
        content
    };
    without_places(one) == without_places(other)
}
