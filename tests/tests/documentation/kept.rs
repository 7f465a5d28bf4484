//! Pages as people keep them: through editors, formatters and other hands.

use std::path::Path;

use serde_json::{Value, json};
use xtask::load::load;
use xtask::reconstruct::yaml::List;
use xtask::reconstruct::{Options, assemble, yaml};

use super::setup::{DIALECTS, assert_clean, codes, fixture, folder, reconstruct, shown};

/// What happens to a page, or to a line of it.
type Change = fn(&str) -> String;

/// The document that the pages of a dialect give after something was done to each of them.
fn after(dialect: &str, change: Change) -> Value {
    let mut files = Vec::new();
    for below in ["docs", ""] {
        let folder = fixture(dialect).join(below);
        let entries = std::fs::read_dir(&folder).expect("the fixture is there");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let mut paths: Vec<_> = paths.filter(|path| path.is_file()).collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).expect("a page");
            let name = path.file_name().map(Path::new).expect("a name");
            files.push((name.display().to_string(), change(&text)));
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let pages = folder(&files);
    assert_eq!(codes(&pages), [""; 0], "{dialect}");
    assemble(&pages, &Options::default()).document
}

/// What a formatter does outside of code, line by line.
fn outside_code(text: &str, change: Change) -> String {
    let mut code = false;
    let mut lines = text.lines().map(|line| {
        code ^= line.starts_with("```");
        if code { line.to_owned() } else { change(line) }
    });
    let first = lines.next().unwrap_or_default();
    lines.fold(first, |whole, line| whole + "\n" + &line)
}

/// Tables get a bar at both ends, and bullets become others.
fn reformatted(line: &str) -> String {
    let row = line.trim();
    let table = ["**", "[**", "--", "Name |", "Method |"]
        .iter()
        .any(|begin| row.starts_with(begin));
    match row.strip_prefix("* `").or(row.strip_prefix("- **")) {
        Some(item) if row.starts_with('*') => format!("- `{item}"),
        Some(item) => format!("* **{item}"),
        None if table && row.contains('|') => format!("|   {}   |", row.trim_end_matches('|')),
        None => line.to_owned(),
    }
}

/// What might be markup gets a backslash.
fn escaped(line: &str) -> String {
    line.replace("**_", "**\\_")
        .replace("| [optional]", "| \\[optional\\]")
        .replace("[default to", "\\[default to")
        .replace("list[", "list\\[")
        .replace("List[", "List\\[")
}

const CHANGES: [(&str, Change); 7] = [
    ("line ends of Windows", |text| text.replace('\n', "\r\n")),
    ("byte order mark", |text| format!("\u{feff}{text}")),
    ("front matter", |text| {
        format!("---\ntitle: page\n---\n\n{text}")
    }),
    ("no blanks at line ends", |text| {
        outside_code(text, |line| line.trim_end().to_owned())
    }),
    ("bars and bullets", |text| outside_code(text, reformatted)),
    ("backslashes", |text| outside_code(text, escaped)),
    ("addresses", |text| {
        text.replace(
            "*https://library.example/v1*",
            "<https://library.example/v1>",
        )
    }),
];

#[test]
fn what_editors_and_formatters_do_to_pages_changes_nothing() {
    for dialect in DIALECTS {
        let untouched = reconstruct(dialect).document;
        for (name, change) in CHANGES {
            assert_eq!(after(dialect, change), untouched, "{dialect}: {name}");
        }
    }
}

/// The head of a page with one operation.
const LIST: &str = "Method | HTTP request | Description\n------------- | ------------- | -------------\n\
    [**show**](PetApi.md#show) | **GET** /pets/{name=pets/*} | \n\n\
    # **show**\n> dict(str, Pet) show(name)\n\n";

const SECTIONS: &str = "### Parameters\n\nName | Type | Description  | Notes\n\
    ------------- | ------------- | ------------- | -------------\n **name** | **str**|  | \n\n\
    ### Return type\n\nvoid (empty response body)\n\n### Authorization\n\n[key](../README.md#key)\n\n\
    ### HTTP request headers\n\n - **Content-Type**: Not defined\n - **Accept**: _/_,\n   text/plain\n";

#[test]
fn a_page_without_the_line_on_the_address_is_one_all_the_same() {
    let page = format!("# pets.PetApi\n{LIST}{SECTIONS}");
    let pages = folder(&[("PetApi.md", &page)]);
    assert_eq!(codes(&pages), [""; 0]);
    assert_eq!(pages.operations.len(), 1);
    assert_eq!(pages.operations[0].accepts, ["*/*", "text/plain"]);
    let bare = format!(
        "# pets.PetApi\n\nAll URIs are relative to https://pets.example\n\n{LIST}{SECTIONS}"
    );
    let pages = folder(&[("PetApi.md", &bare)]);
    assert_eq!(pages.servers[0].0, "https://pets.example");
}

#[test]
fn the_address_that_generators_invent_is_marked_as_a_guess() {
    let server = |address: &str| -> Value {
        let page =
            format!("# pets.PetApi\n\nAll URIs are relative to *{address}*\n\n{LIST}{SECTIONS}");
        let assembled = assemble(&folder(&[("PetApi.md", &page)]), &Options::default());
        let server = &assembled.document["servers"][0];
        let listed = assembled
            .gaps
            .iter()
            .any(|gap| gap.subject.to_string() == format!("server {address}"));
        assert_eq!(listed, server.get("x-guessed").is_some(), "{address}");
        server.clone()
    };
    let invented = "http://localhost/v1";
    assert_eq!(
        server(invented),
        json!({"url": invented, "x-guessed": ["url"]})
    );
    for real in ["http://localhost:8080/v1", "https://pets.example/localhost"] {
        assert_eq!(server(real), json!({"url": real}));
    }
}

#[test]
fn a_heading_in_a_description_begins_no_operation() {
    let text =
        "Like\n\n# **show**\n> find()\n\n### Parameters\nnone\n\n### Example\n```python\n```\n\n";
    let page = format!("# pets.PetApi\n{LIST}{text}{SECTIONS}");
    let pages = folder(&[("PetApi.md", &page)]);
    assert_eq!(codes(&pages), [""; 0]);
    assert_eq!(pages.operations[0].parameters.len(), 1);
}

#[test]
fn a_pattern_in_the_path_does_not_hide_the_variable() {
    let page = format!("# pets.PetApi\n{LIST}{SECTIONS}");
    let document = assemble(&folder(&[("PetApi.md", &page)]), &Options::default()).document;
    let parameters = &document["paths"]["/pets/{name=pets/*}"]["get"]["parameters"];
    let expected = json!([{
        "name": "name=pets/*", "in": "path", "x-docs-name": "name", "required": true,
        "schema": {"type": "string"},
    }]);
    assert_eq!(*parameters, expected);
}

#[test]
fn examples_say_what_a_scheme_is_where_there_is_no_readme() {
    let scheme = |example: &str| -> Value {
        let page = format!("# pets.PetApi\n{LIST}### Example\n\n{example}\n\n{SECTIONS}");
        let document = assemble(&folder(&[("PetApi.md", &page)]), &Options::default()).document;
        document["components"]["securitySchemes"]["key"].clone()
    };
    let dictionary = "```python\n# Configure API key authorization: key\nconfiguration = pets.Configuration(\n\
        api_key = {\n        'X-Key': 'YOUR_API_KEY'\n    }\n)\n```";
    assert_eq!(scheme(dictionary)["name"], "X-Key");
    assert_eq!(
        scheme("* Bearer (JWT) Authentication (key):")["bearerFormat"],
        "JWT"
    );
    assert_eq!(scheme("* Basic Authentication (key):")["scheme"], "basic");
    assert_eq!(scheme("* OAuth Authentication (key):")["type"], "oauth2");
    assert_eq!(scheme("* Api Key Authentication (key):")["type"], "apiKey");
}

/// A page with one operation without parameters.
fn page(class: &str, name: &str, path: &str, returns: &str) -> String {
    format!(
        "# pets.{class}\n\nAll URIs are relative to *https://pets.example*\n\n\
         Method | HTTP request | Description\n------------- | ------------- | -------------\n\
         [**{name}**]({class}.md#{name}) | **GET** {path} | \n\n# **{name}**\n> {name}(id)\n\n\
         ### Parameters\n\nName | Type | Description  | Notes\n------------- | ------------- | ------------- | -------------\n \
         **id** | **str**|  | \n\n### Return type\n\n{returns}\n\n### HTTP request headers\n\n - **Content-Type**: Not defined\n \
         - **Accept**: text/plain\n\n### HTTP response details\n| Status code | Description | Response headers |\n\
         |-------------|-------------|------------------|\n**200** | ok |  -  |\n"
    )
}

#[test]
fn paths_that_differ_in_names_of_variables_become_one_path() {
    let get = page("PetApi", "show", "/pets/{id}", "**str**");
    let other = page("ToyApi", "toy", "/pets/{ID}", "**str**").replace("**GET**", "**PUT**");
    let files = [("PetApi.md", get.as_str()), ("ToyApi.md", &other)];
    let pages = folder(&files);
    let text = yaml::print(&assemble(&pages, &Options::default()), "pets", List::Whole);
    let document = load("pets.yaml", text.as_bytes()).expect("it loads");
    assert_eq!(xtask::lint::lint(&document), []);
    let paths = document.value["paths"].as_object().expect("paths");
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/pets/{id}"]);
    assert_eq!(paths["/pets/{id}"]["put"]["parameters"][0]["name"], "id");
    // The description says so itself, and so the two do not differ.
    let report = xtask::audit::audit(&document, &pages);
    assert_clean(&report);
    let same = other.replace("**PUT**", "**GET**");
    let pages = folder(&[("PetApi.md", &get), ("ToyApi.md", &same)]);
    assert_eq!(codes(&pages), ["equal-operations"]);
    assert_eq!(pages.operations.len(), 1);
}

#[test]
fn an_operation_is_kept_as_each_of_its_pages_shows_it() {
    let files = [
        ("PetApi.md", page("PetApi", "show", "/pets/{id}", "**str**")),
        ("ToyApi.md", page("ToyApi", "show", "/pets/{id}", "**str**")),
        ("ZooApi.md", page("ZooApi", "show", "/pets/{id}", "**int**")),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let pages = folder(&files);
    assert_eq!(shown(&pages), ["ZooApi.md:9 contradictory-operations"]);
    assert_eq!(pages.operations.len(), 1);
    assert_eq!(pages.operations[0].others.len(), 2);
    assert_eq!(pages.operations[0].classes, ["PetApi", "ToyApi", "ZooApi"]);
}
