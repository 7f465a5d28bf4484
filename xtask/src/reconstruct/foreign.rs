//! Pages that look like those that are read here, and are not.
//!
//! Whether a set of pages is for another language is a matter of most of its pages: models without properties
//! look the same in all languages, and a description may hold code of any.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::finding::{Finding, Place};
use super::row;
use super::tags;

/// Languages that generators write documentation for, by the tag of their examples.
const LANGUAGES: [(&str, &str); 25] = [
    ("java", "Java"),
    ("kotlin", "Kotlin"),
    ("scala", "Scala"),
    ("javascript", "JavaScript"),
    ("js", "JavaScript"),
    ("typescript", "TypeScript"),
    ("ts", "TypeScript"),
    ("go", "Go"),
    ("golang", "Go"),
    ("ruby", "Ruby"),
    ("php", "PHP"),
    ("csharp", "C#"),
    ("swift", "Swift"),
    ("objc", "Objective-C"),
    ("dart", "Dart"),
    ("perl", "Perl"),
    ("r", "R"),
    ("powershell", "PowerShell"),
    ("rust", "Rust"),
    ("c", "C"),
    ("cpp", "C++"),
    ("elixir", "Elixir"),
    ("bash", "Bash"),
    ("julia", "Julia"),
    ("lua", "Lua"),
];

/// What only the types of one language have.
const SIGNS: [(&str, &str); 16] = [
    ("Pointer to ", "Go"),
    ("map[string]", "Go"),
    ("time.Time", "Go"),
    ("Option<", "Rust"),
    ("**kotlin.", "Kotlin"),
    ("kotlin.collections.", "Kotlin"),
    ("**System.", "C#"),
    ("**Guid**", "C#"),
    ("**\\", "PHP"),
    ("char \\*", "C"),
    ("**list_t", "C"),
    ("map[String, ", "Bash"),
    ("ZonedDateTime", "Julia"),
    ("**OffsetDateTime**", "Java"),
    ("**BigDecimal**", "Java"),
    ("**Array<", "TypeScript"),
];

/// Headings and heads of tables that only one language has.
const HEADINGS: [(&str, &str); 4] = [
    ("### Required Parameters", "Julia"),
    ("### Path Parameters", "Go"),
    ("Name | Type | Description  | Required | Notes", "Rust"),
    ("| Name | Type | Description | Required | Notes |", "Rust"),
];

/// What other tools than the two generators leave on pages that they write.
const TOOLS: [(&str, &str); 9] = [
    ("<!-- Generator: Widdershins", "widdershins"),
    ("widdershins v", "widdershins"),
    ("<!-- UsageSnippet ", "Speakeasy"),
    ("### Available Operations", "Speakeasy"),
    ("<!-- Start SDK ", "Speakeasy"),
    ("<redoc ", "Redoc"),
    ("redoc.standalone.js", "Redoc"),
    ("swagger-ui-bundle.js", "Swagger UI"),
    ("<details><summary><code>client.", "Fern"),
];

/// Where a page comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// An SDK for Python.
    Python,
    /// An SDK for another language; `None` where several have such types.
    Language(Option<&'static str>),
    /// Something that is neither of the generators.
    Tool(&'static str),
}

/// What the pages of a set say about where they come from.
#[derive(Debug, Default)]
pub(super) struct Origins {
    pages: BTreeMap<Origin, Vec<Place>>,
    generator: Option<&'static str>,
}

impl Origins {
    /// Notes where a page comes from; the result is whether it can be read.
    pub(super) fn read(&mut self, file: &Arc<str>, text: &str) -> bool {
        let Some((origin, line)) = origin(text) else {
            return true;
        };
        let places = self.pages.entry(origin).or_default();
        places.push(Place::new(file, line));
        origin == Origin::Python
    }

    /// Notes what a README says of the generator.
    pub(super) fn readme(&mut self, text: &str) {
        let named = |name: &str| text.to_ascii_lowercase().contains(name);
        if named("openapi-generator") || named("openapi generator") {
            self.generator = Some("openapi-generator");
        } else if named("swagger-codegen") || named("swagger codegen") {
            self.generator = Some("swagger-codegen");
        }
    }

    fn count(&self, origin: Origin) -> usize {
        self.pages.get(&origin).map_or(0, Vec::len)
    }

    /// The one finding about pages most of which cannot be read.
    pub(super) fn refusal(&self, whole: &str) -> Option<Finding> {
        let others = self
            .pages
            .iter()
            .filter(|(origin, _)| **origin != Origin::Python);
        let (_, pages) = others
            .clone()
            .max_by_key(|(origin, pages)| (pages.len(), **origin))?;
        let total: usize = others.clone().map(|(_, pages)| pages.len()).sum();
        if total <= self.count(Origin::Python) {
            return None;
        }
        // A page that names its language tells it of all the others.
        let (origin, _) = others
            .filter(|(origin, _)| **origin != Origin::Language(None))
            .max_by_key(|(origin, pages)| (pages.len(), **origin))
            .unwrap_or((&Origin::Language(None), pages));
        let place = match pages.as_slice() {
            [only] => only.clone(),
            _ => Place::new(&Arc::from(whole), 0),
        };
        Some(refusal(*origin, self.generator, place, true))
    }

    /// A finding about each page that cannot be read among others that can.
    pub(super) fn strays(&self) -> impl Iterator<Item = Finding> {
        self.pages
            .iter()
            .filter(|(origin, _)| **origin != Origin::Python)
            .flat_map(|(origin, pages)| {
                let pages = pages.iter().cloned();
                pages.map(|place| refusal(*origin, None, place, false))
            })
    }
}

fn refusal(origin: Origin, generator: Option<&str>, place: Place, all: bool) -> Finding {
    let (these, skipped) = if all {
        ("these pages", "nothing was taken over")
    } else {
        ("this page", "it was skipped")
    };
    match origin {
        Origin::Tool(tool) => Finding::error(
            place,
            "other-tool",
            format!("{these} come from {tool}"),
            format!("{}: {skipped}", what_is_read(tool)),
        ),
        Origin::Python | Origin::Language(_) => {
            let language = match origin {
                Origin::Language(Some(language)) => language,
                _ => "another language than Python",
            };
            let by = generator.unwrap_or("swagger-codegen or openapi-generator");
            let by = if all {
                format!(", by {by}")
            } else {
                String::new()
            };
            Finding::error(
                place,
                "other-language",
                format!("{these} document an SDK for {language}{by}"),
                format!("names and types of other languages than Python are not read: {skipped}"),
            )
        }
    }
}

/// Why the pages of a tool are of no use.
fn what_is_read(tool: &str) -> &'static str {
    match tool {
        "Speakeasy" => {
            "they mix the fields of a body with parameters, and name neither the places of these nor the status of a \
             success; such SDKs are made of an OpenAPI file that the vendor often publishes"
        }
        _ => "what is read are pages of Python SDKs by swagger-codegen and openapi-generator",
    }
}

/// Where a page comes from, and the line that says so.
fn origin(text: &str) -> Option<(Origin, usize)> {
    if let Some(index) = tags::marked(text) {
        return Some((Origin::Python, index + 1));
    }
    // An example decides; what descriptions hold does not.
    let is_python = text.lines().any(|line| line.starts_with("```python"));
    let mut heading = "";
    let mut found = None;
    for (index, line) in text.lines().enumerate() {
        let at = |origin| Some((origin, index + 1));
        if let Some((_, tool)) = TOOLS.iter().find(|(sign, _)| line.contains(sign)) {
            return at(Origin::Tool(tool));
        }
        if is_python {
            found = found.or(at(Origin::Python));
            continue;
        }
        if line.starts_with('#') {
            heading = line;
            if line.starts_with("# # ") {
                return at(Origin::Language(Some("PHP")));
            }
        }
        if let (Some(tag), true) = (line.strip_prefix("```"), is_of_operation(heading)) {
            let tag = tag.trim().to_ascii_lowercase();
            if let Some((_, language)) = LANGUAGES.iter().find(|(known, _)| *known == tag) {
                return at(Origin::Language(Some(language)));
            }
        }
        if let Some((_, language)) = HEADINGS.iter().find(|(heading, _)| *heading == line) {
            return at(Origin::Language(Some(language)));
        }
        match row_origin(line) {
            Some(Origin::Language(None)) => found = found.or(at(Origin::Language(None))),
            Some(origin) => return at(origin),
            None => {}
        }
    }
    found
}

/// Whether examples below a heading are in the language of the SDK.
fn is_of_operation(heading: &str) -> bool {
    heading.contains("Example") || heading.starts_with("# **") || heading.starts_with("## `")
}

/// What the type in a row tells: some words are types of Python, others only of other languages.
fn row_origin(line: &str) -> Option<Origin> {
    let mut written = line
        .trim()
        .trim_start_matches('|')
        .split('|')
        .map(str::trim);
    let named = written.next().is_some_and(|name| name.starts_with("**"));
    let kind = written.next().filter(|_| named)?;
    if let Some((_, language)) = SIGNS.iter().find(|(sign, _)| kind.contains(sign)) {
        return Some(Origin::Language(Some(language)));
    }
    if line.contains("[default to nothing]") {
        return Some(Origin::Language(Some("Julia")));
    }
    let cells = row::cells(line.trim_start_matches('|').trim_start())?;
    let word = cells.kind.as_str();
    let begins = |words: &[&str]| words.iter().any(|begin| word.starts_with(begin));
    if begins(&["list[", "dict(", "List[", "Dict[", "[str]", "{str:"]) || word == "str" {
        return Some(Origin::Python);
    }
    const WORDS: [&str; 22] = [
        "String", "string", "Long", "Integer", "Boolean", "Double", "Float", "int32", "int64",
        "Int64", "Int", "Int32", "Bool", "i32", "i64", "number", "boolean", "Number", "binary",
        "Float64", "double", "long",
    ];
    let other = cells.link.is_none() && WORDS.contains(&word)
        || begins(&[
            "Array<",
            "List<",
            "Vec<",
            "Hash<",
            "Map<",
            "array<",
            "Dictionary<",
        ])
        || word.len() > 2 && word.starts_with("[]");
    other.then_some(Origin::Language(None))
}
