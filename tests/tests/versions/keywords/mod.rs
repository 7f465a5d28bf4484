//! A keyword of one version says nothing to the generator, or one of the wrong kind is taken without a word or ends it.
//!
//! Each row is a keyword in a small description: well, and what comes of it; and badly, and the finding about that, after
//! which the rest is generated all the same.

mod openapi_3_1;
mod openapi_3_2;
mod swagger_2;

use workspace_tests::crates::on_a_large_stack;
use xtask::diagnostic::Diagnostic;
use xtask::emit::Surroundings;
use xtask::pipeline::generate;

use crate::description;

struct Row {
    keyword: &'static str,
    good: &'static str,
    /// What the outline, or the code, has then.
    shown: &'static [&'static str],
    bad: &'static str,
    /// The code of the finding, and where it points.
    said: (&'static str, &'static str),
}

/// What is made of a description: the outline with all code, and the findings with the places that their author knows.
pub(crate) fn made(text: &str) -> (String, Vec<(Diagnostic, String)>) {
    let document = description(text);
    let surroundings = |_: &str| Surroundings::in_workspace("cargo xtask generate", "openapi.yaml");
    let (all, findings) = match generate(&document, "it", surroundings) {
        Ok(generated) => {
            let code = generated.emitted.files.into_iter();
            let code = code.filter(|(path, _)| path.ends_with(".rs"));
            let mut all = generated.emitted.outline;
            all.extend(code.map(|(_, text)| text));
            (all, generated.warnings)
        }
        Err(findings) => (String::new(), findings),
    };
    let placed = findings.into_iter().map(|finding| {
        let place = document.written(&finding.pointer);
        (finding, place)
    });
    (all, placed.collect())
}

/// What no type can say is no mistake.
fn is_mistake(finding: &Diagnostic) -> bool {
    !["taken-as-documentation", "encoding-by-position"].contains(&finding.code)
}

/// What does not hold of rows, which `describe` makes descriptions of.
fn wrong_in(rows: &'static [Row], describe: fn(&str) -> String) -> Vec<String> {
    let mut wrong: Vec<String> = Vec::new();
    for row in rows {
        let (made_of_good, findings) = made(&describe(row.good));
        for shown in row.shown {
            if !made_of_good.contains(shown) {
                wrong.push(format!("{}: no `{shown}`", row.keyword));
            }
        }
        for (finding, _) in findings.iter().filter(|(finding, _)| is_mistake(finding)) {
            wrong.push(format!("{}: {}", row.keyword, finding.message));
        }
        let (made_of_bad, findings) = made(&describe(row.bad));
        let (code, pointer) = row.said;
        let said = |(finding, place): &(Diagnostic, String)| {
            finding.code == code && (place == pointer || finding.pointer == pointer)
        };
        if !findings.iter().any(said) {
            let said = findings.iter();
            let said = said.map(|(finding, place)| format!("{} at {place}", finding.code));
            let said: Vec<String> = said.collect();
            wrong.push(format!("{}, badly: {}", row.keyword, said.join(", ")));
        }
        if made_of_bad.is_empty() {
            wrong.push(format!("{}, badly: nothing is generated", row.keyword));
        }
    }
    wrong
}

/// Rows, and what makes a description of one.
type Group = (&'static [Row], fn(&str) -> String);

#[track_caller]
fn hold(groups: [Group; 3]) {
    let wrong = groups.into_iter();
    let wrong: Vec<String> = wrong
        .flat_map(|(rows, describe)| wrong_in(rows, describe))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The parts of a description that `text` does not have itself.
fn complete(version: &str, text: &str, parts: &[(&str, String)]) -> String {
    let mut whole = format!("{version}\n{text}\n");
    for (key, part) in parts {
        let own = text
            .lines()
            .any(|line| line.starts_with(&format!("{key}:")));
        if !own {
            whole.push_str(&format!("{key}: {part}\n"));
        }
    }
    whole
}

const INFO: &str = "{title: It, version: '1'}";

fn swagger(text: &str, operation: &str, property: &str) -> String {
    let responses = match operation.contains("responses:") {
        true => "",
        false => "responses: {'200': {description: Read, schema: {$ref: '#/definitions/Thing'}}}, ",
    };
    let parts = [
        ("info", INFO.to_owned()),
        (
            "paths",
            format!("{{/thing: {{post: {{operationId: get_thing, {responses}{operation}}}}}}}"),
        ),
        (
            "definitions",
            format!("{{Thing: {{type: object, properties: {{it: {property}}}}}}}"),
        ),
    ];
    complete("swagger: '2.0'", text, &parts)
}

fn openapi(version: &str, text: &str, operation: &str, property: &str) -> String {
    let referring = !operation.contains("responses:") && !text.contains("components:");
    let responses = match (referring, operation.contains("responses:")) {
        (_, true) => "",
        (true, _) => {
            "responses: {'200': {description: Read, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}, "
        }
        (false, _) => "responses: {'204': {description: Done}}, ",
    };
    let parts = [
        ("info", INFO.to_owned()),
        (
            "paths",
            format!("{{/thing: {{post: {{operationId: get_thing, {responses}{operation}}}}}}}"),
        ),
        (
            "components",
            format!(
                "{{schemas: {{Thing: {{type: object, properties: {{it: {property}}}}}, {OTHERS}}}}}"
            ),
        ),
    ];
    complete(&format!("openapi: {version}"), text, &parts)
}

/// Schemas to refer to.
const OTHERS: &str = "\
    Other: {$id: 'https://example.com/other', type: object, properties: {a: {type: string}}, $defs: {Word: {$id: 'https://example.com/word', type: string, enum: [x]}, Size: {$anchor: size, type: integer}}}, \
    Plain: {type: object, properties: {b: {type: string}}}, \
    Page: {$id: 'https://example.com/page', type: object, properties: {items: {type: array, items: {$dynamicRef: '#item'}}}, $defs: {item: {$dynamicAnchor: item}}}, \
    NumberPage: {$id: 'https://example.com/numbers', $ref: 'page', $defs: {item: {$dynamicAnchor: item, type: integer}}}";

/// Callers tell `null` from nothing only in what they write.
const SENT: &str =
    "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}";
const SENT_BY_SWAGGER: &str =
    "parameters: [{name: thing, in: body, schema: {$ref: '#/definitions/Thing'}}]";

const TEXT: &str = "{type: string}";

#[test]
fn a_keyword_of_swagger_2_0_is_lost() {
    on_a_large_stack(|| {
        hold([
            (swagger_2::PROPERTIES, |property| {
                swagger("", SENT_BY_SWAGGER, property)
            }),
            (swagger_2::OPERATIONS, |operation| {
                swagger("", operation, TEXT)
            }),
            (swagger_2::DOCUMENTS, |text| swagger(text, "", TEXT)),
        ]);
    });
}

#[test]
fn a_keyword_of_openapi_3_1_is_lost() {
    on_a_large_stack(|| {
        hold([
            (openapi_3_1::PROPERTIES, |property| {
                openapi("3.1.0", "", SENT, property)
            }),
            (openapi_3_1::OPERATIONS, |operation| {
                openapi("3.1.0", "", operation, TEXT)
            }),
            (openapi_3_1::DOCUMENTS, |text| {
                openapi("3.1.0", text, "", TEXT)
            }),
        ]);
    });
}

#[test]
fn a_keyword_of_openapi_3_2_is_lost() {
    on_a_large_stack(|| {
        hold([
            (openapi_3_2::PROPERTIES, |property| {
                openapi("3.2.0", "", SENT, property)
            }),
            (openapi_3_2::OPERATIONS, |operation| {
                openapi("3.2.0", "", operation, TEXT)
            }),
            (openapi_3_2::DOCUMENTS, |text| {
                openapi("3.2.0", text, "", TEXT)
            }),
        ]);
    });
}
