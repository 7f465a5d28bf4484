//! Large tags: a folder and a feature for each resource, and the feature of the tag for all of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use workspace_tests::crates::on_a_large_stack;

use super::{Files, changed_from, description, files, names, new_files};

/// Names that are modules and features as well, and a resource called as a tag is.
pub(super) const SMALL: &str = "openapi: 3.1.0
info: {title: Library, version: '1', x-crate: {layout: resources}}
servers: [{url: 'https://example.com/v1'}]
paths:
  /books:
    get:
      {operationId: list_books, tags: [Books], x-pagination: {style: offset, offset: from, size: limit, items: /items, total: /total},
       parameters: [{name: from, in: query, schema: {type: integer}}, {name: limit, in: query, schema: {type: integer}}],
       responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/BookList'}}}}}}
  /books/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: get_book, tags: [Books], responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}}}
    put:
      {operationId: update_book, tags: [Books], requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}},
       responses: {'204': {description: Done.}}}
  /books/{id}/copies:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: list_copies, tags: [Books], responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Copy'}}}}}}
  /books/types:
    post:
      {operationId: add_type, tags: [Books],
       requestBody: {required: true, content: {application/json: {schema: {type: object, required: [size], properties: {size: {type: string, enum: [small, large]}}}}}},
       responses: {'204': {description: Done.}}}
  /books/books: {get: {operationId: books_in_books, tags: [Books], responses: {'204': {description: Done.}}}}
  /copies: {get: {operationId: count_copies, tags: ['Books copies'], responses: {'200': {description: All., content: {application/json: {schema: {type: object, properties: {count: {type: integer}}}}}}}}}
  /native/tls: {get: {operationId: get_tls, tags: [native], responses: {'204': {description: Done.}}}}
webhooks:
  lent: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Lent'}}}}, responses: {'204': {description: Heard.}}}}
components:
  schemas:
    BookList: {type: object, required: [items], properties: {items: {type: array, items: {$ref: '#/components/schemas/Book'}}, total: {type: integer}}}
    Book: {type: object, required: [title], properties: {title: {type: string}}}
    Copy: {type: object, properties: {of: {$ref: '#/components/schemas/Book'}, state: {type: string, enum: [good, bad]}}}
    Lent: {type: object, properties: {copy: {$ref: '#/components/schemas/Copy'}}}
";

/// So many operations on the shelves of books.
fn shelves(number: usize) -> String {
    (0..number).map(|index| shelf(index, "shelves")).collect()
}

/// The same on the rows and the labels of shelves, which are too many for one resource.
pub(super) fn rows_and_labels() -> String {
    let each = |resource: &str| -> String { (0..51).map(|index| shelf(index, resource)).collect() };
    each("shelves/rows") + &each("shelves/labels")
}

fn shelf(index: usize, resource: &str) -> String {
    let name = resource.replace('/', "_");
    format!(
        "  /v1/books/{resource}/{index}: {{get: {{operationId: {name}_{index}, tags: [Books], responses: {{'204': {{description: Done.}}}}}}}}\n"
    )
}

/// The features of a crate, each with those that it switches on.
fn features(files: &Files) -> BTreeMap<String, String> {
    let manifest = &files["Cargo.toml"];
    let (_, features) = manifest.split_once("\nall = ").expect("features of tags");
    let (features, _) = features.split_once("\n\n").expect("an end");
    let features = format!("all = {features}").replace("[\n", "[");
    let features = features.replace(",\n", ", ").replace(", ]", "]");
    let lines = features.lines().filter(|line| !line.starts_with('#'));
    let features = lines.map(|line| {
        let (name, needs) = line.split_once(" = ").expect("a feature");
        let needs = needs.trim_matches(['[', ']']).split(", ");
        let needs = needs.map(|name| name.trim().trim_matches('"'));
        let needs: Vec<&str> = needs.filter(|name| !name.is_empty()).collect();
        (name.to_owned(), needs.join(" "))
    });
    features.collect()
}

#[test]
fn a_large_tag_is_compiled_whole() {
    on_a_large_stack(|| {
        let at_most = new_files(&description("", 2, &shelves(50)));
        assert!(at_most.contains_key("src/books/calls.rs"));
        let more = new_files(&description("", 2, &shelves(51)));
        for file in [
            "halls/calls.rs",
            "halls/mod.rs",
            "shelves/calls.rs",
            "mod.rs",
        ] {
            let path = format!("src/books/{file}");
            assert!(more.contains_key(&path), "{path} of {:?}", names(&more));
        }
        assert!(!more.contains_key("src/books/calls.rs"));
        assert!(more.contains_key("src/loans/calls.rs"), "it is small");
        let features = features(&more);
        assert_eq!(features["books"], "books-halls books-shelves");
        assert_eq!(features["books-shelves"], "__books");
        let all = "books client-operations loans members opening-hours status type webhooks";
        assert_eq!(features["all"], all);
    });
}

#[test]
fn a_large_resource_is_compiled_whole() {
    on_a_large_stack(|| {
        let files = new_files(&description("", 2, &rows_and_labels()));
        for path in ["rows/calls.rs", "labels/mod.rs", "mod.rs"] {
            let path = format!("src/books/shelves/{path}");
            assert!(files.contains_key(&path), "{path} of {:?}", names(&files));
        }
        let features = features(&files);
        assert_eq!(features["books"], "books-halls books-shelves");
        let shelves = "books-shelves-labels books-shelves-rows";
        assert_eq!(features["books-shelves"], shelves);
        assert_eq!(features["books-shelves-rows"], "__books");
        let readme = &files["README.md"];
        let row = "| `books-shelves-rows` | `rows` of `shelves` of `Books` | 51 | `src/books/shelves/rows` |";
        let whole = "| `books-shelves` | `shelves` of `Books` | 102 | `src/books/shelves` |";
        assert!(readme.contains(&format!("\n{whole}\n")), "{readme}");
        assert!(readme.contains(&format!("\n{row}\n")), "{readme}");
        let changed = changed_from(&rows_and_labels(), &shelf(51, "shelves/rows"));
        let others: Vec<&String> = changed
            .iter()
            .filter(|path| !path.starts_with("src/books/shelves/rows/"))
            .collect();
        assert_eq!(others, ["README.md", "outline.txt"]);
    });
}

#[test]
fn what_a_caller_writes_changes_when_a_tag_is_divided() {
    on_a_large_stack(|| {
        let [whole, divided] = ["tags", "resources"].map(|layout| {
            let layout = format!(", x-crate: {{layout: {layout}}}");
            let outline = &new_files(&description(&layout, 2, &shelves(51)))["outline.txt"];
            let lines = outline.lines().filter(|line| !line.starts_with("feature "));
            let lines = lines.map(|line| line.split(" feature ").next().unwrap_or(line));
            lines.map(str::to_owned).collect::<Vec<_>>()
        });
        assert_eq!(whole, divided);
    });
}

#[test]
fn one_more_operation_divides_a_tag_of_an_existing_crate() {
    on_a_large_stack(|| {
        let changed = changed_from(&shelves(50), &shelf(50, "shelves"));
        let others: Vec<&String> = changed
            .iter()
            .filter(|path| !path.starts_with("src/books/") || path.matches('/').count() > 2)
            .collect();
        assert_eq!(others, ["README.md", "outline.txt"]);
    });
}

#[test]
fn one_more_operation_moves_those_of_other_resources() {
    on_a_large_stack(|| {
        let changed = changed_from(&shelves(51), &shelf(51, "shelves"));
        let others: Vec<&String> = changed
            .iter()
            .filter(|path| !path.starts_with("src/books/shelves/"))
            .collect();
        assert_eq!(others, ["README.md", "outline.txt"]);
        let added = changed_from(&shelves(51), &shelf(0, "stairs"));
        let within = |path: &&String| path.matches('/').count() > 1;
        let moved: Vec<&String> = added.iter().filter(within).collect();
        assert!(
            moved.iter().all(|path| {
                path.starts_with("src/books/stairs/") || *path == "src/books/mod.rs"
            }),
            "{moved:?}"
        );
    });
}

#[test]
fn one_operation_less_puts_a_tag_together() {
    on_a_large_stack(|| {
        let divided = new_files(&description("", 2, &shelves(51)));
        let fewer = files(&description("", 2, &shelves(10)), names(&divided));
        assert!(fewer.contains_key("src/books/shelves/calls.rs"));
        // All that is left is about one resource.
        let one = files(&description("", 2, ""), names(&divided));
        assert!(one.contains_key("src/books/halls/calls.rs"));
    });
}

/// What many parts need has a condition that can be read, and is not there without any of them.
#[test]
fn a_type_of_many_resources_is_compiled_for_other_tags() {
    on_a_large_stack(|| {
        let mut text = String::from(
            "openapi: 3.0.3\ninfo: {title: Library, version: '1', x-crate: {layout: resources}}\npaths:\n",
        );
        let paths = (0..13).map(|index| format!("books/r{index}"));
        for path in paths.chain(["loans".to_owned(), "members".to_owned()]) {
            let schema = match path.as_str() {
                "members" => "Person",
                _ => "Book",
            };
            let tag = path.split('/').next().unwrap_or_default();
            let _ = writeln!(
                text,
                "  /{path}: {{get: {{tags: [{tag}], responses: {{'200': {{description: It., content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}}}"
            );
        }
        text.push_str("components: {schemas: {Book: {type: object, properties: {title: {type: string}}}, Person: {type: object, properties: {name: {type: string}}}}}\n");
        let types = &new_files(&text)["src/types.rs"];
        assert!(
            types.contains("    \"__books\" | \"__loans\" => book;\n"),
            "{types}"
        );
        assert!(
            types.contains("    \"members-root\" => person;\n"),
            "{types}"
        );
    });
}

#[test]
fn a_resource_is_called_as_something_else() {
    on_a_large_stack(|| {
        let files = new_files(SMALL);
        let expected = [
            ("books-books-operations", "__books"),
            // A part of a tag, and all parts of another one.
            ("books-copies", "__books books-copies-copies"),
            ("books-copies-copies", "__books-copies"),
            ("books-root", "__books"),
            ("books-types-operations", "__books"),
            ("native", "native-tls-operations"),
            ("webhooks", "webhooks-root"),
        ];
        let features = features(&files);
        for (name, needs) in expected {
            assert_eq!(features[name], needs, "{name}");
        }
        assert!(files.contains_key("src/books/types_operations/types.rs"));
        assert!(files.contains_key("src/books/books_operations/calls.rs"));
    });
}
