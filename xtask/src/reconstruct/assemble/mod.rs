//! From what pages say to an OpenAPI 3.0.3 document.

mod body;
mod components;
mod operation;
mod response;
mod schema;
mod security;
mod servers;
mod unique;

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value, json};

use self::unique::Unique;
use super::finding::Place;
use super::pages::{Content, Model, Pages, Property};
use super::subject::Subject;
use super::type_expression::Type;
use super::wire_names::WireNames;

/// What to take over besides names, types and codes.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Take over summaries and descriptions.
    pub prose: bool,
    /// Names on the wire from elsewhere.
    pub wire_names: WireNames,
}

/// Something that the pages do not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What it belongs to.
    pub subject: Subject,
    /// What is missing: `wire name`, `type`, …
    pub what: Vec<&'static str>,
    /// Whether the document says something all the same.
    pub guessed: bool,
    /// Where the pages speak of it.
    pub place: Place,
}

/// The document, and what the pages do not tell.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// An OpenAPI 3.0.3 document.
    pub document: Value,
    /// The gaps, in the order of the document.
    pub gaps: Vec<Gap>,
}

impl Assembled {
    /// Calls the files that the gaps name otherwise.
    pub fn name_files(&mut self, name: impl Fn(&str) -> String) {
        let mut known: HashMap<Arc<str>, Arc<str>> = HashMap::new();
        for gap in &mut self.gaps {
            let file = &mut gap.place.file;
            let short = known
                .entry(Arc::clone(file))
                .or_insert_with(|| name(file).into());
            *file = Arc::clone(short);
        }
    }
}

/// Marks for what is unknown.
pub(super) const UNDOCUMENTED: &str = "x-undocumented";
/// Marks for what is a guess.
pub(super) const GUESSED: &str = "x-guessed";
pub(super) const DOCS_NAME: &str = "x-docs-name";

pub(crate) use response::success;

/// Reads defaults as pages print them. It knows all models, so one is made for all of them.
pub(crate) struct PrintedDefaults<'a>(Assembler<'a>);

impl<'a> PrintedDefaults<'a> {
    pub(crate) fn new(pages: &'a Pages) -> Self {
        static NOTHING: LazyLock<Options> = LazyLock::new(Options::default);
        Self(Assembler::new(pages, &NOTHING))
    }

    /// The value, if it can be read.
    pub(crate) fn read(&self, kind: &Type, printed: &str) -> Option<Value> {
        self.0.default(kind, printed)
    }
}

/// Puts a document together.
pub fn assemble(pages: &Pages, options: &Options) -> Assembled {
    let mut assembler = Assembler::new(pages, options);
    assembler.name_components();
    let mut document = Map::new();
    document.insert("openapi".to_owned(), json!("3.0.3"));
    document.insert("info".to_owned(), assembler.info());
    document.insert(
        "servers".to_owned(),
        servers::servers(&pages.servers, &mut assembler.gaps),
    );
    if pages.servers.iter().all(|(address, _)| address.is_empty()) {
        let place = assembler.beginning();
        assembler.gap(Subject::of("servers", "servers"), &["url"], true, &place);
    }
    let tags = operation::tags(pages);
    if !tags.is_empty() {
        document.insert("tags".to_owned(), Value::Array(tags));
        let place = assembler.beginning();
        assembler.gap(Subject::of("tags", "tags"), &["name"], true, &place);
    }
    document.insert("paths".to_owned(), assembler.paths());
    document.insert("components".to_owned(), assembler.components());
    if let Some(place) = assembler.single_word.take() {
        // Not a mark on each of them: nearly all are right, and one answer of the server tells.
        let subject = Subject::of("names", "names of a single word");
        assembler.gap(subject, &["capital"], true, &place);
    }
    Assembled {
        document: Value::Object(document),
        gaps: assembler.gaps,
    }
}

pub(super) struct Assembler<'a> {
    pages: &'a Pages,
    options: &'a Options,
    models: HashMap<&'a str, &'a Model>,
    /// Keys of `components/schemas` by class.
    keys: HashMap<&'a str, String>,
    /// Classes that pages name and no page describes.
    missing: BTreeSet<String>,
    gaps: Vec<Gap>,
    operation_ids: Unique,
    /// The first of the names that are taken as they are, because they are a single word.
    single_word: Option<Place>,
    /// Models by the names of their properties.
    objects: OnceCell<HashMap<BTreeSet<&'a str>, Vec<&'a [Property]>>>,
    /// Whether any parameter is a file.
    prints_files: OnceCell<bool>,
}

impl<'a> Assembler<'a> {
    fn new(pages: &'a Pages, options: &'a Options) -> Self {
        Self {
            pages,
            options,
            models: pages
                .models
                .iter()
                .map(|model| (model.name.as_str(), model))
                .collect(),
            keys: HashMap::new(),
            missing: BTreeSet::new(),
            gaps: Vec::new(),
            operation_ids: Unique::default(),
            single_word: None,
            objects: OnceCell::new(),
            prints_files: OnceCell::new(),
        }
    }

    /// Notes what is not told, or only guessed, if there is anything of the kind.
    fn gap(&mut self, subject: Subject, what: &[&'static str], guessed: bool, place: &Place) {
        if !what.is_empty() {
            self.gaps.push(Gap {
                subject,
                what: what.to_vec(),
                guessed,
                place: place.clone(),
            });
        }
    }

    /// Where the pages begin to speak, for what no line of theirs says.
    fn beginning(&self) -> Place {
        let operation = self.pages.operations.first().map(|one| &one.place);
        let place = operation.or(self.pages.models.first().map(|one| &one.place));
        Place {
            file: place.map_or_else(|| "".into(), |place| Arc::clone(&place.file)),
            line: 0,
        }
    }

    fn name_components(&mut self) {
        let mut taken = Unique::default();
        for model in &self.pages.models {
            let key = taken.take(&component_key(&model.name));
            self.keys.insert(&model.name, key);
        }
    }

    fn key(&self, class: &str) -> String {
        self.keys
            .get(class)
            .cloned()
            .unwrap_or_else(|| component_key(class))
    }

    fn info(&mut self) -> Value {
        let package = self
            .pages
            .package
            .clone()
            .unwrap_or_else(|| "Documented API".to_owned());
        let mut info = Map::new();
        info.insert("title".to_owned(), json!(package));
        let version = self.pages.version.as_ref();
        let version = version.map(|(version, _)| version.as_str());
        info.insert("version".to_owned(), json!(version.unwrap_or("0.0.0")));
        let guessed: &[_] = match version {
            Some(_) => &["title"],
            None => &["title", "version"],
        };
        mark(&mut info, GUESSED, guessed);
        self.gap(
            Subject::of("info", "info"),
            guessed,
            true,
            &self.beginning(),
        );
        Value::Object(info)
    }

    /// The default that the page prints for a reference, if that leads to an enumeration: its value, its
    /// member's name, or both in code (`Colour.RED`, `Colour("red")`).
    pub(super) fn member(&self, class: &str, printed: &str) -> Option<Value> {
        let model = self.models.get(class)?;
        let Content::Enumeration { values, .. } = &model.content else {
            return None;
        };
        let printed = printed.trim();
        let inside = printed
            .strip_prefix(class)
            .and_then(|rest| rest.strip_prefix('('))
            .and_then(|rest| rest.strip_suffix(')'))
            .unwrap_or(printed);
        let literal = super::literal::untyped(inside);
        let text = Value::String(inside.to_owned());
        let name = inside.rsplit_once('.').map_or(inside, |(_, name)| name);
        values
            .iter()
            .find(|(_, value)| Some(value) == literal.as_ref() || *value == text)
            .or_else(|| {
                values
                    .iter()
                    .find(|(known, _)| known.as_deref() == Some(name))
            })
            .map(|(_, value)| value.clone())
    }
}

/// OpenAPI 3.0 allows letters, digits, `.`, `-` and `_` in the keys of components.
pub(super) fn component_key(name: &str) -> String {
    let key: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect();
    if key.is_empty() { "_".to_owned() } else { key }
}

/// Adds a mark, if there is anything to mark.
pub(super) fn mark(object: &mut Map<String, Value>, key: &str, what: &[&'static str]) {
    if !what.is_empty() {
        object.insert(key.to_owned(), json!(what));
    }
}
