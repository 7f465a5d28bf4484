//! Large crates: a folder and a feature for each tag, of which one more operation moves nothing else.

mod compiled;
mod resources;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use workspace_tests::crates::{on_a_large_stack, runtime};
use xtask::diagnostic::render;
use xtask::emit::Surroundings;
use xtask::pipeline::{generate, read};

use self::resources::rows_and_labels;

type Files = BTreeMap<String, String>;

/// Tags that are names of modules, features and keywords as well.
const TAGS: &[&str] = &[
    "Books",
    "Loans",
    "Members",
    "client",
    "type",
    "Opening hours",
];

/// As many of each tag, and one without a tag: more than a flat crate has.
const OF_EACH: usize = 50;

const COMPONENTS: &str = "
components:
  parameters:
    Trace: {name: X-Trace, in: header, description: For the logs., schema: {$ref: '#/components/schemas/Trace'}}
  schemas:
    Trace: {type: string, enum: [short, long]}
    Problem: {type: object, required: [message], properties: {message: {type: string}, cause: {$ref: '#/components/schemas/Cause'}}}
    Cause: {type: object, properties: {line: {type: integer}}}
    Person: {type: object, required: [name], properties: {name: {type: string}, address: {type: object, properties: {street: {type: string}}}}}
    Old: {type: object, deprecated: true, properties: {name: {type: string}}}
    BookList: {type: object, required: [items], properties: {items: {type: array, items: {$ref: '#/components/schemas/Book'}}, total: {type: integer}}}
    Book: {type: object, required: [title], properties: {title: {type: string}, author: {$ref: '#/components/schemas/Person'}, old: {$ref: '#/components/schemas/Old'}}}
    Loan: {type: object, required: [book], properties: {book: {$ref: '#/components/schemas/Book'}, to: {$ref: '#/components/schemas/Person'}}}
    Lent: {type: object, required: [loan], properties: {loan: {$ref: '#/components/schemas/Loan'}, kind: {type: string, enum: [first, again]}}}
webhooks:
  lent:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Lent'}}}}
      responses: {'204': {description: Heard.}}
";

/// A description with 301 operations, `parameters` of each in the query, and what `more` adds to its paths.
fn description(layout: &str, parameters: usize, more: &str) -> String {
    let mut text = format!(
        "openapi: 3.1.0\ninfo: {{title: Library, version: '1'{layout}}}\nservers: [{{url: 'https://example.com/v1'}}]\npaths:\n"
    );
    for tag in TAGS {
        for index in 0..OF_EACH {
            text.push_str(&operation(tag, index, parameters));
        }
    }
    text.push_str("  /v1/status: {get: {operationId: status, responses: {'200': {description: It runs., content: {text/plain: {schema: {type: string}}}}}}}\n");
    text.push_str(more);
    text.push_str(COMPONENTS);
    text
}

fn operation(tag: &str, index: usize, parameters: usize) -> String {
    let name = tag.to_lowercase().replace(' ', "_");
    // Halls, and rooms in them.
    let path = format!("/v1/{name}/halls/{{hall}}/rooms{}/{index}", index % 3);
    let mut query = String::from(
        "{$ref: '#/components/parameters/Trace'}, {name: hall, in: path, required: true, schema: {type: string}}",
    );
    for number in 0..parameters {
        let _ = write!(
            query,
            ", {{name: filter_{number}, in: query, schema: {{type: string}}}}"
        );
    }
    let (method, body, answer) = match (tag, index) {
        ("Books", 0) => ("get", "", "$ref: '#/components/schemas/BookList'"),
        ("Books", _) => ("get", "", "$ref: '#/components/schemas/Book'"),
        ("Loans", _) => ("get", "", "$ref: '#/components/schemas/Loan'"),
        ("Members", _) => ("get", "", "$ref: '#/components/schemas/Person'"),
        _ => (
            "put",
            "requestBody: {required: true, content: {application/json: {schema: {type: object, required: [size], properties: {size: {type: integer}, door: {type: object, properties: {wide: {type: boolean}}}}}}}}, ",
            "type: object, properties: {state: {type: string, enum: [open, closed]}}",
        ),
    };
    let pages = match (tag, index) {
        ("Books", 0) => {
            "x-pagination: {style: offset, offset: filter_0, size: filter_1, items: /items, total: /total}, "
        }
        _ => "",
    };
    format!(
        "  {path}: {{{method}: {{operationId: {name}_{index}, tags: ['{tag}'], {pages}{body}parameters: [{query}], responses: {{\
         '200': {{description: It is so., content: {{application/json: {{schema: {{{answer}}}}}}}}}, \
         default: {{description: It failed., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Problem'}}}}}}}}}}}}}}\n"
    )
}

/// The files of the crate, where those of an earlier run lie already.
fn files(text: &str, earlier: BTreeSet<String>) -> Files {
    let document = read("library.yaml", text.as_bytes()).expect("it can be read");
    let surroundings = |_: &str| Surroundings {
        runtime: runtime(),
        earlier,
        ..Surroundings::in_workspace("cargo xtask generate", "library.yaml")
    };
    match generate(&document, "library", surroundings) {
        Ok(generated) => generated.emitted.files,
        Err(findings) => panic!("{}", render(&findings, &document, false)),
    }
}

fn new_files(text: &str) -> Files {
    files(text, BTreeSet::new())
}

fn names(files: &Files) -> BTreeSet<String> {
    files.keys().cloned().collect()
}

/// The files that an added operation changes, makes or removes.
fn changed(more: &str) -> BTreeSet<String> {
    changed_from("", more)
}

/// The same where there are some more already.
fn changed_from(before: &str, more: &str) -> BTreeSet<String> {
    let text = description("", 2, &format!("{before}{more}"));
    let before = new_files(&description("", 2, before));
    let after = files(&text, names(&before));
    let all: BTreeSet<String> = names(&before).union(&names(&after)).cloned().collect();
    let differs = |path: &String| before.get(path) != after.get(path);
    all.into_iter().filter(differs).collect()
}

#[test]
fn one_more_operation_moves_those_of_other_tags() {
    on_a_large_stack(|| {
        let added = operation("Loans", OF_EACH, 2);
        let changed = changed(&added);
        let others: Vec<&String> = changed
            .iter()
            .filter(|path| !path.starts_with("src/loans/"))
            .collect();
        assert_eq!(others, ["README.md", "outline.txt"]);
        assert!(!changed.contains("src/loans/types.rs"), "it brings no type");
    });
}

#[test]
fn a_type_moves_when_another_tag_uses_it() {
    on_a_large_stack(|| {
        let added = operation("Loans", OF_EACH, 2).replace("tags: ['Loans']", "tags: ['Members']");
        let changed = changed(&added);
        let others: Vec<&String> = changed
            .iter()
            .filter(|path| !path.starts_with("src/members/"))
            .collect();
        // The list of types says when each is compiled.
        assert_eq!(others, ["README.md", "outline.txt", "src/types.rs"]);
    });
}

#[test]
fn a_file_that_nobody_reads_to_its_end() {
    on_a_large_stack(|| {
        let long = new_files(&description("", 100, ""));
        for (path, text) in &long {
            let lines = text.lines().count();
            assert!(
                lines <= 5_000 || !path.ends_with(".rs"),
                "{path}: {lines} lines"
            );
        }
        let divided = "src/books/calls/halls.rs";
        assert!(long.contains_key(divided), "{:?}", names(&long));
        let short = description("", 2, "");
        assert!(!new_files(&short).contains_key(divided));
        // A line less does not move everything back.
        assert!(files(&short, names(&long)).contains_key(divided));
    });
}

#[test]
fn a_front_page_that_nobody_reads_to_its_end() {
    on_a_large_stack(|| {
        let readme = &new_files(&description("", 2, ""))["README.md"];
        let rows = [
            format!("| `loans` | `Loans` | {OF_EACH} | `src/loans` |"),
            "| `webhooks` | `webhooks` | what webhooks carry | `src/webhooks` |".to_owned(),
        ];
        for row in rows {
            assert!(readme.contains(&row), "{row} is not in:\n{readme}");
        }
        let lines = readme.lines().count();
        assert!(lines < TAGS.len() * OF_EACH, "{lines}");
    });
}

/// Neither the alternatives of a union nor the list of all types can be divided, so each may take few lines only.
#[test]
fn a_file_that_grows_by_several_lines_with_each_type() {
    on_a_large_stack(|| {
        for (path, text) in new_files(&many_types(1_500, 6_000)) {
            let lines = text.lines().count();
            assert!(
                lines <= 5_000 || !path.ends_with(".rs"),
                "{path}: {lines} lines"
            );
        }
    });
}

#[test]
fn a_type_of_many_tags_is_compiled_for_others() {
    on_a_large_stack(|| {
        let files = new_files(&many_types(1, 0));
        let row = "    \"books\" | \"client-operations\" | \"loans\" | \"members\" | \"opening-hours\" | \"type\" =>\n        entry,";
        let types = &files["src/types.rs"];
        assert!(types.contains(row), "{types}");
    });
}

/// A description with a union of so many alternatives, which all tags reach, and so many types of one tag or two.
fn many_types(alternatives: usize, types: usize) -> String {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: Archive, version: '1', x-crate: {layout: tags}}\npaths:\n",
    );
    let reference =
        |name: &str, number: usize| format!("{{$ref: '#/components/schemas/{name}{number}'}}");
    let record = "RecordThatTheArchiveOfTheLibraryKeeps";
    for (number, first) in (0..types).step_by(20).enumerate() {
        let all = first..types.min(first + 20);
        let properties: Vec<String> = all
            .map(|index| format!("p{index}: {}", reference(record, index)))
            .collect();
        let schema = format!(
            "{{type: object, properties: {{{}}}}}",
            properties.join(", ")
        );
        // Some are for one tag, and some for two.
        for tag in [TAGS[number % 6], TAGS[number % 5]] {
            let _ = writeln!(
                text,
                "  /{tag}/{number}: {{get: {{tags: ['{tag}'], responses: {{'200': {{description: It is so., content: {{application/json: {{schema: {schema}}}}}}}}}}}}}"
            );
        }
    }
    let kind = "KindOfEntryInTheCatalogueOfTheLibrary";
    let kinds: Vec<String> = (0..alternatives)
        .map(|index| reference(kind, index))
        .collect();
    for tag in TAGS {
        let _ = writeln!(
            text,
            "  /{tag}/entry: {{get: {{tags: ['{tag}'], responses: {{'200': {{description: It is so., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Entry'}}}}}}}}}}}}}}"
        );
    }
    let _ = writeln!(
        text,
        "components:\n  schemas:\n    Entry: {{oneOf: [{}], discriminator: {{propertyName: kind}}}}",
        kinds.join(", ")
    );
    for (name, number) in [(record, types), (kind, alternatives)] {
        for index in 0..number {
            let _ = writeln!(
                text,
                "    {name}{index}: {{type: object, properties: {{kind: {{type: string}}}}}}"
            );
        }
    }
    text
}

#[test]
fn a_type_that_the_file_of_what_holds_it_hides() {
    on_a_large_stack(|| {
        let text = description("", 2, "");
        let whole = "src/opening_hours/types/halls/opening_hours_0.rs";
        let part = "src/opening_hours/types/halls/opening_hours_0/door.rs";
        let mut earlier = names(&new_files(&text));
        earlier.insert(part.to_owned());
        let divided = files(&text, earlier);
        assert!(divided.contains_key(part), "{:?}", names(&divided));
        let whole = &divided[whole];
        assert!(whole.contains("\npub use self::door::*;\n"), "{whole}");
        // An import of its own would stand before what the part exports, and nobody else could name the type.
        assert!(!whole.contains("use crate::types"), "{whole}");
    });
}

#[test]
fn a_large_command_line_takes_more_code_than_a_table_would() {
    on_a_large_stack(|| {
        let files = new_files(&description("", 3, ""));
        let tables = files
            .iter()
            .filter(|(path, _)| path.ends_with("commands.rs"));
        let lines: usize = tables.map(|(_, text)| text.lines().count()).sum();
        let operations = TAGS.len() * OF_EACH + 1;
        assert!(
            lines < 15 * operations,
            "{lines} for {operations} operations"
        );
    });
}

/// Everything counts that a reader meets or a compiler reads: calls, documentation, types, mocks, commands.
#[test]
fn a_large_crate_takes_more_lines_than_tables_would() {
    on_a_large_stack(|| {
        let files = new_files(&description("", 3, ""));
        let sources = files.iter().filter(|(path, _)| path.ends_with(".rs"));
        let lines: usize = sources.map(|(_, text)| text.lines().count()).sum();
        let operations = TAGS.len() * OF_EACH + 1;
        assert!(
            lines < 103 * operations / 2,
            "{lines} for {operations} operations"
        );
    });
}

/// The server for tests and the command line know an operation by the list of its group alone.
#[test]
fn an_operation_that_its_group_does_not_list() {
    on_a_large_stack(|| {
        let files = new_files(&description("", 100, &rows_and_labels()));
        let (mut listed, mut made) = (BTreeMap::new(), BTreeMap::new());
        for (path, text) in &files {
            let Some((folder, file)) = path.split_once("/operations") else {
                if let Some((_, list)) = text.split_once("users_client_runtime::group! {") {
                    let words = list
                        .trim_end_matches(['}', '\n'])
                        .split([',', ';', ' ', '\n']);
                    let words = words.filter(|word| !matches!(*word, "" | "types"));
                    let names: BTreeSet<&str> = words.collect();
                    listed.insert(path.trim_end_matches("/mod.rs"), names);
                }
                continue;
            };
            if folder == "src" {
                continue;
            }
            assert!(file.ends_with(".rs"), "{path}");
            let rows = text.lines().filter_map(|line| line.strip_prefix("    "));
            let names = rows.filter_map(|row| Some(row.split_once('(')?.0));
            let names = names.filter(|name| name.starts_with(|first: char| first.is_uppercase()));
            made.entry(folder)
                .or_insert_with(BTreeSet::new)
                .extend(names);
        }
        assert!(listed.keys().eq(made.keys()), "{:?}", listed.keys());
        for (folder, names) in &made {
            let missing: Vec<&&str> = names.difference(&listed[folder]).collect();
            assert!(missing.is_empty(), "{folder}: {missing:?}");
        }
        let operations: usize = made.values().map(BTreeSet::len).sum();
        assert!(operations > TAGS.len() * OF_EACH, "{operations}");
    });
}

/// In small crates, such as the five, a blank line parts what made a file from its documentation.
#[test]
fn a_line_of_each_file_of_a_large_crate_says_nothing() {
    on_a_large_stack(|| {
        let parted = |layout: &str| -> BTreeSet<bool> {
            let files = new_files(&description(layout, 2, ""));
            let places = files.iter().filter_map(|(path, text)| {
                let place = text.lines().position(|line| line.starts_with("//!"))?;
                path.ends_with(".rs").then_some(place > 1)
            });
            places.collect()
        };
        assert_eq!(parted(""), [false].into());
        assert_eq!(parted(", x-crate: {layout: flat}"), [true].into());
    });
}

#[test]
fn a_crate_that_grows_is_turned_over() {
    on_a_large_stack(|| {
        let folders = new_files(&description("", 2, ""));
        assert!(folders.contains_key("src/loans/calls.rs"));
        let flat = new_files(&description(", x-crate: {layout: flat}", 2, ""));
        assert!(!flat.contains_key("src/loans/calls.rs"));
        // Without a word in the description, each stays as it is.
        let grown = files(&description("", 2, ""), names(&flat));
        assert_eq!(names(&grown), names(&flat));
        let small = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {operationId: a, tags: [a], responses: {'204': {description: Done.}}}}}\n";
        assert!(!new_files(small).contains_key("src/a/calls.rs"));
        assert!(files(small, names(&folders)).contains_key("src/a/calls.rs"));
    });
}

#[test]
fn a_file_that_depends_on_the_number_of_threads() {
    for layout in ["", ", x-crate: {layout: flat}"] {
        let text = description(layout, 2, "");
        let [one, four] = [1, 4].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            let pool = pool.stack_size(64 * 1024 * 1024).build();
            pool.unwrap().install(|| new_files(&text))
        });
        assert!(one == four, "{layout}");
    }
}
