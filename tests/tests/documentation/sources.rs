//! Names on the wire from the SDK's own sources, however a formatter has laid them out.

use std::fs;
use std::path::Path;

use xtask::reconstruct::WireNames;
use xtask::reconstruct::sources::Sources;

/// The sources of one SDK as a generator wrote them, and after black and ruff.
const FORMATS: [&str; 3] = ["plain", "black", "ruff"];

fn learned(format: &str, file: &str) -> WireNames {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sdk-sources");
    let text = fs::read_to_string(path.join(format).join(file)).expect("the fixture is there");
    learn(&[&text])
}

fn learn(files: &[&str]) -> WireNames {
    let mut sources = Sources::default();
    files.iter().for_each(|text| sources.learn(text));
    sources.names()
}

fn places(names: &WireNames, method: &str) -> Vec<String> {
    let arguments = [
        "page_size",
        "lent_since",
        "genre",
        "x_trace_id",
        "session",
        "cover",
        "book",
    ];
    let classes = ["BooksApi".to_owned()];
    let known = |python| names.parameter(&classes, method, python).cloned();
    arguments
        .into_iter()
        .map(|python| {
            let known = known(python).unwrap_or_default();
            let place = known.place.map(|place| format!("{place:?}"));
            format!(
                "{} {}",
                place.unwrap_or_default(),
                known.name.unwrap_or_default()
            )
        })
        .collect()
}

const PLACES: [&str; 7] = [
    "Query pageSize",
    "Query lentSince",
    "Query genre",
    "Header X-Trace-Id",
    "Cookie session",
    "Form coverPicture",
    "Body ",
];

#[test]
fn a_formatter_hides_no_name_of_a_property_and_no_place_of_a_parameter() {
    for format in FORMATS {
        for file in ["pydantic.py", "endpoint.py", "params.py"] {
            let names = learned(format, file);
            assert_eq!(places(&names, "find_books"), PLACES, "{format}/{file}");
            for (python, wire) in [
                ("shelf_mark", "shelfMark"),
                ("number_of_pages", "numberOfPages"),
                ("summary_of_the_content", "summaryOfTheContent"),
                ("snake_case", "snake_case"),
            ] {
                assert_eq!(names.property("Book", python), [wire], "{format}/{file}");
            }
        }
    }
}

#[test]
fn a_statement_that_is_not_understood_settles_nothing() {
    for format in FORMATS {
        let names = learned(format, "pydantic.py");
        for python in [
            "computed_name",
            "two_names",
            "other_function",
            "model_config",
        ] {
            assert_eq!(
                names.property("Book", python),
                [""; 0],
                "{format}: {python}"
            );
        }
        for (python, wire) in [
            ("lent_to", "lentTo"),
            ("printed_in", "printedIn"),
            ("read_by", "readBy"),
        ] {
            assert_eq!(names.property("Book", python), [wire], "{format}: {python}");
        }
        // pydantic makes these names, or nobody can tell whether it does.
        assert_eq!(
            names.property("Camel", "made_elsewhere"),
            [""; 0],
            "{format}"
        );
        assert_eq!(
            names.property("Camel", "given_here"),
            ["given-here"],
            "{format}"
        );
    }
    let unknown_base = "class Pen(Elsewhere):\n    ink: str = Field(default=None)\n    cap: str = Field(alias=\"penCap\")\n";
    let names = learn(&[unknown_base]);
    assert_eq!(names.property("Pen", "ink"), [""; 0]);
    assert_eq!(names.property("Pen", "cap"), ["penCap"]);
}

#[test]
fn a_subclass_has_the_names_of_its_ancestors() {
    for format in FORMATS {
        let names = learned(format, "pydantic.py");
        assert_eq!(names.property("Novel", "main_character"), ["mainCharacter"]);
        assert_eq!(names.property("Novel", "shelf_mark"), ["shelfMark"]);
        assert_eq!(names.property("Novel", "computed_name"), [""; 0]);
    }
    let circle =
        "class A(B):\n    x: str = Field(alias='X')\nclass B(A):\n    y: str = Field(alias='Y')\n";
    assert_eq!(learn(&[circle]).property("A", "y"), ["Y"]);
}

#[test]
fn two_files_that_contradict_each_other_settle_nothing() {
    let one = "class Pen(object):\n    attribute_map = {'ink_level': 'inkLevel', 'cap': 'cap'}\n";
    let other =
        "class Pen(object):\n    attribute_map = {'ink_level': 'ink-level', 'cap': 'cap'}\n";
    let names = learn(&[one, other]);
    assert_eq!(names.property("Pen", "ink_level"), [""; 0]);
    assert_eq!(names.property("Pen", "cap"), ["cap"]);

    let method = |class: &str, name: &str| {
        format!(
            "class {class}:\n    def _list_serialize(self, page_size):\n        _query_params.append(('{name}', page_size))\n"
        )
    };
    let (pens, books) = (method("PensApi", "pageSize"), method("BooksApi", "size"));
    let names = learn(&[&pens, &books]);
    let name = |classes: &[String]| {
        let known = names.parameter(classes, "list", "page_size");
        known.and_then(|known| known.name.clone())
    };
    assert_eq!(name(&["PensApi".to_owned()]).as_deref(), Some("pageSize"));
    assert_eq!(name(&["BooksApi".to_owned()]).as_deref(), Some("size"));
    assert_eq!(name(&["OthersApi".to_owned()]), None);
}
