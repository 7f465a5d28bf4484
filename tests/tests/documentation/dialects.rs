//! What every dialect reveals is found, and what it hides is marked.

use serde_json::Value;
use xtask::load;
use xtask::reconstruct::yaml::List;
use xtask::reconstruct::{Options, assemble, yaml};

use super::setup::{DIALECTS, pages, reconstruct};

/// A schema in a word or two.
pub(super) fn spoken(schema: &Value) -> String {
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
        let text = yaml::print(&reconstruct(dialect), dialect, List::Whole);
        let document = load::load("library.yaml", text.as_bytes()).expect("it loads");
        let findings = xtask::lint::lint(&document);
        assert!(findings.is_empty(), "{dialect}: {findings:?}");
        assert_eq!(document.value, reconstruct(dialect).document, "{dialect}");
        assert!(text.contains("x-undocumented: [page]"), "{dialect}");
        assert!(
            text.contains("# - GET /books, parameter page_size: in, name ("),
            "{dialect}"
        );
    }
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
