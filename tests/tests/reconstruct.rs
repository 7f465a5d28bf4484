//! From documentation pages back to a description: every dialect, and whatever else lies in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use xtask::load;
use xtask::reconstruct::{
    Assembled, Collector, Options, Pages, WireNames, assemble, files, sources, yaml,
};

const DIALECTS: [&str; 6] = [
    "swagger-codegen-2",
    "swagger-codegen-3",
    "openapi-generator-4",
    "openapi-generator-5",
    "openapi-generator-6-legacy",
    "openapi-generator-7",
];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/docs")
        .join(name)
}

fn pages(dialect: &str) -> Pages {
    let folder = fixture(dialect).join("docs");
    files::read(&[folder])
        .expect("the fixture is there")
        .finish()
}

fn reconstruct(dialect: &str) -> Assembled {
    assemble(&pages(dialect), &Options::default())
}

fn page(files: &[(&str, &str)]) -> Pages {
    let mut collector = Collector::default();
    for (name, text) in files {
        collector.add(name, text.as_bytes());
    }
    collector.finish()
}

fn codes(pages: &Pages) -> Vec<&'static str> {
    pages.findings.iter().map(|finding| finding.code).collect()
}

/// A schema in a word or two.
fn spoken(schema: &Value) -> String {
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    if let Some(reference) = text("$ref") {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    match (text("type"), text("format")) {
        (Some("array"), _) => format!("[{}]", spoken(&schema["items"])),
        (Some("object"), _) if schema.get("additionalProperties").is_some() => {
            format!("{{{}}}", spoken(&schema["additionalProperties"]))
        }
        (Some(kind), Some(format)) => format!("{kind}/{format}"),
        (Some(kind), None) => kind.to_owned(),
        (None, _) => "?".to_owned(),
    }
}

/// What is revealed about the operations, one line each for an operation, a parameter, a body, a response.
fn outline(document: &Value) -> String {
    let mut lines = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("a path item") {
            let security: Vec<&str> = operation["security"]
                .as_array()
                .expect("security")
                .iter()
                .flat_map(|one| {
                    one.as_object()
                        .expect("a requirement")
                        .keys()
                        .map(String::as_str)
                })
                .collect();
            lines.push(format!("{method} {path} {}", security.join(" ")));
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                lines.push(format!(
                    "  {} {} {}{}{}",
                    parameter["in"].as_str().expect("a place"),
                    parameter["name"].as_str().expect("a name"),
                    spoken(&parameter["schema"]),
                    if parameter.get("required").is_some() {
                        "!"
                    } else {
                        ""
                    },
                    parameter["schema"]
                        .get("default")
                        .map(|default| format!(" = {default}"))
                        .unwrap_or_default(),
                ));
            }
            if let Some(body) = operation.get("requestBody") {
                for (media, content) in body["content"].as_object().expect("content") {
                    let schema = &content["schema"];
                    let required = if body.get("required").is_some() {
                        "!"
                    } else {
                        ""
                    };
                    lines.push(format!("  body {media} {}{required}", spoken(schema)));
                    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                        lines.push(format!("    {name} {}", spoken(property)));
                    }
                }
            }
            for (status, response) in operation["responses"].as_object().expect("responses") {
                let content = response["content"].as_object().into_iter().flatten();
                let content: Vec<String> = content
                    .map(|(media, content)| format!(" {media} {}", spoken(&content["schema"])))
                    .collect();
                let headers = response["headers"].as_object().into_iter().flatten();
                let headers: Vec<String> = headers.map(|(name, _)| format!(" +{name}")).collect();
                lines.push(format!(
                    "  {status}{}{}",
                    content.concat(),
                    headers.concat()
                ));
            }
        }
    }
    lines.join("\n")
}

const OUTLINE: &str = "\
post /books shelf_key desk
  body application/json Book!
  201 application/json Book +Location +X-Shelf
  4XX
  default
get /books shelf_key
  query page_size integer = 10
  query sort string = \"title\"
  query genres [Genre]
  query since string/date
  header x-request-id string
  query words [string]!
  200 application/json [Book] text/csv [Book]
  404
post /books/{bookId}/cover 
  path bookId integer!
  body multipart/form-data object!
    picture string/binary
    front boolean
  204
get /books/{bookId}/{from} 
  path bookId integer!
  path from string!
  200 application/json {Book}
delete /books/{bookId}/{from} desk
  path bookId integer!
  path from string!
  204
  409";

#[test]
fn no_dialect_hides_an_operation_a_parameter_or_a_status() {
    for dialect in DIALECTS {
        let found = outline(&reconstruct(dialect).document);
        let mut expected = OUTLINE.to_owned();
        if dialect.starts_with("swagger-codegen") {
            // There is no table of statuses: all that is known is what a success returns.
            expected = expected
                .replace(
                    "\n  201 application/json Book +Location +X-Shelf\n  4XX\n  default",
                    "\n  2XX application/json Book",
                )
                .replace("\n  204\n  409", "\n  2XX")
                .replace("\n  204", "\n  2XX")
                .replace("\n  404", "")
                .replace("\n  200", "\n  2XX");
        }
        if dialect == "swagger-codegen-3" {
            expected = expected.replace("string/binary", "string");
        }
        assert_eq!(found, expected, "{dialect}");
    }
}

#[test]
fn no_dialect_hides_a_property_and_none_invents_one() {
    for dialect in DIALECTS {
        let document = reconstruct(dialect).document;
        let book = &document["components"]["schemas"]["Book"];
        let properties = book["properties"].as_object().expect("properties");
        let shown: Vec<String> = properties
            .iter()
            .map(|(name, schema)| format!("{name} {}", spoken(schema)))
            .collect();
        let expected = [
            "id integer",
            "title string",
            "genre Genre",
            "language string",
            "authors [Author]",
            "counts {integer}",
            "lent_since string/date-time",
            "from string",
            "extra ?",
        ];
        assert_eq!(shown, expected, "{dialect}");
        assert_eq!(
            book["required"],
            serde_json::json!(["id", "title"]),
            "{dialect}"
        );
        assert_eq!(
            book["properties"]["language"]["default"], "en | 'us'",
            "{dialect}"
        );
        let read_only = book["properties"]["id"].get("readOnly").is_some();
        assert_eq!(read_only, dialect != "swagger-codegen-3", "{dialect}");
        assert_eq!(
            document["components"]["schemas"]["Author"]["x-undocumented"],
            serde_json::json!(["page"]),
            "{dialect}"
        );
    }
}

#[test]
fn values_of_an_enumeration_are_read_where_pages_show_them_and_marked_as_unknown_elsewhere() {
    for dialect in DIALECTS {
        let document = reconstruct(dialect).document;
        let genre = &document["components"]["schemas"]["Genre"];
        if ["openapi-generator-5", "openapi-generator-7"].contains(&dialect) {
            assert_eq!(
                genre["enum"],
                serde_json::json!(["poetry", "non | fiction"]),
                "{dialect}"
            );
            assert_eq!(genre["type"], "string", "{dialect}");
        } else {
            assert_eq!(
                genre["x-undocumented"],
                serde_json::json!(["type"]),
                "{dialect}"
            );
        }
    }
}

#[test]
fn security_schemes_and_servers_come_from_the_readme() {
    for dialect in DIALECTS {
        let document = reconstruct(dialect).document;
        assert_eq!(document["info"]["version"], "1.2.0", "{dialect}");
        assert_eq!(
            document["servers"][0]["url"], "https://library.example/v1",
            "{dialect}"
        );
        let schemes = &document["components"]["securitySchemes"];
        assert_eq!(schemes["shelf_key"]["name"], "X-Shelf-Key", "{dialect}");
        assert_eq!(schemes["shelf_key"]["in"], "header", "{dialect}");
        let flow = &schemes["desk"]["flows"]["authorizationCode"];
        assert_eq!(
            flow["authorizationUrl"], "https://library.example/desk",
            "{dialect}"
        );
        assert_eq!(flow["scopes"]["lend"], "Lend books", "{dialect}");
    }
}

#[test]
fn the_result_loads_and_passes_the_lint() {
    for dialect in DIALECTS {
        let text = yaml::print(&reconstruct(dialect), dialect).expect("YAML");
        let document = load::load("library.yaml", text.as_bytes()).expect("it loads");
        let findings = xtask::lint::lint(&document);
        assert!(findings.is_empty(), "{dialect}: {findings:?}");
        assert_eq!(document.value, reconstruct(dialect).document, "{dialect}");
        assert!(text.contains("# The pages do not tell: page."), "{dialect}");
        assert!(
            text.contains("# - GET /books, parameter page_size: in, name ("),
            "{dialect}"
        );
    }
}

#[test]
fn guesses_are_marked_and_names_from_a_file_settle_them() {
    let pages = pages("openapi-generator-7");
    let parameter = |document: &Value, name: &str| -> Value {
        let parameters = document["paths"]["/books"]["get"]["parameters"].as_array();
        let found = parameters
            .into_iter()
            .flatten()
            .find(|one| one["x-docs-name"] == name);
        found.cloned().unwrap_or_default()
    };
    let guessed = assemble(&pages, &Options::default()).document;
    assert_eq!(
        parameter(&guessed, "page_size")["x-guessed"],
        serde_json::json!(["in", "name"])
    );
    let wire_names = WireNames::from_file(
        "parameters:\n  find_books:\n    page_size: { name: pageSize, in: query }\n    sort: sortBy\n\
         properties:\n  Book:\n    lent_since: lentSince\n",
    )
    .expect("a file of names");
    let settled = assemble(
        &pages,
        &Options {
            wire_names,
            prose: false,
        },
    )
    .document;
    let page_size = parameter(&settled, "page_size");
    assert_eq!(page_size["name"], "pageSize");
    assert_eq!(page_size.get("x-guessed"), None);
    assert_eq!(
        parameter(&settled, "sort")["x-guessed"],
        serde_json::json!(["in"])
    );
    let book = &settled["components"]["schemas"]["Book"]["properties"];
    assert_eq!(book["lentSince"]["x-docs-name"], "lent_since");
    assert_eq!(book["lentSince"].get("x-guessed"), None);
    assert!(WireNames::from_file("parameters: 3").is_err());
}

#[test]
fn sources_of_every_generator_tell_names_and_places() {
    let mut names = WireNames::default();
    for source in [
        "class Book(object):\n    attribute_map = {\n        'lent_since': 'lentSince',\n    }\n",
        "class Pen(BaseModel):\n    ink_level: Optional[StrictInt] = Field(default=None, alias=\"inkLevel\")\n",
        "class A(object):\n    def find_with_http_info(self, **kwargs):\n        query_params.append(('pageSize', params['page_size']))\n",
        "class B:\n    def _get_serialize(\n        self,\n        _header_params['X-Id'] = x_id\n        _body_params = book\n",
        "class C(object):\n        self.put_endpoint = _Endpoint(\n                'operation_id': 'put',\n                'attribute_map': {\n                    'a_b': 'aB',\n                },\n                'location_map': {\n                    'a_b': 'query',\n                },\n",
    ] {
        sources::learn(source, &mut names);
    }
    let known = |operation: &str, name: &str| {
        let known = names
            .parameter(operation, name)
            .cloned()
            .unwrap_or_default();
        format!("{:?} {:?}", known.place, known.name)
    };
    assert_eq!(
        names.property("Book", "lent_since").next(),
        Some("lentSince")
    );
    assert_eq!(names.property("Pen", "ink_level").next(), Some("inkLevel"));
    assert_eq!(known("find", "page_size"), "Some(Query) Some(\"pageSize\")");
    assert_eq!(known("get", "x_id"), "Some(Header) Some(\"X-Id\")");
    assert_eq!(known("get", "book"), "Some(Body) None");
    assert_eq!(known("put", "a_b"), "Some(Query) Some(\"aB\")");
}

#[test]
fn a_layout_or_language_that_is_not_read_is_refused_by_name() {
    for (folder, code, word) in [
        (
            "openapi-generator-6-tags",
            "layout-not-read",
            "openapi-generator 6.0 to 6.6",
        ),
        ("other-language", "other-language", "Java"),
    ] {
        let pages = files::read(&[fixture(folder)])
            .expect("the fixture is there")
            .finish();
        assert_eq!(
            codes(&pages).iter().filter(|found| **found == code).count(),
            1,
            "{folder}"
        );
        assert!(
            pages
                .findings
                .iter()
                .any(|finding| finding.message.contains(word)),
            "{folder}"
        );
        assert!(pages.operations.is_empty(), "{folder}");
    }
}

#[test]
fn bad_input_is_reported_with_its_line_and_the_rest_is_kept() {
    let good = "# Pen\n\n## Properties\nName | Type | Description | Notes\n--- | --- | --- | ---\n**ink** | **int** |  | \n";
    let narrow = "# Ruler\n\n## Properties\nName | Type\n--- | ---\n**a** | **int**\n";
    let short = "# Eraser\n\n## Properties\nName | Type | Description | Notes\n--- | --- | --- | ---\n**a** | **int**\n**b** | **i[nt** |  | \n";
    let other = "# Pen\n\n## Properties\nName | Type | Description | Notes\n--- | --- | --- | ---\n**ink** | **str** |  | \n";
    let found = page(&[
        ("Pen.md", good),
        ("Ruler.md", narrow),
        ("Eraser.md", short),
        ("Other.md", other),
        ("notes.md", "# Notes\n\nNothing to see.\n"),
        ("null.md", "a\0b"),
    ]);
    let shown: Vec<String> = found
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.place, finding.code))
        .collect();
    assert_eq!(
        shown,
        [
            "Eraser.md:6 too-few-cells",
            "Eraser.md:7 type-not-understood",
            "Other.md:1 contradictory-models",
            "Ruler.md:4 too-few-columns",
            "notes.md not-a-page",
            "null.md not-text",
        ]
    );
    assert!(found.models.iter().any(|model| model.name == "Pen"));
}

#[test]
fn a_page_of_50_mib_and_a_folder_without_pages_are_named() {
    let mut collector = Collector::default();
    collector.add("Huge.md", &vec![b'x'; 50 * 1024 * 1024]);
    collector.add("Binary.md", &[0x89, 0x50, 0xff, 0x00]);
    let found = collector.finish();
    assert_eq!(codes(&found), ["not-text", "page-too-large", "no-pages"]);
    let empty = tempfile::tempdir().expect("a folder");
    let found = files::read(&[empty.path().to_owned()])
        .expect("it can be read")
        .finish();
    assert_eq!(codes(&found), ["no-pages"]);
    assert!(files::read(&[empty.path().join("missing")]).is_err());
}

fn run(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = xtask::cli::Console::new(&mut out, &mut err, false);
    let arguments = std::iter::once("xtask").chain(arguments.iter().copied());
    let code = xtask::cli::run(arguments.map(Into::into), Path::new("."), &mut console);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (code, text(out), text(err))
}

#[test]
fn strict_writes_nothing_where_a_part_was_not_understood() {
    let folder = tempfile::tempdir().expect("a folder");
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("a folder");
    for file in ["BooksApi.md", "Book.md"] {
        let from = fixture("openapi-generator-7").join("docs").join(file);
        fs::copy(from, docs.join(file)).expect("a copy");
    }
    fs::write(docs.join("Broken.md"), [0xff, 0xfe]).expect("a file");
    let output = folder.path().join("library.yaml");
    let (docs, target) = (docs.to_string_lossy(), output.to_string_lossy());
    let (code, _, err) = run(&["reconstruct", &docs, "-o", &target, "--strict"]);
    assert_eq!((code, output.exists()), (1, false), "{err}");
    let (code, out, err) = run(&["reconstruct", &docs, "-o", &target]);
    assert_eq!((code, output.exists()), (1, true), "{err}");
    assert!(out.contains("5 operations, 1 model"), "{out}");
    assert!(err.contains("Broken.md:1: the file is not text"), "{err}");
    fs::remove_file(folder.path().join("docs/Broken.md")).expect("it is there");
    let (code, out, err) = run(&["reconstruct", &docs]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("openapi: 3.0.3"), "{out}");
}

#[test]
fn prose_is_left_out_unless_it_is_asked_for() {
    let pages = pages("openapi-generator-7");
    let without = assemble(&pages, &Options::default()).document.to_string();
    assert!(!without.contains("Full | short") && !without.contains("front or back"));
    let with = assemble(
        &pages,
        &Options {
            prose: true,
            ..Options::default()
        },
    )
    .document;
    let add = &with["paths"]["/books"]["post"];
    assert_eq!(add["summary"], "Add a book");
    assert_eq!(
        add["description"],
        "<pre>The description never closes this."
    );
    assert_eq!(
        with["paths"]["/books/{bookId}/{from}"]["get"]["summary"],
        "Get \"one\" book"
    );
    assert_eq!(
        with["components"]["schemas"]["Book"]["properties"]["title"]["description"],
        "Full | short"
    );
}

/// All pages of the fixtures, for what is made by cutting and mixing them.
fn material() -> Vec<u8> {
    let mut all = Vec::new();
    for dialect in DIALECTS {
        for file in [
            "docs/BooksApi.md",
            "docs/Book.md",
            "docs/Genre.md",
            "README.md",
        ] {
            all.extend(fs::read(fixture(dialect).join(file)).expect("the fixture is there"));
        }
    }
    all
}

fn survives(bytes: &[u8]) {
    let mut collector = Collector::default();
    collector.add("README.md", bytes);
    collector.add("Twice.md", bytes);
    let pages = collector.finish();
    for prose in [false, true] {
        let assembled = assemble(
            &pages,
            &Options {
                prose,
                ..Options::default()
            },
        );
        yaml::print(&assembled, "bytes").expect("YAML");
    }
    let mut names = WireNames::default();
    sources::learn(&String::from_utf8_lossy(bytes), &mut names);
    let _ = WireNames::from_file(&String::from_utf8_lossy(bytes));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_cause_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        survives(&bytes);
    }

    #[test]
    fn no_cut_or_mixed_page_causes_a_panic(
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..3000, "\\PC{0,3}|[|*`#>\\[\\]{}()&;\n]{0,6}"), 1..6),
    ) {
        let material = material();
        let mut mixed = Vec::new();
        for (start, length, between) in cuts {
            let start = start.index(material.len());
            let end = (start + length).min(material.len());
            mixed.extend_from_slice(material.get(start..end).unwrap_or_default());
            mixed.extend_from_slice(between.as_bytes());
        }
        survives(&mixed);
    }
}
