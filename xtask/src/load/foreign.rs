//! What a text is that is no description: told by how it begins, before a parser complains about it.

use regex::Regex;

use crate::diagnostic::Diagnostic;

/// A page begins with its head, where the viewers of descriptions are named; what comes later is looked at no more.
const BEGINNING: usize = 256 * 1024;

/// What a file is, and what to do with it.
struct Format {
    what: String,
    help: String,
}

impl Format {
    fn new(what: &str, help: impl Into<String>) -> Self {
        Self {
            what: what.to_owned(),
            help: help.into(),
        }
    }
}

const CONVERT: &str = "convert it to OpenAPI 3 first, or ask for the OpenAPI description";

/// What a file of bytes is that are no text.
pub(super) fn packed(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 6] = [
        (&[0x1F, 0x8B], "gzip"),
        (b"PK\x03\x04", "zip"),
        (&[0xFD, b'7', b'z', b'X', b'Z', 0x00], "xz"),
        (&[0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        (b"BZh", "bzip2"),
        (b"%PDF-", "PDF"),
    ];
    let kind = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic));
    kind.map(|(_, name)| *name)
}

/// A finding that names what the text is; `first` is its first line that says something.
pub(super) fn refuse(text: &str, first: &str) -> Option<Diagnostic> {
    let offset = text.find(first).unwrap_or_default();
    let span = offset..offset + first.len();
    if let Some(Format { what, help }) = other_language(text, first) {
        let message = format!("this is {what}, not an OpenAPI description");
        return Some(Diagnostic::error("not-a-description", "", message, help).at_span(span));
    }
    if !first.starts_with('<') || first.starts_with("<<") {
        return None;
    }
    let finding = match markup(text) {
        Some(Format { what, help }) => {
            let message = format!("this is {what}, not an OpenAPI description");
            Diagnostic::error("not-a-description", "", message, help)
        }
        None => Diagnostic::error(
            "markup",
            "",
            "the file is HTML or XML, not an OpenAPI description",
            "a browser page or an error page was probably saved: download the description itself",
        ),
    };
    Some(finding.at_span(span))
}

/// Other languages for the same purpose, and pages made from descriptions.
fn other_language(text: &str, first: &str) -> Option<Format> {
    let lines = || text.lines().take(200).map(str::trim);
    if text.starts_with("#%RAML") {
        return Some(Format::new("a RAML description", CONVERT));
    }
    if first.starts_with("FORMAT: ") && first.contains("1A") {
        return Some(Format::new("an API Blueprint", CONVERT));
    }
    if lines().any(|line| line == "language_tabs:" || line.contains("Generator: Widdershins")) {
        let help = "it was made from a description: take that instead";
        return Some(Format::new("a page of Widdershins or Slate", help));
    }
    if lines().any(|line| line.starts_with("syntax = \"proto")) {
        let help = "only HTTP APIs described by OpenAPI can be generated: let `protoc` write a description first";
        return Some(Format::new("a file of Protocol Buffers", help));
    }
    if lines().any(|line| line.starts_with("import \"@typespec/")) {
        let help = "let `tsp compile` write the OpenAPI description first";
        return Some(Format::new("a TypeSpec source", help));
    }
    if first.starts_with("$version: ") && lines().any(|line| line.starts_with("namespace ")) {
        let help = "let `smithy build` write the OpenAPI description first";
        return Some(Format::new("a Smithy model", help));
    }
    if is_graphql(first) {
        let help = "only HTTP APIs described by OpenAPI can be generated";
        return Some(Format::new("a GraphQL schema", help));
    }
    None
}

/// The definitions of GraphQL (October 2021, section 3) that a file begins with. In YAML, none of these lines is a key.
fn is_graphql(first: &str) -> bool {
    let mut words = first.split_whitespace();
    let word = match words.next() {
        Some("extend") => words.next(),
        word => word,
    };
    let name = words.next().unwrap_or_default();
    let begins_a_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let ends_as_one = !name.ends_with(':');
    match word {
        Some("type" | "interface" | "input" | "enum") => {
            begins_a_name && ends_as_one && first.ends_with('{')
        }
        Some("schema") => name.starts_with('{'),
        Some("scalar") => begins_a_name && ends_as_one && !name.contains(':'),
        Some("directive") => name.starts_with('@'),
        _ => false,
    }
}

/// What speaks XML, and pages that show a description.
fn markup(text: &str) -> Option<Format> {
    let mut end = text.len().min(BEGINNING);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = text.get(..end).unwrap_or_default();
    let lower = beginning.to_ascii_lowercase();
    let has = |word: &str| lower.contains(word);
    if has("schemas.xmlsoap.org/wsdl") || has("www.w3.org/ns/wsdl") {
        let help = "SOAP is not spoken: ask for an OpenAPI description of the service";
        return Some(Format::new("a WSDL description", help));
    }
    if has("wadl.dev.java.net") {
        return Some(Format::new("a WADL description", CONVERT));
    }
    if has("<edmx:edmx") {
        return Some(Format::new("the metadata of an OData service", CONVERT));
    }
    let pages = [
        ("redoc", "a page of Redoc"),
        ("swagger-ui", "a page of Swagger UI"),
        ("rapi-doc", "a page of RapiDoc"),
        ("elements-api", "a page of Stoplight Elements"),
        ("api-reference", "a page of Scalar"),
    ];
    let (_, what) = pages.iter().find(|(word, _)| has(word))?;
    let help = match shown_by(beginning) {
        Some(address) => format!("the page shows `{address}`: download that"),
        None => "download the description that the page shows".to_owned(),
    };
    Some(Format::new(what, help))
}

/// The address of the description that a page shows, as these viewers are given it.
fn shown_by(page: &str) -> Option<String> {
    let given = Regex::new(
        r#"(?i)\b(?:spec-?url|apiDescriptionUrl|data-url|url|Redoc\.init\()\s*[=:]?\s*["']([^"'<>\s]+\.(?:json|ya?ml)[^"'<>\s]*|[^"'<>\s]*(?:openapi|swagger|api-docs)[^"'<>\s]*)["']"#,
    );
    let given = given.ok()?;
    // Scripts and style sheets of the viewer have addresses as well.
    let found = given.captures_iter(page).filter_map(|found| found.get(1));
    let mut addresses = found.map(|address| address.as_str());
    addresses
        .find(|address| !address.ends_with(".js") && !address.ends_with(".css"))
        .map(str::to_owned)
}
