//! Descriptions against the vendor's own files: what such a file has gained is found, with its line.

use std::fs;

use xtask::audit::description::{Coverage, cover, text};
use xtask::load::Document;
use xtask::pipeline::read;

use super::setup::run;

/// A part of what the vendor describes, under our names.
const OURS: &str = "\
openapi: 3.0.3
info: {title: Library, version: '1'}
paths:
  /books/{isbn}:
    get:
      operationId: get_book
      x-docs-name: fetchBook
      tags: [Books]
      parameters:
        - {name: isbn, in: path, required: true, schema: {type: string}}
        - {name: fields, in: query, schema: {type: string}}
      responses:
        '200':
          description: The book
          content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}
        default: {description: Anything else}
components:
  schemas:
    Book:
      type: object
      required: [isbn]
      properties:
        isbn: {type: string}
        pages: {type: integer, format: int64}
        ours: {type: string}
        binding: {$ref: '#/components/schemas/Binding'}
    Binding: {type: string, enum: [hard, soft]}
";

/// The vendor's file, in the notation of Swagger 2.0, which says the same.
const THEIRS: &str = "\
swagger: '2.0'
info: {title: Library, version: '2'}
paths:
  /books/{book}:
    get:
      operationId: fetchBook
      tags: [books]
      produces: [application/json]
      parameters:
        - {name: book, in: path, required: true, type: string}
        - {name: fields, in: query, type: string}
      responses:
        200:
          description: The book
          schema: {$ref: '#/definitions/BookModel'}
        default: {description: Anything else}
  /shelves:
    get:
      operationId: listShelves
      tags: [shelves]
      responses: {200: {description: Shelves}}
definitions:
  BookModel:
    type: object
    properties:
      isbn: {type: string}
      pages: {type: number}
      binding: {type: string, enum: [hard, soft]}
";

fn document(name: &str, text: &str) -> Document {
    read(name, text.as_bytes()).unwrap_or_else(|rejected| panic!("{:?}", rejected.diagnostics))
}

fn covered(ours: &str, theirs: &str) -> (Coverage, String) {
    let (ours, theirs) = (document("ours.yaml", ours), document("theirs.yaml", theirs));
    let coverage = cover(&ours, &theirs);
    let report = text(&coverage, &ours, &theirs);
    (coverage, report)
}

fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not in {text}");
    text.replacen(from, to, 1)
}

#[test]
fn what_only_ours_has_or_is_called_otherwise_is_no_difference() {
    let (coverage, report) = covered(OURS, THEIRS);
    assert_eq!((coverage.operations, report.as_str()), (1, ""));
}

#[test]
fn what_a_newer_file_has_gained_is_not_found() {
    for (from, to, aspect, line) in [
        (
            "isbn: {type: string}\n",
            "isbn: {type: string}\n      weight: {type: number}\n",
            "property weight",
            27,
        ),
        ("[hard, soft]", "[hard, soft, none]", "value \"none\"", 28),
        (
            "        default:",
            "        410: {description: Gone}\n        default:",
            "status 410",
            16,
        ),
        (
            "      responses:\n        200:\n",
            "        - {name: language, in: query, type: string}\n      responses:\n        200:\n",
            "parameter language",
            12,
        ),
        (
            "in: query, type",
            "in: query, required: true, type",
            "required",
            11,
        ),
        (
            "in: query, type: string",
            "in: query, type: boolean",
            "type boolean",
            11,
        ),
        (
            "tags: [shelves]",
            "tags: [books]",
            "operation listShelves",
            18,
        ),
        (
            "      responses:\n        200:\n",
            "        - {name: b, in: body, schema: {type: object}}\n      responses:\n        200:\n",
            "body",
            12,
        ),
        ("  /books/{book}:", "  /volumes/{book}:", "operation", 3),
    ] {
        let theirs = changed(THEIRS, from, to);
        let theirs = match aspect {
            // Found by name otherwise.
            "operation" => changed(&theirs, "fetchBook", "fetchVolume"),
            _ => theirs,
        };
        let (coverage, report) = covered(OURS, &theirs);
        let aspects: Vec<&str> = coverage
            .unexplained()
            .map(|(difference, _)| difference.aspect.as_str())
            .collect();
        assert_eq!(aspects, [aspect], "{report}");
        assert!(
            report.contains(&format!("vendor: theirs.yaml:{line} ")),
            "{aspect}: {report}"
        );
        assert!(report.contains("description: ours.yaml:"), "{report}");
    }
}

#[test]
fn an_explanation_is_overlooked() {
    let theirs = changed(THEIRS, "[hard, soft]", "[hard, soft, none]");
    let explained = "type: string, x-docs-differs: {'value \"none\"': Nobody has seen one.}, enum";
    let (coverage, report) = covered(&changed(OURS, "type: string, enum", explained), &theirs);
    assert_eq!((coverage.differences.len(), report.as_str()), (1, ""));
    // It may be about the pages, so that nothing is said of it where the file agrees.
    let (coverage, report) = covered(&changed(OURS, "type: string, enum", explained), THEIRS);
    assert_eq!((coverage.differences.len(), report.as_str()), (0, ""));
}

#[test]
fn the_command_answers_something_else_than_it_found() {
    let workspace = tempfile::tempdir().expect("a folder");
    fs::create_dir(workspace.path().join("specs")).expect("a folder");
    fs::write(workspace.path().join("specs/library.yaml"), OURS).expect("a file");
    let file = workspace.path().join("vendor.yaml");
    let path = file.to_string_lossy();
    let audit = |text: &str, more: &[&str]| {
        fs::write(&file, text).expect("a file");
        let arguments = ["audit", "library", "--description", &path];
        run(workspace.path(), &[&arguments[..], more].concat())
    };
    let (code, out, err) = audit(THEIRS, &[]);
    assert_eq!(
        (code, out.as_str()),
        (
            0,
            "specs/library.yaml: 1 operation of vendor.yaml compared; 0 differences without an explanation, 0 explained\n"
        ),
        "{err}"
    );
    let newer = changed(THEIRS, "[hard, soft]", "[hard, soft, none]");
    let (code, out, _) = audit(&newer, &[]);
    assert_eq!(code, 1);
    assert!(
        out.contains("vendor: vendor.yaml:28 (/definitions/BookModel/properties/binding/enum/2)"),
        "{out}"
    );
    let (code, out, _) = audit(&newer, &["--format", "json"]);
    assert_eq!(code, 1);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["differences"][0]["aspect"], "value \"none\"");
    // A file of something else, and none at all.
    assert_eq!(
        audit(
            "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n",
            &[]
        )
        .0,
        2
    );
    assert_eq!(audit("[]", &[]).0, 1);
    assert_eq!(
        run(workspace.path(), &["audit", "--description", &path]).0,
        2
    );
}
