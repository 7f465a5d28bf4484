//! References that cannot be followed, and files that are made to waste time.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{Files, at, findings, v3_0};

#[test]
fn nothing_is_asked_for_that_is_no_path_below_a_folder() {
    let root = v3_0(
        "paths: {}\ncomponents: {schemas: {A: {$ref: /etc/a.yaml}, B: {$ref: 'file:b.yaml'}, C: {$ref: 'C:\\c.yaml'}, D: {$ref: '//example.com/d.yaml'}, E: {$ref: 'http://example.com/e.yaml'}, F: {$ref: '%2Fetc/f.yaml'}, G: {$ref: '\\g.yaml'}}}\n",
    );
    let files = [("openapi.yaml", root.as_str())];
    let files = Files::new(&files);
    let document = files.read();
    assert!(files.asked.borrow().is_empty(), "{:?}", files.asked);
    assert_eq!(document.findings.len(), 7, "{}", findings(&document));
    assert_eq!(at(&document, "/components/schemas/A"), &json!({}));
}

#[test]
fn what_is_missing_is_named_once_however_often_it_is_referred_to() {
    let root = v3_0(
        "paths: {}\ncomponents: {schemas: {A: {properties: {a: {$ref: b.yaml}, b: {$ref: b.yaml}, c: {$ref: b.yaml}}}}}\n",
    );
    let files = [("openapi.yaml", root.as_str())];
    let document = Files::new(&files).read();
    let findings = findings(&document);
    assert!(
        findings.contains("`b.yaml` is not there: any JSON value is taken (3 times)"),
        "{findings}"
    );
    assert_eq!(document.findings.len(), 1);
}

#[test]
fn a_reference_that_means_the_first_file_is_understood() {
    let root = v3_0("paths: {}\ncomponents: {schemas: {A: {$ref: a.yaml}, B: {type: string}}}\n");
    let files = [
        ("openapi.yaml", root.as_str()),
        (
            "a.yaml",
            "properties: {b: {$ref: '#/components/schemas/B'}}",
        ),
    ];
    let document = Files::new(&files).read();
    assert_eq!(
        at(&document, "/components/schemas/A/properties/b"),
        &json!({"$ref": "#/components/schemas/B"})
    );
    let findings = findings(&document);
    assert!(findings.contains("reference-to-other-file"), "{findings}");
}

#[test]
fn what_would_stand_in_itself_is_left_out() {
    let root = v3_0("paths: {/a: {$ref: a.yaml}}\n");
    let files = [
        ("openapi.yaml", root.as_str()),
        (
            "a.yaml",
            "get: {operationId: a, responses: {'200': {description: ''}}, callbacks: {c: {'{$url}': {$ref: a.yaml}}}}",
        ),
    ];
    let document = Files::new(&files).read();
    let findings = findings(&document);
    assert!(findings.contains("circular-reference"), "{findings}");
    assert!(document.get("/paths/~1a/get").is_some());
}

#[test]
fn files_that_double_each_other_end_soon() {
    let names: Vec<String> = (0..40).map(|number| format!("{number}.yaml")).collect();
    let texts: Vec<String> = (1..=40)
        .map(|next| {
            format!(
                "get: {{callbacks: {{c: {{a: {{$ref: {next}.yaml}}, b: {{$ref: {next}.yaml}}}}}}}}"
            )
        })
        .collect();
    let root = v3_0("paths: {/a: {$ref: 0.yaml}}\n");
    let mut files = vec![("openapi.yaml", root.as_str())];
    files.extend(
        names
            .iter()
            .zip(&texts)
            .map(|(name, text)| (name.as_str(), text.as_str())),
    );
    let start = Instant::now();
    let document = Files::new(&files).read();
    assert!(start.elapsed() < Duration::from_secs(20));
    assert!(!document.findings.is_empty());
}
