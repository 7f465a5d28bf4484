//! What is in a file, and where: positions, scalars, encodings, sizes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::diagnostic::At;
use xtask::lint::lint;
use xtask::load::{Document, load};

#[track_caller]
fn loaded(text: &str) -> Document {
    load("spec.yaml", text.as_bytes())
        .unwrap_or_else(|rejected| panic!("{:?}", rejected.diagnostics))
}

#[track_caller]
fn refused(bytes: &[u8]) -> Vec<&'static str> {
    let rejected = load("spec.yaml", bytes).unwrap_err();
    rejected
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[track_caller]
fn place(document: &Document, pointer: &str) -> (usize, usize) {
    let position = document.position(pointer);
    (position.line, position.column)
}

#[test]
fn positions_count_lines_and_characters_from_one() {
    let document =
        loaded("# Ünïcödé\nopenapi: 3.0.3\ninfo:\n  title: 'Größe'\n  \"x-ö\": [ä, {k: v}]\n");
    assert_eq!(place(&document, "/openapi"), (2, 10));
    assert_eq!(place(&document, "/info"), (3, 1));
    assert_eq!(place(&document, "/info/title"), (4, 10));
    assert_eq!(place(&document, "/info/x-ö/0"), (5, 11));
    assert_eq!(place(&document, "/info/x-ö/1/k"), (5, 18));
    assert_eq!(document.raw("/info/title"), Some("'Größe'"));
}

#[test]
fn positions_survive_windows_line_ends_and_a_byte_order_mark() {
    let document = load(
        "spec.yaml",
        b"\xEF\xBB\xBFopenapi: 3.0.3\r\ninfo:\r\n  title: A\r\n",
    )
    .unwrap();
    assert_eq!(place(&document, "/openapi"), (1, 10));
    assert_eq!(place(&document, "/info/title"), (3, 10));
    assert_eq!(document.get("/info/title"), Some(&json!("A")));
}

#[test]
fn what_does_not_exist_is_placed_at_its_nearest_ancestor() {
    let document = loaded("openapi: 3.0.3\npaths:\n  /a:\n    get: {}\n");
    assert_eq!(place(&document, "/paths/~1a/get/responses/200"), (4, 5));
    assert_eq!(place(&document, "/nothing/at/all"), (1, 1));
    let span = document.span("/paths/~1a", &At::Key);
    assert_eq!(document.text().get(span.bytes()), Some("/a"));
}

#[test]
fn keys_are_text_whatever_yaml_takes_them_for() {
    let document =
        loaded("responses:\n  200: a\n  404: b\n  default: c\n  true: d\n  1.10: e\n  null: f\n");
    assert_eq!(
        document.get("/responses"),
        Some(
            &json!({"200": "a", "404": "b", "default": "c", "true": "d", "1.10": "e", "null": "f"})
        )
    );
}

#[test]
fn scalars_are_those_of_the_core_schema_of_yaml_1_2() {
    let document = loaded(
        "values: [no, yes, on, 2020-01-01, 1_000, 0o17, 0x1F, 010, .5, 1e3, -7, +7, ~, null, '1', .inf, 1.2.3, 18446744073709551615, 9223372036854775807, '']\n",
    );
    assert_eq!(
        document.get("/values"),
        Some(&json!([
            "no",
            "yes",
            "on",
            "2020-01-01",
            "1_000",
            15,
            31,
            10,
            0.5,
            1000.0,
            -7,
            7,
            null,
            null,
            "1",
            ".inf",
            "1.2.3",
            18_446_744_073_709_551_615_u64,
            9_223_372_036_854_775_807_i64,
            ""
        ]))
    );
}

#[test]
fn a_version_that_looks_like_a_number_keeps_its_zero() {
    let document = loaded("openapi: 3.0.3\ninfo:\n  title: 7\n  version: 1.10\npaths: {}\n");
    assert_eq!(document.get("/info/version"), Some(&json!("1.10")));
    assert_eq!(document.get("/info/title"), Some(&json!("7")));
    assert_eq!(document.get("/openapi"), Some(&json!("3.0.3")));
}

#[test]
fn aliases_and_merge_keys_mean_what_they_repeat() {
    let document = loaded(
        "base: &base {a: 1, b: 2}\nsame: *base\nmore:\n  <<: *base\n  b: 3\nboth:\n  <<: [*base, {c: 4}]\n",
    );
    assert_eq!(document.get("/same"), Some(&json!({"a": 1, "b": 2})));
    assert_eq!(document.get("/more"), Some(&json!({"b": 3, "a": 1})));
    assert_eq!(
        document.get("/both"),
        Some(&json!({"a": 1, "b": 2, "c": 4}))
    );
    assert_eq!(place(&document, "/same"), (2, 1));
}

#[test]
fn json_may_use_tabs_and_surrogate_pairs() {
    let document = loaded(
        "{\n\t\"openapi\": \"3.0.3\",\n\t\"x-face\": \"\\ud83d\\ude00\",\n\t\"list\": [1, -2.5e3]\n}\n",
    );
    assert_eq!(document.get("/x-face"), Some(&json!("\u{1F600}")));
    assert_eq!(document.get("/list"), Some(&json!([1, -2500.0])));
    assert_eq!(place(&document, "/x-face"), (3, 12));
}

#[test]
fn json_loses_nothing_of_a_number_or_says_so() {
    let document = loaded(
        r#"{"values": [18446744073709551615, 9223372036854775808, -9223372036854775808, 1e400, -1e400, 0.1]}"#,
    );
    assert_eq!(
        document.get("/values"),
        Some(&json!([
            u64::MAX,
            9_223_372_036_854_775_808_u64,
            i64::MIN,
            "1e400",
            "-1e400",
            0.1
        ]))
    );
    let findings: Vec<(&str, &str)> = document
        .findings
        .iter()
        .map(|finding| (finding.code, finding.pointer.as_str()))
        .collect();
    assert_eq!(
        findings,
        [
            ("number-too-large", "/values/3"),
            ("number-too-large", "/values/4")
        ]
    );
}

#[test]
fn tabs_before_a_value_are_not_taken_for_indentation() {
    let document = loaded("a:\tb\nc: \t \td\nlist:\n-\te\nq: \"x:\ty\"\nt: |\n  u:\tv\n");
    assert_eq!(
        document.value,
        json!({"a": "b", "c": "d", "list": ["e"], "q": "x:\ty", "t": "u:\tv\n"})
    );
    assert_eq!(place(&document, "/a"), (1, 4));
    assert_eq!(refused(b"a:\n\tb: c\n"), ["invalid-yaml"]);
}

#[test]
fn yaml_in_flow_style_is_not_mistaken_for_broken_json() {
    let document = loaded("{openapi: 3.0.3, # a comment\n info: {title: A}}\n");
    assert_eq!(document.get("/info/title"), Some(&json!("A")));
}

#[test]
fn members_keep_their_order() {
    let document = loaded("z: 1\na: 2\nm: 3\n");
    let keys: Vec<&String> = document.value.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["z", "a", "m"]);
}

#[test]
fn bytes_that_are_no_utf_8_text_are_refused() {
    assert_eq!(refused(b"title: \xFF\n"), ["not-utf-8"]);
    assert_eq!(refused(b"\xFF\xFEo\0p\0"), ["not-utf-8"]);
    assert_eq!(refused(b"a: \0\n"), ["not-utf-8"]);
    assert_eq!(refused(b""), ["empty-file"]);
    assert_eq!(refused(b"\n  \n---\n"), ["empty-file"]);
    assert_eq!(refused(b"just text\n"), ["not-a-description"]);
}

#[test]
fn every_duplicate_is_reported_not_only_the_first_and_the_last_counts() {
    for text in [
        "a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n",
        r#"{"a": 1, "a": 2, "b": {"c": 1, "c": 2}, "a": 3}"#,
    ] {
        let document = loaded(text);
        let codes: Vec<&str> = document
            .findings
            .iter()
            .map(|finding| finding.code)
            .collect();
        assert_eq!(codes, ["duplicate-key", "duplicate-key", "duplicate-key"]);
        assert_eq!(document.value, json!({"a": 3, "b": {"c": 2}}));
    }
}

#[test]
fn nesting_does_not_exhaust_the_stack() {
    let deep = 50_000;
    let block: String = (0..2_000)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    for text in [
        format!("{}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("{{\"a\":{}{}}}", "[".repeat(deep), "]".repeat(deep)),
        format!("a: {}{}", "{a: ".repeat(deep), "}".repeat(deep)),
        "- ".repeat(deep),
        block,
    ] {
        assert!(load("deep.yaml", text.as_bytes()).is_err());
    }
}

#[test]
fn any_prefix_of_a_description_is_loaded_or_refused() {
    let text = "openapi: 3.0.3\ninfo: {title: \"A\\u00e4\", version: 1}\npaths:\n  /a/{b}:\n    get: &x\n      - 'c'\n    put: *x\n    x: |\n      text\n    <<: {a: >-\n      b}\n";
    for end in 0..text.len() {
        if let Some(Ok(document)) = text
            .get(..end)
            .map(|text| load("prefix.yaml", text.as_bytes()))
        {
            lint(&document);
        }
    }
}

/// A description with ten thousand operations, about ten megabytes.
fn large() -> String {
    let mut text = String::from("openapi: 3.0.3\ninfo:\n  title: Large\n  version: '1'\npaths:\n");
    let description = "What this operation does is described at some length. ".repeat(8);
    for number in 0..10_000 {
        text.push_str(&format!(
            "  /things/{number}/{{id}}:\n    get:\n      operationId: get_thing_{number}\n      description: {description}\n      parameters:\n        - name: id\n          in: path\n          required: true\n          schema:\n            type: string\n      responses:\n        '200':\n          description: Done\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/Thing{number}'\n"
        ));
    }
    text.push_str("components:\n  schemas:\n");
    for number in 0..10_000 {
        text.push_str(&format!(
            "    Thing{number}:\n      type: object\n      required: [id]\n      properties:\n        id:\n          type: integer\n          default: {number}\n        next:\n          $ref: '#/components/schemas/Thing{}'\n",
            (number + 1) % 10_000
        ));
    }
    text
}

#[test]
fn ten_thousand_operations_take_no_quadratic_time() {
    let text = large();
    assert!(text.len() > 8_000_000);
    let start = Instant::now();
    let document = loaded(&text);
    assert_eq!(lint(&document), []);
    // Measured: below two seconds without optimisation. Work that grows with the square would take minutes.
    let limit = Duration::from_secs(30);
    assert!(start.elapsed() < limit, "{:?}", start.elapsed());
    assert_eq!(
        document
            .get("/paths")
            .and_then(Value::as_object)
            .map(serde_json::Map::len),
        Some(10_000)
    );
}
